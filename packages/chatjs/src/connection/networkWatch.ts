import type { CancelTimer, Platform } from "../platform/platform.js";

const POLL_MS = 1_000;

/** Tells whether there is a network; a promise is awaited. */
export type IsNetworkOnline = () => boolean | Promise<boolean>;

/**
 * Reports that the network is back. A page's own probe is asked once a second, and only while somebody waits for the
 * network; without one the platform's events are used.
 */
export function createNetworkWatch(
  platform: Platform,
  probe: () => IsNetworkOnline | undefined,
  cameBack: () => void,
): { waiting(waits: boolean): void; stop(): void } {
  const stopEvents = platform.onOnlineChange((online) => {
    if (online && !probe()) cameBack();
  });
  let cancel: CancelTimer | undefined;
  let last: boolean | undefined;

  const ask = async (isNetworkOnline: IsNetworkOnline) => {
    const mine = cancel;
    const online = await Promise.resolve()
      .then(isNetworkOnline)
      .catch(() => true);
    if (cancel !== mine) return;
    poll();
    if (last === false && online) cameBack();
    last = online;
  };
  const poll = () => {
    const isNetworkOnline = probe();
    cancel = isNetworkOnline && platform.setTimer(() => void ask(isNetworkOnline), POLL_MS);
  };
  const rest = () => {
    cancel?.();
    cancel = undefined;
    last = undefined;
  };
  return {
    waiting(waits) {
      if (!waits) rest();
      else if (!cancel) poll();
    },
    stop() {
      stopEvents();
      rest();
    },
  };
}
