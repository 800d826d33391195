/** Whether what is expected has happened: `never` can come true no more. */
export type Verdict = "met" | "pending" | "never";

// Taken before a test fakes its timers: how long a test waits is not part of what it plays.
const { setTimeout, clearTimeout } = globalThis;

/**
 * Waits until a verdict is no longer pending, at most `timeoutMs` of the test's own time.
 * @param watch - calls back when the verdict may have changed; returns what stops it
 */
export function settle(
  judge: () => Verdict,
  watch: (look: () => void) => () => void,
  timeoutMs: number,
): Promise<Verdict> {
  const first = judge();
  if (first !== "pending" || timeoutMs <= 0) return Promise.resolve(first);
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      stop();
      resolve(judge());
    };
    const timer = setTimeout(end, timeoutMs);
    const stop = watch(() => {
      if (judge() !== "pending") end();
    });
  });
}
