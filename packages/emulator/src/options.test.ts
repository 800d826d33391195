import { expect, test } from "vitest";
import { resolveOptions } from "./options.js";

test("undefined counts as not given", () => {
  const settings = resolveOptions({ endDelayMs: undefined, flow: { promptDelayMs: undefined }, limits: {} });
  expect(settings.endDelayMs).toBe(150);
  expect(settings.flow.promptDelayMs).toBe(700);
  expect(settings.limits.textSizeBytes).toBe(16_384);
});

test("a single limit leaves the others as they are", () => {
  const { limits } = resolveOptions({ limits: { textSizeBytes: 1_024 } });
  expect([limits.textSizeBytes, limits.jsonSizeBytes]).toEqual([1_024, 16_384]);
});

test.each([
  [{ endDelayMs: -1 }, "endDelayMs"],
  [{ tokenLifetimeMs: NaN }, "tokenLifetimeMs"],
  [{ flow: { promptDelayMs: -1 } }, "promptDelayMs"],
  [{ attachments: { scanDelayMs: -1 } }, "scanDelayMs"],
  [{ authentication: { timeoutMs: -1 } }, "timeoutMs"],
  [{ flow: { paceMs: NaN } }, "paceMs"],
  [{ limits: { socketsPerOwner: -1 } }, "socketsPerOwner"],
  [{ seed: 1.5 }, "seed"],
])("refuses %j and names the option", (options, name) => {
  expect(() => resolveOptions(options)).toThrow(new RegExp(`^unable to start the emulator; ${name} `));
});
