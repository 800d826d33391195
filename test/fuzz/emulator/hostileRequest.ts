import { ConnectionCut } from "../../../packages/emulator/src/index.js";
import { checkAnswer } from "./checkAnswer.js";
import type { SeenAnswer } from "./checkAnswer.js";
import { ORIGIN } from "./fuzzStage.js";
import type { FuzzChat, FuzzStage } from "./fuzzStage.js";
import { emptyLoot, LOOT_KINDS, tokensIn } from "./loot.js";
import type { LootKind } from "./loot.js";
import { bytesOf, spoil } from "./requestInputs.js";
import type { RequestInput, Whose } from "./requestInputs.js";

/** What strangers have done in one case. */
export interface HostileCounts {
  requests: number;
  /** Requests that the emulator took. */
  accepted: number;
  frames: number;
}

const isLootKind = (name: string): name is LootKind => (LOOT_KINDS as readonly string[]).includes(name);
/** Lets what is under way go on. */
export const nextTask = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Chats that strangers start and requests are about, beside the two. */
const longestList = 6;

/** Reads an answer to its end; of a stream that has none, what is there. */
async function readText(response: Response): Promise<string> {
  if (response.headers.get("content-type") !== "text/event-stream") return response.text();
  const reader = response.body?.getReader();
  const piece = await reader?.read();
  await reader?.cancel();
  return new TextDecoder().decode(piece?.value);
}

/** A case that is being played. */
export interface Play {
  readonly stage: FuzzStage;
  readonly counts: HostileCounts;
  /** Statuses that faults were to answer with. */
  readonly injected: Set<number>;
  /** Whether a fault was to leave a request without an answer. */
  mayCut: boolean;
}

/** Puts things of contacts into the places of a text. */
function filler(
  { stage }: Play,
  request: RequestInput,
  actor: number,
): (text: string, encode?: boolean) => string {
  const { chats, control } = stage;
  const own = chats[actor % chats.length];
  const other = chats[(actor + 1) % chats.length];
  // The control API may end any chat; the control chat is not to be ended.
  const isPrivileged = request.template.surface === "control" || request.template.surface === "connect";
  const chatOf = (whose: Whose | undefined): FuzzChat | undefined =>
    whose === "own" ? own : whose === "control" && !isPrivileged ? control : other;
  let count = 0;
  return (text, encode = false) =>
    text.replace(/@(\w+)@/g, (whole, kind: string) => {
      if (!isLootKind(kind)) return whole;
      const place = count++;
      const list = chatOf(request.whose[place % request.whose.length])?.loot[kind] ?? [];
      const found = list[(actor + place) % (list.length || 1)] ?? "none";
      return encode && !kind.endsWith("Path") ? encodeURIComponent(found) : found;
    });
}

function bearerOf({ stage: { chats } }: Play, { bearer }: RequestInput, actor: number): string | undefined {
  if (!bearer) return undefined;
  const list = chats[(bearer.whose === "own" ? actor : actor + 1) % chats.length]?.loot[bearer.kind] ?? [];
  return spoil(list[(actor >> 1) % (list.length || 1)] ?? "none", bearer.spoiled);
}

/** The contacts that an answer may show. */
function sightOf(
  { stage }: Play,
  request: RequestInput,
  sent: { readonly url: string; readonly bearer: string | undefined; readonly body: string },
  answer: SeenAnswer,
): string[] {
  const { surface } = request.template;
  const contactOf = /"?contactId"?:"([^"]+)"/i.exec(answer.text)?.[1];
  switch (surface) {
    case "operation":
      return [stage.ownerOf(sent.bearer ?? "") ?? ""];
    case "bucket":
      return tokensIn(sent.url).map((token) => stage.ownerOf(token) ?? "");
    case "page":
      return tokensIn(sent.url + sent.body).map((token) => stage.ownerOf(token) ?? "");
    case "connect":
      return contactOf === undefined ? [] : [contactOf];
    case "control": {
      const [, contactId] = /^\/control\/contacts\/([0-9a-f-]{36})/.exec(answer.path) ?? [];
      if (contactId !== undefined) return [contactId];
      const all = [...stage.chats, stage.control].map((chat) => chat.contactId);
      // An exported world goes on elsewhere, with its tokens.
      if (answer.path === "/control/world") return all;
      // It has started one.
      if (/"participantToken":/.test(answer.text)) return contactOf === undefined ? [] : [contactOf];
      // What is about no contact may show all of them, but lets nobody act for one.
      if (/(?:pt|ct|ws)\.[\w-]{43}/.test(answer.text) && !answer.path.includes("/agents/"))
        stage.breach(`${answer.path} shows a token`);
      return all;
    }
  }
}

/** Takes in what an answer hands out, as the page of a chat would. */
function takeAnswer(stage: FuzzStage, sight: readonly string[], answer: SeenAnswer): void {
  const [contactId] = sight;
  if (contactId === undefined || sight.length > 1 || answer.status >= 400) return;
  const known = stage.chatOf(contactId);
  if (known) {
    stage.take(known, answer.text);
    return;
  }
  const canonical = stage.canonical(contactId);
  if (canonical === contactId && !/"participantToken":/i.test(answer.text)) return;
  if (stage.chats.length >= longestList) return;
  const chat: FuzzChat = { contactId: canonical, loot: emptyLoot() };
  chat.loot.contactId.push(contactId);
  stage.chats.push(chat);
  stage.take(chat, answer.text);
}

/** Notes a breach when an operation has let in who has no token of the right kind. */
function requireToken(stage: FuzzStage, path: string, bearer: string | undefined): void {
  if (!/^\/+participant\//.test(path)) return;
  const kind = path.endsWith("/connection") ? "pt." : "ct.";
  if (!bearer?.startsWith(kind) || stage.ownerOf(bearer) === undefined)
    stage.breach(`${path} let a stranger in`);
}

/** Takes in what an imported world has brought, with the tokens that were in it. */
function takeWorld(stage: FuzzStage, body: string): void {
  for (const { contactId } of stage.emulator.control.listContacts()) {
    if (stage.chatOf(contactId) || stage.chats.length >= longestList) continue;
    const chat: FuzzChat = { contactId, loot: emptyLoot() };
    chat.loot.contactId.push(contactId);
    stage.chats.push(chat);
    stage.take(chat, body);
  }
}

/** What the emulator answers; undefined when it was no request that can be sent, or a fault leaves it without an answer. */
async function exchange(play: Play, url: string, init: RequestInit): Promise<Response | undefined> {
  const { stage, injected } = play;
  const { emulator, clock, breach } = stage;
  const giveUp = new AbortController();
  const outcome: { response?: Response; failure?: unknown; isSettled: boolean } = { isSettled: false };
  void emulator
    .fetch(url, { ...init, signal: giveUp.signal })
    .then(
      (response) => (outcome.response = response),
      (failure: unknown) => (outcome.failure = failure),
    )
    .finally(() => (outcome.isSettled = true));
  for (let turn = 0; !outcome.isSettled && turn < 100; turn++) await nextTask();
  const faults = emulator.control.listFaults();
  for (const fault of faults) {
    if (fault.kind === "httpError") injected.add(fault.status);
    if (fault.kind === "dropResponse" || fault.kind === "hangResponse") play.mayCut = true;
  }
  const what = `${init.method ?? ""} ${url.slice(0, 200)}`;
  if (!outcome.isSettled) {
    if (!faults.some(({ kind }) => kind === "hangResponse" || kind === "latency"))
      breach(`${what} was never answered`);
    giveUp.abort();
    await nextTask();
    clock.advance(0);
    return undefined;
  }
  const { response, failure } = outcome;
  if (!response && !(play.mayCut && (failure as Error | undefined)?.cause instanceof ConnectionCut))
    breach(`${what} failed: ${String(failure)}`);
  return response;
}

/** The path that a request goes to; undefined when no client can send it. */
function pathOf(url: string, init: RequestInit): string | undefined {
  try {
    return new URL(new Request(url, init).url).pathname;
  } catch {
    return undefined;
  }
}

/** Makes a request for a contact, and notes what must not come of it. */
export async function makeRequest(play: Play, input: RequestInput, actor: number): Promise<void> {
  const { stage, counts } = play;
  const fill = filler(play, input, actor);
  const url = ORIGIN + fill(input.path, true);
  const body = fill(input.body ?? "");
  const bearer = bearerOf(play, input, actor);
  const headers = input.headers.map(([name, value]): [string, string] => [name, value]);
  if (bearer !== undefined) headers.push(["X-Amz-Bearer", bearer]);
  const hasBody = !/^(get|head)$/i.test(input.method) && input.body !== undefined;
  const init: RequestInit = {
    method: input.method,
    headers,
    ...(hasBody && { body: bytesOf(body, input.encoding) }),
  };
  const path = pathOf(url, init);
  if (path === undefined) return;
  counts.requests += 1;
  stage.forgive(url + body);
  const response = await exchange(play, url, init);
  if (!response) return;
  const answer: SeenAnswer = {
    path,
    method: input.method.toUpperCase(),
    status: response.status,
    headers: response.headers,
    text: await readText(response),
  };
  const sight = sightOf(play, input, { url, bearer, body }, answer);
  takeAnswer(stage, sight, answer);
  if (path === "/control/world" && answer.status < 400 && hasBody) takeWorld(stage, body);
  checkAnswer(stage, answer, play.injected);
  if (answer.status < 400) {
    counts.accepted += 1;
    if (answer.method !== "OPTIONS") requireToken(stage, path, bearer);
    stage.checkIsolation(
      `${answer.method} ${path.slice(0, 100)}`,
      answer.text + JSON.stringify([...answer.headers]),
      sight,
    );
  }
  stage.clock.advance(0);
}
