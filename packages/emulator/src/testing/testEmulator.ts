import { createVirtualClock, isVirtual } from "../clock.js";
import type { VirtualClock } from "../clock.js";
import { createEmulator } from "../createEmulator.js";
import type { Emulator } from "../createEmulator.js";
import type { EmulatorOptions } from "../options.js";
import { quickOptions } from "./quickOptions.js";
import type { TestChat } from "./testChat.js";

/** What a test has in a world of its own. */
export interface EmulatorOfTest {
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

/** An emulator for a test, in this process; it waits for nothing unless its options say so. */
export const createTestEmulator = (options: EmulatorOptions, virtualClock: boolean): Emulator =>
  createEmulator(quickOptions({ ...(virtualClock && { clock: createVirtualClock() }), ...options }));

/** Ends the chats of a test, and closes its emulator. */
export async function closeTestEmulator(emulator: Emulator): Promise<void> {
  try {
    await emulator.endChats();
  } finally {
    emulator.close();
  }
}

/** @param ask - how this test runner is asked for a clock of the test's own */
export function virtualClockOf({ settings: { clock } }: Emulator, ask: string): VirtualClock {
  if (isVirtual(clock)) return clock;
  throw new Error(`unable to give a clock; time is the machine's. Ask for another with ${ask}`);
}
