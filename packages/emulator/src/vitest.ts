/**
 * Fixtures and assertions for Vitest.
 * @module amazon-connect-chat-emulator/vitest
 */
import { expect, test as base } from "vitest";
import { createVirtualClock, isVirtual } from "./clock.js";
import type { VirtualClock } from "./clock.js";
import type { Control } from "./control/control.js";
import { createEmulator } from "./createEmulator.js";
import type { Emulator } from "./createEmulator.js";
import type { EmulatorOptions } from "./options.js";
import { endChats } from "./testing/endChats.js";
import { emulatorMatchers } from "./testing/matchers.js";
import type { EmulatorMatchers } from "./testing/matchers.js";
import { quickOptions } from "./testing/quickOptions.js";
import type { StartedChat } from "./world/world.js";

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

/** A customer's chat, for `chatDetails` of a client, and the other side of the desk. */
export interface TestChat extends StartedChat {
  readonly control: Control;
}

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

const supportedContentTypes = [
  "text/plain",
  "text/markdown",
  "application/json",
  "application/vnd.amazonaws.connect.message.interactive",
  "application/vnd.amazonaws.connect.message.interactive.response",
];

/** `test` of Vitest with an emulator for each test. */
export const test = base.extend<EmulatorFixtures>({
  emulatorOptions: {},
  virtualClock: false,
  emulator: async ({ emulatorOptions, virtualClock }, use) => {
    const emulator = createEmulator(
      quickOptions({ ...(virtualClock && { clock: createVirtualClock() }), ...emulatorOptions }),
    );
    await use(emulator);
    try {
      await endChats(emulator);
    } finally {
      emulator.close();
    }
  },
  clock: async ({ emulator }, use) => {
    const { clock } = emulator.settings;
    if (!isVirtual(clock))
      throw new Error(
        'unable to give a clock; time is the machine\'s. Ask for another with test.override("virtualClock", true)',
      );
    await use(clock);
  },
  chat: async ({ emulator: { control } }, use) => {
    await use({ ...control.startChat({ displayName: "Avery", supportedContentTypes }), control });
  },
});

expect.extend(emulatorMatchers);

declare module "vitest" {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-explicit-any
  interface Matchers<T = any> extends EmulatorMatchers {}
}
