/**
 * What of the emulator runs in a page, too: nothing here needs Node.
 * @module amazon-connect-chat-emulator/browser
 */
export { createEmulator } from "./createEmulator.js";
export type { Emulator, EmulatorHost } from "./createEmulator.js";
export { createVirtualClock } from "./clock.js";
export type { AdvancingClock, Clock, VirtualClock } from "./clock.js";
export type { EmulatorOptions } from "./options.js";
export { defineConfig } from "./config/emulatorConfig.js";
export type { EmulatorConfig } from "./config/emulatorConfig.js";
export type { Control } from "./control/control.js";
export { ControlError } from "./control/controlError.js";
export type { ControlErrorCode } from "./control/controlError.js";
export { FlowEnded } from "./flow/flowEnded.js";
export { ConnectionCut } from "./faults/connectionCut.js";
export type { EmulatedUrls } from "./emulatedUrl.js";
export type { Install, InstallTarget } from "./install.js";
export type { WebSocketClass } from "./inProcessWebSocket.js";
export { answerServiceWorker } from "./serviceWorker/answerServiceWorker.js";
