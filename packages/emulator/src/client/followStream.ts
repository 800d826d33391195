import type { ControlRequests } from "./controlRequests.js";
import { readServerEvents } from "./readServerEvents.js";

const firstPauseMs = 250;
const longestPauseMs = 5_000;

/** Resolves after a time, or when aborted. */
const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
  });

/** What came over a stream. */
export interface StreamEvent {
  readonly name: string;
  /** The event's data, read as JSON. */
  readonly news: unknown;
  /** Whether it came over the first connection. */
  readonly isFirst: boolean;
}

/** Reads a route's stream of events from the promise's resolution on, and opens it again when it ends; returns what stops it. */
export async function followStream(
  { open }: Pick<ControlRequests, "open">,
  key: Parameters<ControlRequests["open"]>[0],
  onEvent: (event: StreamEvent) => void,
): Promise<() => void> {
  const controller = new AbortController();
  const { signal } = controller;

  const follow = (stream: ReadableStream<Uint8Array>, isFirst: boolean): Promise<void> =>
    readServerEvents(stream, signal, (name, data) => onEvent({ name, news: JSON.parse(data), isFirst }));

  const followAgain = async (): Promise<void> => {
    let pauseMs = firstPauseMs;
    for (;;) {
      await pause(pauseMs, signal);
      if (signal.aborted) return;
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      try {
        const stream = await open(key, signal);
        pauseMs = firstPauseMs;
        await follow(stream, false);
      } catch {
        // Nobody there yet, or no more.
      }
    }
  };

  const stream = await open(key, signal);
  void follow(stream, true)
    .catch(() => undefined)
    .then(followAgain);
  return () => controller.abort();
}
