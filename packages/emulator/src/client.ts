/**
 * The control API of an emulator that runs elsewhere, typed.
 * @module amazon-connect-chat-emulator/client
 */
export { createControlClient } from "./client/createControlClient.js";
export type { ControlClient, ControlClientOptions } from "./client/controlClient.js";
export { ControlError } from "./control/controlError.js";
export type { ControlErrorCode } from "./control/controlError.js";
