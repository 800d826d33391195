import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Limits } from "../options.js";
import type { CcpHost } from "./ccp.js";
import { agentOfUrl, ccpSocketPath } from "./ccpPages.js";

/** Lets the CCP pages that a server has served talk to the backend; gives what ends them. */
export function attachCcpTabs(server: Server, ccp: CcpHost, limits: Limits): () => void {
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.requestSizeBytes,
    perMessageDeflate: false,
  });

  server.on("upgrade", (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    connection.on("error", () => connection.destroy());
    const origin = `http://${request.headers.host ?? "localhost"}`;
    const path = request.url ?? "";
    const url = URL.canParse(path, origin) ? new URL(path, origin) : undefined;
    if (url?.pathname !== ccpSocketPath) {
      connection.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
      return;
    }
    webSockets.handleUpgrade(request, connection, head, (webSocket) => {
      webSocket.on("error", () => undefined);
      const tab = ccp.openTab(agentOfUrl(url), origin, {
        send: (text) => {
          if (webSocket.readyState === webSocket.OPEN) webSocket.send(text);
        },
      });
      webSocket.on("message", (data: Buffer, isBinary) => {
        if (!isBinary) tab.receive(data.toString());
      });
      webSocket.on("close", () => tab.closed());
    });
  });

  return () => {
    for (const webSocket of webSockets.clients) webSocket.terminate();
    webSockets.close();
  };
}
