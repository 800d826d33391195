import { expect, it } from "vitest";
import { fuzz } from "./fuzz.js";

it("takes any frame and any answer, and works on", async () => {
  const report = await fuzz({ runs: 3_000, seed: 1 });
  expect(report.failure).toBeUndefined();
  expect(report).toMatchObject({ runs: 3_000 });
});
