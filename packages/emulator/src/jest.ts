/**
 * An emulator for each test, and assertions, for Jest.
 * @module amazon-connect-chat-emulator/jest
 */
import type { Emulator } from "./createEmulator.js";
import type { EmulatorOptions } from "./options.js";
import { emulatorMatchers } from "./testing/matchers.js";
import type { EmulatorMatchers } from "./testing/matchers.js";
import { startTestChat } from "./testing/testChat.js";
import type { TestChat } from "./testing/testChat.js";
import { closeTestEmulator, createTestEmulator, virtualClockOf } from "./testing/testEmulator.js";
import type { EmulatorOfTest } from "./testing/testEmulator.js";

export { emulatorMatchers } from "./testing/matchers.js";
export type * from "./testing/expectations.js";
export type { EmulatorMatchers } from "./testing/matchers.js";
export type { TestChat } from "./testing/testChat.js";
export type { EmulatorOfTest } from "./testing/testEmulator.js";

/** What Jest gives its tests, as far as it is used here. */
interface JestGlobals {
  readonly expect?: { extend(matchers: object): void };
  readonly beforeEach?: (hook: () => void) => void;
  readonly afterEach?: (hook: () => Promise<void>) => void;
}

/** What {@link useEmulator} takes. */
export interface UseEmulatorOptions {
  /** Options of the emulator. Unless they say otherwise the flow is silent and nothing is waited for. */
  readonly emulatorOptions?: EmulatorOptions;
  /** Whether time stands still until the test moves `clock`. @defaultValue false */
  readonly virtualClock?: boolean;
}

const { expect, beforeEach, afterEach } = globalThis as JestGlobals;
if (!expect || !beforeEach || !afterEach)
  throw new Error(
    "unable to add to Jest; its globals are not here. Import this in a test, or name it in setupFilesAfterEnv, and leave injectGlobals on",
  );
const hooks = { beforeEach, afterEach };

expect.extend(emulatorMatchers);

/**
 * Gives each test of the file, or of the `describe` that it is called in, an emulator. It is there in the test, in hooks before each one that
 * come after this, and in hooks after each one that come before it: Jest runs them in the order in which they are written.
 * @example
 * ```ts
 * import { useEmulator } from "amazon-connect-chat-emulator/jest";
 *
 * const here = useEmulator();
 *
 * test("a message arrives", async () => {
 *   here.emulator.install();
 *   // ... create a session with chatDetails: here.chat, connect it, and send "Hello"
 *   await expect(here.chat).toHaveReceivedMessage("Hello");
 * });
 * ```
 */
export function useEmulator({
  emulatorOptions = {},
  virtualClock = false,
}: UseEmulatorOptions = {}): EmulatorOfTest {
  let running: { readonly emulator: Emulator; chat?: TestChat } | undefined;
  const ofTest = () => {
    if (running) return running;
    throw new Error(
      "unable to give an emulator; there is one in tests alone, and in hooks of each test. Keep what useEmulator returns, and take it apart there",
    );
  };
  hooks.beforeEach(() => {
    running = { emulator: createTestEmulator(emulatorOptions, virtualClock) };
  });
  hooks.afterEach(async () => {
    const ended = running;
    running = undefined;
    // There is none where it could not be created, and Jest has said why.
    if (ended) await closeTestEmulator(ended.emulator);
  });
  return {
    get emulator() {
      return ofTest().emulator;
    },
    get clock() {
      return virtualClockOf(ofTest().emulator, "useEmulator({ virtualClock: true })");
    },
    get chat() {
      const test = ofTest();
      return (test.chat ??= startTestChat(test.emulator.control));
    },
  };
}

declare global {
  // oxlint-disable-next-line typescript/no-namespace -- where the types of Jest's `expect` are
  namespace jest {
    // oxlint-disable-next-line typescript/no-empty-object-type
    interface Matchers<R, T = {}> extends EmulatorMatchers {}
  }
}
