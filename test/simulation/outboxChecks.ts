import type { ChatItem } from "@amazon-connect-chat/protocol";
import type { Given } from "./outboxPage.js";
import type { Violation } from "./violation.js";

/** What a customer has said, in the order of the transcript. */
const saidBy = (participantId: string, transcript: readonly ChatItem[]): readonly string[] =>
  transcript.flatMap(({ ParticipantId, Type, Content = "", Attachments = [] }) => {
    if (ParticipantId !== participantId) return [];
    if (Type === "MESSAGE") return [Content];
    return Attachments.map(({ AttachmentName = "" }) => AttachmentName);
  });

/**
 * All that the outbox has taken stands in the transcript once, and in order. What a storage refused dies with its page: it may
 * still arrive, out of its turn.
 */
export function checkGiven(
  who: { readonly name: string; readonly participantId: string },
  given: readonly Given[],
  transcript: readonly ChatItem[],
): readonly Violation[] {
  const said = saidBy(who.participantId, transcript);
  const violations: Violation[] = [];
  const isPromised = ({ isStored, isAtHand }: Given) => isStored || isAtHand;
  for (const each of given) {
    const { what } = each;
    const count = said.filter((text) => text === what).length;
    if (count > 1)
      violations.push({
        invariant: "nothing is sent twice",
        who: who.name,
        detail: `"${what}" stands ${count} times`,
      });
    if (count === 0 && isPromised(each))
      violations.push({ invariant: "nothing is lost", who: who.name, detail: `"${what}" does not stand` });
  }
  const places = given
    .filter((each) => isPromised(each) && !each.isMoved)
    .map(({ what }) => said.indexOf(what))
    .filter((place) => place >= 0);
  if (places.some((place, index) => place < (places[index - 1] ?? 0)))
    violations.push({ invariant: "nothing is overtaken", who: who.name, detail: said.join(", ") });
  return violations;
}
