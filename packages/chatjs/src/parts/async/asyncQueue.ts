/** Values on their way to a loop. */
export interface AsyncQueue<Value extends object> {
  push(value: Value): void;
  /** No more comes: what waits is given out, and then the loop ends, or throws what is given here. */
  end(failure?: { readonly error: unknown }): void;
  /** As `end`, but what waits is dropped. */
  drop(failure?: { readonly error: unknown }): void;
  /** Whether it has ended for whoever fills it. */
  isOver(): boolean;
  readonly values: AsyncIterableIterator<Value>;
}

export interface AsyncQueueOptions {
  /** So many values may wait. */
  readonly maxWaiting: number;
  /** What the loop throws, after those that wait, when one more comes. */
  fullError(): unknown;
  /** Called once, as soon as nothing more is taken. */
  release(): void;
}

const DONE = { value: undefined, done: true } as const;

/** Hands values from whoever has them to whoever asks; each waits for the other, and errors are thrown once. */
export function createAsyncQueue<Value extends object>(options: AsyncQueueOptions): AsyncQueue<Value> {
  const waiting: Value[] = [];
  const takers: ((result: IteratorResult<Value> | Promise<never>) => void)[] = [];
  let isOver = false;
  let failed: { readonly error: unknown } | undefined;

  const finish = (): IteratorResult<Value> | Promise<never> => {
    const failure = failed;
    failed = undefined;
    // What it rejects with is the caller's, of whatever type.
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors
    return failure ? Promise.reject(failure.error) : DONE;
  };
  const end: AsyncQueue<Value>["end"] = (failure) => {
    if (isOver) return;
    isOver = true;
    failed = failure;
    for (const take of takers.splice(0)) take(finish());
    options.release();
  };
  const drop: AsyncQueue<Value>["drop"] = (failure) => {
    waiting.length = 0;
    end(failure);
  };

  return {
    push(value) {
      if (isOver) return;
      const take = takers.shift();
      if (take) take({ value, done: false });
      else if (waiting.length < options.maxWaiting) waiting.push(value);
      else end({ error: options.fullError() });
    },
    end,
    drop,
    isOver: () => isOver,
    values: {
      next() {
        const [value] = waiting.splice(0, 1);
        if (value !== undefined) return Promise.resolve({ value, done: false });
        if (isOver) return Promise.resolve(finish());
        return new Promise((resolve) => takers.push(resolve));
      },
      return() {
        failed = undefined;
        drop();
        return Promise.resolve(DONE);
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    },
  };
}
