import type { TranscriptGap } from "../delivery/delivery.js";
import type { TranscriptItem } from "../transcript/transcriptStore.js";
import type { WebSocketStatus } from "./callTypes.js";
import type { EventTable } from "./eventNames.js";
import type { ItemMethod, ItemOf } from "./itemTypes.js";
import type { ChatDetails } from "./sessionArgs.js";
import type { SubscribeOptions } from "./sessionEvents.js";

/** An event that carries an item: a message, an event, an attachment or a receipt. */
export interface ChatItemEvent<Method extends ItemMethod = ItemMethod> {
  readonly data: ItemOf<Method>;
  readonly chatDetails: ChatDetails;
}
/** An event of the connection. */
export interface ChatConnectionEvent {
  readonly data: object;
  readonly chatDetails: ChatDetails;
}
/** A message, an attachment, or an event that has no method of its own; `data.Type` and `data.ContentType` tell which. */
export type ChatMessageEvent = ChatItemEvent<"onMessage">;
export type ChatTypingEvent = ChatItemEvent<"onTyping">;
export type ChatReceiptEvent = ChatItemEvent<"onReadReceipt">;
export type ChatAuthenticationInitiatedEvent = ChatItemEvent<"onAuthenticationInitiated">;
export type ChatParticipantDisplayNameUpdatedEvent = ChatItemEvent<"onParticipantDisplayNameUpdated">;
export type ChatConnectionLostEvent = ChatConnectionEvent;
/** The connection is given up; `connect()` tries afresh. */
export interface ChatConnectionBrokenEvent extends ChatConnectionEvent {
  /**
   * Why: `NOT_AUTHORIZED` when the service refused a chat that is still alive, `REFUSED` when it refused otherwise, `FAILED`
   * when no connection can be had at all.
   */
  readonly data: { readonly reason: "NOT_AUTHORIZED" | "REFUSED" | "FAILED" };
}
/** The next attempt to connect is due. Comes after `onConnectionLost`, for each attempt, and again when it is brought forward. */
export interface ChatReconnectingEvent extends ChatConnectionEvent {
  readonly data: {
    /** Attempts that failed in a row, from 1. */
    readonly attempt: number;
    /** When the next one begins, in milliseconds since the epoch. */
    readonly retryAtMs: number;
  };
}
/** Items that came during an outage could not be fetched, or not yet. */
export interface ChatTranscriptGapEvent extends ChatConnectionEvent {
  readonly data: TranscriptGap;
}
/**
 * The transcript has changed: an item came, was read with `getTranscript`, or was sent, or a message's status changed. What
 * changes together comes in one event, after the events of the items themselves.
 */
export interface ChatTranscriptUpdatedEvent extends ChatConnectionEvent {
  readonly data: {
    /**
     * All that the session has heard, read or said since the first `onTranscriptUpdated` or shortly before, sorted by time, then
     * by arrival; what has no time, such as a message that is being sent, is last. The array is the handler's own; the items are
     * shared with earlier and later events, and never changed: a change makes a new one.
     */
    readonly transcript: TranscriptItem[];
    /**
     * Give it to `getTranscript` as `nextToken` to read what was said before. Null before a page was read; when
     * nothing is left, whatever the service says of that: empty or undefined.
     */
    readonly previousTranscriptNextToken: string | null | undefined;
  };
}
/** The socket is open and subscribed, for the first time or again; what came meanwhile has been handed over. */
export interface ChatConnectionEstablishedEvent extends ChatConnectionEvent {
  /** Messages and attachments that were missed and have been handed over before this event. */
  readonly recovered: number;
  readonly connectSuccess: true;
  readonly connectCalled: true;
  readonly metadata: unknown;
  readonly _debug: { readonly websocketStatus: WebSocketStatus };
}
/** The chat is over; no event follows. */
export interface ChatEndedEvent {
  readonly data: null;
  readonly chatDetails: ChatDetails;
}

interface OwnEvents {
  onConnectionEstablished: ChatConnectionEstablishedEvent;
  onConnectionLost: ChatConnectionLostEvent;
  onConnectionBroken: ChatConnectionBrokenEvent;
  onReconnecting: ChatReconnectingEvent;
  onTranscriptGap: ChatTranscriptGapEvent;
  onTranscriptUpdated: ChatTranscriptUpdatedEvent;
  onDeepHeartbeatSuccess: ChatConnectionEvent;
  onDeepHeartbeatFailure: ChatConnectionEvent;
  onEnded: ChatEndedEvent;
}
/** What each subscribing method's handler gets. */
export type ChatEventMap = {
  readonly [Method in keyof EventTable]: Method extends keyof OwnEvents
    ? OwnEvents[Method]
    : Method extends ItemMethod
      ? ChatItemEvent<Method>
      : never;
};
/** Subscribes a handler, and returns the way to unsubscribe it. */
export type Subscribe<Event> = (
  handler: (event: Event, eventName: string) => unknown,
  options?: SubscribeOptions,
) => () => void;
/** The methods that subscribe: each takes a handler and `{ signal?, once? }`, and returns a function that unsubscribes. */
export type ChatSubscriptions = {
  readonly [Method in keyof EventTable]: Subscribe<ChatEventMap[Method]>;
};
