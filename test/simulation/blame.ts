import type { FaultRule } from "amazon-connect-chat-emulator";
import type { Seat } from "./journal.js";

/** Whom faults have refused so much that the library cannot know better than to give up. */
export interface Blame {
  /** Takes a fault that begins: of a participant, of an agent with all seats to come, or of everyone. */
  note(rule: FaultRule, id?: string): void;
  /** The participant's token is good for nothing any more. */
  expired(seat: Seat): void;
  /** Whether a fault may have cost the session. */
  isDoomed(seat: Seat): boolean;
  /** Whether the transcript may have been refused more than once in a row. */
  isRefused(seat: Seat): boolean;
}

const EVERYONE = "everyone";

export function createBlame(): Blame {
  const struck = new Set<string>();
  const doomed = new Set<string>();
  const refused = new Set<string>();
  const isIn = (set: ReadonlySet<string>, ids: readonly (string | undefined)[]) =>
    [...ids, EVERYONE].some((id) => id !== undefined && set.has(id));
  const idsOf = ({ participantId, agentId }: Seat) => [participantId, agentId];

  return {
    note(rule, id = EVERYONE) {
      if (rule.kind !== "httpError" || rule.status !== 403) return;
      const { operation, times } = rule;
      // One refusal is asked about; the second in a row is believed.
      const isRepeated = times !== 1 || (id === EVERYONE ? struck.size > 0 : isIn(struck, [id]));
      struck.add(id);
      if (!isRepeated) return;
      if (!operation || operation === "CreateParticipantConnection") doomed.add(id);
      if (operation !== "SendMessage") refused.add(id);
    },
    expired: ({ participantId }) => void doomed.add(participantId),
    isDoomed: (seat) => isIn(doomed, idsOf(seat)),
    isRefused: (seat) => isIn(refused, idsOf(seat)),
  };
}
