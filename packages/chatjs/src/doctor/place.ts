import type { Platform } from "../platform/platform.js";

/** What checks take of the place they run in. */
export interface Place {
  readonly platform: Platform;
  /** How long each answer is waited for, in milliseconds. */
  readonly timeoutMs: number;
  /** The origin of the page; undefined outside of pages. */
  readonly pageOrigin: string | undefined;
  /** Whether the page's Content-Security-Policy has refused a request to this origin since the checks began. */
  isForbidden(origin: string): Promise<boolean>;
  /** Ends the watch for refusals. */
  leave(): void;
}

interface PageGlobals {
  readonly document?: EventTarget;
  readonly location?: { readonly origin?: string };
}

/** A refusal is told in a task of its own, at about the time when the request fails. */
const VIOLATION_WAIT_MS = 200;

export function createPlace(platform: Platform, timeoutMs: number): Place {
  const { document, location } = platform.globals as PageGlobals;
  const refused: string[] = [];
  const listener = (event: Event) => {
    const { blockedURI, disposition, effectiveDirective } = event as SecurityPolicyViolationEvent;
    // A policy that is only tried refuses nothing.
    if (effectiveDirective === "connect-src" && disposition === "enforce") refused.push(blockedURI);
  };
  document?.addEventListener("securitypolicyviolation", listener);
  return {
    platform,
    timeoutMs,
    pageOrigin: document && location?.origin,
    async isForbidden(origin) {
      if (!document) return false;
      await new Promise<void>((resolve) => void platform.setTimer(resolve, VIOLATION_WAIT_MS));
      return refused.some((uri) => uri === origin || uri.startsWith(`${origin}/`));
    },
    leave: () => document?.removeEventListener("securitypolicyviolation", listener),
  };
}
