import { describe, expect, it } from "vitest";
import { createFakePlatform } from "../../test/fakePlatform.js";
import { createNetworkWatch } from "./networkWatch.js";
import type { IsNetworkOnline } from "./networkWatch.js";

function setUp(initial?: IsNetworkOnline) {
  const platform = createFakePlatform();
  const all = { platform, probe: initial, cameBack: 0 };
  const watch = createNetworkWatch(
    platform,
    () => all.probe,
    () => void (all.cameBack += 1),
  );
  return Object.assign(all, { watch });
}

describe("without a probe", () => {
  it("tells of the network and the page that come back, not of those that go", () => {
    const all = setUp();
    const { platform } = all;
    platform.setOnline(false);
    platform.setVisible(false);
    expect(all.cameBack).toBe(0);
    platform.setOnline(true);
    expect(all.cameBack).toBe(1);
    platform.setVisible(true);
    expect(all.cameBack).toBe(2);
  });

  it("sets no timer while somebody waits, and hears nothing once stopped", () => {
    const all = setUp();
    all.watch.waiting(true);
    expect(all.platform.live.timers).toBe(0);
    all.watch.stop();
    all.platform.setOnline(false);
    all.platform.setOnline(true);
    all.platform.setVisible(true);
    expect(all.cameBack).toBe(0);
  });
});

describe("with a probe of the page's", () => {
  it("asks once a second, and only while somebody waits", async () => {
    let asked = 0;
    const { watch, platform } = setUp(() => {
      asked += 1;
      return true;
    });
    await platform.advance(5_000);
    expect(asked).toBe(0);
    watch.waiting(true);
    watch.waiting(true);
    await platform.advance(3_500);
    expect(asked).toBe(3);
    watch.waiting(false);
    await platform.advance(5_000);
    expect(asked).toBe(3);
    expect(platform.live.timers).toBe(0);
  });

  it("tells of the network when it comes back, once, and never while it was there all the time", async () => {
    let online = true;
    const all = setUp(() => Promise.resolve(online));
    all.watch.waiting(true);
    await all.platform.advance(5_000);
    expect(all.cameBack).toBe(0);
    online = false;
    await all.platform.advance(5_000);
    expect(all.cameBack).toBe(0);
    online = true;
    await all.platform.advance(5_000);
    expect(all.cameBack).toBe(1);
    all.watch.stop();
  });

  it("goes by it, and not by the platform's word", () => {
    const all = setUp(() => false);
    all.platform.setOnline(false);
    all.platform.setOnline(true);
    expect(all.cameBack).toBe(0);
  });

  it("takes one that fails for a network that is there", async () => {
    let fails = true;
    const all = setUp(() => {
      if (fails) throw new Error("no answer");
      return false;
    });
    all.watch.waiting(true);
    await all.platform.advance(1_000);
    fails = false;
    await all.platform.advance(1_000);
    fails = true;
    await all.platform.advance(1_000);
    expect(all.cameBack).toBe(1);
    all.watch.stop();
  });

  it("drops an answer that comes when nobody waits any more", async () => {
    const answers: ((online: boolean) => void)[] = [];
    const all = setUp(() => new Promise((resolve) => answers.push(resolve)));
    all.watch.waiting(true);
    await all.platform.advance(1_000);
    answers[0]?.(false);
    await all.platform.advance(1_000);
    all.watch.waiting(false);
    answers[1]?.(true);
    await all.platform.settle();
    expect(answers).toHaveLength(2);
    expect(all.cameBack).toBe(0);
    expect(all.platform.live.timers).toBe(0);
  });
});
