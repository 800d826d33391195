export { createControlClient } from "./client/createControlClient.js";
export type { ControlClient, ControlClientOptions } from "./client/controlClient.js";
export { ControlError } from "./control/controlError.js";
export type { ControlErrorCode } from "./control/controlError.js";
