import type { ChatItem } from "@amazon-connect-chat/protocol";
import { isRefusal } from "../errors.js";
import { jitterMs } from "../lib/jitter.js";
import type { CancelTimer, Platform } from "../platform/platform.js";
import { toIsoTime } from "../platform/time.js";
import { createKnownItems } from "./knownItems.js";
import { findMissedItems, OVERLAP_MS, timeOf } from "./missedItems.js";
import type { ReadTranscript } from "./missedItems.js";
import { createNewestTime } from "./newestTime.js";

/** Items that will not come any more, or not soon. */
export interface TranscriptGap {
  /** The time of the last item before the gap, ISO-8601; null when there was none. */
  readonly since: string | null;
  /**
   * - `REFUSED`: the service does not let this session read the transcript; it is asked again once a minute
   * - `ENDED`: the chat ended before the gap was closed
   * - `UNAVAILABLE`: the service has failed several times; the library goes on trying
   */
  readonly reason: "REFUSED" | "ENDED" | "UNAVAILABLE";
}

export interface DeliveryOptions {
  readonly platform: Pick<Platform, "nowMs" | "random" | "setTimer">;
  readonly read: ReadTranscript;
  /** Takes an item that was not handed over before; `isStored` when the transcript brought it, where text is never a piece. */
  handOver(item: ChatItem, isStored: boolean): void;
  /** The session is up, and what it missed has been handed over, as far as three seconds allowed. */
  established(recovered: number): void;
  gap(gap: TranscriptGap): void;
}

/** Stands between the connection and the session's events: every item once, and in order, whatever the network did. */
export interface Delivery {
  received(item: ChatItem): void;
  /** A subscription is there. What the page may have missed before it is fetched, then `established` follows; answers whether. */
  subscribed(): boolean;
  /** The page goes on, as if there were a subscription: what is said from now on, it misses. */
  late(): void;
  /** The service has answered with what it has stored, and so told its time. */
  dated(stored: Partial<ChatItem>): void;
  /** The subscription moved to another socket, which may have cost items; nobody need be told. */
  resubscribed(): void;
  /** @param isLetGo by the page: it is told of no connection any more, though that may have waited for what was missed */
  lost(isLetGo?: boolean): void;
  /** The chat is over, and the socket has not told: hands over what waits; what was said before the end may be missing. */
  endUnheard(): void;
  /** The page has read these items with getTranscript; or, when they are `isOwn`, the session or a part, for themselves. */
  shown(items: readonly ChatItem[], isOwn?: boolean): void;
  /** Whether a message of this Id is of this chat, as far as the session has heard or read it. */
  knows(id: string): boolean;
  /** Nothing follows. */
  stop(): void;
}

/** How long live items wait for the missed ones. */
const HOLD_MS = 3_000;
const RETRY = { baseMs: 1_000, capMs: 30_000 };
/** A refusal may be a proxy's, and pass. */
const REFUSED_PAUSE_MS = 60_000;
/** After so many failures in a row the gap is reported. */
const REPORT_AFTER_FAILURES = 5;

/** Live items in the order in which they were said; one without a time stays behind its predecessor. */
function inOrder(items: readonly ChatItem[]): readonly ChatItem[] {
  let lastMs = 0;
  return items
    .map((item) => ({ item, atMs: (lastMs = timeOf(item) || lastMs) }))
    .sort((one, other) => one.atMs - other.atMs)
    .map(({ item }) => item);
}

const isMessage = ({ Type }: ChatItem): boolean => Type === "MESSAGE" || Type === "ATTACHMENT";

export function createDelivery(options: DeliveryOptions): Delivery {
  const { platform, handOver } = options;
  const known = createKnownItems();
  /** What the page has read of the transcript. */
  const shownIds = new Set<string | undefined>();
  /** The newest of it while nothing was heard: that, and what is older, is history, which recovery need not repeat. */
  let shownMs = -Infinity;
  const newest = createNewestTime();
  /** Set while items may be missing: since when, and the reason that was told. */
  let openGap: { sinceMs: number; told?: TranscriptGap["reason"] } | undefined;
  let wasSubscribed = false;
  /** Since when the page counts on hearing all, by this device's clock. */
  let hearsSinceMs = Infinity;
  /** Something may be missing since then: the first item that comes tells where to look for it. */
  let isUnsure = false;
  /** Live items that wait for the missed ones; without an end, once nothing follows. */
  let held: ChatItem[] | undefined;
  /** Messages that were recovered while `established` waits, too; undefined while it does not. */
  let recovered: number | undefined;
  let cancelHold: CancelTimer = () => undefined;
  let cancelRetry: CancelTimer = () => undefined;
  /** The recovery that may go on: what an older one finds out no longer counts. */
  let current = 0;

  const take = (item: ChatItem, isStored = false): boolean => {
    if (!known.isNew(item, isStored)) return false;
    if (item.Type !== "MESSAGEMETADATA") newest.add(item.AbsoluteTime);
    handOver(item, isStored);
    return true;
  };
  const arrive = (item: ChatItem) => (held ? held.push(item) : take(item));
  const flush = () => {
    cancelHold();
    const items = held ?? [];
    held = undefined;
    inOrder(items).forEach(arrive);
  };
  const announce = () => {
    if (recovered !== undefined) options.established(recovered);
    recovered = undefined;
  };
  const goAhead = () => {
    flush();
    announce();
  };
  const open = () => (openGap ??= { sinceMs: newest.ms() });
  const report = (reason: TranscriptGap["reason"]) => {
    const gap = open();
    if (gap.told === reason) return;
    gap.told = reason;
    options.gap({ since: gap.sinceMs > 0 ? toIsoTime(gap.sinceMs) : null, reason });
  };

  const recover = async (failures = 0): Promise<void> => {
    const mine = ++current;
    const gap = open();
    const isOver = () => current !== mine;
    try {
      await findMissedItems({
        read: options.read,
        sinceMs: gap.sinceMs,
        isHistory: (item) => timeOf(item) <= shownMs,
        found(item) {
          if (take(item, true) && isMessage(item) && recovered !== undefined) recovered += 1;
        },
        progressed: (sinceMs) => (gap.sinceMs = sinceMs),
        isOver,
      });
      if (isOver()) return;
      openGap = undefined;
      goAhead();
    } catch (error) {
      if (isOver()) return;
      const isEndless = error instanceof RangeError;
      if (isEndless || isRefusal(error)) {
        report("REFUSED");
        goAhead();
        // What waited may have been the end.
        if (isEndless || isOver()) return;
      } else if (failures === REPORT_AFTER_FAILURES - 1) report("UNAVAILABLE");
      const pauseMs = isRefusal(error) ? REFUSED_PAUSE_MS : jitterMs(failures, platform.random(), RETRY);
      cancelRetry = platform.setTimer(() => void recover(failures + 1), pauseMs);
    }
  };
  const pause = () => {
    current += 1;
    cancelRetry();
  };
  const start = (tells: boolean) => {
    pause();
    isUnsure = false;
    held ??= [];
    if (tells) recovered ??= 0;
    cancelHold();
    cancelHold = platform.setTimer(goAhead, HOLD_MS);
    void recover();
  };

  const dated = (item: Partial<ChatItem>) => {
    if (!isUnsure || !(timeOf(item) > 0)) return;
    openGap ??= { sinceMs: timeOf(item) - Math.max(platform.nowMs() - hearsSinceMs, 0) };
    if (wasSubscribed) start(false);
  };

  return {
    dated,
    received(item) {
      dated(item);
      arrive(item);
    },
    late() {
      if (wasSubscribed || isUnsure) return;
      isUnsure = true;
      hearsSinceMs = platform.nowMs();
    },
    endUnheard() {
      flush();
      if (wasSubscribed || isUnsure) open();
    },
    subscribed() {
      const isAgain = wasSubscribed;
      wasSubscribed = true;
      // What the page has read, it may have read a while ago.
      if (isAgain || openGap || shownMs > 0) {
        start(true);
        return true;
      }
      held = undefined;
      if (!isUnsure) hearsSinceMs = platform.nowMs();
      options.established(0);
      return false;
    },
    resubscribed() {
      // Who has heard and read nothing does not know where to begin.
      if (Math.max(newest.ms(), shownMs) > 0) start(false);
      else isUnsure = true;
    },
    lost(isLetGo) {
      pause();
      if (isLetGo) recovered = undefined;
      // What came live goes on waiting for what it may have overtaken, unless this outage is a long one.
      if (held?.length) announce();
      else goAhead();
      if (wasSubscribed) open();
    },
    shown(items, isOwn) {
      // Of the session's own reading only what was said before the subscription is history: the rest is still to be handed over.
      const agoMs = platform.nowMs() - hearsSinceMs;
      // A clock that was put back tells nothing.
      const sinceMs = isOwn ? (agoMs < 0 ? Infinity : agoMs + OVERLAP_MS) : 0;
      for (const item of items) {
        shownIds.add(item.Id);
        // While a gap is open, what the page reads may be what was missed.
        if (!(newest.ms() > 0 || openGap)) shownMs = Math.max(shownMs, timeOf(item) - sinceMs || shownMs);
      }
    },
    knows: (id) => known.has(id) || shownIds.has(id),
    stop() {
      pause();
      cancelHold();
      held = [];
      recovered = undefined;
      if (openGap) report("ENDED");
    },
  };
}
