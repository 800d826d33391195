/**
 * A flight recorder for sessions; see [the guide](../../../docs/guides/recorder.md).
 * @module amazon-connect-chatjs/recorder
 */
export { recorder } from "./parts/recorder/recorder.js";
export type { RecorderOptions, WithDiagnostics } from "./parts/recorder/recorder.js";
export type {
  RecordedAnswer,
  RecordedCall,
  RecordedEvent,
  RecordedFrame,
  RecordedLine,
  RecordedPlace,
  RecordedRequest,
  RecordedResult,
  RecordedSocket,
  RecordedState,
  RecordedTimer,
  Recording,
  RecordingEntry,
  RecordingEnvironment,
} from "./parts/recorder/recording.js";
export type { EventName } from "./session/eventNames.js";
export type { SessionPart } from "./session/parts.js";
export type { SessionType } from "./session/sessionArgs.js";
