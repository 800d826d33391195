import { hostnameOf, isAddress, isLoopbackName, readOrigin } from "./originName.js";

/** What is known of a request before it is read. */
export interface AccessRequest {
  readonly path: string;
  /** The header; absent where there is no network between. */
  readonly host?: string | undefined;
  /** The header; absent when no page asks: Node, curl, a link. */
  readonly origin?: string | undefined;
}

/** Which web pages get to the emulator. Requests that come from no page are none of its business. */
export interface Access {
  /** Why a request is refused with 403, as a sentence; undefined lets it through. Each reason is logged once. */
  refusalOf(request: AccessRequest): string | undefined;
  /**
   * Whether a request of this path is admitted by a token, a signature or a ticket that it carries, as in AWS: then its page does not
   * matter, and any may read the answer.
   */
  isOpen(path: string): boolean;
  /** The policy for pages of the emulator: which pages may show them in a frame. */
  frameAncestors(host: string | undefined): string;
}

/** What is admitted by what it carries, or cannot do harm: metrics of pages. */
const openPaths = ["/participant/", "/bucket/", "/emulator/", "/csm/"];
/** `[::1]` is no source of a policy. */
const loopbackSources = ["localhost", "*.localhost", "127.0.0.1"].flatMap(sourcesOf);
/** Reasons that are remembered as logged: whoever makes up names does not fill the log. */
const maxLogged = 100;

function sourcesOf(hostname: string): readonly string[] {
  return [`http://${hostname}:*`, `https://${hostname}:*`];
}

/** A header as it may stand in a log. */
const shown = (header: string) => header.replace(/[^\x21-\x7e]/g, "?").slice(0, 200);

const hostRefusal = (host: string) =>
  `this emulator does not answer to the name ${shown(host)}; if it should, add http://${shown(host)} to allowedOrigins (--allowed-origins)`;

const originRefusal = (origin: string) =>
  readOrigin(origin)
    ? `pages of ${shown(origin)} may not use this emulator; if they should, add ${shown(origin)} to allowedOrigins (--allowed-origins)`
    : "pages without an origin of their own, such as files and sandboxed frames, may not use this emulator; serve them from http://localhost";

/**
 * Lets in pages of this machine, of the names that the emulator itself is reached at, and of `allowedOrigins`. Under other names than
 * those it does not answer at all: a site whose name server leads to this machine would be the emulator's own page.
 * @param given.names - further names that it is reached at, such as the one it listens on
 */
export function createAccess(given: {
  readonly allowedOrigins: readonly string[];
  readonly names?: readonly string[] | undefined;
  readonly log: (line: string) => void;
}): Access {
  const { allowedOrigins, names = [], log } = given;
  const ownNames = new Set([
    ...names.map((name) => name.toLowerCase()),
    ...allowedOrigins.flatMap((origin) => readOrigin(origin)?.hostname ?? []),
  ]);
  const logged = new Set<string>();

  const answersTo = (host: string): boolean => {
    const hostname = hostnameOf(host);
    return (
      hostname !== undefined && (isLoopbackName(hostname) || isAddress(hostname) || ownNames.has(hostname))
    );
  };

  const lets = (origin: string, host: string | undefined): boolean => {
    if (allowedOrigins.includes(origin)) return true;
    const page = readOrigin(origin);
    if (!page || !/^https?$/.test(page.scheme)) return false;
    return isLoopbackName(page.hostname) || (host !== undefined && page.hostname === hostnameOf(host));
  };

  const isOpen = (path: string) => openPaths.some((open) => path.startsWith(open));

  return {
    isOpen,
    refusalOf({ path, host, origin }) {
      let refusal: string | undefined;
      if (host !== undefined && !answersTo(host)) refusal = hostRefusal(host);
      else if (origin !== undefined && !isOpen(path) && !lets(origin, host)) refusal = originRefusal(origin);
      if (refusal !== undefined && !logged.has(refusal) && logged.size < maxLogged) {
        logged.add(refusal);
        log(`refused; ${refusal}`);
      }
      return refusal;
    },
    frameAncestors(host) {
      const hostname = host === undefined ? undefined : hostnameOf(host);
      const own = hostname === undefined || hostname.startsWith("[") ? [] : sourcesOf(hostname);
      return `frame-ancestors ${[...new Set(["'self'", ...loopbackSources, ...own, ...allowedOrigins])].join(" ")}`;
    },
  };
}
