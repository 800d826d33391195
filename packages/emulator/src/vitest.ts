/**
 * Fixtures and assertions for Vitest.
 * @module amazon-connect-chat-emulator/vitest
 */
import { expect, test as base } from "vitest";
import type { VirtualClock } from "./clock.js";
import type { Emulator } from "./createEmulator.js";
import type { EmulatorOptions } from "./options.js";
import { emulatorMatchers } from "./testing/matchers.js";
import type { EmulatorMatchers } from "./testing/matchers.js";
import { startTestChat } from "./testing/testChat.js";
import type { TestChat } from "./testing/testChat.js";
import { closeTestEmulator, createTestEmulator, virtualClockOf } from "./testing/testEmulator.js";

export { emulatorMatchers } from "./testing/matchers.js";
export type {
  ExpectedEvent,
  ExpectedMessage,
  ExpectedParticipant,
  Expecting,
  ExpectingRequest,
  From,
  RequestedOperation,
  TextPattern,
} from "./testing/expectations.js";
export type { EmulatorMatchers } from "./testing/matchers.js";
export type { TestChat } from "./testing/testChat.js";

/** What each test gets, in a world of its own. */
export interface EmulatorFixtures {
  /**
   * Options of the emulator; `test.override("emulatorOptions", {...})` sets them for a file or a suite. Unless they say otherwise the
   * flow is silent and nothing is waited for.
   */
  readonly emulatorOptions: EmulatorOptions;
  /** Whether time stands still until the test moves `clock`. @defaultValue false */
  readonly virtualClock: boolean;
  /**
   * The emulator, in this process and without ports. After the test its chats end, so that sessions that are still connected hear of it
   * and seek nothing in the next test; then it is closed, with what it was installed on.
   */
  readonly emulator: Emulator;
  /** Of the emulator. @throws Error without `virtualClock` */
  readonly clock: VirtualClock;
  /** A chat of the customer Avery, who has not connected, with all content types. */
  readonly chat: TestChat;
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
