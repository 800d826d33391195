import type { View } from "@amazon-connect-chat/protocol";
import type { AttachmentRecord } from "../attachments/attachmentRecord.js";
import type { AuthenticationSession } from "../authentication/authenticationSession.js";
import type { Clock } from "../clock.js";
import type { Ids } from "../ids.js";
import { createTimerScope } from "../timerScope.js";
import type { TimerScope } from "../timerScope.js";
import type { RunningTimers } from "./chatTimers.js";
import type { Contact } from "./contact.js";
import type { Item, Sender } from "./item.js";
import { createPageTokens } from "./pageTokens.js";
import type { PageTokens } from "./pageTokens.js";
import { createTranscript } from "./transcript.js";
import type { Transcript } from "./transcript.js";

/** All that belongs to one contact. `contact` and `past` are what is replaced in it. */
export interface Room {
  contact: Contact;
  readonly transcript: Transcript;
  /** Of a persistent chat: what was said before it, oldest first. */
  past: readonly Item[];
  /** Whether the past can be read by now. */
  isPastReadable: boolean;
  readonly pageTokens: PageTokens;
  /** Who speaks for the flow. */
  readonly system: Sender;
  /** Who speaks for the bot of the flow. */
  readonly bot: () => Sender;
  readonly attachments: Map<string, AttachmentRecord>;
  /** The views that were shown, by token. */
  readonly views: Map<string, View>;
  readonly authentications: Map<string, AuthenticationSession>;
  readonly timers: TimerScope;
  readonly runningTimers: RunningTimers;
  readonly clientToken: string | undefined;
}

/** The room of a new contact. */
export function createRoom(
  contact: Contact,
  given: {
    readonly clock: Clock;
    readonly ids: Ids;
    readonly clientToken: string | undefined;
    readonly runTimers: (timers: TimerScope) => RunningTimers;
  },
): Room {
  // Made when it is needed, so that chats without a bot keep the ids that follow from a seed.
  let bot: Sender | undefined;
  const timers = createTimerScope(given.clock);
  return {
    contact,
    transcript: createTranscript(),
    past: [],
    isPastReadable: false,
    pageTokens: createPageTokens(() => given.ids.token("nt.")),
    bot: () => (bot ??= { participantId: given.ids.uuid(), role: "SYSTEM", displayName: "BOT" }),
    attachments: new Map(),
    views: new Map(),
    authentications: new Map(),
    system: { participantId: given.ids.uuid(), role: "SYSTEM", displayName: "SYSTEM_MESSAGE" },
    timers,
    runningTimers: given.runTimers(timers),
    clientToken: given.clientToken,
  };
}
