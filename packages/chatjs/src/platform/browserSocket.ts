import type { PlatformSocket, SocketListeners } from "./platform.js";

/** Opens a `WebSocket` that says `closed` once, and nothing after it. An error is followed by a close everywhere. */
export function openBrowserSocket(url: string, listeners: SocketListeners): PlatformSocket {
  const socket = new WebSocket(url);
  socket.onopen = () => listeners.opened();
  socket.onmessage = ({ data }) => listeners.received(data);
  socket.onclose = ({ code, reason, wasClean }) => {
    socket.onopen = socket.onmessage = socket.onclose = null;
    listeners.closed({ code, reason, wasClean });
  };
  return socket;
}
