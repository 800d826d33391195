import { expect, it } from "vitest";
import { createFakePlatform } from "../../test/fakePlatform.js";
import { createLane } from "./lane.js";
import type { Pause } from "./pauseAfter.js";

/** A lane with one job that never succeeds. */
function setUp(isFirm: boolean) {
  const platform = createFakePlatform();
  const fail: () => void = () => undefined;
  const all = { platform, tries: 0, fail };
  const attempt = () => {
    all.tries += 1;
    return new Promise<Pause>((resolve) => (all.fail = () => resolve({ delayMs: 30_000, isFirm })));
  };
  const lane = createLane({ platform, next: () => "job", attempt });
  lane.look();
  return Object.assign(all, { lane });
}

it.each([
  ["spares the pause after it, once", false, 2],
  ["changes nothing of a pause that is firm", true, 1],
])("being woken during an attempt %s", async (_, isFirm, expected) => {
  const all = setUp(isFirm);
  all.lane.wake();
  expect(all.tries).toBe(1);
  all.fail();
  await all.platform.settle();
  expect(all.tries).toBe(expected);
  all.fail();
  await all.platform.advance(29_000);
  expect(all.tries).toBe(expected);
  await all.platform.advance(1_000);
  expect(all.tries).toBe(expected + 1);
  all.lane.stop();
  expect(all.platform.live).toMatchObject({ timers: 0, listeners: 0 });
});

it("being woken before an attempt spares no pause after it", async () => {
  const all = setUp(false);
  all.fail();
  await all.platform.settle();
  all.lane.wake();
  expect(all.tries).toBe(2);
  all.fail();
  await all.platform.advance(29_000);
  expect(all.tries).toBe(2);
  all.lane.stop();
});
