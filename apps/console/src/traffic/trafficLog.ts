import type { TrafficEntry } from "amazon-connect-chat-emulator";

/** What of the traffic is shown. */
export interface TrafficFilter {
  readonly kind: TrafficEntry["kind"] | "all";
  /** Undefined: all chats. */
  readonly contactId: string | undefined;
  /** Has to be part of what an entry says; in small letters. */
  readonly text: string;
}

/** The latest traffic, oldest first, and no more than there is room for. */
export interface TrafficLog {
  add(entries: readonly TrafficEntry[]): void;
  clear(): void;
  /** The latest that pass, newest first. */
  latest(passes: (entry: TrafficEntry) => boolean, count: number): readonly TrafficEntry[];
}

export function createTrafficLog(room: number): TrafficLog {
  let log: TrafficEntry[] = [];
  return {
    add(entries) {
      log.push(...entries);
      // Not with each batch: what remains is copied.
      if (log.length > 2 * room) log = log.slice(-room);
    },
    clear() {
      log = [];
    },
    latest(passes, count) {
      const found: TrafficEntry[] = [];
      for (let index = log.length - 1; index >= 0 && found.length < count; index--) {
        const entry = log[index];
        if (entry && passes(entry)) found.push(entry);
      }
      return found;
    },
  };
}

/** Whether an entry is shown; `textOf` gives what can be searched for in it. */
export const createFilter =
  ({ kind, contactId, text }: TrafficFilter, textOf: (entry: TrafficEntry) => string) =>
  (entry: TrafficEntry): boolean =>
    (kind === "all" || entry.kind === kind) &&
    (contactId === undefined || entry.contactId === contactId) &&
    (text === "" || textOf(entry).toLowerCase().includes(text));
