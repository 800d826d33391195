import { HEADERS, OPERATIONS } from "@amazon-connect-chat/protocol";
import type { Platform, PlatformRequest, PlatformResponse } from "../../platform/platform.js";
import { timerDelayMs } from "../../platform/timerDelay.js";
import type { Note, RecordedAnswer } from "./recording.js";

/** Timers that fire so much after their time tell of a page that was busy or asleep. */
const LATE_MS = 250;

/** The operation of a request; what is none of the service's is at the storage of attachments, by its HTTP name there. */
function operationOf(url: string, { method }: Pick<PlatformRequest, "method">): string {
  const found = Object.entries(OPERATIONS).find(
    ([, route]) => route.method === method && url.includes(route.path.replace(/{.*/, "")),
  );
  if (found) return found[0];
  return method === "GET" ? "GetObject" : method === "PUT" ? "PutObject" : method;
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : typeof error);

/** A platform that notes what passes through it. What it does is what `world` does, but for `random`, which can be had again. */
export function recordPlatform(world: Platform, note: Note, random: Platform["random"]): Platform {
  let requests = 0;
  let sockets = 0;
  const seen = new Map<"online" | "visible", boolean>();

  const begin = (operation: string, text?: string) => {
    const request = (requests += 1);
    const begunMs = world.nowMs();
    note({ kind: "request", request, operation, text });
    return (outcome: Pick<RecordedAnswer, "status" | "error" | "retryAfter" | "text">) =>
      note({ kind: "answer", request, durationMs: world.nowMs() - begunMs, ...outcome });
  };
  type Settle = ReturnType<typeof begin>;
  const orFail = async <Result>(pending: Promise<Result>, settle: Settle): Promise<Result> => {
    try {
      return await pending;
    } catch (error) {
      settle({ error: nameOf(error) });
      throw error;
    }
  };
  const errorOf = (text: string): string | undefined => /"__type"\s*:\s*"(?:[^"]*#)?(\w+)/.exec(text)?.[1];
  const read = ({ status, headers, text, blob }: PlatformResponse, settle: Settle): PlatformResponse => ({
    status,
    headers,
    text: () =>
      orFail(text(), settle).then((body) => {
        const error = status < 400 ? undefined : (headers.get(HEADERS.errorType) ?? errorOf(body));
        settle({ status, error, retryAfter: headers.get("retry-after") ?? undefined, text: body });
        return body;
      }),
    blob: () =>
      orFail(blob(), settle).then((body) => {
        settle({ status });
        return body;
      }),
  });
  const see = (kind: "online" | "visible", listener: (value: boolean) => void) => (value: boolean) => {
    // More than one may listen.
    if (seen.get(kind) !== value) note({ kind, value });
    seen.set(kind, value);
    listener(value);
  };

  return {
    ...world,
    random,
    setTimer(callback, delayMs) {
      const dueMs = world.nowMs() + timerDelayMs(delayMs);
      return world.setTimer(() => {
        const lateMs = world.nowMs() - dueMs;
        if (lateMs >= LATE_MS) note({ kind: "timer", delayMs, lateMs });
        callback();
      }, delayMs);
    },
    async fetch(url, request) {
      const settle = begin(operationOf(url, request), request.body);
      const response = await orFail(world.fetch(url, request), settle);
      return read(
        {
          status: response.status,
          headers: response.headers,
          text: () => response.text(),
          blob: () => response.blob(),
        },
        settle,
      );
    },
    async upload(url, upload) {
      const settle = begin("PutObject");
      const response = await orFail(world.upload(url, upload), settle);
      settle({ status: response.status });
      return response;
    },
    openSocket(url, listeners) {
      const socket = (sockets += 1);
      const step = (name: "opening" | "open" | "refused" | "leaving") =>
        note({ kind: "socket", socket, step: name });
      const frame = (direction: "in" | "out", data: unknown) => {
        const text = typeof data === "string" ? data : "";
        note({ kind: "frame", socket, direction, length: text.length, text });
      };
      step("opening");
      try {
        const opened = world.openSocket(url, {
          opened() {
            step("open");
            listeners.opened();
          },
          closed(closing) {
            const { code, wasClean } = closing;
            note({ kind: "socket", socket, step: "closed", code, wasClean });
            listeners.closed(closing);
          },
          received(data) {
            frame("in", data);
            listeners.received(data);
          },
        });
        return {
          get readyState() {
            return opened.readyState;
          },
          send(data) {
            frame("out", data);
            opened.send(data);
          },
          close(code, reason) {
            step("leaving");
            opened.close(code, reason);
          },
        };
      } catch (error) {
        step("refused");
        throw error;
      }
    },
    onOnlineChange: (listener) => world.onOnlineChange(see("online", listener)),
    onVisibilityChange: (listener) => world.onVisibilityChange(see("visible", listener)),
  };
}
