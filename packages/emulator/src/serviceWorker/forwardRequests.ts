import { emulatedUrl } from "../emulatedUrl.js";
import type { EmulatedUrls } from "../emulatedUrl.js";
import { bodyFor } from "./forwardedRequest.js";
import type { ForwardedAnswer, ForwardedRequest } from "./forwardedRequest.js";

/** A service worker's client, as far as requests are forwarded to it. */
export interface WorkerClient {
  postMessage(message: unknown, transfer: Transferable[]): void;
}

/** A request that a service worker may answer. */
export interface WorkerFetchEvent {
  readonly request: Request;
  readonly clientId: string;
  respondWith(response: Promise<Response>): void;
}

/** The service worker's global scope, `self`, as far as it is needed. */
export interface WorkerScope {
  readonly clients: { get(id: string): Promise<WorkerClient | undefined> };
  addEventListener(type: "fetch", listener: (event: WorkerFetchEvent) => void): void;
}

/** A page without an emulator does not say that it takes a request; then it goes to the network. */
const takenWithinMs = 2_000;

async function forward(client: WorkerClient, request: Request, url: URL): Promise<Response> {
  // A copy, so that the request can still go elsewhere.
  const body = ["GET", "HEAD"].includes(request.method) ? undefined : await request.clone().arrayBuffer();
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => {
      port1.close();
      resolve(fetch(request));
    }, takenWithinMs);
    port1.onmessage = ({ data }: MessageEvent<ForwardedAnswer>) => {
      clearTimeout(giveUp);
      if (data.type === "taken") return;
      port1.close();
      resolve(
        data.type === "cut"
          ? Response.error()
          : new Response(bodyFor(data.status, data.body), {
              status: data.status,
              headers: data.headers.map(([name, value]): [string, string] => [name, value]),
            }),
      );
    };
    const forwarded: ForwardedRequest = {
      type: "amazon-connect-chat-emulator",
      url: url.href,
      method: request.method,
      headers: [...request.headers],
      body,
    };
    client.postMessage(forwarded, [port2]);
  });
}

/**
 * In a service worker: hands what is the emulator's to the page that asks, which answers with `answerServiceWorker`. The worker keeps
 * nothing, so the browser may stop it at any time.
 * @param scope - `self`
 */
export function forwardRequests(scope: WorkerScope, urls: EmulatedUrls = {}): void {
  scope.addEventListener("fetch", (event) => {
    const url = emulatedUrl(new URL(event.request.url), urls);
    if (!url) return;
    const { request } = event;
    event.respondWith(
      scope.clients
        .get(event.clientId)
        .then((client) => (client ? forward(client, request, url) : fetch(request))),
    );
  });
}
