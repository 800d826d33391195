import type { Clock } from "../clock.js";

const keepAliveMs = 15_000;
/** Events a reader may leave unread before it is cut off. */
const backlogLimit = 1_000;

/** One open stream of server-sent events. */
export interface EventStream {
  send(name: string, data: unknown): void;
  /** How many events the reader has left unread. */
  readonly unread: number;
}

/** The open streams of server-sent events. */
export interface EventStreams {
  /** Opens a stream. `begin` may send at once, and gives what to do at its end. */
  open(begin: (stream: EventStream) => () => void): Response;
  /** Ends all streams. */
  close(): void;
}

export function createEventStreams(clock: Clock): EventStreams {
  const closers = new Set<() => void>();
  const encoder = new TextEncoder();

  const start = (
    controller: ReadableStreamDefaultController<Uint8Array>,
    begin: (stream: EventStream) => () => void,
  ): (() => void) => {
    let cancelKeepAlive: () => void = () => undefined;
    let stopSending: () => void = () => undefined;
    const stop = () => {
      closers.delete(close);
      stopSending();
      cancelKeepAlive();
    };
    const close = () => {
      stop();
      controller.close();
    };
    const unread = () => -(controller.desiredSize ?? 0);
    const write = (text: string) => {
      if (unread() > backlogLimit) close();
      else controller.enqueue(encoder.encode(text));
    };
    const keepAlive = () => {
      cancelKeepAlive = clock.setTimer(keepAliveMs, () => {
        // Set first: writing may end the stream, and with it the timer.
        keepAlive();
        // Who has something to read is kept alive by that, also when the clock is put forward by days.
        if (unread() < 0) write(":\n\n");
      });
    };
    closers.add(close);
    keepAlive();
    stopSending = begin({
      send: (name, data) => write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`),
      get unread() {
        return unread();
      },
    });
    return stop;
  };

  return {
    open(begin) {
      let stop: (() => void) | undefined;
      const stream = new ReadableStream<Uint8Array>({
        start: (controller) => {
          stop = start(controller, begin);
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
