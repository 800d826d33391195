import { abortedError } from "../errors.js";

/** Calls back when a signal aborts, at once when it has done so. Returns the way to stop. */
export function onAbort(signal: AbortSignal | undefined, callback: () => void): () => void {
  if (signal?.aborted) callback();
  signal?.addEventListener("abort", callback);
  return () => signal?.removeEventListener("abort", callback);
}

/** Settles as `work` does, or rejects with `ABORTED` as soon as the signal aborts. */
export const untilAborted = <Result>(
  work: Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> =>
  new Promise((resolve, reject) => {
    const stop = onAbort(signal, () => reject(abortedError()));
    void work.then(resolve, reject).then(stop);
  });
