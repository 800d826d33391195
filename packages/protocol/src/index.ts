export { CONNECTION_TYPES, OPERATIONS, SCAN_DIRECTIONS, SORT_ORDERS } from "./operations.js";
export type {
  ConnectionType,
  OperationInput,
  OperationName,
  OperationOutput,
  OperationRoute,
  OperationShapes,
  ScanDirection,
  SortOrder,
  StartPosition,
  TokenKind,
  View,
} from "./operations.js";
export {
  EVENT_TYPES,
  eventContentType,
  eventTypeOf,
  MESSAGE_TYPES,
  SENT_EVENT_TYPES,
} from "./contentTypes.js";
export type { ContentType, EventContentType, EventType, MessageContentType } from "./contentTypes.js";
export {
  ATTACHMENT_STATUSES,
  isPiece,
  ITEM_TYPES,
  MESSAGE_PROCESSING_STATUSES,
  PARTICIPANT_ROLES,
} from "./items.js";
export type {
  Attachment,
  AttachmentStatus,
  ChatItem,
  ItemType,
  MessageMetadata,
  MessageProcessingStatus,
  ParticipantRole,
  Receipt,
} from "./items.js";
export { EXCEPTION_STATUS } from "./exceptions.js";
export type { ExceptionName } from "./exceptions.js";
export { HEADERS } from "./headers.js";
export { SOCKET_TIMES, TOPICS } from "./frames.js";
export type {
  ClientFrame,
  DataFrame,
  GatewayErrorFrame,
  HeartbeatFrame,
  PingFrame,
  PingResultFrame,
  ServerFrame,
  SubscribeFrame,
  SubscribeResultFrame,
} from "./frames.js";
