import { expect, it } from "vitest";
import { fuzzEmulator } from "./fuzzEmulator.js";

it("takes any request and any frame, keeps chats apart, and works on", async () => {
  const report = await fuzzEmulator({ requests: 3_000, seed: 1, casesAtOnce: 50 });
  expect(report.failure).toBeUndefined();
  expect(report.requests).toBeGreaterThanOrEqual(3_000);
  expect(report.accepted).toBeGreaterThan(report.requests / 10);
});
