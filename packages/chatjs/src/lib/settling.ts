/** A promise that nobody has to catch, and the ways to settle it. */
export interface Settling<Value> {
  readonly settled: Promise<Value>;
  resolve(value: Value): void;
  reject(error: unknown): void;
}

export function createSettling<Value>(): Settling<Value> {
  let resolve: Settling<Value>["resolve"] = () => undefined;
  let reject: Settling<Value>["reject"] = () => undefined;
  const settled = new Promise<Value>((whenResolved, whenRejected) => {
    resolve = whenResolved;
    reject = whenRejected;
  });
  settled.catch(() => undefined);
  return { settled, resolve, reject };
}
