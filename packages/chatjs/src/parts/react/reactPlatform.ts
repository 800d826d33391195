/** The page's clock, looked up when it is used. */
export const nowMs = (): number => Date.now();

/** Calls back each second; returns what ends that. */
export function onEachSecond(tick: () => void): () => void {
  const timer = setInterval(tick, 1_000);
  return () => clearInterval(timer);
}

/** Calls back once; returns what prevents that. */
export function after(delayMs: number, callback: () => void): () => void {
  const timer = setTimeout(callback, delayMs);
  return () => clearTimeout(timer);
}
