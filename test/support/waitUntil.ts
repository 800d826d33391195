import { vi } from "vitest";

/** Repeats `check` until it throws no more, and gives what it returned; fails with its last error. A busy machine may take its time. */
export const waitUntil = <Result>(
  check: () => Result | Promise<Result>,
  timeoutMs = 20_000,
): Promise<Result> => vi.waitFor(check, { timeout: timeoutMs, interval: 20 });
