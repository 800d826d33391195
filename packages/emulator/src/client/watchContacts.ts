import type { ContactSummary } from "../control/contactSummary.js";
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

/** Calls a listener whose errors are its own, and not of the connection. */
function tell(listener: (contact: ContactSummary) => void, contact: ContactSummary): void {
  try {
    listener(contact);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/** Follows all contacts, see `ControlClient`; returns what stops it. */
export async function watchContacts(
  { open }: Pick<ControlRequests, "open">,
  listener: (contact: ContactSummary) => void,
): Promise<() => void> {
  const controller = new AbortController();
  const { signal } = controller;

  const follow = async (stream: ReadableStream<Uint8Array>, isFirst: boolean): Promise<void> => {
    await readServerEvents(stream, signal, (name, data) => {
      const news: unknown = JSON.parse(data);
      if (name === "contact") tell(listener, news as ContactSummary);
      // Of the first connection, what was before is not news.
      if (name === "contacts" && !isFirst)
        for (const contact of news as readonly ContactSummary[]) tell(listener, contact);
    });
  };

  const followAgain = async (): Promise<void> => {
    let pauseMs = firstPauseMs;
    for (;;) {
      await pause(pauseMs, signal);
      if (signal.aborted) return;
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      try {
        const stream = await open("GET /events", signal);
        pauseMs = firstPauseMs;
        await follow(stream, false);
      } catch {
        // Nobody there yet, or no more.
      }
    }
  };

  const stream = await open("GET /events", signal);
  void follow(stream, true)
    .catch(() => undefined)
    .then(followAgain);
  return () => controller.abort();
}
