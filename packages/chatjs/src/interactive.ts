/**
 * Interactive messages and views, typed: read, built, checked and answered; see [the guide](../../../docs/guides/interactive.md).
 * All but the part `interactive` are pure functions, for agents' pages and for backends such as a bot's Lambda function.
 * @module amazon-connect-chatjs/interactive
 */
export { buildInteractive, checkInteractive } from "./parts/interactive/buildInteractive.js";
export { interactive } from "./parts/interactive/interactivePart.js";
export type {
  AnswerableMessage,
  Answering,
  Describing,
  InteractiveMessages,
  ReplyOptions,
} from "./parts/interactive/interactivePart.js";
export type {
  Answered,
  Carousel,
  CarouselCard,
  ChannelTemplate,
  ChosenElement,
  ChosenOnCard,
  ChosenTime,
  InteractiveElement,
  InteractiveHeading,
  InteractiveMessage,
  InteractiveProblem,
  InteractiveReply,
  JsonObject,
  ListPage,
  ListPicker,
  OptionOf,
  PagingAction,
  Panel,
  QuickReply,
  TimePicker,
  TimePickerLocation,
  Timeslot,
  ViewAnswer,
  ViewResource,
} from "./parts/interactive/interactiveTypes.js";
export { parseInteractive } from "./parts/interactive/parseInteractive.js";
export { readReply } from "./parts/interactive/readReply.js";
export type { ReadReply } from "./parts/interactive/readReply.js";
export { readView } from "./parts/interactive/readView.js";
export type { InteractiveView } from "./parts/interactive/readView.js";
export { replyTo } from "./parts/interactive/replyTo.js";
export type { MessageMetadata, MessageProcessingStatus, Receipt, View } from "@amazon-connect-chat/protocol";
export type { SessionPart } from "./session/parts.js";
export type {
  Abortable,
  ParticipantServiceResponse,
  SendMessageArgs,
  SendMessageResult,
} from "./session/callTypes.js";
