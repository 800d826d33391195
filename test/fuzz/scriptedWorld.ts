import { TOPICS } from "@amazon-connect-chat/protocol";
import type { ChatTokenTransport } from "../../packages/chatjs/src/credentials/connectionDetails.js";
import { createFakeService } from "../../packages/chatjs/test/fakeService.js";
import type { FakePlatform } from "../../packages/chatjs/test/fakePlatform.js";
import type { FakeSocket } from "../../packages/chatjs/test/fakeSocket.js";
import { fakeAnswer, PATHS } from "./answerInputs.js";
import type { Operation, Outcome } from "./answerInputs.js";
import { SECRET } from "./frameInputs.js";

/** No life of a session needs so many requests. */
const MAX_REQUESTS = 3_000;

/** How long a client has to wait for an answer to its heartbeats: less than its patience. */
const ANSWER_MS = 4_000;

/** A service that does what it should, but for what it is told to do instead. */
export interface ScriptedWorld {
  readonly platform: FakePlatform;
  /** Outcomes that were used up. */
  readonly answered: number;
  script(operation: Operation, outcome: Outcome, times: number): void;
  /** What the page of an agent gives its session. */
  getConnectionToken(): Promise<ChatTokenTransport>;
  /** From now on everything is as it should be, and the transcript is this. */
  behave(transcript?: string): void;
  requestCount(operation: Operation): number;
  /** The newest socket that is not closed. */
  socket(): FakeSocket | undefined;
  /** Takes sockets and answers what clients have sent. */
  serve(): void;
  /** Says an item on every open socket. */
  say(item: object): void;
  /** Serves while time goes by. */
  live(forMs: number): Promise<void>;
}

/** As a page reads its own server's answer; the parser's error would quote it, which is the page's affair. */
function readToken(text: string): ChatTokenTransport {
  try {
    return JSON.parse(text) as ChatTokenTransport;
  } catch {
    throw new TypeError("the page's server gave no token");
  }
}

export function createScriptedWorld(seed: number, breach: (what: string) => void): ScriptedWorld {
  const { platform, answers } = createFakeService(seed);
  const usual = platform.onFetch;
  const scripts = new Map<string, { readonly outcome: Outcome; left: number }[]>();
  const read = new WeakMap<FakeSocket, number>();
  const requestCounts = new Map<string, number>();
  let answered = 0;

  const next = (path: string) => {
    const script = scripts.get(path)?.find(({ left }) => left > 0);
    if (!script) return undefined;
    script.left -= 1;
    answered += 1;
    return fakeAnswer(script.outcome);
  };
  platform.onFetch = (request) => {
    if (platform.requests.length > MAX_REQUESTS) {
      breach("it does not stop to send requests");
      return new Promise(() => undefined);
    }
    // Throws as fetch does, with the value in the message.
    new Headers(request.headers);
    const { pathname } = new URL(request.url);
    requestCounts.set(pathname, (requestCounts.get(pathname) ?? 0) + 1);
    return next(pathname) ?? usual?.(request) ?? {};
  };
  platform.onSocket = (url) => {
    if (!URL.canParse(url))
      throw new SyntaxError(`Failed to construct 'WebSocket': The URL '${url}' is invalid.`);
  };

  const answer = (socket: FakeSocket, sent: string) => {
    const { topic, content } = JSON.parse(sent) as { topic: string; content?: { topics: unknown } };
    if (topic === TOPICS.subscribe)
      socket.receive({ topic, content: { status: "success", topics: content?.topics } });
    if (topic === TOPICS.heartbeat) socket.receive({ topic });
    if (topic === TOPICS.ping) socket.receive({ topic, statusCode: 200, statusContent: "OK" });
  };
  const world: ScriptedWorld = {
    platform,
    get answered() {
      return answered;
    },
    script(operation, outcome, times) {
      const path = PATHS[operation];
      scripts.set(path, [...(scripts.get(path) ?? []), { outcome, left: times }]);
    },
    async getConnectionToken() {
      const scripted = await next(PATHS.token);
      if (scripted) return readToken(String(await scripted.body));
      const expiry = new Date(platform.nowMs() + 86_400_000).toISOString();
      return { chatTokenTransport: { participantToken: `ct.${SECRET}`, expiry } };
    },
    behave(transcript) {
      scripts.clear();
      answers.clear();
      if (transcript !== undefined) answers.set(PATHS.transcript, () => ({ body: transcript }));
    },
    requestCount: (operation) => requestCounts.get(PATHS[operation]) ?? 0,
    socket: () => platform.sockets.filter(({ readyState }) => readyState < 2).at(-1),
    serve() {
      for (const socket of platform.sockets) {
        if (socket.readyState === 0) socket.open();
        if (socket.readyState !== 1) continue;
        for (let next = read.get(socket) ?? 0; next < socket.sent.length; next++) {
          read.set(socket, next + 1);
          answer(socket, socket.sent[next]!);
        }
      }
    },
    say(item) {
      const content = JSON.stringify(item);
      for (const socket of platform.sockets)
        if (socket.readyState === 1)
          socket.receive({ topic: TOPICS.chat, contentType: "application/json", content });
    },
    async live(forMs) {
      for (let leftMs = forMs; leftMs > 0; leftMs -= ANSWER_MS) {
        world.serve();
        await platform.advance(Math.min(leftMs, ANSWER_MS));
      }
      world.serve();
      await platform.settle();
    },
  };
  return world;
}
