import { parseTimeMs } from "../../packages/chatjs/src/platform/time.js";
import type { Journal } from "./journal.js";
import { showId } from "./showFrame.js";
import type { Violation } from "./violation.js";

/** The last transcript that a page was given has all that it was told and said, each item once, in order. */
export function checkTranscript({ transcript, entries, sendings, name: who }: Journal): readonly Violation[] {
  if (!transcript) return [];
  const violations: Violation[] = [];
  const fail = (invariant: string, detail: string) => violations.push({ invariant, who, detail });
  const byId = new Map(transcript.map((item) => [item.Id, item]));
  if (byId.size < transcript.length)
    fail("a transcript has each item once", `${transcript.length - byId.size} twice`);

  const times = transcript.map((item) => parseTimeMs(item.AbsoluteTime) || Infinity);
  if (times.some((atMs, index) => atMs < (times[index - 1] ?? 0)))
    fail("a transcript is in order", `${times.length} items`);

  const missing = entries.filter(
    ({ item }) => item?.Id && item.Type !== "MESSAGEMETADATA" && !byId.has(item.Id),
  );
  if (missing.length > 0)
    fail(
      "a transcript has what was told",
      missing
        .slice(0, 5)
        .map(({ item }) => showId(item?.Id))
        .join(" "),
    );

  // What becomes of a message after the end is told to its caller alone.
  const hasEnded = entries.some(({ name }) => name === "CHAT_ENDED");
  for (const { text, outcome, id } of sendings.filter(({ isUnsaid }) => !isUnsaid)) {
    const wanted = outcome === "accepted" ? byId.get(id) : undefined;
    const shown = transcript.filter(({ Content }) => Content === text);
    const statuses = shown.map(({ MessageMetadata }) => MessageMetadata?.Status);
    const isRight =
      outcome === "accepted"
        ? shown.length === 1 && shown[0] === wanted && !/SENDING|FAILED/.test(String(statuses[0]))
        : statuses.includes(outcome === "rejected" ? "FAILED" : "SENDING");
    if (hasEnded && statuses.includes("SENDING")) continue;
    if (!isRight)
      fail("a transcript shows what became of a message", `"${text}" ${outcome}: ${statuses.join()}`);
  }
  return violations;
}
