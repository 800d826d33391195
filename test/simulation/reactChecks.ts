import type { ChatItem } from "@amazon-connect-chat/protocol";
import type { TranscriptItem } from "../../packages/chatjs/src/transcript/transcriptStore.js";
import type { ReactPage } from "./reactPage.js";
import { showId } from "./showFrame.js";
import type { Violation } from "./violation.js";

interface Now {
  /** Id of the customer's participant. */
  readonly ownId: string;
  readonly nowMs: number;
}
type Fail = (invariant: string, detail: string) => void;

/** What a row is made for, of what the service keeps. */
const isShown = ({ Type, ContentType = "" }: ChatItem): boolean =>
  Type === "MESSAGE" || Type === "ATTACHMENT" || /participant\.(joined|left)$|chat\.ended$/.test(ContentType);

const differs = (shown: readonly (string | undefined)[], wanted: readonly (string | undefined)[]) => {
  const at = wanted.findIndex((id, index) => id !== shown[index]);
  return `${shown.length} of ${wanted.length}, at ${at} ${showId(shown[at])} instead of ${showId(wanted[at])}`;
};

function checkRows({ session, rows, query, notes }: ReactPage, fail: Fail): void {
  if (!query("ol")) return;
  const list = rows();
  const texts = list.map(({ textContent }) => textContent);
  const shown = list.map((row) => row.dataset["messageId"]).filter((id) => id !== undefined);
  // Of the outbox a transcript may have each try, which has no participant.
  const isTry = ({ Type, ParticipantId, MessageMetadata }: TranscriptItem) =>
    session?.outbox && Type === "MESSAGE" && !ParticipantId && MessageMetadata?.Status !== "SENT";
  const wanted = (session?.transcript.items ?? [])
    .filter((item) => isShown(item) && !isTry(item))
    .map(({ Id }) => Id);
  if (shown.join() !== wanted.join())
    fail("the rows are those of the transcript, in order", differs(shown, wanted));
  // Without an outbox a message may stand beside what became of its request.
  for (const { word, presses } of session?.outbox ? notes.drafts : []) {
    const count = texts.filter((text) => text.includes(word)).length;
    if (count > presses) fail("no message is shown twice", `${word} stands in ${count} rows`);
  }
}

function checkNumbers({ session, query }: ReactPage, fail: Fail): void {
  const compare = (name: string, wanted: string | number, invariant: string) => {
    const shown = query(`[data-${name}]`)?.dataset[name];
    if (shown !== undefined && shown !== String(wanted)) fail(invariant, `${shown} instead of ${wanted}`);
  };
  compare("state", session?.connection.state.name ?? "idle", "the state that is shown is the connection's");
  const typing = session?.participants.list.filter(({ isTyping, isSelf }) => isTyping && !isSelf) ?? [];
  compare("typing", typing.length, "who is shown to type does so");
  compare("items", session?.transcript.items.length ?? 0, "the rows are those of the transcript, in order");
}

const lineOf = ({ DisplayName, ParticipantRole, Content, ContentType = "" }: ChatItem): string => {
  const name = DisplayName || ParticipantRole;
  const [, what] = /participant\.(joined|left)$/.exec(ContentType) ?? [];
  return what ? `${name} ${what}` : `${name}: ${Content}`;
};
const OF_THE_CONNECTION = [
  "The chat has ended",
  "The connection is lost. It will be back",
  "Connected again",
];

/** Announcements follow each other no faster than that. */
const ANNOUNCED_WITHIN_MS = 200;

/** What others have said is announced once, and nothing else is. */
function checkAnnounced({ notes }: ReactPage, { ownId, nowMs }: Now, fail: Fail): void {
  const isQuiet = nowMs - notes.heardAtMs > ANNOUNCED_WITHIN_MS;
  const count = (lines: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
    return counts;
  };
  const isDue = (item: ChatItem) =>
    item.ParticipantId !== ownId &&
    isShown(item) &&
    !/ended$/.test(item.ContentType ?? "") &&
    item.MessageMetadata?.MessageCompleted !== false;
  const due = count(notes.due.filter(isDue).map(lineOf));
  const mayBe = count(notes.mayBeDue.filter(isDue).map(lineOf));
  const announced = count(
    notes.announced
      .flatMap((text) => text.split("\n"))
      .map((line) => line.trim())
      .filter((line) => !OF_THE_CONNECTION.includes(line)),
  );
  for (const line of new Set([...due.keys(), ...announced.keys()])) {
    const [said, times] = [due.get(line) ?? 0, announced.get(line) ?? 0];
    if ((isQuiet && times < said) || times > said + (mayBe.get(line) ?? 0))
      fail("what others say is announced once", `"${line}" was said ${said} times, announced ${times}`);
  }
}

/** What holds whenever nothing is under way in a page that runs. */
export function probeReact(page: ReactPage, now: Now): readonly Violation[] {
  const violations: Violation[] = [];
  const fail: Fail = (invariant, detail) => violations.push({ invariant, who: page.tab.name, detail });
  const { notes, view, query, tab } = page;
  for (const complaint of notes.complaints.splice(0)) fail("React has nothing to complain about", complaint);
  if (notes.creates > notes.starts)
    fail("a session is made once for each start", `${notes.creates} for ${notes.starts}`);
  if (tab.isFrozen) return violations;
  if ((view.chat === undefined) !== (query("main") === undefined))
    fail("the page is shown", String(view.chat));
  checkRows(page, fail);
  checkNumbers(page, fail);
  checkAnnounced(page, now, fail);
  return violations;
}

/** Where a word is, by all that the customer can see. */
const isThere = ({ rows, query }: ReactPage, word: string): boolean =>
  Boolean((query("textarea") as HTMLTextAreaElement | undefined)?.value.includes(word)) ||
  rows().some(({ textContent }) => textContent.includes(word));

/** What the customer has written is there, and was sent as often as the customer did so. */
export function checkDrafts(page: ReactPage, transcript: readonly ChatItem[]): readonly Violation[] {
  const said = transcript.flatMap(({ Content = "" }) => Content);
  return page.notes.drafts.flatMap(({ word, presses, isGone }) => {
    const count = said.filter((text) => text.includes(word)).length;
    const fail = (invariant: string) => ({
      invariant,
      who: page.tab.name,
      detail: `${word} was sent ${presses} times, and stands ${count} times`,
    });
    if (count > presses) return [fail("no draft is sent twice")];
    return count === 0 && !isGone && !isThere(page, word) ? [fail("no draft is lost")] : [];
  });
}

/** What holds once the network has healed, all is quiet, and all pages of the transcript were loaded. */
export function checkCalmReact(
  page: ReactPage,
  transcript: readonly ChatItem[],
  ownId: string,
): readonly Violation[] {
  const violations: Violation[] = [];
  const fail: Fail = (invariant, detail) => violations.push({ invariant, who: page.tab.name, detail });
  const { query, rows, link } = page;
  const { status } = query("main")?.dataset ?? {};
  const { state } = query("[data-state]")?.dataset ?? {};
  if (status !== "open" || state !== "connected") fail("the chat is open in the end", `${status}, ${state}`);
  if (link.openSockets !== 1) fail("a page has one socket", String(link.openSockets));
  // What was not sent has an Id that the service does not know.
  const shown = rows().filter(({ dataset: { messageId, status: became = "" } }) =>
    Boolean(messageId && became !== "failed"),
  );
  const wanted = transcript.filter(isShown);
  const ids = shown.map(({ dataset }) => dataset["messageId"]);
  if (
    [...ids].sort().join() !==
    wanted
      .map(({ Id }) => Id)
      .sort()
      .join()
  )
    fail(
      "the rows are what the service has",
      differs(
        ids,
        wanted.map(({ Id }) => Id),
      ),
    );
  const texts = new Map(shown.map((row) => [row.dataset["messageId"], row] as const));
  for (const { Id, Content, ParticipantId } of wanted) {
    const row = texts.get(Id);
    if (row && Content !== undefined && row.textContent !== Content)
      fail("a row has what was said", `${row.textContent} instead of ${Content}`);
    if (row && (row.dataset["side"] === "own") !== (ParticipantId === ownId))
      fail("a row is on its side", `${row.dataset["side"]}`);
  }
  return violations;
}

/** All messages of agents in view were read. */
export function checkRead(
  page: ReactPage,
  transcript: readonly ChatItem[],
  ownId: string,
): readonly Violation[] {
  const last = transcript
    .filter(({ Type, ParticipantRole }) => Type === "MESSAGE" && ParticipantRole === "AGENT")
    .at(-1);
  const isRead = last?.MessageMetadata?.Receipts?.some(
    ({ RecipientParticipantId, ReadTimestamp }) => RecipientParticipantId === ownId && ReadTimestamp,
  );
  if (!last || isRead) return [];
  return [{ invariant: "what is in view is read", who: page.tab.name, detail: showId(last.Id) }];
}

/** Nothing is left of a tree that is gone. */
export function checkGone(page: ReactPage): readonly Violation[] {
  const { tab, link } = page;
  const { timers, tasks, listeners } = tab.leftovers;
  const { openRequests: requests, openSockets: sockets } = link;
  const left = { timers, tasks, listeners, requests, sockets, handlers: page.listeners() };
  if (Object.values(left).every((count) => count === 0)) return [];
  return [
    { invariant: "nothing is left after the last unmount", who: tab.name, detail: JSON.stringify(left) },
  ];
}

/** It is shown, and said, that the chat has ended. */
export function checkEnded(page: ReactPage): readonly Violation[] {
  const { status } = page.query("main")?.dataset ?? {};
  const said = page.query('[role="status"]')?.textContent.trim();
  if (status === "ended" && said === OF_THE_CONNECTION[0]) return [];
  return [{ invariant: "a chat that has ended says so", who: page.tab.name, detail: `${status}, "${said}"` }];
}
