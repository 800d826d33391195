import type { EventType } from "@amazon-connect-chat/protocol";

/** The methods that subscribe to an event, each with the type of item that raises it, where such an item raises no INCOMING_MESSAGE. */
const RAISED_BY = {
  onMessage: "",
  onTyping: "typing",
  onReadReceipt: "",
  onDeliveredReceipt: "",
  onParticipantIdle: "participant.idle",
  onParticipantReturned: "participant.returned",
  onParticipantInvited: "participant.invited",
  onAutoDisconnection: "participant.autodisconnection",
  onParticipantDisplayNameUpdated: "participant.displayname.updated",
  onAuthenticationInitiated: "authentication.initiated",
  onAuthenticationSuccessful: "authentication.succeeded",
  onAuthenticationFailed: "authentication.failed",
  onAuthenticationTimeout: "authentication.timeout",
  onAuthenticationExpired: "authentication.expired",
  onAuthenticationCanceled: "authentication.cancelled",
  onChatRehydrated: "chat.rehydrated",
  onTranscriptUpdated: "",
  onConnectionEstablished: "",
  onConnectionLost: "",
  onConnectionBroken: "",
  onReconnecting: "",
  onTranscriptGap: "",
  onDeepHeartbeatSuccess: "",
  onDeepHeartbeatFailure: "",
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

export type EventRow = readonly [eventName: string, type: EventType | ""];

/**
 * The method that subscribes to an event; the name that handlers get as their second argument, which is the method's in
 * capitals: `onParticipantIdle` hears of `PARTICIPANT_IDLE`; and the type of item that raises it, if any does.
 */
export const EVENTS = Object.fromEntries(
  Object.entries(RAISED_BY).map(([method, type]): [string, EventRow] => [
    method,
    [
      (OTHER_NAMES as Readonly<Record<string, string>>)[method] ??
        method
          .slice(2)
          .replace(/\B[A-Z]/g, "_$&")
          .toUpperCase(),
      type,
    ],
  ]),
) as unknown as { readonly [Method in keyof Methods]: readonly [NameOf<Method>, Methods[Method]] };

export type SubscribeMethod = keyof typeof EVENTS;
export type EventName = (typeof EVENTS)[SubscribeMethod][0];
