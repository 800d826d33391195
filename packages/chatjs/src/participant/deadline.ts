import type { CancelTimer } from "../platform/platform.js";

/** Why a call was stopped from outside. */
export type StopCode = "TIMEOUT" | "ABORTED";

export interface DeadlineOptions {
  readonly setTimer: (callback: () => void, delayMs: number) => CancelTimer;
  readonly timeoutMs: number;
  /** The caller's. */
  readonly signal: AbortSignal | undefined;
  /** The error that waiting work rejects with. */
  readonly errorOf: (code: StopCode) => Error;
}

/** What bounds a call: a time and the caller's signal. */
export interface Deadline {
  /** Aborts when the call is stopped. */
  readonly signal: AbortSignal;
  /** Runs `work` unless the call is stopped; rejects as soon as it is, whatever `work` does. */
  race<Value>(work: () => Promise<Value>): Promise<Value>;
  wait(delayMs: number): Promise<void>;
  /** Lets go of timers and listeners. */
  end(): void;
}

export function createDeadline({ setTimer, timeoutMs, signal, errorOf }: DeadlineOptions): Deadline {
  const controller = new AbortController();
  let stop: (code: StopCode) => void = () => undefined;
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = (code) => {
      reject(errorOf(code));
      controller.abort();
    };
  });
  // Nothing may be waiting when it stops.
  stopped.catch(() => undefined);
  const abort = () => stop("ABORTED");
  const cancelTimeout = setTimer(() => stop("TIMEOUT"), timeoutMs);
  let cancelWait: CancelTimer | undefined;
  signal?.addEventListener("abort", abort);
  if (signal?.aborted) abort();

  const race: Deadline["race"] = (work) =>
    controller.signal.aborted ? stopped : Promise.race([work(), stopped]);
  return {
    signal: controller.signal,
    race,
    wait: (delayMs) =>
      race(
        () =>
          new Promise<void>((resolve) => {
            cancelWait = setTimer(resolve, delayMs);
          }),
      ),
    end() {
      cancelTimeout();
      cancelWait?.();
      signal?.removeEventListener("abort", abort);
    },
  };
}
