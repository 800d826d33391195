/**
 * The emulator as a server or without ports, in a program of Node.
 * @module amazon-connect-chat-emulator
 */
export { startEmulator } from "./startEmulator.js";
export type { RunningEmulator, StartEmulatorOptions } from "./startEmulator.js";
export { createEmulator } from "./createEmulator.js";
export type { Emulator, EmulatorHost } from "./createEmulator.js";
export { createVirtualClock } from "./clock.js";
export type { AdvancingClock, Clock, VirtualClock } from "./clock.js";
export type { Limits } from "./limits.js";
export type { EmulatorLogger, EmulatorOptions, FlowOptions, RequestFacts } from "./options.js";
export { defineConfig } from "./config/emulatorConfig.js";
export type { EmulatorConfig } from "./config/emulatorConfig.js";
export { readConfig } from "./config/readConfig.js";
export { ConfigError } from "./config/configError.js";
export { emulatorMatchers } from "./testing/matchers.js";
export type { EmulatorMatchers } from "./testing/matchers.js";
export type * from "./testing/expectations.js";
export type { Control } from "./control/control.js";
export type {
  ControlMessage,
  ControlQuestion,
  ControlView,
  MessageControl,
  Sent,
} from "./control/messageControl.js";
export type {
  ChatTokenTransport,
  ControlInvitation,
  ControlTransfer,
  ParticipantControl,
  WebSocketTransport,
} from "./control/participantControl.js";
export type { ControlStream, StreamControl } from "./control/streamControl.js";
export type { ControlEvent, EventControl } from "./control/eventControl.js";
export type { SystemEvent } from "./control/systemEvents.js";
export type {
  AttachmentControl,
  AttachmentSummary,
  ControlFile,
  ControlVerdict,
} from "./control/attachmentControl.js";
export type {
  AuthenticationControl,
  ControlAuthentication,
  ControlAuthenticationEnd,
} from "./control/authenticationControl.js";
export type { ControlExport, WorldControl } from "./control/worldControl.js";
export type { ExportedChat, ExportedFile, ExportedWorld } from "./store/exportedWorld.js";
export type { KeptChange, KeptWorld, Keeper } from "./store/keeper.js";
export { StoreError } from "./store/storeError.js";
export type { ControlTimers, LifeControl } from "./control/lifeControl.js";
export type { ControlBarge, ControlSupervisor, SupervisorControl } from "./control/supervisorControl.js";
export type { Rate, ThrottledOperation, Throttling } from "./throttle/throttle.js";
export type { PersistentChat, RehydrationType } from "./world/persistentChat.js";
export type { CcpAgentSummary, CcpControl } from "./control/ccpControl.js";
export type { ProfileControl, ProfileListing } from "./control/profileControl.js";
export type { ScenarioControl } from "./control/scenarioControl.js";
export type { TrafficControl } from "./control/trafficControl.js";
export type {
  FrameTraffic,
  RequestTraffic,
  SocketTraffic,
  TrafficBodies,
  TrafficDetail,
  TrafficEntry,
} from "./traffic/trafficEntry.js";
export type { Access, AccessRequest } from "./access/access.js";
export type { ContactStage } from "./ccp/agentContact.js";
export type { AgentIdentity } from "./ccp/agentSnapshot.js";
export type { CcpHost } from "./ccp/ccp.js";
export type { CcpReport, CcpRequest } from "./ccp/ccpLog.js";
export type { CcpOptions } from "./ccp/ccpOptions.js";
export type { Tab, TabPort } from "./ccp/tab.js";
export type { AttachmentOptions, ScanVerdict } from "./attachments/attachmentOptions.js";
export type { AttachmentState } from "./attachments/attachmentRecord.js";
export type { ScanRule } from "./attachments/scanner.js";
export type { AuthenticationOptions } from "./authentication/authenticationOptions.js";
export type { AuthenticationOutcome } from "./authentication/authenticationSession.js";
export type { InteractiveSample, InteractiveTemplate } from "./samples/interactiveSamples.js";
export type { Flow, FlowFunction, Flows, ScriptedAgent, ScriptedAgents } from "./flow/flow.js";
export type { FlowChat } from "./flow/flowChat.js";
export { FlowEnded } from "./flow/flowEnded.js";
export type {
  Answer,
  AnswerRule,
  Attaching,
  EventTelling,
  FlowAction,
  FlowActor,
  FlowStep,
  FlowSteps,
  Idling,
  Joining,
  Question,
  Saying,
  Showing,
  Streaming,
  Trigger,
} from "./flow/flowStep.js";
export type { HeardEvent } from "./flow/heardEvents.js";
export type { MessageProcessingOptions, ProcessingRule } from "./processing/processingOptions.js";
export type { Side } from "./world/item.js";
export type { ContactSummary, ParticipantSummary } from "./control/contactSummary.js";
export { ControlError } from "./control/controlError.js";
export type { ControlErrorCode } from "./control/controlError.js";
export type { ConnectOperationName } from "./connect/connectOperationName.js";
export type {
  CallName,
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
  FileOperation,
  HangResponseFault,
  HttpErrorFault,
  InvalidExpiryFault,
  LatencyFault,
  RefuseTransportFault,
  RefuseUpgradeFault,
  ReorderFramesFault,
  SocketFault,
  SocketFaultKind,
} from "./faults/faultRule.js";
export { FAULT_PROFILE_NAMES } from "./profiles/faultProfile.js";
export type { ControlProfile, FaultProfileName, ProfileSummary } from "./profiles/faultProfile.js";
export type { Admission } from "./faults/socketFaults.js";
export { ConnectionCut } from "./faults/connectionCut.js";
export type { EmulatedUrls } from "./emulatedUrl.js";
export type { Install, InstallTarget } from "./install.js";
export type { ToldItem } from "./itemLog.js";
export type { WebSocketClass } from "./inProcessWebSocket.js";
export type { InProcessHost } from "./inProcessHost.js";
export type { InProcessSocket, InProcessSocketListeners, SocketClosing } from "./inProcessSocket.js";
export type { Gateway } from "./gateway/gateway.js";
export type { SocketDrop, SocketSummary } from "./gateway/socketSummary.js";
export type { SocketPort } from "./gateway/socket.js";
export type {
  ChatTimers,
  ContactState,
  InitialMessage,
  ParticipantRef,
  ParticipantState,
  ResponseMode,
  RoleTimers,
  TimedRole,
} from "./world/contact.js";
export type { ChatRequest } from "./world/newContact.js";
export type { TokenExpiry } from "./world/tokenBook.js";
export type { StartedChat } from "./world/world.js";
export type { ClientMetric, MetricBatch } from "./metrics/metricLog.js";
export type { RequestRecord } from "./requestLog.js";
