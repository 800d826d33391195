/**
 * How the connection is and who is there, observable; see [the guide](../../../docs/guides/connection.md).
 * @module amazon-connect-chatjs/connection
 */
export { connection } from "./parts/connection/connection.js";
export type { ConnectionAdded, SessionConnection } from "./parts/connection/connection.js";
export type { ConnectionState, EndOfChat, WhyEnded } from "./parts/connection/connectionState.js";
export { participants } from "./parts/participants/participants.js";
export type { ParticipantsAdded, SessionParticipants } from "./parts/participants/participants.js";
export type { ChatParticipant } from "./parts/participants/participantList.js";
export { ChatError } from "./errors.js";
export type { ChatErrorCode, ChatErrorDetails } from "./errors.js";
export type { OnChange } from "./session/observedValue.js";
export type { SessionPart } from "./session/parts.js";
