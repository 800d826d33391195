import type { EventType } from "@amazon-connect-chat/protocol";

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
export const EVENT_OF_TYPE: Readonly<Partial<Record<EventType, EventName>>> = {
  typing: "INCOMING_TYPING",
  "participant.idle": "PARTICIPANT_IDLE",
  "participant.returned": "PARTICIPANT_RETURNED",
  "participant.invited": "PARTICIPANT_INVITED",
  "participant.autodisconnection": "AUTODISCONNECTION",
  "participant.displayname.updated": "PARTICIPANT_DISPLAY_NAME_UPDATED",
  "authentication.initiated": "AUTHENTICATION_INITIATED",
  "authentication.succeeded": "AUTHENTICATION_SUCCESSFUL",
  "authentication.failed": "AUTHENTICATION_FAILED",
  "authentication.timeout": "AUTHENTICATION_TIMEOUT",
  "authentication.expired": "AUTHENTICATION_EXPIRED",
  "authentication.cancelled": "AUTHENTICATION_CANCELED",
  "chat.rehydrated": "CHAT_REHYDRATED",
};
