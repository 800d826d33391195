import type { CancelTimer, Platform } from "../../platform/platform.js";
import type { ReadingPlatform, ViewEntry } from "./readingPlatform.js";

export interface WatchMessagesOptions {
  readonly list: Element;
  /** The id of the message that an element shows, if it shows one. */
  messageIdOf(element: Element): string | undefined;
  /** Of the elements that may show one. */
  readonly selector: string;
  /** The attribute that names the message, where there is one. */
  readonly attribute: string | undefined;
  readonly visibleForMs: number;
  readonly needsFocus: boolean;
  readonly page: ReadingPlatform;
  readonly platform: Pick<Platform, "nowMs" | "setTimer">;
  /** Whether nobody need look at the message any more. */
  isRead(messageId: string): boolean;
  /** Takes messages that were looked at. What it does not know yet it is told again after the next `look`. */
  seen(messageIds: readonly string[]): void;
}

/** A watch over the elements of a list. */
export interface MessageWatch {
  /** The session knows more by now. */
  look(): void;
  stop(): void;
}

const THRESHOLDS = [
  // Of one that is many times as large as the list only a small part is ever in view.
  ...[1 / 320, 1 / 160, 1 / 80, 1 / 40],
  ...Array.from({ length: 21 }, (_, index) => index / 20),
];

/** At least half of the element is in view; or, of one that is larger than the list, half of the list is full of it. */
function isInView(entry: ViewEntry, list: Element): boolean {
  if (!entry.isIntersecting) return false;
  const room = Math.min(list.clientHeight || Infinity, entry.rootBounds?.height ?? Infinity);
  return entry.intersectionRatio >= 0.5 || entry.intersectionRect.height >= room / 2;
}

/** @returns undefined where nobody can tell what is in view */
export function watchMessages(options: WatchMessagesOptions): MessageWatch | undefined {
  const { list, messageIdOf, selector, page, platform, visibleForMs } = options;
  /** Elements whose messages are not read yet, and which these are. */
  const watched = new Map<Element, string>();
  /** Of those in view, since when somebody looks at them; undefined while nobody does. */
  const inView = new Map<Element, number | undefined>();
  let cancelTimer: CancelTimer = () => undefined;

  const isAttentive = () => page.isPageVisible() && (!options.needsFocus || page.hasFocus());
  const forget = (element: Element) => {
    if (watched.delete(element)) view?.unobserve(element);
    inView.delete(element);
  };
  const consider = (element: Element) => {
    const messageId = list.contains(element) ? messageIdOf(element) : undefined;
    if (!messageId || options.isRead(messageId)) forget(element);
    else if (messageId !== watched.get(element)) {
      if (watched.has(element)) {
        // It shows another message from now on, as rows of a long list do.
        if (inView.has(element)) inView.set(element, undefined);
      } else view?.observe(element);
      watched.set(element, messageId);
    }
  };

  /** Tells of what has been looked at for long enough, and comes back for the rest. */
  const check = () => {
    cancelTimer();
    const nowMs = platform.nowMs();
    const attentive = isAttentive();
    const seen: string[] = [];
    let nextMs = Infinity;
    for (const [element, since] of inView) {
      // A clock that was put back must not keep anybody from reading.
      const sinceMs = attentive ? Math.min(since ?? nowMs, nowMs) : undefined;
      inView.set(element, sinceMs);
      if (sinceMs === undefined) continue;
      const leftMs = sinceMs + visibleForMs - nowMs;
      if (leftMs > 0) nextMs = Math.min(nextMs, leftMs);
      else seen.push(messageIdOf(element) ?? "");
    }
    if (nextMs < Infinity) cancelTimer = platform.setTimer(check, nextMs);
    if (seen.length === 0) return;
    options.seen(seen);
    for (const element of [...inView.keys()]) consider(element);
  };

  const view = page.watchView((entries) => {
    for (const entry of entries) {
      if (!watched.has(entry.target) || !isInView(entry, list)) inView.delete(entry.target);
      else if (!inView.has(entry.target)) inView.set(entry.target, undefined);
    }
    check();
  }, THRESHOLDS);
  if (!view) return undefined;

  const considerAll = (root: Element) => {
    consider(root);
    root.querySelectorAll(selector).forEach(consider);
  };
  list.querySelectorAll(selector).forEach(consider);
  const stops = [
    page.watchElements(list, options.attribute, (changed) => {
      changed.forEach(considerAll);
      check();
    }),
    page.onAttentionChange(check),
  ];
  return {
    look() {
      for (const element of [...watched.keys()]) consider(element);
      check();
    },
    stop() {
      stops.forEach((stop) => stop());
      view.disconnect();
      cancelTimer();
      inView.clear();
      watched.clear();
    },
  };
}
