import type { Clock } from "./clock.js";
import { ConnectionCut } from "./faults/connectionCut.js";
import type { Gateway } from "./gateway/gateway.js";
import { openInProcessSocket } from "./inProcessSocket.js";
import type { InProcessSocket, InProcessSocketListeners } from "./inProcessSocket.js";
import type { Limits } from "./options.js";

/** A network without ports. Faults strike here as they do over a real one. */
export interface InProcessHost {
  /**
   * Answers a request, as the global `fetch` does.
   * @throws TypeError when the connection is cut.
   * @throws the reason of `init.signal` when that aborts first.
   */
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /** Opens a socket, as `new WebSocket(url)` does. What comes of it is told in a later turn of the clock. */
  openSocket(url: string, listeners: InProcessSocketListeners): InProcessSocket;
}

/** What `answer` gives, unless the signal aborts first. */
async function untilAborted<Answer>(answer: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  let abort = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", abort, { once: true });
  });
  try {
    return await Promise.race([answer, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

export function createInProcessHost(given: {
  readonly answer: (request: Request) => Response | Promise<Response>;
  readonly gateway: Gateway;
  readonly clock: Clock;
  readonly limits: Limits;
}): InProcessHost {
  const answer = async (request: Request): Promise<Response> => {
    try {
      return await given.answer(request);
    } catch (error) {
      // The words of Node's own fetch.
      throw error instanceof ConnectionCut ? new TypeError("fetch failed", { cause: error }) : error;
    }
  };
  return {
    async fetch(url, init) {
      init?.signal?.throwIfAborted();
      const answering = answer(new Request(url, init));
      return init?.signal ? untilAborted(answering, init.signal) : answering;
    },
    openSocket: (url, listeners) => openInProcessSocket(given, { url, listeners }),
  };
}
