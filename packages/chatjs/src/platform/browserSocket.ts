import { subscribe } from "./subscribe.js";
import type { TaskQueue } from "./taskQueue.js";
import type { PlatformSocket, SocketListeners } from "./platform.js";

/**
 * Opens a `WebSocket` that says `closed` once, and nothing after it. An error is followed by a close everywhere.
 * @param within does what a message's task is for
 * @throws ReferenceError where there is no `WebSocket`
 */
export function openBrowserSocket(
  within: TaskQueue["within"],
  url: string,
  listeners: SocketListeners,
): PlatformSocket {
  if (!(globalThis as { readonly WebSocket?: unknown }).WebSocket)
    throw new ReferenceError(
      "there is no WebSocket here: set globalThis.WebSocket first, in Node 20 from ws",
    );
  const socket = new WebSocket(url);
  // As 5.0.0 does it: what pages put in the place of sockets may have no other way.
  const stop = subscribe(socket, {
    open: () => listeners.opened(),
    message: ({ data }: MessageEvent) => within(() => listeners.received(data)),
    // The close that follows says it all, but `ws` ends the process for an error that nobody hears.
    error: () => undefined,
    close({ code, reason, wasClean }: CloseEvent) {
      stop();
      listeners.closed({ code, reason, wasClean });
    },
  });
  return socket;
}
