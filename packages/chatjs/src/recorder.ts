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
