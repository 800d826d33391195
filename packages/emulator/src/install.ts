import { absoluteUrl } from "./absoluteUrl.js";
import { emulatedUrl, isEmulatedSocket } from "./emulatedUrl.js";
import type { EmulatedUrls } from "./emulatedUrl.js";
import type { InProcessHost } from "./inProcessHost.js";
import type { WebSocketClass } from "./inProcessWebSocket.js";

/** What `install` replaces: `globalThis`, `window`, or an object that stands in for it. */
export interface InstallTarget {
  fetch?: typeof globalThis.fetch;
  WebSocket?: WebSocketClass;
}

/**
 * Puts the emulator behind `fetch` and `WebSocket` of a page or process, for clients that cannot be given others. What is not for the
 * emulator goes where it went before. XMLHttpRequest and elements such as `img` are not caught: a service worker does that.
 * @param target - whose members are replaced; `globalThis` unless given
 * @returns what gives them back; `close` of the emulator does so too
 */
export type Install = (target?: InstallTarget, urls?: EmulatedUrls) => () => void;

const names = ["fetch", "WebSocket"] as const;

/** Defines members of an object; returns what brings back those that were there, where nobody else has replaced them since. */
function replace(target: InstallTarget, members: Required<InstallTarget>): () => void {
  const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(target, name)] as const);
  for (const name of names)
    Object.defineProperty(target, name, { value: members[name], configurable: true, writable: true });
  return () => {
    for (const [name, descriptor] of before) {
      if (target[name] !== members[name]) continue;
      if (descriptor) Object.defineProperty(target, name, descriptor);
      else Reflect.deleteProperty(target, name);
    }
  };
}

/** The request under another URL. Its body is read: not every browser shows it as a member that a new request takes. */
async function withUrl(url: URL, request: Request): Promise<Request> {
  const { method, headers, signal } = request;
  const body = ["GET", "HEAD"].includes(method) ? null : await request.arrayBuffer();
  return new Request(url, { method, headers, signal, body });
}

export function createInstall(
  host: Pick<InProcessHost, "fetch" | "WebSocket"> & { readonly origin: () => string },
): { readonly install: Install; uninstallAll(): void } {
  const installed: (() => void)[] = [];
  /** The URL in full; undefined for a malformed one, which is nobody's. */
  const locate = (url: string | URL): URL | undefined => {
    try {
      return absoluteUrl(url, host.origin());
    } catch {
      return undefined;
    }
  };

  const install: Install = (target = globalThis, urls = {}) => {
    const before = { fetch: target.fetch, WebSocket: target.WebSocket };
    /** Whoever came later may go on calling what was installed here. */
    const isInstalled = () => installed.includes(uninstall);
    const fetch: typeof globalThis.fetch = (input, init) => {
      const url = locate(input instanceof Request ? input.url : input);
      const ours = url && isInstalled() ? emulatedUrl(url, urls) : undefined;
      if (!ours) {
        if (before.fetch) return before.fetch.call(target, input, init);
        return Promise.reject(new TypeError("unable to fetch; there is no network beside the emulator"));
      }
      if (!(input instanceof Request)) return host.fetch(ours, init);
      if (ours.href === input.url) return host.fetch(input, init);
      return withUrl(ours, input).then((request) => host.fetch(request, init));
    };
    const WebSocket = new Proxy(host.WebSocket, {
      construct(Emulated, given: ConstructorParameters<WebSocketClass>) {
        const url = locate(given[0]);
        return (url && isInstalled() && isEmulatedSocket(url)) || !before.WebSocket
          ? new Emulated(...given)
          : new before.WebSocket(...given);
      },
    });
    const giveBack = replace(target, { fetch, WebSocket });
    const uninstall = () => {
      const index = installed.indexOf(uninstall);
      if (index < 0) return;
      installed.splice(index, 1);
      giveBack();
    };
    installed.push(uninstall);
    return uninstall;
  };

  return {
    install,
    uninstallAll() {
      // The last one first: each gives back what it found.
      for (const uninstall of [...installed].reverse()) uninstall();
    },
  };
}
