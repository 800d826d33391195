import { eventContentType } from "@amazon-connect-chat/protocol";
import type { ChatItem, Receipt } from "@amazon-connect-chat/protocol";
import type { Violation } from "./violation.js";
import type { Journal } from "./journal.js";
import { promisedSpan, timeOf } from "./promisedSpan.js";
import { showId } from "./showFrame.js";
import type { World } from "./world.js";

/** Receipts of so many items are recovered. */
const RECEIPTS_RECOVERED = 100;

const eventOf = ({ ReadTimestamp }: Receipt) =>
  ReadTimestamp ? "INCOMING_READ_RECEIPT" : "INCOMING_DELIVERED_RECEIPT";

const isAnnounced = ({ entries }: Journal, messageId: string | undefined, receipt: Receipt): boolean =>
  entries.some(
    ({ name, item }) =>
      name === eventOf(receipt) &&
      item?.MessageMetadata?.MessageId === messageId &&
      item?.MessageMetadata?.Receipts?.some(
        ({ RecipientParticipantId }) => RecipientParticipantId === receipt.RecipientParticipantId,
      ),
  );

/** Every item of the session's time came, and every receipt of somebody else's. */
export function checkComplete(
  journal: Journal,
  transcript: readonly ChatItem[],
  world: Pick<World, "blame" | "calmAtMs">,
): readonly Violation[] {
  const { entries, readIds, name: who, seat } = journal;
  const wasCutOff = entries.some(({ name, item }) => name === "CONNECTION_BROKEN" || item?.Id === "");
  const isDead = wasCutOff && world.blame.isDoomed(seat);
  if (journal.goneAtMs !== undefined || isDead) return [];
  const isPromised = promisedSpan(journal, transcript, world);
  const known = new Set(entries.map(({ item }) => item?.Id));
  // Who was away is told of the end by an item of the library's own.
  const isEnd = (item: ChatItem) => item.ContentType === eventContentType("chat.ended") && known.has("");
  const missing = transcript.filter(
    (item) => isPromised(timeOf(item)) && !known.has(item.Id) && !readIds.has(item.Id ?? "") && !isEnd(item),
  );
  // A receipt names no chat: a session knows whose it is by the message, which must be of its time too.
  const isOwed = (message: ChatItem, receipt: Receipt) =>
    isPromised(timeOf(message)) &&
    known.has(message.Id) &&
    receipt.RecipientParticipantId !== seat.participantId &&
    isPromised(Date.parse(receipt.ReadTimestamp ?? receipt.DeliveredTimestamp ?? "")) &&
    !isAnnounced(journal, message.Id, receipt);
  const owed = transcript.flatMap((item) =>
    (item.MessageMetadata?.Receipts ?? []).filter((receipt) => isOwed(item, receipt)).map(() => item.Id),
  );
  const list = (ids: readonly (string | undefined)[]) => ids.slice(0, 5).map(showId).join(" ");
  const violations: Violation[] = [];
  if (missing.length > 0) {
    const detail = `${missing.length} of ${transcript.length}: ${list(missing.map(({ Id }) => Id))}`;
    violations.push({ invariant: "no item is lost", who, detail });
  }
  if (owed.length > 0 && transcript.length <= RECEIPTS_RECOVERED)
    violations.push({ invariant: "no receipt is lost", who, detail: `of ${list(owed)}` });
  return violations;
}
