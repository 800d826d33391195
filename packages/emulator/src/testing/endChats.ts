import { isVirtual } from "../clock.js";
import type { Emulator } from "../createEmulator.js";
import { isEnded } from "./findings.js";

// Taken before a test fakes its timers.
const { setTimeout: nextTask } = globalThis;

/** So many tasks are enough for a client to hear of an end, and to close its socket. */
const tasks = 10;

/**
 * Ends the chats of a test, and lets its clients hear of it: one that lost its connection instead would seek it again, in the emulator
 * of the next test.
 */
export async function endChats({ control, settings: { clock } }: Emulator): Promise<void> {
  control.clearFaults();
  for (const contact of control.listContacts()) if (!isEnded(contact)) control.end(contact.contactId);
  for (let left = tasks; left > 0 && control.listSockets().length > 0; left--) {
    if (isVirtual(clock)) clock.advance(0);
    await new Promise<void>((resolve) => nextTask(resolve, 0));
  }
}
