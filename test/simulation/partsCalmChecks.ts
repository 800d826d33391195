import type { ChatItem } from "@amazon-connect-chat/protocol";
import { statusCodeOf } from "../../packages/chatjs/src/errors.js";
import { heardIds } from "./partsNotes.js";
import type { PartsPage } from "./partsPage.js";
import type { PartsCustomer, PartsWorld } from "./partsWorld.js";
import { timeOf } from "./promisedSpan.js";
import { showId } from "./showFrame.js";
import type { Violation } from "./violation.js";

type Fail = (invariant: string, detail: string) => void;

const list = (ids: readonly (string | undefined)[]) =>
  `${ids.length}: ${ids.slice(0, 5).map(showId).join(" ")}`;
/** Some events are told, and stand in no transcript. */
const isStored = ({ ContentType = "" }: ChatItem) =>
  !/event\.(typing|authentication|chat\.rehydrated)/.test(ContentType);

function checkConnected({ session }: PartsPage, fail: Fail): void {
  const { state } = session.connection;
  if (state.name !== "connected") fail("all are connected in the end", state.name);
  if (session.polling?.isPolling) fail("a session that polls comes back to the socket", "it polls on");
}

/** Since it was established first, each item was heard once. */
function checkHeard({ notes }: PartsPage, transcript: readonly ChatItem[], fail: Fail): void {
  const ids = heardIds(notes);
  const known = new Set(ids);
  if (known.size < ids.length)
    fail("no item comes twice", list(ids.filter((id, index) => ids.indexOf(id) !== index)));
  const { establishedAtMs = Infinity } = notes;
  const missing = transcript.filter((item) => timeOf(item) > establishedAtMs && !known.has(item.Id ?? ""));
  if (missing.length > 0) fail("no item is lost", list(missing.map(({ Id }) => Id)));
}

/** All pages were loaded before. */
function checkHistory(
  { session, notes }: PartsPage,
  { transcript, pastMessages }: { readonly transcript: readonly ChatItem[]; readonly pastMessages: number },
  fail: Fail,
): void {
  const { items, hasOlder, isLoading } = session.transcript;
  if (hasOlder || isLoading)
    fail("loading comes to the beginning", `older: ${hasOlder}, loading: ${isLoading}`);
  // What was not sent has an Id that the service does not know.
  const isSaid = ({ MessageMetadata, Id }: ChatItem) =>
    !/FAILED|SENDING/.test(String((MessageMetadata as { Status?: string } | undefined)?.Status)) && Id !== "";
  const isPast = ({ RelatedContactId }: ChatItem) => RelatedContactId !== undefined;
  const ofPast = items.filter((item) => isPast(item) && item.Type === "MESSAGE").length;
  if (ofPast !== pastMessages) fail("a transcript has its past", `${ofPast} of ${pastMessages} messages`);
  const shown = items.filter((item) => isSaid(item) && isStored(item) && !isPast(item)).map(({ Id }) => Id);
  const stands = transcript.map(({ Id }) => Id);
  const wanted = new Set(stands);
  const has = new Set(shown);
  if (has.size < shown.length) fail("a transcript has each item once", `${shown.length - has.size} twice`);
  const lacking = stands.filter((id) => !has.has(id));
  const excess = shown.filter((id) => !wanted.has(id));
  if (lacking.length > 0) fail("a transcript has what the service has", `lacks ${list(lacking)}`);
  if (excess.length > 0) fail("a transcript has what the service has", `has ${list(excess)} too many`);
  const times = items.map(timeOf).filter((atMs) => !Number.isNaN(atMs));
  if (times.some((atMs, index) => atMs < (times[index - 1] ?? 0)))
    fail("a transcript is in order", `${times.length} items`);
  for (const { text, state } of notes.said)
    if (
      state === "accepted" &&
      !items.some(({ Content, MessageMetadata }) => saysSent(Content, MessageMetadata, text))
    )
      fail("a transcript shows what was sent", `"${text}"`);
}
const saysSent = (
  content: string | undefined,
  metadata: { readonly Status?: unknown } | undefined,
  text: string,
) =>
  (content === text || content?.includes(JSON.stringify(text))) &&
  /SENT|DELIVERED|READ/.test(String(metadata?.Status));

function checkParticipants(
  { session }: PartsPage,
  { control }: PartsWorld,
  contactId: string,
  fail: Fail,
): void {
  const { contact } = control.getContact(contactId);
  const show = (id: string, role: string, isThere: boolean) =>
    `${role} ${showId(id)} ${isThere ? "is there" : "left"}`;
  const wanted = contact.participants
    .filter(({ state }) => state !== "INVITED")
    .map(({ participantId, role, state }) => show(participantId, role, state !== "LEFT"));
  const { list: known } = session.participants;
  const got = known.map(({ id, role, leftAtMs }) => show(id, role, leftAtMs === undefined));
  if ([...got].sort().join() !== [...wanted].sort().join())
    fail("the participants are those of the chat", `${got.join(", ")} instead of ${wanted.join(", ")}`);
  if (known.some(({ isTyping: types }) => types)) fail("typing expires", "somebody types on");
}

/** Loops have given out what handlers heard, and texts are whole. */
function checkLoops({ notes }: PartsPage, transcript: readonly ChatItem[], fail: Fail): void {
  const { heard, loop, texts } = notes;
  if (loop.values.length !== heard.length)
    fail("a loop gives out what handlers hear", `${loop.values.length} of ${heard.length}`);
  const contents = new Map(transcript.map(({ Id, Content }) => [Id, Content]));
  for (const [id, text] of texts)
    if (text !== contents.get(id)) fail("a streamed text becomes whole", `${showId(id)}: ${text?.length}`);
}

/** What the outbox of a tab was given stands once, and in order. */
function checkQueue({ queue, session }: PartsPage, transcript: readonly ChatItem[], fail: Fail): void {
  const said = transcript.map(({ Content = "" }) => Content);
  const places = queue.given.map((text) => said.indexOf(text));
  const lacking = queue.given.filter((_, index) => places[index] === -1);
  if (lacking.length > 0)
    fail(
      "what the outbox was given is sent",
      `lacks ${lacking.join(", ")}; ${session.outbox.entries.map(({ state }) => state).join()}`,
    );
  const twice = queue.given.filter((text) => said.filter((each) => each === text).length > 1);
  if (twice.length > 0) fail("what the outbox was given is sent once", twice.join(", "));
  if (places.some((place, index) => place < (places[index - 1] ?? 0)))
    fail("what the outbox was given is sent in order", places.join());
  const unsent = session.outbox.entries.filter(({ state }) => state !== "sent");
  if (unsent.length > 0 || queue.stored.size > 0)
    fail(
      "the outbox is empty in the end",
      `${unsent.map(({ state }) => state).join()}, ${queue.stored.size} stored`,
    );
  for (const text of queue.given)
    if (!session.transcript.items.some(({ Content }) => Content === text))
      fail("a transcript shows what the outbox has sent", text);
}

/** Each file has got where it goes, and its page knows what the scanner has said. */
function checkFiles({ notes, isLate }: PartsPage, transcript: readonly ChatItem[], fail: Fail): void {
  const statusOf = (name: string) =>
    transcript.flatMap(({ Attachments = [] }) => Attachments).find((file) => file.AttachmentName === name)
      ?.Status;
  for (const { name, transfer, waits } of notes.files) {
    const state = transfer.state.name;
    const verdict = statusOf(name);
    if (state === "preparing" || state === "waiting" || state === "uploading" || state === "scanning")
      fail("a file gets where it goes", `${name} is ${state}`);
    // After five uploads in vain; a session of the root may not know whether it may try again.
    if (state === "failed" && !isLate && waits < 4)
      fail("a file is tried again", `${name} after ${waits} times`);
    if (/approved|rejected|undecided/.test(state) && state.toUpperCase() !== (verdict ?? "UNDECIDED"))
      fail("a file's verdict is the scanner's", `${name} is ${state}, and ${String(verdict)}`);
  }
}

function checkTabs(
  world: PartsWorld,
  customer: PartsCustomer,
  live: readonly PartsPage[],
): readonly Violation[] {
  const violations: Violation[] = [];
  const fail: Fail = (invariant, detail) => violations.push({ invariant, who: customer.name, detail });
  const leaders = live.filter(({ session }) => session.tabs?.isLeader ?? true).length;
  const sockets = world.alivePages(customer).reduce((sum, { link }) => sum + link.openSockets, 0);
  const shares = customer.windows !== undefined;
  if (leaders !== (shares ? Math.min(1, live.length) : live.length)) fail("one tab leads", `${leaders} lead`);
  if (sockets !== (shares ? Math.min(1, live.length) : live.length))
    fail("tabs have one socket", `${sockets} for ${live.length} tabs`);
  for (const { session, name } of live)
    if (session.tabs && session.tabs.count !== (shares ? live.length : 1))
      fail("tabs know how many they are", `${name} counts ${session.tabs.count} of ${live.length}`);
  return violations;
}

/** What holds once the network has healed and all is quiet, before anybody reads anything for it. */
export function checkPresence(world: PartsWorld): readonly Violation[] {
  const violations: Violation[] = [];
  for (const customer of world.customers) {
    if (world.isOver(customer)) continue;
    for (const page of world.alivePages(customer).filter(({ isLive }) => isLive))
      checkParticipants(page, world, customer.chat.contactId, (invariant, detail) =>
        violations.push({ invariant, who: page.name, detail }),
      );
  }
  return violations;
}

/** What holds once the network has healed, all is quiet, and all pages of the transcript were loaded. */
export function checkCalm(world: PartsWorld): readonly Violation[] {
  return world.customers.flatMap((customer) => {
    if (world.isOver(customer)) return [];
    const transcript = world.transcriptOf(customer);
    const live = world.alivePages(customer).filter(({ isLive }) => isLive);
    const violations: Violation[] = [];
    for (const page of live) {
      const fail: Fail = (invariant, detail) => violations.push({ invariant, who: page.name, detail });
      checkConnected(page, fail);
      checkHeard(page, transcript, fail);
      checkHistory(page, { transcript, pastMessages: customer.pastMessages }, fail);
      checkLoops(page, transcript, fail);
      checkFiles(page, transcript, fail);
      checkQueue(page, transcript, fail);
    }
    return [...violations, ...checkTabs(world, customer, live)];
  });
}

/** No socket opened for a while: what was said then, under this Id, came nevertheless. */
export function checkPolled(
  world: PartsWorld,
  said: ReadonlyMap<PartsCustomer, string>,
): readonly Violation[] {
  return [...said].flatMap(([customer, id]) =>
    world
      .alivePages(customer)
      .filter(({ isLive, notes }) => isLive && !heardIds(notes).includes(id))
      .map(({ name: who, session }) => ({
        invariant: "what is said while no socket opens is heard",
        who,
        detail: `${showId(id)}; ${session.connection.state.name}`,
      })),
  );
}

/** So many messages were said after all had been read: each page counts them, and what was read has a receipt. */
export function checkRead(world: PartsWorld, newMessages: number): readonly Violation[] {
  return world.customers.flatMap((customer) => {
    if (world.isOver(customer)) return [];
    const { participantId } = customer.chat;
    const ofPeople = world
      .transcriptOf(customer)
      .filter(({ Type, ParticipantRole }) => Type === "MESSAGE" && ParticipantRole === "AGENT");
    const last = ofPeople.at(-1);
    const isRead = last?.MessageMetadata?.Receipts?.some(
      ({ RecipientParticipantId, ReadTimestamp }) =>
        RecipientParticipantId === participantId && ReadTimestamp,
    );
    const live = world.alivePages(customer).filter(({ isLive }) => isLive);
    const violations: Violation[] = [];
    // Among more than two the service takes no receipts, and none that it has refused goes out again.
    const isPair = customer.agents.size < 2;
    const wasRefused = customer.pages
      .flatMap(({ notes }) => notes.calls)
      .some(
        ({ name, atMs, error }) =>
          name === "markAllRead" && statusCodeOf(error) === 409 && atMs >= timeOf(last ?? {}),
      );
    if (last && isPair && !wasRefused && live.length > 0 && !isRead)
      violations.push({
        invariant: "what was read has a receipt",
        who: customer.name,
        detail: showId(last.Id),
      });
    for (const { session, name: who } of live)
      if (session.unreadCount() !== newMessages)
        violations.push({
          invariant: "unread messages are those that came since",
          who,
          detail: `${session.unreadCount()} instead of ${newMessages}`,
        });
    return violations;
  });
}
