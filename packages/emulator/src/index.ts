export { startEmulator } from "./startEmulator.js";
export type { RunningEmulator, StartEmulatorOptions } from "./startEmulator.js";
export { createEmulator } from "./createEmulator.js";
export type { Emulator, EmulatorHost } from "./createEmulator.js";
export { createVirtualClock } from "./clock.js";
export type { Clock, VirtualClock } from "./clock.js";
export type { EmulatorLogger, EmulatorOptions, FlowOptions, Limits, RequestFacts } from "./options.js";
export type { ChatTokenTransport, Control, ControlMessage, WebSocketTransport } from "./control/control.js";
export type { ContactSummary, ParticipantSummary } from "./control/contactSummary.js";
export { ControlError } from "./control/controlError.js";
export type { ControlErrorCode } from "./control/controlError.js";
export type {
  DelayFramesFault,
  DropFramesFault,
  DropResponseFault,
  DuplicateFramesFault,
  Fault,
  FaultKind,
  FaultMoment,
  FaultRule,
  FaultScope,
  FaultSummary,
  HangResponseFault,
  HttpErrorFault,
  InvalidExpiryFault,
  LatencyFault,
  RefuseUpgradeFault,
  ReorderFramesFault,
  SocketFault,
  SocketFaultKind,
} from "./faults/faultRule.js";
export type { Admission } from "./faults/socketFaults.js";
export { ConnectionCut } from "./faults/connectionCut.js";
export type { InProcessHost } from "./inProcessHost.js";
export type { InProcessSocket, InProcessSocketListeners, SocketClosing } from "./inProcessSocket.js";
export type { Gateway } from "./gateway/gateway.js";
export type { SocketDrop, SocketSummary } from "./gateway/socketSummary.js";
export type { SocketPort } from "./gateway/socket.js";
export type { ContactState, InitialMessage, ParticipantRef, ParticipantState } from "./world/contact.js";
export type { ChatRequest } from "./world/newContact.js";
export type { TokenExpiry } from "./world/tokenBook.js";
export type { StartedChat } from "./world/world.js";
export type { RequestRecord } from "./requestLog.js";
