import type { CancelTimer, Platform, PlatformSocket, SocketListeners } from "./platform.js";

/** How long after an error without a close event the socket counts as closed. */
const ERROR_GRACE_MS = 1_000;

/** Opens a `WebSocket` that says `closed` exactly once, and nothing after it. */
export function openBrowserSocket(
  url: string,
  listeners: SocketListeners,
  setTimer: Platform["setTimer"],
): PlatformSocket {
  const socket = new WebSocket(url);
  let cancelGrace: CancelTimer | undefined;
  const close = (code: number, reason: string, wasClean: boolean) => {
    cancelGrace?.();
    socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
    listeners.closed({ code, reason, wasClean });
  };
  socket.onopen = () => listeners.opened();
  socket.onmessage = ({ data }) => listeners.received(data);
  socket.onclose = ({ code, reason, wasClean }) => close(code, reason, wasClean);
  // Browsers follow an error with a close event, which knows more; some other implementations do not.
  socket.onerror = () => {
    cancelGrace ??= setTimer(() => {
      close(1006, "", false);
      socket.close();
    }, ERROR_GRACE_MS);
  };
  return socket;
}
