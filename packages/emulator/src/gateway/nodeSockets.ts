import { once } from "node:events";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import type { Limits } from "../options.js";
import { ticketIdOf } from "./socketUrl.js";
import type { Gateway } from "./gateway.js";
import type { SocketPort } from "./socket.js";

const refusal =
  "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Length: 23\r\nConnection: close\r\n\r\n" +
  '{"message":"Forbidden"}';

const portOf = (webSocket: WebSocket, backlogSizeBytes: number): SocketPort => ({
  send(text) {
    if (webSocket.readyState !== webSocket.OPEN) return;
    webSocket.send(text);
    // Who does not read must not fill the memory.
    if (webSocket.bufferedAmount > backlogSizeBytes) webSocket.terminate();
  },
  close: (code, reason) => webSocket.close(code, reason),
  abort: () => webSocket.terminate(),
});

/** The WebSocket connections of a server. */
export interface NodeSockets {
  /** Waits shortly for the closes that are under way, then cuts what is left. */
  close(): Promise<void>;
}

const closeTimeoutMs = 250;

/** Lets WebSocket handshakes of an HTTP server into the gateway. */
export function attachNodeSockets(server: Server, gateway: Gateway, limits: Limits): NodeSockets {
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.socketMessageSizeBytes,
    perMessageDeflate: false,
  });

  const accept = (webSocket: WebSocket, ticketId: string) => {
    // Protocol errors and cut connections end in "close" as well.
    webSocket.on("error", () => undefined);
    const socket = gateway.open(ticketId, portOf(webSocket, limits.socketBacklogSizeBytes));
    if (!socket) {
      webSocket.close(1008);
      return;
    }
    webSocket.on("message", (data: Buffer, isBinary) =>
      socket.receive(isBinary ? undefined : data.toString()),
    );
    webSocket.on("close", () => socket.closed());
  };

  server.on("upgrade", (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    connection.on("error", () => connection.destroy());
    const ticketId = ticketIdOf(request.url ?? "");
    if (ticketId === undefined || !gateway.admits(ticketId)) {
      connection.end(refusal);
      return;
    }
    webSockets.handleUpgrade(request, connection, head, (webSocket) => accept(webSocket, ticketId));
  });

  const allClosed = () =>
    Promise.all([...webSockets.clients].map((webSocket) => once(webSocket, "close").catch(() => undefined)));

  return {
    async close() {
      await Promise.race([allClosed(), setTimeout(closeTimeoutMs, undefined, { ref: false })]);
      for (const webSocket of webSockets.clients) webSocket.terminate();
      webSockets.close();
    },
  };
}
