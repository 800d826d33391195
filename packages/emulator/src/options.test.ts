import { expect, test } from "vitest";
import { resolveOptions } from "./options.js";
import type { EmulatorOptions } from "./options.js";

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
  [{ tokenLifetimeMs: Infinity }, "tokenLifetimeMs"],
  [{ socketLifetimeMs: Number.MAX_SAFE_INTEGER }, "socketLifetimeMs"],
  [{ attachments: { uploadUrlLifetimeMs: Infinity } }, "uploadUrlLifetimeMs"],
  [{ attachments: { downloadUrlLifetimeMs: 1e300 } }, "downloadUrlLifetimeMs"],
  [{ seed: 1.5 }, "seed"],
])("refuses %j and names the option", (options, name) => {
  expect(() => resolveOptions(options)).toThrow(new RegExp(`^unable to start the emulator; ${name} `));
});

test("a time that is no date may be without end, and a lifetime as long as there are dates", () => {
  const options = { socketIdleMs: Infinity, tokenLifetimeMs: 1e14, socketLifetimeMs: 1e14 };
  expect(resolveOptions(options)).toMatchObject(options);
});

test.each([
  [{ flwos: {} }, "flwos: is not known here"],
  [{ limits: { textSize: 1_024 } }, "limits.textSize: is not known here"],
  [{ flow: { promptDelay: 0 } }, "flow.promptDelay: is not known here"],
  [{ flow: { timers: { customer: { idleMs: 120_000 } } } }, "flow.timers.customer: is not known here"],
  [
    { attachments: { verdict: "rejected" } },
    'attachments.verdict: expected one of "approve"|"reject"|"hold"',
  ],
])("refuses %j, which no type checker has seen", (options, problem) => {
  expect(() => resolveOptions(options as EmulatorOptions)).toThrow(
    `unable to start the emulator; ${problem}`,
  );
});

test("takes what is of the server or of a configuration file only", () => {
  const options = { host: "127.0.0.1", port: 0, ccpPort: 0, data: "chats", pages: "dist" };
  expect(() => resolveOptions(options as EmulatorOptions)).not.toThrow();
});
