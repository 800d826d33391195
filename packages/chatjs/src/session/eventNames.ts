import type { EventType } from "@amazon-connect-chat/protocol";

export type EventRow = readonly [eventName: string, type?: EventType];

/**
 * The method that subscribes to an event; the name that handlers get as their second argument; and, where it is not
 * INCOMING_MESSAGE that such an item raises, the type of item that raises it.
 */
export const EVENTS = {
  onMessage: ["INCOMING_MESSAGE"],
  onTyping: ["INCOMING_TYPING", "typing"],
  onReadReceipt: ["INCOMING_READ_RECEIPT"],
  onDeliveredReceipt: ["INCOMING_DELIVERED_RECEIPT"],
  onParticipantIdle: ["PARTICIPANT_IDLE", "participant.idle"],
  onParticipantReturned: ["PARTICIPANT_RETURNED", "participant.returned"],
  onParticipantInvited: ["PARTICIPANT_INVITED", "participant.invited"],
  onAutoDisconnection: ["AUTODISCONNECTION", "participant.autodisconnection"],
  onParticipantDisplayNameUpdated: ["PARTICIPANT_DISPLAY_NAME_UPDATED", "participant.displayname.updated"],
  onAuthenticationInitiated: ["AUTHENTICATION_INITIATED", "authentication.initiated"],
  onAuthenticationSuccessful: ["AUTHENTICATION_SUCCESSFUL", "authentication.succeeded"],
  onAuthenticationFailed: ["AUTHENTICATION_FAILED", "authentication.failed"],
  onAuthenticationTimeout: ["AUTHENTICATION_TIMEOUT", "authentication.timeout"],
  onAuthenticationExpired: ["AUTHENTICATION_EXPIRED", "authentication.expired"],
  onAuthenticationCanceled: ["AUTHENTICATION_CANCELED", "authentication.cancelled"],
  onChatRehydrated: ["CHAT_REHYDRATED", "chat.rehydrated"],
  onTranscriptUpdated: ["TRANSCRIPT_UPDATED"],
  onConnectionEstablished: ["CONNECTION_ESTABLISHED"],
  onConnectionLost: ["CONNECTION_LOST"],
  onConnectionBroken: ["CONNECTION_BROKEN"],
  onReconnecting: ["RECONNECTING"],
  onTranscriptGap: ["TRANSCRIPT_GAP"],
  onDeepHeartbeatSuccess: ["DEEP_HEARTBEAT_SUCCESS"],
  onDeepHeartbeatFailure: ["DEEP_HEARTBEAT_FAILURE"],
  onEnded: ["CHAT_ENDED"],
} as const satisfies Record<string, EventRow>;

export type SubscribeMethod = keyof typeof EVENTS;
export type EventName = (typeof EVENTS)[SubscribeMethod][0];
