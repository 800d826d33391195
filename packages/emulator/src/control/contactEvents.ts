import type { Clock } from "../clock.js";
import type { Control } from "./control.js";

const keepAliveMs = 15_000;
/** Events a reader may leave unread before it is cut off. */
const backlogLimit = 1_000;

/** The open streams of contact events. */
export interface ContactEvents {
  /** A stream of server-sent events: `contacts` with the whole list, then `contact` on each change. */
  open(): Response;
  /** Ends all streams. */
  close(): void;
}

export function createContactEvents(control: Control, clock: Clock): ContactEvents {
  const closers = new Set<() => void>();
  const encoder = new TextEncoder();

  const start = (controller: ReadableStreamDefaultController<Uint8Array>): (() => void) => {
    let cancelKeepAlive: () => void = () => undefined;
    const stop = () => {
      closers.delete(close);
      stopWatching();
      cancelKeepAlive();
    };
    const close = () => {
      stop();
      controller.close();
    };
    const write = (text: string) => {
      if ((controller.desiredSize ?? 0) < -backlogLimit) close();
      else controller.enqueue(encoder.encode(text));
    };
    const sendEvent = (name: string, data: unknown) =>
      write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    const keepAlive = () => {
      cancelKeepAlive = clock.setTimer(keepAliveMs, () => {
        // Set first: writing may end the stream, and with it the timer.
        keepAlive();
        write(":\n\n");
      });
    };
    const stopWatching = control.watchContacts((contact) => sendEvent("contact", contact));
    closers.add(close);
    keepAlive();
    sendEvent("contacts", control.listContacts());
    return stop;
  };

  return {
    open() {
      let stop: (() => void) | undefined;
      const stream = new ReadableStream<Uint8Array>({
        start: (controller) => {
          stop = start(controller);
        },
        cancel: () => stop?.(),
      });
      return new Response(stream, {
        headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" },
      });
    },
    close() {
      for (const close of [...closers]) close();
    },
  };
}
