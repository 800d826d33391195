import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
// Not by name, as in nodeSockets.
import * as ws from "ws";
import { calledOrigin, isOwnOrigin } from "../access/calledOrigin.js";
import type { Access } from "../access/access.js";
import { refuseUpgrade } from "../gateway/refuseUpgrade.js";
import { sendWithin } from "../gateway/sendWithin.js";
import type { Limits } from "../limits.js";
import type { CcpHost } from "./ccp.js";
import { agentOfUrl, ccpSocketPath } from "./ccpPages.js";

/** Lets the CCP pages that a server has served talk to the backend; gives what ends them. */
export function attachCcpTabs(
  server: Server,
  { ccp, access }: { readonly ccp: CcpHost; readonly access: Access },
  limits: Limits,
): () => void {
  const webSockets = new ws.WebSocketServer({
    noServer: true,
    maxPayload: limits.requestSizeBytes,
    perMessageDeflate: false,
  });

  server.on("upgrade", (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    connection.on("error", () => connection.destroy());
    const address = `http://${request.headers.host ?? "localhost"}`;
    const path = request.url ?? "";
    const url = URL.canParse(path, address) ? new URL(path, address) : undefined;
    if (url?.pathname !== ccpSocketPath) {
      refuseUpgrade(connection, "HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
      return;
    }
    // A browser tells which page asks: only the CCP's own may, not any page that its user happens to visit.
    const { host, origin: page } = request.headers;
    if ((page !== undefined && !isOwnOrigin(page, host)) || access.refusalOf({ path, host }) !== undefined) {
      refuseUpgrade(connection, "HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
      return;
    }
    webSockets.handleUpgrade(request, connection, head, (webSocket) => {
      webSocket.on("error", () => undefined);
      const forwardedProto = request.headers["x-forwarded-proto"]?.toString();
      const tab = ccp.openTab(agentOfUrl(url), calledOrigin(address, forwardedProto), {
        send: sendWithin(webSocket, limits.socketBacklogSizeBytes),
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
