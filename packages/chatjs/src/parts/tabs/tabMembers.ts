import type { TabLocks } from "./tabsPlatform.js";

/** The other tabs of the chat. Each holds a lock of its own while it is there: when that can be had, it has gone. */
export interface TabMembers {
  readonly size: number;
  /** One of them was heard. */
  add(id: string): void;
  clear(): void;
}

export function createTabMembers(
  locks: TabLocks,
  lockOf: (id: string) => string,
  changed: () => void,
): TabMembers {
  const members = new Map<string, AbortController>();
  return {
    get size() {
      return members.size;
    },
    add(id) {
      if (members.has(id)) return;
      const controller = new AbortController();
      members.set(id, controller);
      const remove = () => {
        if (members.get(id) === controller && members.delete(id)) changed();
        return undefined;
      };
      locks.request(lockOf(id), { mode: "shared", signal: controller.signal }, remove).catch(remove);
      changed();
    },
    clear() {
      const waiting = [...members.values()];
      members.clear();
      for (const controller of waiting) controller.abort();
    },
  };
}
