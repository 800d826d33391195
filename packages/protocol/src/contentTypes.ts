const connectEvent = <Name extends string>(name: Name) =>
  `application/vnd.amazonaws.connect.event.${name}` as const;
const connectMessage = <Name extends string>(name: Name) =>
  `application/vnd.amazonaws.connect.message.${name}` as const;

/**
 * Content types of events, by a camelCase name.
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_SendEvent.html
 */
export const EVENT_CONTENT_TYPES = {
  typing: connectEvent("typing"),
  messageRead: connectEvent("message.read"),
  messageDelivered: connectEvent("message.delivered"),
  messageMetadata: connectEvent("message.metadata"),
  participantJoined: connectEvent("participant.joined"),
  participantLeft: connectEvent("participant.left"),
  participantActive: connectEvent("participant.active"),
  participantInactive: connectEvent("participant.inactive"),
  participantIdle: connectEvent("participant.idle"),
  participantReturned: connectEvent("participant.returned"),
  participantInvited: connectEvent("participant.invited"),
  participantAutoDisconnection: connectEvent("participant.autodisconnection"),
  participantDisplayNameUpdated: connectEvent("participant.displayname.updated"),
  transferSucceeded: connectEvent("transfer.succeeded"),
  transferFailed: connectEvent("transfer.failed"),
  connectionAcknowledged: connectEvent("connection.acknowledged"),
  authenticationInitiated: connectEvent("authentication.initiated"),
  authenticationSucceeded: connectEvent("authentication.succeeded"),
  authenticationFailed: connectEvent("authentication.failed"),
  authenticationTimeout: connectEvent("authentication.timeout"),
  authenticationExpired: connectEvent("authentication.expired"),
  authenticationCancelled: connectEvent("authentication.cancelled"),
  chatEnded: connectEvent("chat.ended"),
  chatRehydrated: connectEvent("chat.rehydrated"),
  workflowCancelled: connectEvent("workflow.cancelled"),
} as const;
export type EventContentType = (typeof EVENT_CONTENT_TYPES)[keyof typeof EVENT_CONTENT_TYPES];

/**
 * Content types of messages and attachments, by a camelCase name.
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_SendMessage.html
 */
export const MESSAGE_CONTENT_TYPES = {
  textPlain: "text/plain",
  textMarkdown: "text/markdown",
  textCsv: "text/csv",
  applicationDoc: "application/msword",
  applicationDocx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  applicationJson: "application/json",
  applicationPdf: "application/pdf",
  applicationPpt: "application/vnd.ms-powerpoint",
  applicationPptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  applicationXls: "application/vnd.ms-excel",
  applicationXlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  imageJpeg: "image/jpeg",
  imagePng: "image/png",
  audioWav: "audio/wav",
  audioXWav: "audio/x-wav",
  audioVndWave: "audio/vnd.wave",
  interactiveMessage: connectMessage("interactive"),
  interactiveResponse: connectMessage("interactive.response"),
} as const;
export type MessageContentType = (typeof MESSAGE_CONTENT_TYPES)[keyof typeof MESSAGE_CONTENT_TYPES];

export type ContentType = EventContentType | MessageContentType;
