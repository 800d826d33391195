import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAsyncQueue } from "./asyncQueue.js";
import type { AsyncQueue } from "./asyncQueue.js";

interface Numbered {
  readonly number: number;
}

function createQueue(maxWaiting = 1_000) {
  let released = 0;
  const queue: AsyncQueue<Numbered> = createAsyncQueue({
    maxWaiting,
    fullError: () => new Error("full"),
    release: () => (released += 1),
  });
  return { ...queue, released: () => released };
}
const collect = async ({ values }: Pick<AsyncQueue<Numbered>, "values">) => {
  const numbers: number[] = [];
  for await (const { number } of values) numbers.push(number);
  return numbers;
};

describe("a queue", () => {
  it("gives out what came before it was asked, and after, in order", async () => {
    const queue = createQueue();
    queue.push({ number: 1 });
    queue.push({ number: 2 });
    const collecting = collect(queue);
    await Promise.resolve();
    queue.push({ number: 3 });
    queue.end();
    queue.push({ number: 4 });
    expect(await collecting).toEqual([1, 2, 3]);
    expect(queue.released()).toBe(1);
  });

  it("serves those who ask at once in the order of their asking", async () => {
    const { values, push, end } = createQueue();
    const asked = [values.next(), values.next(), values.next()];
    push({ number: 1 });
    push({ number: 2 });
    end();
    expect((await Promise.all(asked)).map(({ value }) => (value as Numbered | undefined)?.number)).toEqual([
      1,
      2,
      undefined,
    ]);
  });

  it("throws its error after what waits, once", async () => {
    const queue = createQueue();
    queue.push({ number: 1 });
    queue.end({ error: new Error("broken") });
    queue.end({ error: new Error("late") });
    expect(await queue.values.next()).toEqual({ value: { number: 1 }, done: false });
    await expect(queue.values.next()).rejects.toThrow("broken");
    expect(await queue.values.next()).toEqual({ value: undefined, done: true });
  });

  it("throws when it is full, after all that it could hold, and takes no more", async () => {
    const queue = createQueue(2);
    for (const number of [1, 2, 3, 4]) queue.push({ number });
    expect(queue.released()).toBe(1);
    const numbers: number[] = [];
    const looping = (async () => {
      for await (const { number } of queue.values) numbers.push(number);
    })();
    await expect(looping).rejects.toThrow("full");
    expect(numbers).toEqual([1, 2]);
  });

  it("drops what waits when nobody wants it, with an error or without", async () => {
    const queue = createQueue();
    queue.push({ number: 1 });
    queue.drop({ error: new Error("aborted") });
    await expect(queue.values.next()).rejects.toThrow("aborted");

    const left = createQueue();
    left.push({ number: 1 });
    left.push({ number: 2 });
    for await (const { number } of left.values) if (number) break;
    expect(left.released()).toBe(1);
    expect(await left.values.next()).toEqual({ value: undefined, done: true });
  });

  it("ends for whoever waits when it is left", async () => {
    const { values } = createQueue();
    const asked = values.next();
    await values.return?.();
    expect(await asked).toEqual({ value: undefined, done: true });
  });

  it("gives each value once and in order, however pushes and takers mix", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("push", "take", "pause"), { maxLength: 60 }),
        async (steps) => {
          const queue = createQueue();
          const taken: Promise<IteratorResult<Numbered>>[] = [];
          let pushed = 0;
          for (const step of steps) {
            if (step === "push") queue.push({ number: pushed++ });
            else if (step === "take") taken.push(queue.values.next());
            else await Promise.resolve();
          }
          queue.end();
          const rest = await collect(queue);
          const numbers = (await Promise.all(taken)).flatMap(({ value, done }) =>
            done ? [] : [value.number],
          );
          expect([...numbers, ...rest]).toEqual(Array.from({ length: pushed }, (_, index) => index));
        },
      ),
    );
  });
});
