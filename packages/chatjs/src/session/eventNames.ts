import { EVENT_CONTENT_TYPES } from "@amazon-connect-chat/protocol";

/** The method that subscribes to an event, and the name that handlers get as their second argument. */
export const EVENT_NAMES = {
  onMessage: "INCOMING_MESSAGE",
  onTyping: "INCOMING_TYPING",
  onReadReceipt: "INCOMING_READ_RECEIPT",
  onDeliveredReceipt: "INCOMING_DELIVERED_RECEIPT",
  onParticipantIdle: "PARTICIPANT_IDLE",
  onParticipantReturned: "PARTICIPANT_RETURNED",
  onParticipantInvited: "PARTICIPANT_INVITED",
  onAutoDisconnection: "AUTODISCONNECTION",
  onAuthenticationInitiated: "AUTHENTICATION_INITIATED",
  onAuthenticationSuccessful: "AUTHENTICATION_SUCCESSFUL",
  onAuthenticationFailed: "AUTHENTICATION_FAILED",
  onAuthenticationTimeout: "AUTHENTICATION_TIMEOUT",
  onAuthenticationExpired: "AUTHENTICATION_EXPIRED",
  onAuthenticationCanceled: "AUTHENTICATION_CANCELED",
  onParticipantDisplayNameUpdated: "PARTICIPANT_DISPLAY_NAME_UPDATED",
  onChatRehydrated: "CHAT_REHYDRATED",
  onConnectionEstablished: "CONNECTION_ESTABLISHED",
  onConnectionLost: "CONNECTION_LOST",
  onConnectionBroken: "CONNECTION_BROKEN",
  onDeepHeartbeatSuccess: "DEEP_HEARTBEAT_SUCCESS",
  onDeepHeartbeatFailure: "DEEP_HEARTBEAT_FAILURE",
  onEnded: "CHAT_ENDED",
} as const;

export type SubscribeMethod = keyof typeof EVENT_NAMES;
export type EventName = (typeof EVENT_NAMES)[SubscribeMethod];

/** Items that raise an event of their own instead of INCOMING_MESSAGE. */
export const EVENT_OF_CONTENT_TYPE: Readonly<Record<string, EventName>> = {
  [EVENT_CONTENT_TYPES.typing]: "INCOMING_TYPING",
  [EVENT_CONTENT_TYPES.participantIdle]: "PARTICIPANT_IDLE",
  [EVENT_CONTENT_TYPES.participantReturned]: "PARTICIPANT_RETURNED",
  [EVENT_CONTENT_TYPES.participantInvited]: "PARTICIPANT_INVITED",
  [EVENT_CONTENT_TYPES.participantAutoDisconnection]: "AUTODISCONNECTION",
  [EVENT_CONTENT_TYPES.authenticationInitiated]: "AUTHENTICATION_INITIATED",
  [EVENT_CONTENT_TYPES.authenticationSucceeded]: "AUTHENTICATION_SUCCESSFUL",
  [EVENT_CONTENT_TYPES.authenticationFailed]: "AUTHENTICATION_FAILED",
  [EVENT_CONTENT_TYPES.authenticationTimeout]: "AUTHENTICATION_TIMEOUT",
  [EVENT_CONTENT_TYPES.authenticationExpired]: "AUTHENTICATION_EXPIRED",
  [EVENT_CONTENT_TYPES.authenticationCancelled]: "AUTHENTICATION_CANCELED",
  [EVENT_CONTENT_TYPES.participantDisplayNameUpdated]: "PARTICIPANT_DISPLAY_NAME_UPDATED",
  [EVENT_CONTENT_TYPES.chatRehydrated]: "CHAT_REHYDRATED",
};
