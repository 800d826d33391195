import type { EventType } from "@amazon-connect-chat/protocol";

/** The methods that subscribe to an event, each with the type of item that raises it, where such an item raises no INCOMING_MESSAGE. */
const RAISED_BY = {
  /** A message, an attachment, or an event without a method of its own: joined, left, transferred, ended and the like. */
  onMessage: "",
  /** Somebody types, the typist included. */
  onTyping: "typing",
  /** Another participant has read a message; `data.MessageMetadata.MessageId` names it. */
  onReadReceipt: "",
  /** A message has reached another participant. */
  onDeliveredReceipt: "",
  /** A participant has not written for a while. */
  onParticipantIdle: "participant.idle",
  /** A participant who was idle writes again. */
  onParticipantReturned: "participant.returned",
  /** A participant was invited, and has not joined yet. */
  onParticipantInvited: "participant.invited",
  /** A participant was disconnected for being idle. */
  onAutoDisconnection: "participant.autodisconnection",
  /** A participant has another name from now on. */
  onParticipantDisplayNameUpdated: "participant.displayname.updated",
  /** The flow asks the customer to sign in: get the page to do so with `getAuthenticationUrl`. */
  onAuthenticationInitiated: "authentication.initiated",
  /** The customer has signed in. */
  onAuthenticationSuccessful: "authentication.succeeded",
  /** Signing in has failed. */
  onAuthenticationFailed: "authentication.failed",
  /** The customer took too long to sign in. */
  onAuthenticationTimeout: "authentication.timeout",
  /** What the customer had signed in with is no longer good. */
  onAuthenticationExpired: "authentication.expired",
  /** The customer has declined to sign in. */
  onAuthenticationCanceled: "authentication.cancelled",
  /** A persistent chat has got its history. */
  onChatRehydrated: "chat.rehydrated",
  /** The transcript has changed: all of it, in order. */
  onTranscriptUpdated: "",
  /** Connected and subscribed, for the first time or again; what was missed has been handed over. */
  onConnectionEstablished: "",
  /** There is no connection; the library goes on trying. */
  onConnectionLost: "",
  /** There is no connection, for good; `connect()` tries afresh. */
  onConnectionBroken: "",
  /** When the next attempt to connect begins. */
  onReconnecting: "",
  /** Items may be missing, and since when. */
  onTranscriptGap: "",
  /** The service has answered a ping. */
  onDeepHeartbeatSuccess: "",
  /** The service has not answered a ping. */
  onDeepHeartbeatFailure: "",
  /** The chat is over; handlers are removed. */
  onEnded: "",
} as const satisfies Record<`on${string}`, EventType | "">;

/** The names of events that are not called as their methods are. */
const OTHER_NAMES = {
  onMessage: "INCOMING_MESSAGE",
  onTyping: "INCOMING_TYPING",
  onReadReceipt: "INCOMING_READ_RECEIPT",
  onDeliveredReceipt: "INCOMING_DELIVERED_RECEIPT",
  onAutoDisconnection: "AUTODISCONNECTION",
  onEnded: "CHAT_ENDED",
} as const;

type Methods = typeof RAISED_BY;
type OtherNames = typeof OTHER_NAMES;
/** `participantIdle` as `PARTICIPANT_IDLE`. */
type InCapitals<Text extends string> = Text extends `${infer Letter}${infer Rest}`
  ? `${Letter extends Lowercase<Letter> ? "" : "_"}${Uppercase<Letter>}${InCapitals<Rest>}`
  : "";
type NameOf<Method extends keyof Methods> = Method extends keyof OtherNames
  ? OtherNames[Method]
  : Method extends `on${infer Name}`
    ? InCapitals<Uncapitalize<Name>>
    : never;

/** To types: the name of each method's event, and the type of item that raises it. */
export type EventTable = { readonly [Method in keyof Methods]: readonly [NameOf<Method>, Methods[Method]] };
export type SubscribeMethod = keyof EventTable;
export type EventName = EventTable[SubscribeMethod][0];

/** A method that subscribes, and what to. */
export interface EventRow {
  readonly method: SubscribeMethod;
  /** What handlers get as their second argument: that of `onParticipantIdle` get `PARTICIPANT_IDLE`. */
  readonly name: EventName;
  /** The type of item that raises it, if any does. */
  readonly raisedBy: EventType | "";
}

/** Made once: sessions share the names. */
export const EVENTS = Object.entries(RAISED_BY).map(([method, raisedBy]) => ({
  method,
  name:
    (OTHER_NAMES as Readonly<Record<string, string>>)[method] ??
    method
      .slice(2)
      .replace(/\B[A-Z]/g, "_$&")
      .toUpperCase(),
  raisedBy,
})) as readonly EventRow[];
