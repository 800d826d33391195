import { TOPICS } from "@amazon-connect-chat/protocol";
import { heartbeatFrame } from "../../connection/frames.js";
import { readObject } from "../../lib/readObject.js";
import type { Platform } from "../../platform/platform.js";

/** An answer to a heartbeat is shorter: longer frames are not worth reading twice. */
const LONGEST_ANSWER = 1_000;

const isAnswer = (data: unknown): boolean =>
  typeof data === "string" &&
  data.length < LONGEST_ANSWER &&
  readObject(data)?.["topic"] === TOPICS.heartbeat;

/**
 * A platform whose sockets tell how long the answer to a heartbeat took. Only an answer that can be of one heartbeat alone counts:
 * of two that are out at once nobody knows which is answered.
 */
export const timeHeartbeats = (platform: Platform, measured: (durationMs: number) => void): Platform => ({
  ...platform,
  openSocket(url, listeners) {
    let sentAtMs: readonly number[] = [];
    const socket = platform.openSocket(url, {
      ...listeners,
      received(data) {
        const [first, second] = sentAtMs;
        if (first !== undefined && isAnswer(data)) {
          sentAtMs = [];
          const durationMs = platform.nowMs() - first;
          // A clock that was put back tells nothing.
          if (second === undefined && durationMs >= 0) measured(durationMs);
        }
        listeners.received(data);
      },
    });
    return {
      get readyState() {
        return socket.readyState;
      },
      send(data) {
        if (data === heartbeatFrame) sentAtMs = [...sentAtMs.slice(-1), platform.nowMs()];
        socket.send(data);
      },
      close: (code, reason) => socket.close(code, reason),
    };
  },
});
