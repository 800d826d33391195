/**
 * Fixtures and assertions for Vitest.
 * @module amazon-connect-chat-emulator/vitest
 */
import { expect, test as base } from "vitest";
import type { EmulatorOptions } from "./options.js";
import { emulatorMatchers } from "./testing/matchers.js";
import type { EmulatorMatchers } from "./testing/matchers.js";
import { startTestChat } from "./testing/testChat.js";
import { closeTestEmulator, createTestEmulator, virtualClockOf } from "./testing/testEmulator.js";
import type { EmulatorOfTest } from "./testing/testEmulator.js";

export { emulatorMatchers } from "./testing/matchers.js";
export type * from "./testing/expectations.js";
export type { EmulatorMatchers } from "./testing/matchers.js";
export type { TestChat } from "./testing/testChat.js";
export type { EmulatorOfTest } from "./testing/testEmulator.js";

/** What each test gets, in a world of its own. */
export interface EmulatorFixtures extends EmulatorOfTest {
  /**
   * Options of the emulator; `test.override("emulatorOptions", {...})` sets them for a file or a suite. Unless they say otherwise the
   * flow is silent and nothing is waited for.
   */
  readonly emulatorOptions: EmulatorOptions;
  /** Whether time stands still until the test moves `clock`. @defaultValue false */
  readonly virtualClock: boolean;
}

/** `test` of Vitest with an emulator for each test. */
export const test = base.extend<EmulatorFixtures>({
  emulatorOptions: {},
  virtualClock: false,
  emulator: async ({ emulatorOptions, virtualClock }, use) => {
    const emulator = createTestEmulator(emulatorOptions, virtualClock);
    await use(emulator);
    await closeTestEmulator(emulator);
  },
  clock: async ({ emulator }, use) => {
    await use(virtualClockOf(emulator, 'test.override("virtualClock", true)'));
  },
  chat: async ({ emulator: { control } }, use) => {
    await use(startTestChat(control));
  },
});

expect.extend(emulatorMatchers);

declare module "vitest" {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-explicit-any
  interface Matchers<T = any> extends EmulatorMatchers {}
}
