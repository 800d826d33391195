import { expect, test } from "vitest";
import { createGroupCommit } from "./groupCommit.js";

/** A commit whose writes are settled by hand. */
function createStage() {
  const writes: { readonly changes: readonly string[]; settle(error?: Error): void }[] = [];
  const commit = createGroupCommit<string>({
    gather: () => Promise.resolve(),
    write: (changes) =>
      new Promise((resolve, reject) => {
        writes.push({ changes, settle: (error) => (error ? reject(error) : resolve()) });
      }),
  });
  const written = () => writes.map(({ changes }) => changes);
  const nextWrite = async (count: number) => {
    await expect.poll(() => writes.length).toBe(count);
    return writes[count - 1]!;
  };
  return { ...commit, written, nextWrite };
}

test("what is noted together is written at once, and flushed when it is written", async () => {
  const { note, flushed, nextWrite, written } = createStage();
  note("a");
  note("b");
  let isFlushed = false;
  const done = flushed().then(() => (isFlushed = true));
  const write = await nextWrite(1);
  expect([written(), isFlushed]).toEqual([[["a", "b"]], false]);
  write.settle();
  await done;
});

test("what is noted during a write is written by the next one", async () => {
  const { note, flushed, nextWrite, written } = createStage();
  note("a");
  const first = await nextWrite(1);
  note("b");
  note("c");
  const done = flushed();
  first.settle();
  (await nextWrite(2)).settle();
  await done;
  expect(written()).toEqual([["a"], ["b", "c"]]);
});

test("who asks during a write that has all of theirs waits for that one", async () => {
  const { note, flushed, nextWrite, written } = createStage();
  note("a");
  const write = await nextWrite(1);
  const done = flushed();
  write.settle();
  await done;
  await flushed();
  expect(written()).toEqual([["a"]]);
});

test("what could not be written is told, and is in the next write before what came later", async () => {
  const { note, flushed, nextWrite, written } = createStage();
  note("a");
  const first = flushed();
  (await nextWrite(1)).settle(new Error("full"));
  await expect(first).rejects.toThrow("full");
  note("b");
  const second = flushed();
  (await nextWrite(2)).settle();
  await second;
  expect(written()).toEqual([["a"], ["a", "b"]]);
});

test("asking again tries again", async () => {
  const { note, flushed, nextWrite, written } = createStage();
  note("a");
  const first = flushed();
  (await nextWrite(1)).settle(new Error("full"));
  await expect(first).rejects.toThrow("full");
  const second = flushed();
  (await nextWrite(2)).settle();
  await second;
  expect(written()).toEqual([["a"], ["a"]]);
});

test("settles at once when there is nothing to write", async () => {
  const { flushed, written } = createStage();
  await flushed();
  expect(written()).toEqual([]);
});
