import { expect, it } from "vitest";
import { untilAborted } from "./abort.js";

/** A promise as the oldest libraries make them, which pages may have put in the place of the global one. */
const bare = <Value>(promise: Promise<Value>) =>
  ({
    then: (...handlers: Parameters<typeof promise.then>) => bare(promise.then(...handlers)),
  }) as unknown as Promise<Value>;

it.each([
  ["resolved", () => Promise.resolve(7)],
  ["rejected", () => Promise.reject(new Error("no"))],
])("settles as a promise that is %s and has no finally, and lets go of the signal", async (_how, make) => {
  const { signal } = new AbortController();
  const listeners = new Set<unknown>();
  signal.addEventListener = (_type: string, listener: unknown) => void listeners.add(listener);
  signal.removeEventListener = (_type: string, listener: unknown) => void listeners.delete(listener);
  const work = make();
  const settled = untilAborted<unknown>(bare(work), signal);
  expect(listeners.size).toBe(1);
  expect(await Promise.allSettled([settled])).toEqual(await Promise.allSettled([work]));
  await Promise.resolve();
  expect(listeners.size).toBe(0);
});
