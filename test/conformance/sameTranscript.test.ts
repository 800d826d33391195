import { startEmulator } from "amazon-connect-chat-emulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ChatPage } from "../support/chatPlace.js";
import { openChatStage } from "../support/chatStage.js";
import type { ChatStage, SideBySide } from "../support/chatStage.js";
import { CHAT, chatItem } from "../support/chatItems.js";
import { playScripted } from "../support/scriptedChat.js";
import { callSession, createSession, eventsOf } from "../support/sessionScripts.js";
import { joinAgent, startChat } from "../support/startChat.js";
import { message, waitForEvent } from "../support/waitForEvent.js";
import { waitUntil } from "../support/waitUntil.js";

const key = "customer";
let stage: ChatStage;
beforeAll(async () => {
  stage = await openChatStage();
});
afterAll(() => stage.close());

/** What `onTranscriptUpdated` gave. */
interface Update {
  readonly transcript: readonly any[];
  readonly previousTranscriptNextToken?: string | null;
}

/** Copies each update when it comes: 5.0.0 changes its items later. */
function recordUpdates(session: string): void {
  const scope = globalThis as unknown as {
    held: Record<string, { session: any }>;
    updates: unknown[];
  };
  scope.updates = [];
  scope.held[session]!.session.onTranscriptUpdated((event: { data: object }) =>
    scope.updates.push(JSON.parse(JSON.stringify(event.data))),
  );
}
const updates = (page: ChatPage): Promise<Update[]> =>
  page.run(() => (globalThis as unknown as { updates: Update[] }).updates, undefined);

/** Waits for the first update that is `wanted`. */
const update = (page: ChatPage, wanted: (update: Update) => boolean): Promise<Update> =>
  waitUntil(async () => {
    const found = (await updates(page)).find(wanted);
    if (!found) throw new Error("the update did not come");
    return found;
  });
const contents = ({ transcript }: Update) => transcript.map(({ Content }) => Content);
const has = (content: string) => (each: Update) => contents(each).includes(content);

/** A customer who comes into a chat where an agent has said two things, says one and is read. */
async function talk(page: ChatPage) {
  const emulator = await startEmulator({ flow: { prompts: [] } });
  try {
    const chat = await page.run(startChat, emulator.url);
    const agent = await joinAgent(emulator, chat.ContactId);
    for (const content of ["one", "two"]) emulator.control.say({ ...agent, content });
    await page.run(createSession, {
      key,
      endpoint: emulator.url,
      args: { chatDetails: chat, type: "CUSTOMER" },
    });
    await page.run(recordUpdates, key);
    const call = (method: string, ...args: unknown[]) => page.run(callSession, { key, method, args });
    await call("connect");
    const history = await update(page, has("two"));
    const sent = await call("sendMessage", { message: "Hello", contentType: "text/plain" });
    const { Id } = sent.value.data;
    await waitForEvent({ place: page, key }, message({ Id }));
    const { participantToken: connectionToken } = emulator.control.connectionToken(agent).chatTokenTransport;
    await fetch(`${emulator.url}/participant/event`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-amz-bearer": connectionToken },
      body: JSON.stringify({
        ContentType: "application/vnd.amazonaws.connect.event.message.read",
        Content: JSON.stringify({ messageId: Id }),
      }),
    });
    const statusOf = ({ transcript }: Update) =>
      transcript.find(({ Content }) => Content === "Hello")?.MessageMetadata?.Status;
    const read = await update(page, (each) => statusOf(each) === "READ");
    const temporary = (await updates(page)).find((each) => statusOf(each) === "SENDING")!.transcript.at(-1);
    return {
      // Where live events stand among them is another matter: see CP-34.
      history: history.transcript
        .filter(({ Type }) => Type === "MESSAGE")
        .map(({ Content, ParticipantRole }) => [Content, ParticipantRole]),
      statuses: [...new Set((await updates(page)).filter(has("Hello")).map(statusOf))],
      temporary: {
        ...temporary,
        Id: temporary.Id === temporary.MessageMetadata.MessageId,
        MessageMetadata: { ...temporary.MessageMetadata, MessageId: "the same" },
      },
      last: {
        ...read.transcript.at(-1),
        isSerialized: JSON.parse(read.transcript.at(-1).serializedContent).Id === Id,
      },
      messages: (await page.run(eventsOf, key)).filter(({ name }) => name === "INCOMING_MESSAGE").length,
    };
  } finally {
    await emulator.close();
  }
}

describe("a chat on the emulator", () => {
  let told: SideBySide<Awaited<ReturnType<typeof talk>>>;
  beforeAll(async () => {
    told = await stage.sideBySide(talk);
  });

  test("shows its history after connect()", () => {
    expect(told.ours.history).toEqual(told.upstream.history);
    expect(told.ours.history).toHaveLength(2);
  });

  test("shows a message as it is being sent", () => {
    expect(told.ours.temporary).toEqual(told.upstream.temporary);
    expect(told.ours.temporary).toMatchObject({ ParticipantRole: "CUSTOMER", AbsoluteTime: "" });
  });

  test("keeps its status, which 5.0.0 loses when the message comes (CP-34)", () => {
    const [ours, upstream] = [told.ours, told.upstream].map(({ statuses }) =>
      statuses.map((each) => each ?? null),
    );
    // The message may overtake the answer to its request, and has no status until that is there.
    expect(ours!.slice(ours!.indexOf(null) + 1).join()).toMatch(/^(SENDING,)?(SENT,)?READ$/);
    expect(upstream).toContain(null);
  });

  test("has the item as it came, and as JSON", () => {
    const without = ({ Id: _id, AbsoluteTime: _time, ...rest }: any) => Object.keys(rest).sort();
    expect(without(told.ours.last)).toEqual(without(told.upstream.last));
    expect(told.ours.last.isSerialized).toBe(true);
  });
});

const at = (hour: number) => `2031-02-03T0${hour}:00:00.000Z`;
const page = (hours: readonly number[], NextToken?: string) => ({
  status: 200,
  body: {
    Transcript: hours.map((hour) => chatItem(`at ${hour}`, { AbsoluteTime: at(hour) })),
    InitialContactId: CHAT.contactId,
    NextToken,
  },
});

/** Reads the pages one after the other; the Ids and the token that come of it. */
const readPages = (...reads: readonly (readonly [args: object, answer: ReturnType<typeof page>])[]) =>
  playScripted(stage, async ({ create, connect, call, service, page: chatPage }) => {
    await create();
    await connect();
    service.script(({ path }) => (path === "/participant/transcript" ? page([]) : undefined));
    await chatPage.run(recordUpdates, key);
    for (const [args, answer] of reads) {
      service.script(() => answer);
      await call("getTranscript", args);
    }
    const count = new Set(reads.flatMap(([, { body }]) => body.Transcript.map(({ Id }) => Id))).size;
    const { transcript, previousTranscriptNextToken } = await update(
      chatPage,
      (each) => each.transcript.filter(({ Id }) => Id.startsWith("at ")).length === count,
    );
    return {
      ids: transcript.map(({ Id }) => Id).filter((id) => id !== "ready"),
      previousTranscriptNextToken,
    };
  });

test("a page and the one before it, newest first, are in order, with the token of the last", async () => {
  const { ours, upstream } = await readPages(
    [{}, page([4, 5, 6], "t1")],
    [{ nextToken: "t1", sortOrder: "DESCENDING" }, page([3, 2, 1], "t2")],
  );
  expect(ours).toEqual(upstream);
  expect(ours).toEqual({
    ids: ["at 1", "at 2", "at 3", "at 4", "at 5", "at 6"],
    previousTranscriptNextToken: "t2",
  });
});

test("a page before it, oldest first, is in order too (CP-34)", async () => {
  const { ours, upstream } = await readPages(
    [{}, page([4, 5, 6], "t1")],
    [{ nextToken: "t1" }, page([1, 2, 3], "t2")],
  );
  expect(ours.ids).toEqual(["at 1", "at 2", "at 3", "at 4", "at 5", "at 6"]);
  expect(upstream.ids).toEqual(["at 1", "at 4", "at 5", "at 6", "at 2", "at 3"]);
});

test("a page read forward leaves the token alone, and so does one from the middle (CP-35)", async () => {
  const forward = await readPages(
    [{}, page([4, 5, 6], "t1")],
    [{ scanDirection: "FORWARD" }, page([7, 8], "t2")],
  );
  expect(forward.ours).toEqual(forward.upstream);
  expect(forward.ours.previousTranscriptNextToken).toBe("t1");
  const middle = await readPages(
    [{}, page([4, 5, 6], "t1")],
    [{ startPosition: { mostRecent: 1 } }, page([6, 7], "t2")],
  );
  expect(middle.ours.previousTranscriptNextToken).toBe("t1");
  expect(middle.upstream.previousTranscriptNextToken).toBe("t2");
});

test("whoever listens late gets the history, once (CP-36)", async () => {
  const { ours, upstream } = await playScripted(
    stage,
    async ({ create, connect, call, service, page: chatPage }) => {
      await create();
      await connect();
      service.script(({ path }) => (path === "/participant/transcript" ? page([1, 2]) : undefined));
      await chatPage.run(recordUpdates, key);
      // Whatever it asked for has been asked before this.
      await call("sendEvent", { contentType: "application/vnd.amazonaws.connect.event.typing" });
      return service.requests.filter(({ path }) => path === "/participant/transcript").length;
    },
  );
  expect([ours, upstream]).toEqual([1, 0]);
});

describe("streamed text", () => {
  const piece = (ChunkNumber: number, Content: string, MessageCompleted = false) =>
    chatItem("x", {
      ParticipantRole: "SYSTEM",
      Content,
      AbsoluteTime: at(ChunkNumber),
      MessageMetadata: { MessageId: "x", MessageCompleted, ChunkNumber },
    });
  const show = (...pieces: readonly object[]) =>
    playScripted(stage, async ({ create, connect, service, wait, events }) => {
      await create();
      await connect();
      pieces.forEach((each) => service.sendItem(each));
      service.sendItem(chatItem("last"));
      await wait(message({ Id: "last" }));
      return (await events()).flatMap(({ name, event: { data } }) =>
        name === "INCOMING_MESSAGE" && data.Id === "x" ? [data] : [],
      );
    });

  test("grows as in 5.0.0 while its pieces come in order, to the last member (CP-12)", async () => {
    const { ours, upstream } = await show(
      piece(1, "He"),
      piece(2, "llo"),
      piece(2, "llo"),
      piece(3, " world"),
      piece(4, "Hello world!", true),
      piece(4, "Hello world!", true),
    );
    expect(ours).toEqual(upstream);
    expect(ours.map(({ Content }) => Content)).toEqual(["He", "Hello", "Hello world", "Hello world!"]);
  });

  test("puts a piece that comes early in its place, and ends with the whole (CP-60)", async () => {
    const { ours, upstream } = await show(
      piece(1, "He"),
      piece(3, " you"),
      piece(2, "llo"),
      piece(4, "Hello you!", true),
      piece(5, "late"),
    );
    const texts = (side: readonly any[]) => side.map(({ Content }) => Content);
    expect(texts(ours)).toEqual(["He", "Hello", "Hello you", "Hello you!"]);
    expect(texts(upstream)).toEqual(["He", "Hello", "Hello you!", "Hello you!late"]);
  });
});
