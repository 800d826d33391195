import type { Clock } from "../clock.js";
import type { Ids } from "../ids.js";
import { createTimerScope } from "../timerScope.js";
import type { TimerScope } from "../timerScope.js";
import type { Contact } from "./contact.js";
import type { Sender } from "./item.js";
import { createPageTokens } from "./pageTokens.js";
import type { PageTokens } from "./pageTokens.js";
import { createTranscript } from "./transcript.js";
import type { Transcript } from "./transcript.js";

/** All that belongs to one contact. `contact` is the one thing in it that is replaced. */
export interface Room {
  contact: Contact;
  readonly transcript: Transcript;
  readonly pageTokens: PageTokens;
  /** Who speaks for the flow. */
  readonly system: Sender;
  readonly timers: TimerScope;
  readonly flowTimers: TimerScope;
  readonly clientToken: string | undefined;
}

/** The room of a new contact. */
export function createRoom(
  contact: Contact,
  given: { readonly clock: Clock; readonly ids: Ids; readonly clientToken: string | undefined },
): Room {
  return {
    contact,
    transcript: createTranscript(),
    pageTokens: createPageTokens(() => given.ids.token("nt.")),
    system: { participantId: given.ids.uuid(), role: "SYSTEM", displayName: "SYSTEM_MESSAGE" },
    timers: createTimerScope(given.clock),
    flowTimers: createTimerScope(given.clock),
    clientToken: given.clientToken,
  };
}
