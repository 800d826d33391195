import type { WebSocket } from "ws";

/** Sends to who reads; who does not is cut off, and must not fill the memory. */
export const sendWithin =
  (webSocket: WebSocket, backlogSizeBytes: number) =>
  (text: string): void => {
    if (webSocket.readyState !== webSocket.OPEN) return;
    webSocket.send(text);
    if (webSocket.bufferedAmount > backlogSizeBytes) webSocket.terminate();
  };
