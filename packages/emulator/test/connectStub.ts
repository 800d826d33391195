import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** What came to the stub. */
export interface ConnectRequest {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What it says next: a status and a body, with the exception's name where it is one. `"nothing"` leaves the caller waiting. */
export type ConnectReply =
  | "nothing"
  | { readonly status: number; readonly type?: string; readonly body: object | string };

/** The endpoint of StartChatContact, on this machine. */
export interface ConnectStub {
  readonly url: string;
  readonly requests: readonly ConnectRequest[];
  /** What it says from now on. */
  reply(reply: ConnectReply): void;
  close(): Promise<void>;
}

export const startedChat = {
  ContactId: "5f2b3c1e-7d84-4a0b-9c36-1e0f8a2d4b6c",
  ParticipantId: "c7a1e5d2-3f48-4b9a-8e60-2d5b7f1c9a34",
  ParticipantToken: "pt.8e1f0a2d4b6c5f2b3c1e7d844a0b9c36",
};

export async function startConnectStub(): Promise<ConnectStub> {
  const requests: ConnectRequest[] = [];
  let next: ConnectReply = { status: 200, body: startedChat };
  const server = createServer((request, response) => {
    void (async () => {
      let text = "";
      for await (const chunk of request) text += String(chunk);
      const { method, url: path, headers } = request;
      requests.push({ method, path, headers, body: JSON.parse(text || "{}") as ConnectRequest["body"] });
      if (next === "nothing") return;
      const { status, type, body } = next;
      response.writeHead(status, {
        "Content-Type": "application/json",
        "x-amzn-RequestId": "7e6d5c4b-3a29-4180-9f0e-1d2c3b4a5968",
        ...(type !== undefined && { "x-amzn-ErrorType": type }),
      });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    })();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    reply(reply) {
      next = reply;
    },
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
