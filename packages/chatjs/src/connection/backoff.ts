import { jitterMs } from "../lib/jitter.js";

const PAUSE = { baseMs: 5_000, capMs: 30_000 };
const WAKE_MS = 1_000;

/**
 * The pause before an attempt, so drawn that clients which lost their sockets in the same instant do not return in the same
 * instant. The first ceiling decides how hard they hit a service that dropped them all: see the storm in `bench/RESULTS.md`.
 * @param failures how many attempts have failed in a row, from 0
 * @param random uniform in [0, 1)
 */
export const backoffMs = (failures: number, random: number): number => jitterMs(failures, random, PAUSE);

/** The pause when there is a reason to try at once: few have it at the same time. */
export const wakeUpMs = (random: number): number => Math.floor(random * WAKE_MS);
