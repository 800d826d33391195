import { eventContentType } from "@amazon-connect-chat/protocol";
import type { ChatItem } from "@amazon-connect-chat/protocol";
import { checkComplete } from "./checkComplete.js";
import type { Entry, Journal } from "./journal.js";
import type { Violation } from "./violation.js";
import { ORDER_SLACK_MS, timeOf } from "./promisedSpan.js";
import { showId } from "./showFrame.js";
import type { World } from "./world.js";

const isUnstored = (item: ChatItem) =>
  item.Type === "MESSAGEMETADATA" || item.ContentType === eventContentType("typing");

/** Live items wait so long for what was missed; then they go ahead. */
const HOLD_MS = 3_000;

function checkOnce(journal: Journal, transcript: readonly ChatItem[]): readonly Violation[] {
  const stored = new Map(transcript.map((item) => [item.Id, item]));
  const counts = new Map<string, number>();
  const who = journal.name;
  const violations: Violation[] = [];
  for (const { item } of journal.entries) {
    if (!item || isUnstored(item)) continue;
    // A session that was away is told of the end by an item of the library's own.
    const id = item.Id || "the end";
    counts.set(id, (counts.get(id) ?? 0) + 1);
    const original = stored.get(item.Id);
    if (original ? original.Content !== item.Content || original.ContentType !== item.ContentType : item.Id)
      violations.push({ invariant: "items are the service's", who, detail: showId(item.Id) });
  }
  for (const [id, count] of counts)
    if (count > 1)
      violations.push({ invariant: "no item comes twice", who, detail: `${showId(id)} ${count} times` });
  return violations;
}

/** What is handed over together after an interruption is in the order of time. */
function checkOrder({ entries, name: who }: Journal): readonly Violation[] {
  let batch: Entry[] | undefined;
  for (const entry of entries) {
    if (entry.name === "CONNECTION_LOST") batch = [];
    else if (entry.name === "CONNECTION_ESTABLISHED" && batch) {
      // What the last subscription left waiting may have gone ahead in an outage that lasted.
      const together = batch.filter(({ subscribedAtMs }) => subscribedAtMs === entry.subscribedAtMs);
      const times = together
        .map(({ item }) => (item ? timeOf(item) : NaN))
        .filter((atMs) => !Number.isNaN(atMs));
      if (times.some((atMs, index) => atMs < (times[index - 1] ?? 0)))
        return [{ invariant: "recovered items are in order", who, detail: `${times.length} items` }];
      batch = undefined;
    } else if (entry.item && !isUnstored(entry.item)) batch?.push(entry);
  }
  return [];
}

/** What was missed comes before the session is called established, unless fetching it took too long. */
function checkEstablished({ entries, goesOnAtMs, name: who }: Journal): readonly Violation[] {
  let established: Entry | undefined;
  let hasGap = false;
  // Who went on before the first subscription may not know yet what was missed.
  let mayKnow = goesOnAtMs === undefined;
  for (const entry of entries) {
    const { name, atMs, subscribedAtMs, confirmedAtMs, item } = entry;
    // Of a gap the page has been told; what fills it later may come when it will.
    if (name === "TRANSCRIPT_GAP") hasGap = true;
    if (name === "CONNECTION_LOST") [established, hasGap] = [undefined, false];
    if (name === "CONNECTION_ESTABLISHED") {
      if (mayKnow && !hasGap && atMs - subscribedAtMs < HOLD_MS) established = entry;
      mayKnow = true;
    }
    // A socket that took the place of another is recovered for too, and nobody is told.
    if (!established || established.subscribedAtMs !== subscribedAtMs) continue;
    if (item && !isUnstored(item) && timeOf(item) < confirmedAtMs - ORDER_SLACK_MS)
      return [{ invariant: "established comes after what was missed", who, detail: showId(item.Id) }];
  }
  return [];
}

/** A receipt is announced at most once. */
function checkReceipts({ entries, name: who }: Journal): readonly Violation[] {
  const seen = new Set<string>();
  for (const { name, item } of entries) {
    if (name !== "INCOMING_READ_RECEIPT" && name !== "INCOMING_DELIVERED_RECEIPT") continue;
    for (const { RecipientParticipantId } of item?.MessageMetadata?.Receipts ?? []) {
      const key = `${name} ${String(item?.MessageMetadata?.MessageId)} ${String(RecipientParticipantId)}`;
      if (seen.has(key)) return [{ invariant: "a receipt is announced once", who, detail: key }];
      seen.add(key);
    }
  }
  return [];
}

/** The promises of delivery, for one session. */
export function checkDelivery(journal: Journal, world: World): readonly Violation[] {
  const transcript = world.transcriptOf(journal.seat.contactId);
  return [
    ...checkOnce(journal, transcript),
    ...checkComplete(journal, transcript, world),
    ...(journal.listensLate ? [] : [...checkOrder(journal), ...checkEstablished(journal)]),
    ...checkReceipts(journal),
  ];
}
