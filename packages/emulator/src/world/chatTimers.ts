import { eventContentType } from "@amazon-connect-chat/protocol";
import type { TimerScope } from "../timerScope.js";
import { connectedParticipants, isOver } from "./contact.js";
import type { ChatTimers, Contact, Participant, TimedRole } from "./contact.js";
import type { ItemDraft, Sender } from "./item.js";

/** The timers of one contact that run while the customer has somebody to talk to. */
export interface RunningTimers {
  /** Starts and stops the timers as participants come and go. */
  contactChanged(contact: Contact): void;
  /** Someone has sent a message or an attachment. */
  heard(sender: Sender): void;
}

export interface RunningTimerParts {
  readonly timers: TimerScope;
  readonly tell: (draft: ItemDraft) => void;
  /** Called with who caused it. */
  readonly disconnect: (participantId: string) => void;
}

const sides: readonly TimedRole[] = ["CUSTOMER", "AGENT"];

/** Who stands for a side: the first one of it that is in the chat. */
const findSide = (contact: Contact, side: TimedRole | "CUSTOM_BOT"): Participant | undefined =>
  connectedParticipants(contact).find(({ role }) => role === side);

/** The sides whose timers run: both, or with a custom bot that of the customer; none while nobody is there to talk to. */
function sidesOf(contact: Contact): readonly TimedRole[] {
  if (isOver(contact) || !findSide(contact, "CUSTOMER")) return [];
  if (findSide(contact, "AGENT")) return sides;
  return findSide(contact, "CUSTOM_BOT") ? ["CUSTOMER"] : [];
}

/** The idle and disconnect timers of a contact, as UpdateParticipantRoleConfig describes them. */
export function createRunningTimers({ timers, tell, disconnect }: RunningTimerParts): RunningTimers {
  /** What was in force when the timers started. */
  let config: ChatTimers | undefined;
  let contact: Contact | undefined;
  let running: readonly TimedRole[] = [];
  const idleSides = new Set<TimedRole>();
  const cancels = new Map<TimedRole, () => void>();

  const tellOf = (event: "idle" | "returned", sender: Sender | undefined) =>
    tell({ type: "EVENT", contentType: eventContentType(`participant.${event}`), sender });

  const setTimer = (side: TimedRole, delayMs: number, due: (participant: Participant) => void) => {
    const cancel = timers.set(delayMs, () => {
      const participant = contact && findSide(contact, side);
      if (participant) due(participant);
    });
    cancels.set(side, cancel);
  };

  const begin = (side: TimedRole) => {
    cancels.get(side)?.();
    idleSides.delete(side);
    const { idleMs, disconnectMs } = config?.[side] ?? {};
    const awaitDisconnect = () => {
      if (disconnectMs !== undefined)
        setTimer(side, disconnectMs, ({ participantId }) => disconnect(participantId));
    };
    if (idleMs === undefined) awaitDisconnect();
    else
      setTimer(side, idleMs, (participant) => {
        idleSides.add(side);
        awaitDisconnect();
        tellOf("idle", participant);
      });
  };

  const stop = () => {
    idleSides.clear();
    for (const cancel of cancels.values()) cancel();
    cancels.clear();
  };

  return {
    contactChanged(now) {
      contact = now;
      const wanted = sidesOf(now);
      // An agent in the place of a custom bot begins them anew, a further agent does not.
      if (wanted.length === running.length) return;
      stop();
      running = wanted;
      config = now.timers;
      running.forEach(begin);
    },
    heard(sender) {
      const side = running.find((each) => each === sender.role);
      if (!side) return;
      const wasIdle = idleSides.has(side);
      begin(side);
      if (wasIdle) tellOf("returned", sender);
    },
  };
}
