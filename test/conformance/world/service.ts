import type { PageClock } from "./clock.js";
import { createSockets } from "./sockets.js";
import type { Sockets } from "./sockets.js";

/** A request as the page made it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly atMs: number;
}

/** An answer: 200 with an empty object unless told otherwise; a text goes out as it is. "none" fails as a network does. */
export type Answer =
  | "none"
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    };
/** What to answer; undefined for what the service would answer. */
export type Script = (request: SeenRequest) => Answer | undefined | Promise<Answer | undefined>;

/** The service at the other end of the page's `fetch` and `WebSocket`. */
export interface Service extends Sockets {
  readonly requests: readonly SeenRequest[];
  /** Replaces what answers from now on. */
  answer(script: Script): void;
  /** Answers requests to this path only once the returned function is called. */
  hold(path: string): () => void;
}

const IN_24_HOURS_MS = 86_400_000;

function usualAnswer({ path }: SeenRequest, inADay: string): Answer {
  const sent = { Id: "sent-1", AbsoluteTime: "2031-02-03T04:05:06.789Z" };
  const answers: Readonly<Record<string, unknown>> = {
    "/participant/connection": {
      Websocket: { Url: "wss://sockets.test/chat", ConnectionExpiry: inADay },
      ConnectionCredentials: { ConnectionToken: "ct.scripted", Expiry: inADay },
    },
    "/participant/message": sent,
    "/participant/event": sent,
    "/participant/transcript": { InitialContactId: "contact-1", Transcript: [] },
    "/participant/start-attachment-upload": {
      AttachmentId: "attachment-1",
      UploadMetadata: {
        Url: "https://bucket.test/upload?signature=s",
        UrlExpiry: inADay,
        HeadersToInclude: { "x-amz-acl": "private", "content-disposition": "attachment" },
      },
    },
    "/participant/attachment": {
      Url: "https://bucket.test/file?signature=s",
      UrlExpiry: inADay,
      AttachmentSizeInBytes: 4,
    },
    "/participant/authentication-url": { AuthenticationUrl: "https://sign-in.test/" },
    "/participant/views/view-token": { View: { Id: "view-1", Name: "form", Content: { Actions: ["ok"] } } },
  };
  return { body: answers[path] ?? {} };
}

function toResponse(answer: Exclude<Answer, "none">): Response {
  const { status = 200, headers = {}, body = {} } = answer;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const chunks = text ? [new TextEncoder().encode(text)] : [];
  // A stream of the page's own is read without leaving it, so that a read takes no time of the browser's.
  const stream = new ReadableStream(
    {
      pull(controller) {
        const chunk = chunks.shift();
        if (chunk) controller.enqueue(chunk);
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(stream, { status, headers: { "content-type": "application/json", ...headers } });
}

/** Puts a scripted service in the place of the network. */
export function installService(clock: PageClock): Service {
  const requests: SeenRequest[] = [];
  const holds = new Map<string, Promise<void>>();
  // The same at all times, so that it tells nothing of how long a reconnection took.
  const inADay = new Date(clock.nowMs() + IN_24_HOURS_MS).toISOString();
  let script: Script = () => undefined;

  const answerTo = async (request: Request): Promise<Response> => {
    const headers = Object.fromEntries(request.headers);
    const { pathname, search } = new URL(request.url);
    const body = await clock.await(request.text());
    const seen: SeenRequest = {
      method: request.method,
      url: request.url,
      path: pathname + search,
      headers,
      body,
      atMs: clock.nowMs(),
    };
    requests.push(seen);
    await new Promise((resolve) => setTimeout(resolve, 0));
    await holds.get(seen.path);
    const answer = (await script(seen)) ?? usualAnswer(seen, inADay);
    if (answer === "none") throw new TypeError("Failed to fetch");
    return toResponse(answer);
  };
  const fetch = (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    return new Promise<Response>((resolve, reject) => {
      const { signal } = request;
      signal.addEventListener("abort", () => reject(signal.reason as Error));
      answerTo(request).then(resolve, reject);
    });
  };
  // The browser reads on its own, which takes time that is not the page's.
  for (const name of ["text", "blob", "json", "arrayBuffer"] as const) {
    const read = Response.prototype[name] as () => Promise<never>;
    Response.prototype[name] = function (this: Response) {
      return clock.await(read.call(this));
    };
  }
  // 5.0.0 signs with it where there is one, again in time that is not the page's.
  Object.defineProperty(Crypto.prototype, "subtle", { value: undefined });
  Object.assign(globalThis, { fetch });

  return {
    requests,
    answer(next) {
      script = next;
    },
    hold(path) {
      let release = () => {};
      holds.set(path, new Promise((resolve) => (release = resolve)));
      return () => {
        release();
        holds.delete(path);
      };
    },
    ...createSockets(),
  };
}
