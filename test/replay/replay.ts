export { readRecording } from "./readRecording.js";
export { replayRecording } from "./replayRecording.js";
export type { Difference } from "./compare.js";
