import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { runSeed, scheduleOf } from "./simulation.js";

const SEEDS = 300;
const BATCH = 50;

describe.each(Array.from({ length: SEEDS / BATCH }, (_, index) => 1 + index * BATCH))(
  "seeds from %d",
  (first) => {
    it("keep every promise", async () => {
      const broken: object[] = [];
      for (let seed = first; seed < first + BATCH; seed++) {
        const { violations } = await runSeed(seed);
        broken.push(...violations.map((violation) => ({ seed, ...violation })));
      }
      expect(broken).toEqual([]);
    });
  },
);

async function traceOf(seed: number): Promise<{ readonly hash: string; readonly lines: number }> {
  const hash = createHash("sha256");
  let lines = 0;
  await runSeed(seed, (...line) => {
    lines += 1;
    hash.update(JSON.stringify(line));
  });
  return { hash: hash.digest("hex"), lines };
}

it.each([3, 17, 42])("the seed %d gives the same trace each time", async (seed) => {
  const first = await traceOf(seed);
  expect(await traceOf(seed)).toEqual(first);
  expect(first.lines).toBeGreaterThan(100);
});

it("another seed gives another trace and another schedule", async () => {
  expect((await traceOf(3)).hash).not.toBe((await traceOf(4)).hash);
  expect(scheduleOf(3)).not.toEqual(scheduleOf(4));
});

it("the trace holds no token and no text of a message that came", async () => {
  let text = "";
  await runSeed(3, (_atMs, actor, what) => (text += `${actor} ${what}\n`));
  expect(text).toContain("INCOMING_MESSAGE");
  expect(text).not.toMatch(/\b(pt|ct|ws)\.[\w-]{20}|Welcome/);
});
