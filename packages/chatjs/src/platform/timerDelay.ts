/** The longest delay that timers of browsers and Node take; a longer one would fire at once. */
export const MAX_TIMER_MS = 2_147_483_647;

/** `delayMs` as a timer takes it: between 0 and {@link MAX_TIMER_MS}; NaN is 0. */
export const timerDelayMs = (delayMs: number): number => (delayMs > 0 ? Math.min(delayMs, MAX_TIMER_MS) : 0);
