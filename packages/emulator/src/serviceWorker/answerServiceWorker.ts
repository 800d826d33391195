import type { InProcessHost } from "../inProcessHost.js";
import { isForwardedRequest } from "./forwardedRequest.js";
import type { ForwardedAnswer, ForwardedRequest } from "./forwardedRequest.js";

async function answer(
  { fetch }: Pick<InProcessHost, "fetch">,
  { url, method, headers, body }: ForwardedRequest,
): Promise<ForwardedAnswer> {
  const init = { method, headers: headers.map(([name, value]): [string, string] => [name, value]) };
  try {
    const response = await fetch(url, { ...init, ...(body && { body }) });
    return {
      type: "answered",
      status: response.status,
      headers: [...response.headers],
      body: await response.arrayBuffer(),
    };
  } catch {
    return { type: "cut" };
  }
}

/**
 * Lets the emulator of this page answer what its service worker catches with `forwardRequests`: also XMLHttpRequest, pictures and
 * documents in frames. Call it before the page makes its first request. Sockets do not pass a service worker: give the client the
 * emulator's `WebSocket`, or `install` it.
 * @param emulator - an emulator in this page
 * @param container - `navigator.serviceWorker`
 * @returns what stops it
 */
export function answerServiceWorker(
  emulator: Pick<InProcessHost, "fetch">,
  container: Pick<
    ServiceWorkerContainer,
    "addEventListener" | "removeEventListener" | "startMessages"
  > = navigator.serviceWorker,
): () => void {
  const listen = ({ data, ports: [port] }: MessageEvent) => {
    if (!port || !isForwardedRequest(data)) return;
    port.postMessage({ type: "taken" } satisfies ForwardedAnswer);
    void answer(emulator, data).then((answered) => port.postMessage(answered));
  };
  container.addEventListener("message", listen);
  container.startMessages();
  return () => container.removeEventListener("message", listen);
}
