import { eventContentType } from "@amazon-connect-chat/protocol";
import type { ChatItem, EventType } from "@amazon-connect-chat/protocol";
import { firstTimeOf } from "./journal.js";
import type { Journal } from "./journal.js";
import type { World } from "./world.js";

export const timeOf = (item: ChatItem): number => Date.parse(item.AbsoluteTime ?? "");

/** Items may arrive in another order than they were said in. */
export const ORDER_SLACK_MS = 5_000;

const timeOfFirst = (transcript: readonly ChatItem[], type: EventType, participantId?: string) => {
  const item = transcript.find(
    (each) =>
      each.ContentType === eventContentType(type) &&
      (participantId === undefined || each.ParticipantId === participantId),
  );
  return item ? timeOf(item) : Infinity;
};

/** From when on a page counts on hearing all. */
function hearsFromMs(journal: Journal): number {
  const { entries, sendings, isMisdated, goesOnAtMs = Infinity, readsFirstAtMs = Infinity } = journal;
  // Whether the session has learned the service's time.
  const isDated =
    !isMisdated &&
    (entries.some(({ item }) => item) ||
      sendings.some(({ outcome, atMs }) => outcome === "accepted" && atMs >= goesOnAtMs));
  return Math.min(
    firstTimeOf(journal, "CONNECTION_ESTABLISHED") ?? Infinity,
    readsFirstAtMs,
    isDated ? goesOnAtMs : Infinity,
  );
}

/** Of what times a session is promised every item; those of gaps that the library told of are not. */
export function promisedSpan(
  journal: Journal,
  transcript: readonly ChatItem[],
  world: Pick<World, "blame" | "calmAtMs">,
): (atMs: number) => boolean {
  const {
    entries,
    seat: { participantId },
  } = journal;
  const fromMs = Math.max(hearsFromMs(journal), timeOfFirst(transcript, "participant.joined", participantId));
  const toMs = timeOfFirst(transcript, "participant.left", participantId);
  const overAtMs = Math.min(toMs, timeOfFirst(transcript, "chat.ended"));
  // Only who has left or whose chat has ended while things went wrong, or who may not read the transcript, may be left with a gap.
  const mayMiss = overAtMs <= world.calmAtMs;
  const gaps = entries.flatMap(({ gap, atMs }) =>
    gap && ((mayMiss && overAtMs <= atMs) || world.blame.isRefused(journal.seat)) ? gap : [],
  );
  // What the end has overtaken is not there to be read any more.
  const endCame = entries.some(({ item }) => item?.Id && item.ContentType === eventContentType("chat.ended"));
  const overtakenFromMs = endCame ? overAtMs - ORDER_SLACK_MS : Infinity;
  return (atMs) =>
    atMs > fromMs &&
    atMs <= toMs &&
    atMs < overtakenFromMs &&
    !gaps.some(({ since }) => since === null || atMs >= Date.parse(since) - ORDER_SLACK_MS);
}
