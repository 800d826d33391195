/**
 * The backend that starts chats in Amazon Connect.
 * @module amazon-connect-chat-emulator/start-chat
 */
export { createStartChatHandler } from "./startChat/startChatHandler.js";
export type { StartChatHandler } from "./startChat/startChatHandler.js";
export type {
  ChatAttributes,
  StartChatCall,
  StartChatClient,
  StartChatLogger,
  StartChatOptions,
} from "./startChat/startChatOptions.js";
export type { StartChatRequest } from "./startChat/startChatRequest.js";
export type { LambdaAnswer, LambdaEvent } from "./startChat/lambdaHost.js";
export type { NodeRequest, NodeResponse } from "./startChat/nodeHost.js";
