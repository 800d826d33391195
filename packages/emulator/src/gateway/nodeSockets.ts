import { once } from "node:events";
import { STATUS_CODES } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout } from "node:timers/promises";
// Not by name: under the condition `browser`, as in Jest with jsdom, it has none, and createEmulator needs none.
import * as ws from "ws";
import type { WebSocket } from "ws";
import type { Access } from "../access/access.js";
import type { Limits } from "../limits.js";
import { ticketIdOf } from "./socketUrl.js";
import type { Gateway } from "./gateway.js";
import { refuseUpgrade } from "./refuseUpgrade.js";
import { sendWithin } from "./sendWithin.js";
import type { SocketPort } from "./socket.js";

function refusal(status: number, reason?: string): string {
  const phrase = STATUS_CODES[status] ?? "Refused";
  const body = JSON.stringify({ message: reason ?? phrase });
  return [
    `HTTP/1.1 ${status} ${phrase}`,
    "Content-Type: application/json",
    `Content-Length: ${body.length}`,
    "Connection: close",
    "",
    body,
  ].join("\r\n");
}

/** Lets bytes come in without anybody reading them, so that the end of the connection is still seen. */
function ignoreInput(connection: Duplex): void {
  connection.removeAllListeners("data");
  connection.resume();
}

/** A WebSocket and the connection below it. */
interface Link {
  readonly webSocket: WebSocket;
  readonly connection: Duplex;
}

const portOf = ({ webSocket, connection }: Link, backlogSizeBytes: number): SocketPort => ({
  send: sendWithin(webSocket, backlogSizeBytes),
  close: (code, reason) => webSocket.close(code, reason),
  abort: () => webSocket.terminate(),
  // Pings and close frames are not answered when nobody reads them.
  silence: () => ignoreInput(connection),
});

/** The WebSocket connections of a server. */
export interface NodeSockets {
  /** Waits shortly for the closes that are under way, then cuts what is left. */
  close(): Promise<void>;
}

const closeTimeoutMs = 250;

/** Lets WebSocket handshakes of an HTTP server into the gateway, those of pages that may use the emulator. */
export function attachNodeSockets(
  server: Server,
  { gateway, access }: { readonly gateway: Gateway; readonly access: Access },
  limits: Limits,
): NodeSockets {
  const webSockets = new ws.WebSocketServer({
    noServer: true,
    maxPayload: limits.socketMessageSizeBytes,
    perMessageDeflate: false,
  });
  const hanging = new Set<Duplex>();

  const accept = (link: Link, ticketId: string) => {
    const { webSocket } = link;
    // Protocol errors and cut connections end in "close" as well.
    webSocket.on("error", () => undefined);
    const socket = gateway.open(ticketId, portOf(link, limits.socketBacklogSizeBytes));
    if (!socket) {
      webSocket.close(1008);
      return;
    }
    webSocket.on("message", (data: Buffer, isBinary) =>
      socket.receive(isBinary ? undefined : data.toString()),
    );
    webSocket.on("close", () => socket.closed());
  };

  /** Leaves a handshake without an answer until the client gives up. */
  const hang = (connection: Duplex) => {
    hanging.add(connection);
    connection.on("close", () => hanging.delete(connection));
    connection.on("end", () => connection.end());
    ignoreInput(connection);
  };

  server.on("upgrade", (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    connection.on("error", () => connection.destroy());
    const { host, origin } = request.headers;
    const reason = access.refusalOf({ path: "/ws", host, origin });
    if (reason !== undefined) {
      refuseUpgrade(connection, refusal(403, reason));
      return;
    }
    const ticketId = ticketIdOf(request.url ?? "");
    const admission = gateway.handshake(ticketId);
    if (admission.verdict === "refuse") refuseUpgrade(connection, refusal(admission.status));
    else if (admission.verdict === "hang") hang(connection);
    else
      webSockets.handleUpgrade(request, connection, head, (webSocket) =>
        accept({ webSocket, connection }, ticketId),
      );
  });

  const allClosed = () =>
    Promise.all([...webSockets.clients].map((webSocket) => once(webSocket, "close").catch(() => undefined)));

  return {
    async close() {
      for (const connection of hanging) connection.destroy();
      await Promise.race([allClosed(), setTimeout(closeTimeoutMs, undefined, { ref: false })]);
      for (const webSocket of webSockets.clients) webSocket.terminate();
      webSockets.close();
    },
  };
}
