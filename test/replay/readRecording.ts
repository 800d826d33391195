import type { Recording } from "../../packages/chatjs/src/parts/recorder/recording.js";

const unable = (reason: string) => new Error(`unable to replay the recording; ${reason}`);

/** What a file of `session.exportDiagnostics()` holds. @throws Error saying why it cannot be replayed */
export function readRecording(text: string): Recording {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unable("the file is not JSON");
  }
  const recording = (value ?? {}) as Partial<Recording>;
  if (recording.format !== "amazon-connect-chatjs recording")
    throw unable("the file is none: save what session.exportDiagnostics() gives as JSON");
  if (recording.version !== 1)
    throw unable(`its format is version ${String(recording.version)}, and this knows 1`);
  if (!Array.isArray(recording.entries) || typeof recording.startedAtMs !== "number")
    throw unable("it has no entries, or no time");
  if (recording.sessionType !== "CUSTOMER")
    throw unable("an agent's frames come through the page's WebSocketManager, which is not recorded");
  if (!recording.hasNetwork)
    throw unable("its requests and frames are missing: pass recorder() when the session is made");
  return recording as Recording;
}
