import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";

/** A request as it came. */
export interface ScriptedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}
/** An answer; "none" cuts the connection instead. */
export type ScriptedAnswer =
  | "none"
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Sent as it is when it is a string, else as JSON. */
      readonly body?: unknown;
    };
/** What to answer; undefined for what the service would answer. */
export type Script = (request: ScriptedRequest) => ScriptedAnswer | undefined;

/** A service that answers as it is told: for what the emulator never says. */
export interface ScriptedService {
  readonly url: string;
  readonly requests: readonly ScriptedRequest[];
  /** What happened to sockets, numbered from 1: `open 1`, `subscribe 1`, `close 1 1000`. */
  readonly journal: readonly string[];
  /** How many sockets are subscribed now. */
  subscribedCount(): number;
  /** Replaces what answers from now on. */
  script(next: Script): void;
  /** Sends a frame to all sockets. */
  send(frame: string | Uint8Array): void;
  /** Sends an item of the chat to all sockets. */
  sendItem(item: object): void;
  /** Answers no frame any more, as a connection does whose other end is gone. */
  fallSilent(): void;
  /** Closes all sockets. */
  dropSockets(): void;
  close(): Promise<void>;
}

const headersOfAll = {
  // A browser repeats a request by itself when a connection that it had kept is cut.
  connection: "close",
  "access-control-allow-origin": "*",
  "access-control-allow-headers":
    "authorization,content-type,x-amz-bearer,x-amz-content-sha256,x-amz-date,x-amz-user-agent",
  "access-control-expose-headers": "x-amzn-errortype,x-amzn-requestid",
};

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** What the service answers when all is well. */
function defaultAnswer({ path }: ScriptedRequest, port: number): ScriptedAnswer {
  if (path !== "/participant/connection")
    return { status: 200, body: { Id: "sent-1", AbsoluteTime: "2031-02-03T04:05:06.789Z" } };
  const in24Hours = new Date(Date.now() + 86_400_000).toISOString();
  return {
    status: 200,
    body: {
      Websocket: { Url: `ws://127.0.0.1:${port}/ws`, ConnectionExpiry: in24Hours },
      ConnectionCredentials: { ConnectionToken: "ct.scripted", Expiry: in24Hours },
    },
  };
}

function reply(response: ServerResponse, answer: ScriptedAnswer): void {
  if (answer === "none") {
    response.destroy();
    return;
  }
  const { status, headers = {}, body } = answer;
  response
    .writeHead(status, { ...headersOfAll, "content-type": "application/json", ...headers })
    .end(typeof body === "string" ? body : JSON.stringify(body ?? {}));
}

function answerFrame(socket: WebSocket, frame: string): boolean {
  const { topic, content } = JSON.parse(frame) as { topic: string; content?: { topics: string[] } };
  const answers: Record<string, object> = {
    "aws/subscribe": { topic, content: { status: "success", topics: content?.topics } },
    "aws/heartbeat": { topic },
    "aws/ping": { topic, statusCode: 200, statusContent: "OK" },
  };
  socket.send(JSON.stringify(answers[topic]));
  return topic === "aws/subscribe";
}

export async function startScriptedService(first: Script = () => undefined): Promise<ScriptedService> {
  const requests: ScriptedRequest[] = [];
  const journal: string[] = [];
  const subscribed = new Set<WebSocket>();
  let script = first;
  const server = createServer((request, response) => {
    if (request.method === "OPTIONS") {
      response.writeHead(204, headersOfAll).end();
      return;
    }
    void textOf(request).then((body) => {
      const { method = "", url: path = "", headers } = request;
      const facts = { method, path, headers, body };
      requests.push(facts);
      const { port } = server.address() as AddressInfo;
      reply(response, script(facts) ?? defaultAnswer(facts, port));
    });
  });
  const sockets = new WebSocketServer({ server });
  let openedCount = 0;
  let isSilent = false;
  sockets.on("connection", (socket) => {
    const number = ++openedCount;
    journal.push(`open ${number}`);
    socket.on("message", (data: Buffer) => {
      if (isSilent || !answerFrame(socket, data.toString())) return;
      journal.push(`subscribe ${number}`);
      subscribed.add(socket);
    });
    socket.on("close", (code) => {
      journal.push(`close ${number} ${code}`);
      subscribed.delete(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  const send = (frame: string | Uint8Array) => {
    for (const socket of sockets.clients) socket.send(frame);
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    journal,
    subscribedCount: () => subscribed.size,
    script(next) {
      script = next;
    },
    send,
    sendItem: (item) =>
      send(
        JSON.stringify({
          topic: "aws/chat",
          contentType: "application/json",
          content: JSON.stringify(item),
        }),
      ),
    fallSilent() {
      isSilent = true;
    },
    dropSockets() {
      for (const socket of sockets.clients) socket.close(1001);
    },
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
