import { vi } from "vitest";
import { PATIENCE_MS } from "./patience.js";

/** Repeats `check` until it throws no more, and gives what it returned; fails with its last error. */
export const waitUntil = <Result>(
  check: () => Result | Promise<Result>,
  patienceMs = PATIENCE_MS,
): Promise<Result> => vi.waitFor(check, { timeout: patienceMs, interval: 20 });
