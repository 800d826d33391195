import { describe, expect, it } from "vitest";
import { createFakePlatform } from "./fakePlatform.js";

const silent = { opened: () => undefined, closed: () => undefined, received: () => undefined };

describe("the fake platform", () => {
  it("runs timers when they are due, in order, each followed by its tasks and reactions", async () => {
    const platform = createFakePlatform({ startMs: 0 });
    const trace: string[] = [];
    const note = (name: string) => trace.push(`${name}@${platform.nowMs()}`);
    platform.setTimer(() => note("late"), 20);
    platform.setTimer(() => {
      note("first");
      platform.queueTask(() => note("task"));
      void Promise.resolve().then(() => note("reaction"));
      platform.setTimer(() => note("nested"), 5);
    }, 10);
    platform.setTimer(() => note("second"), 10);
    const cancel = platform.setTimer(() => note("cancelled"), 15);
    cancel();
    await platform.advance(20);
    expect(trace).toEqual(["first@10", "reaction@10", "task@10", "second@10", "nested@15", "late@20"]);
    expect(platform.live.timers).toBe(0);
  });

  it("runs timers late after the device was suspended", async () => {
    const platform = createFakePlatform({ startMs: 0 });
    const firedAtMs: number[] = [];
    platform.setTimer(() => firedAtMs.push(platform.nowMs()), 10);
    platform.suspend(1_000);
    expect(firedAtMs).toEqual([]);
    await platform.advance(0);
    expect(firedAtMs).toEqual([1_000]);
  });

  it("repeats a run for the same seed", () => {
    const draw = (seed: number) => {
      const { random, uuid } = createFakePlatform({ seed });
      return [random(), uuid(), random()];
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it("answers a client's close in a later task, once", async () => {
    const platform = createFakePlatform();
    const closings: number[] = [];
    const client = platform.openSocket("wss://x/", { ...silent, closed: ({ code }) => closings.push(code) });
    platform.socket().open();
    client.send("a");
    client.close(1000, "bye");
    expect(closings).toEqual([]);
    await platform.settle();
    platform.socket().close();
    expect(closings).toEqual([1000]);
    expect(platform.socket()).toMatchObject({ sent: ["a"], closeRequest: { code: 1000, reason: "bye" } });
    expect(platform.live.sockets).toBe(0);
  });

  it("tells of connectivity and visibility until stopped", () => {
    const platform = createFakePlatform();
    const seen: boolean[] = [];
    const stops = [
      platform.onOnlineChange((online) => seen.push(online)),
      platform.onVisibilityChange((visible) => seen.push(visible)),
    ];
    platform.setOnline(false);
    platform.setOnline(false);
    platform.setVisible(true);
    for (const stop of stops) stop();
    platform.setOnline(true);
    expect(seen).toEqual([false, true]);
    expect(platform.live.listeners).toBe(0);
  });
});
