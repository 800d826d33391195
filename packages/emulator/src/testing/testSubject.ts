import type { Control } from "../control/control.js";

/** What an emulator tells those who test with it. */
export type WatchedControl = Pick<
  Control,
  "items" | "watchItems" | "requests" | "watchRequests" | "listContacts" | "watchContacts"
>;

/** What the assertions take: an emulator of either kind, or one chat in it. */
export interface TestSubject {
  readonly control: WatchedControl;
  /** Looks at this chat alone. */
  readonly contactId?: string;
}

/** @throws TypeError for anything else */
export function requireSubject(matcher: string, subject: unknown): TestSubject {
  const { control } = Object(subject) as Partial<TestSubject>;
  if (typeof control?.watchItems !== "function")
    throw new TypeError(
      `unable to look into an emulator; expect(...).${matcher}() takes an emulator, or the chat of a fixture`,
    );
  return subject as TestSubject;
}

/** Calls back on all that an emulator tells; returns what stops it. */
export function watchAll({ control }: TestSubject, look: () => void): () => void {
  const stops = [control.watchItems(look), control.watchRequests(look), control.watchContacts(look)];
  return () => stops.forEach((stop) => stop());
}
