/**
 * How long a test waits for what has to come before it says that it does not: no bound that anything is measured by.
 * A machine that does other work at the same time is slow by an order of magnitude now and then.
 */
export const PATIENCE_MS = 60_000;
