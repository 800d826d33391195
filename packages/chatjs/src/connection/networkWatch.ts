import type { CancelTimer, Platform } from "../platform/platform.js";

const POLL_MS = 1_000;

/** Tells whether there is a network; a promise is awaited. */
export type IsNetworkOnline = () => boolean | Promise<boolean>;

/**
 * Reports that the network or the page is back. A page's own probe of the network is asked once a second, and only while
 * somebody waits for it; without one the platform's events are used.
 */
export function createNetworkWatch(
  platform: Platform,
  probe: () => IsNetworkOnline | undefined,
  cameBack: () => void,
): { waiting(waits: boolean): void; stop(): void } {
  const stops = [
    platform.onOnlineChange((online) => {
      if (online && !probe()) cameBack();
    }),
    platform.onVisibilityChange((visible) => {
      if (visible) cameBack();
    }),
  ];
  let cancel: CancelTimer | undefined;
  let wasOffline = false;

  const ask = async (isNetworkOnline: IsNetworkOnline) => {
    const mine = cancel;
    const online = await Promise.resolve()
      .then(isNetworkOnline)
      .catch(() => true);
    if (cancel !== mine) return;
    poll();
    if (wasOffline && online) cameBack();
    wasOffline = !online;
  };
  const poll = () => {
    const isNetworkOnline = probe();
    cancel = isNetworkOnline && platform.setTimer(() => void ask(isNetworkOnline), POLL_MS);
  };
  const waiting = (waits: boolean) => {
    if (waits) {
      if (!cancel) poll();
      return;
    }
    cancel?.();
    cancel = undefined;
  };
  return {
    waiting,
    stop() {
      waiting(false);
      stops.forEach((stop) => stop());
    },
  };
}
