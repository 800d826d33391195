import { abortedError, ChatError, IllegalArgumentError } from "../../errors.js";
import { onAbort } from "../../platform/abort.js";
import { createAsyncQueue } from "./asyncQueue.js";
import type { AsyncQueue } from "./asyncQueue.js";

/** How long a loop over what happens in a chat goes on, and how far it may fall behind. */
export interface LoopOptions {
  /** Aborted, the loop throws a `ChatError` `ABORTED`, whose name is `AbortError`; what waits is dropped. */
  readonly signal?: AbortSignal | undefined;
  /**
   * So much may wait for the loop: 1 or more. When there is one more, the loop gets what waits, and then throws `LOOP_TOO_SLOW`:
   * it never goes on as if it had missed nothing.
   * @defaultValue 1000
   */
  readonly maxWaiting?: number | undefined;
}

/** What the loops of a session share. */
export interface LoopScope {
  /** Aborts when the session is closed: then loops end. */
  readonly closeSignal: AbortSignal;
  /** No loop gets anything any more. */
  hasEnded(): boolean;
  /** Whether the session hears nothing after the item: an agent's, which has handed the chat on. */
  isLast(item: unknown): boolean;
}

/** @throws IllegalArgumentError */
export function assertSignal(purpose: string, args: { readonly signal?: AbortSignal | undefined }): void {
  const { signal } = args;
  if (signal && typeof (signal as Partial<AbortSignal>).addEventListener !== "function")
    throw new IllegalArgumentError(`unable to ${purpose}; its signal must be an AbortSignal`, signal);
}

/**
 * A loop that is open from now on, whether or not somebody takes its values yet.
 * @param subscribe fills the queue, and returns the way to stop that
 */
export function openLoop<Value extends object>(
  purpose: string,
  { signal, maxWaiting = 1_000 }: LoopOptions,
  { closeSignal, hasEnded }: LoopScope,
  subscribe: (queue: AsyncQueue<Value>) => () => void,
): AsyncIterableIterator<Value> {
  assertSignal(purpose, { signal });
  if (!(maxWaiting >= 1))
    throw new IllegalArgumentError(`unable to ${purpose}; maxWaiting must be a number from 1 on`, maxWaiting);
  const stops: (() => void)[] = [];
  const queue = createAsyncQueue<Value>({
    maxWaiting,
    fullError: () =>
      new ChatError(
        "LOOP_TOO_SLOW",
        `unable to ${purpose}; more than ${maxWaiting} wait. Take them sooner, or set maxWaiting`,
      ),
    release: () => stops.forEach((stop) => stop()),
  });
  if (hasEnded()) queue.end();
  stops.push(
    onAbort(signal, () => queue.drop({ error: abortedError() })),
    onAbort(closeSignal, () => queue.drop()),
  );
  // What is over from the beginning subscribes to nothing: a session gives its messages to the first who does.
  if (queue.isOver()) stops.forEach((stop) => stop());
  else stops.push(subscribe(queue));
  return queue.values;
}
