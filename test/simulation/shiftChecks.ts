import type { ChatItem } from "@amazon-connect-chat/protocol";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Desk } from "./desk.js";
import type { Seat } from "./journal.js";
import type { Violation } from "./violation.js";

/** A contact of an agent's shift. */
export interface ShiftContact {
  readonly seat: Seat;
  /** What is said from then on need not be heard: the chat was over for the agent, or he had no network when it was. */
  excusedSinceMs: number;
  /** Whether it ended and nobody cleaned up: then the chat alone can tell. */
  isToldOfEnd: boolean;
}

/** What was said so shortly before may not have arrived. */
const ON_ITS_WAY_MS = 5_000;

/** Every message was heard, or read at the beginning; none came twice to a session; none of these broke; the end was told. */
export function checkContact(
  { seat: { contactId: who }, excusedSinceMs, isToldOfEnd }: ShiftContact,
  { notes }: Pick<Desk, "notes">,
  transcript: readonly ChatItem[],
): readonly Violation[] {
  const own = notes.filter(({ contactId }) => contactId === who);
  const known = new Set(own.flatMap(({ heard, read }) => [...heard, ...read]));
  const { told = [], beganAtMs = 0 } = own.at(-1) ?? {};
  const wasThere = told.includes("CONNECTION_ESTABLISHED");
  // A session may wait for its token when the chat is over.
  const untilMs = Math.min(excusedSinceMs, wasThere ? Infinity : beganAtMs) - ON_ITS_WAY_MS;
  const lost = transcript.filter(
    ({ Id = "", Type, AbsoluteTime = "" }) =>
      Type === "MESSAGE" && !known.has(Id) && Date.parse(AbsoluteTime) < untilMs,
  );
  const violations: Violation[] = lost.map(({ Id, AbsoluteTime }) => ({
    invariant: "nothing is lost",
    who,
    detail: `${String(Id)} of ${String(AbsoluteTime)}`,
  }));
  for (const note of own) {
    if (new Set(note.heard).size < note.heard.length)
      violations.push({ invariant: "an item comes once", who, detail: `${note.heard.length} messages` });
    if (note.told.includes("CONNECTION_BROKEN"))
      violations.push({ invariant: "no session dies", who, detail: note.told.join() });
  }
  if (isToldOfEnd && wasThere && !told.includes("CHAT_ENDED"))
    violations.push({ invariant: "the end is told", who, detail: told.join() });
  return violations;
}

/** Asks for a collection of garbage, and gives weak references the turns that they take to notice. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  for (let round = 0; round < 5; round++) {
    await new Promise((resolve) => void setImmediate(resolve));
    collect();
  }
}

/** Nothing is left of the shift's sessions: no timer, task, listener, request or socket, and not the sessions themselves. */
export async function checkDesk({ tab, link, sessions }: Desk): Promise<readonly Violation[]> {
  await collectGarbage();
  const left = {
    ...tab.leftovers,
    requests: link.openRequests,
    sockets: link.openSockets,
    sessions: sessions.filter((session) => session.deref()).length,
  };
  if (Object.values(left).every((count) => count === 0)) return [];
  return [{ invariant: "nothing survives the shift", who: tab.name, detail: JSON.stringify(left) }];
}
