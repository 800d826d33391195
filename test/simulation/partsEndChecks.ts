import type { ChatItem } from "@amazon-connect-chat/protocol";
import { countOf } from "./partsNotes.js";
import type { Heard } from "./partsNotes.js";
import type { PartsPage } from "./partsPage.js";
import { RING } from "./partsSession.js";
import type { PartsCustomer, PartsWorld } from "./partsWorld.js";
import type { Violation } from "./violation.js";

type Fail = (invariant: string, detail: string) => void;

/** Each change was told once, in order, and nothing comes after the end. */
function checkStates({ notes, session }: PartsPage, fail: Fail): void {
  const { states } = notes;
  states.forEach(({ state, previous, atMs, isLate }, index) => {
    const before = states[index - 1];
    if (before && before.state !== previous)
      fail("each change of the state is told once", `${previous.name} before`);
    if (previous.name === "ended") fail("nothing comes after the end", state.name);
    if (state === previous) fail("each change of the state is told once", state.name);
    if (state.name === "failed" && !(state.error as object | undefined))
      fail("a failure has an error", "none");
    if (state.name === "reconnecting" && state.retryAtMs !== undefined && !isLate && state.retryAtMs < atMs)
      fail("the next attempt is to come", `${atMs - state.retryAtMs} ms ago`);
  });
  if (states.length > 0 && states.at(-1)?.state !== session.connection.state)
    fail("each change of the state is told once", `${session.connection.state.name} was not told`);
  const ends = countOf(notes, "CHAT_ENDED");
  const hasEnded = session.connection.state.name === "ended";
  if (hasEnded !== ends > 0 || ends > 1)
    fail("the state is ended when the chat is", `${session.connection.state.name}, told ${ends} times`);
  if (notes.polls.some((isPolling, index) => isPolling !== (index % 2 === 0)))
    fail("each change of polling is told once", notes.polls.join());
}

/** Who was in the chat is told of its end, and who has ended it. */
function checkHowItEnded({ notes, session }: PartsPage, pages: readonly PartsPage[], fail: Fail): void {
  const { state } = session.connection;
  if (notes.isClosed) {
    if (!/idle|ended|failed/.test(state.name)) fail("a session that is closed has no connection", state.name);
    return;
  }
  if (notes.establishedAtMs === undefined) return;
  if (state.name !== "ended") {
    fail("the state is ended when the chat is", state.name);
    return;
  }
  const isLeft = pages.some((page) => page.notes.isLeaving);
  const wanted = notes.isLeaving ? ["DISCONNECTED"] : isLeft ? ["PARTICIPANT_LEFT", "ENDED_WHILE_AWAY"] : [];
  if (wanted.length > 0 && !(wanted.includes(state.why) && state.by === "CUSTOMER"))
    fail("it is told who has ended the chat", `${state.why} by ${String(state.by)}`);
}

const isPrefix = (some: readonly Heard[], all: readonly Heard[]): boolean =>
  some.every(({ name, data }, index) => {
    const other = all[index];
    return other?.name === name && other.data === data;
  });

function checkLoops({ notes }: PartsPage, isGone: boolean, fail: Fail): void {
  const { heard, loop, abortedLoop, heardAtAbort, textLoop, isClosed } = notes;
  if (!isPrefix(loop.values, heard)) fail("a loop gives out what handlers hear, in order", "another order");
  if (!isPrefix(abortedLoop.values, heard))
    fail("a loop gives out what handlers hear, in order", "another order");
  if (heardAtAbort !== undefined && abortedLoop.values.length > heardAtAbort)
    fail("a loop that is given up gives out nothing more", `${abortedLoop.values.length} of ${heardAtAbort}`);
  if (isGone) return;
  if (!isClosed && loop.values.length !== heard.length)
    fail("a loop gives out what handlers hear", `${loop.values.length} of ${heard.length} in the end`);
  for (const [name, { end }] of Object.entries({ loop, abortedLoop, textLoop }))
    if (end === undefined || end === "failed") fail("loops end with the chat", `${name}: ${String(end)}`);
}

/** Whether it is the text, or an answer to a question that has it. */
const saysIt = (content: string | undefined, text: string): boolean =>
  content === text ||
  Boolean(content?.startsWith("{") && content.includes(`"actionName":${JSON.stringify(text)}`));

/** Every span ends once. */
function checkTelemetry({ notes, queue, isLate }: PartsPage, isGone: boolean, fail: Fail): void {
  const { records, calls, said, heard } = notes;
  const spans = (wanted: string) => records.filter(({ kind, name }) => kind === "span" && name === wanted);
  for (const record of records)
    if (record.kind === "span" && !(record.durationMs >= 0)) fail("a span takes time", record.name);
  if (isGone) return;
  const compare = (name: string, wanted: number) => {
    const { length } = spans(name);
    if (length !== wanted) fail("each span ends once", `${length} of ${name} instead of ${wanted}`);
  };
  compare("chat.connect", calls.filter(({ name }) => name === "connect").length);
  if (notes.isClosed) return;
  // What is sent before the session has a subscription comes back as history, and is not measured.
  const came = heard.map(({ data }) => (data as ChatItem | null)?.Content);
  const mine = said.filter(
    ({ state, text }) => state === "accepted" && came.some((content) => saysIt(content, text)),
  ).length;
  // The outbox of a session of the root sends with its method, and others past it.
  const measured = spans("chat.message").length;
  const most = mine + (isLate ? queue.given.length : 0);
  if (measured < mine || measured > most)
    fail("each span ends once", `${measured} of chat.message instead of ${mine} to ${most}`);
  const lost = countOf(notes, "CONNECTION_LOST");
  const { length: outages } = spans("chat.outage");
  if (outages > lost) fail("each span ends once", `${outages} outages of ${lost}`);
}

/** What a recording must not have. */
const secretsOf = ({ chat }: PartsCustomer) => [
  chat.participantToken,
  "says ",
  "queues ",
  "piece ",
  "answer ",
  "file-",
];

function checkRecording({ session }: PartsPage, customer: PartsCustomer, fail: Fail): void {
  const { entries } = session.exportDiagnostics();
  const text = JSON.stringify(entries);
  if (entries.length > RING.maxEntries) fail("a recording is bounded", `${entries.length} entries`);
  for (const secret of secretsOf(customer))
    if (text.includes(secret)) fail("a recording has no secret", `"${secret.slice(0, 6)}"`);
  if (/"(?:ct|pt|ws)\.[\w-]{20}/.test(text)) fail("a recording has no secret", "a token");
  if (entries.some(({ offsetMs }, index) => offsetMs < (entries[index - 1]?.offsetMs ?? 0)))
    fail("a recording is in order", `${entries.length} entries`);
}

/** However often a step was tried, a file stands once at most, and stands when its page was told so. */
function checkFiles({ notes }: PartsPage, transcript: readonly ChatItem[], fail: Fail): void {
  const names = transcript.flatMap(({ Attachments = [] }) => Attachments.map((file) => file.AttachmentName));
  for (const { name, transfer } of notes.files) {
    const count = names.filter((each) => each === name).length;
    // The others may still be scanned when the chat ends.
    const hasArrived = /approved|rejected/.test(transfer.state.name);
    if (count > 1 || (hasArrived && count < 1))
      fail("a file stands once", `${name} is ${transfer.state.name} and stands ${count} times`);
  }
}

/** What the outbox was given stands once at most; a page that has heard of the end has nothing left to send. */
function checkQueue(page: PartsPage, transcript: readonly ChatItem[], fail: Fail): void {
  const { notes, queue, session } = page;
  for (const text of queue.given) {
    const count = transcript.filter(({ Content }) => Content === text).length;
    if (count > 1) fail("what the outbox was given is sent once", `"${text}" stands ${count} times`);
  }
  if (!page.tab.isAlive || notes.isClosed || countOf(notes, "CHAT_ENDED") === 0) return;
  const left = session.outbox.entries.filter(({ state }) => state === "waiting" || state === "sending");
  if (left.length > 0 || queue.stored.size > 0)
    fail("the outbox has nothing left after the end", `${left.length} entries, ${queue.stored.size} stored`);
}

/** Every call has settled, and nothing is left. */
function checkLeftovers({ tab, link, notes }: PartsPage, fail: Fail): void {
  const pending = notes.calls.filter(({ isSettled }) => !isSettled).map(({ name }) => name);
  if (pending.length > 0) fail("every call settles", pending.join(", "));
  const { timers, tasks, listeners } = tab.leftovers;
  const left = { timers, tasks, listeners, requests: link.openRequests, sockets: link.openSockets };
  if (Object.values(left).some((count) => count > 0)) fail("nothing survives the end", JSON.stringify(left));
}

/** What holds when all chats are over, or their sessions closed. */
export function checkEnd(world: PartsWorld): readonly Violation[] {
  return world.customers.flatMap((customer) => {
    const violations: Violation[] = [];
    const transcript = world.transcriptOf(customer);
    for (const page of customer.pages) {
      const fail: Fail = (invariant, detail) => violations.push({ invariant, who: page.name, detail });
      const isGone = !page.tab.isAlive;
      checkStates(page, fail);
      checkLoops(page, isGone, fail);
      checkTelemetry(page, isGone, fail);
      checkRecording(page, customer, fail);
      checkFiles(page, transcript, fail);
      checkQueue(page, transcript, fail);
      if (!isGone) checkLeftovers(page, fail);
      if (!isGone && (world.isOver(customer) || page.notes.isClosed))
        checkHowItEnded(page, customer.pages, fail);
      for (const { text, state } of page.notes.said) {
        const count = transcript.filter((item) => saysIt(item.Content, text)).length;
        if (count > 1 || (state === "accepted" && count < 1))
          fail("an accepted message stands once", `"${text}" was ${state} and stands ${count} times`);
      }
    }
    const fail: Fail = (invariant, detail) => violations.push({ invariant, who: customer.name, detail });
    const { windows, stored } = customer;
    if (windows && (windows.locks > 0 || windows.channels > 0))
      fail("nothing survives the end", `${windows.locks} locks, ${windows.channels} channels`);
    if (customer.lostChats > 0) fail("a chat is kept as long as it lives", `${customer.lostChats} lost`);
    const hears = world.alivePages(customer).some(({ notes }) => countOf(notes, "CHAT_ENDED") > 0);
    if (hears && stored.size > 0) fail("a chat that is over is forgotten", `${stored.size} kept`);
    return violations;
  });
}
