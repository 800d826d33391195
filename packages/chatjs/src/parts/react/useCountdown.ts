import { useCallback, useSyncExternalStore } from "react";
import { nowMs, onEachSecond } from "./reactPlatform.js";

const nothing = () => undefined;

/**
 * The whole seconds that are left until a time; 0 when it is over, where there is none, and on a server.
 * @param timeMs in milliseconds since the epoch, such as `retryAtMs` of the connection
 * @example
 * ```tsx
 * const state = useConnection(session);
 * const seconds = useCountdown(state.name === "reconnecting" ? state.retryAtMs : undefined);
 * ```
 */
export function useCountdown(timeMs: number | undefined): number {
  const isSet = timeMs !== undefined;
  const subscribe = useCallback((tick: () => void) => (isSet ? onEachSecond(tick) : nothing), [isSet]);
  return useSyncExternalStore(
    subscribe,
    () => (isSet ? Math.max(0, Math.ceil((timeMs - nowMs()) / 1_000)) : 0),
    () => 0,
  );
}
