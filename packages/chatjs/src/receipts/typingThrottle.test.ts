import { expect, it, vi } from "vitest";
import { createFakePlatform } from "../../test/fakePlatform.js";
import { createTypingThrottle } from "./typingThrottle.js";

const setUp = () => {
  const platform = createFakePlatform({ startMs: 100_000 });
  return { platform, throttle: createTypingThrottle<string>(platform) };
};

it("sends once in ten seconds, the first time at once, and shares the outcome", async () => {
  const { platform, throttle } = setUp();
  const send = vi.fn(() => Promise.resolve(`sent at ${platform.nowMs()}`));
  const outcomes = [throttle(send)];
  await platform.advance(9_999);
  outcomes.push(throttle(send));
  await platform.advance(1);
  outcomes.push(throttle(send));
  expect(await Promise.all(outcomes)).toEqual(["sent at 100000", "sent at 100000", "sent at 110000"]);
  expect(send).toHaveBeenCalledTimes(2);
});

it("sends again after a failure, and when the clock was set back", async () => {
  const { platform, throttle } = setUp();
  await expect(throttle(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await throttle(() => Promise.resolve("second"))).toBe("second");
  platform.suspend(-50_000);
  expect(await throttle(() => Promise.resolve("third"))).toBe("third");
});

it("does not open the window again for a call of the one before that fails late", async () => {
  const { platform, throttle } = setUp();
  let fail = (_error: Error): void => undefined;
  const late = throttle(() => new Promise((_resolve, reject) => (fail = reject)));
  await platform.advance(10_000);
  const second = throttle(() => Promise.resolve("second"));
  fail(new Error("too late"));
  await expect(late).rejects.toThrow("too late");
  expect(throttle(() => Promise.resolve("third"))).toBe(second);
});
