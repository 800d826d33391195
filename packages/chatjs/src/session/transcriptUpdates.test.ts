import { describe, expect, it } from "vitest";
import { CHAT, chatEnded, connectCustomer, createFakeService, message } from "../../test/fakeService.js";
import { createChatJS } from "../chatSession.js";
import type { CustomerChatSession } from "./chatSessionTypes.js";
import type { ChatTranscriptUpdatedEvent } from "./eventTypes.js";

const TRANSCRIPT = "/participant/transcript";
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const page = (ids: string, NextToken?: string) => ({
  body: {
    InitialContactId: CHAT.contactId,
    Transcript: Array.from(ids, (id) => message(id, { AbsoluteTime: at(id.charCodeAt(0) - 97) })),
    NextToken,
  },
});
const piece = (ChunkNumber: number, Content: string, MessageCompleted = false) =>
  message("x", {
    ParticipantRole: "SYSTEM",
    Content,
    AbsoluteTime: at(ChunkNumber),
    MessageMetadata: { MessageCompleted, ChunkNumber },
  });

/** Records what a session says of its transcript: the Ids, and the whole events. */
function record(session: CustomerChatSession) {
  const events: ChatTranscriptUpdatedEvent[] = [];
  session.onTranscriptUpdated((event) => events.push(event));
  const shown = () => events.map(({ data }) => data.transcript.map(({ Id }) => Id).join(""));
  return { events, shown };
}
async function connectRecorded(history = page("")) {
  const service = createFakeService();
  service.answers.set(TRANSCRIPT, () => history);
  const session = createChatJS(service.platform).ChatSession.create({ chatDetails: CHAT, type: "CUSTOMER" });
  const recorded = record(session);
  const connected = session.connect();
  await service.platform.settle();
  service.accept();
  await connected;
  await service.platform.settle();
  return { ...service, ...recorded, session };
}
type Connected = Awaited<ReturnType<typeof connectRecorded>>;
const lose = async ({ platform }: Pick<Connected, "platform">) => {
  platform.socket().close(1006);
  await platform.settle();
};
const regain = async ({ platform, accept }: Pick<Connected, "platform" | "accept">) => {
  await platform.advance(5_000);
  accept();
  await platform.settle();
};

/** Has tasks wait until they are run, as those of a browser do while other tasks come first. */
function holdTasks(platform: Connected["platform"]) {
  const tasks: (() => void)[] = [];
  let count = 0;
  platform.queueTask = (task) => {
    count += 1;
    tasks.push(task);
  };
  const runNext = () => tasks.shift()?.();
  const runAll = () => {
    while (tasks.length > 0) runNext();
  };
  return { count: () => count, runNext, runAll };
}

describe("history", () => {
  it("is read when the session is connected, a hundred items, and comes in one event", async () => {
    const { requestsTo, events, shown } = await connectRecorded(page("abc", "older"));
    expect(requestsTo(TRANSCRIPT).map(({ body }) => body)).toEqual([
      { MaxResults: 100, ScanDirection: "BACKWARD", SortOrder: "ASCENDING", StartPosition: {} },
    ]);
    expect(shown()).toEqual(["abc"]);
    expect(events[0]).toMatchObject({
      data: { previousTranscriptNextToken: "older" },
      chatDetails: { contactId: CHAT.contactId },
    });
    expect(() => structuredClone(events[0])).not.toThrow();
  });

  it("is read once for whoever comes when the connection is up (CP-36)", async () => {
    const { session, platform, answers, requestsTo } = await connectCustomer();
    answers.set(TRANSCRIPT, () => page("ab"));
    expect(requestsTo(TRANSCRIPT)).toEqual([]);
    const { shown } = record(session);
    session.controller.subscribe("TRANSCRIPT_UPDATED", () => undefined);
    await platform.settle();
    expect(shown()).toEqual(["ab"]);
    expect(requestsTo(TRANSCRIPT)).toHaveLength(1);
  });

  it("that cannot be read is logged, and read at the next connection (CP-63)", async () => {
    const service = createFakeService();
    service.answers.set(TRANSCRIPT, () => ({ status: 400, body: { message: "no" } }));
    const { session, platform, chatJS } = await connectCustomer(service);
    chatJS.ChatSession.setGlobalConfig({ loggerConfig: { useDefaultLogger: true } });
    const { shown } = record(session);
    await platform.settle();
    expect(platform.printed.at(-1)?.line).toContain("could not update the transcript");
    service.answers.set(TRANSCRIPT, () => page("ab"));
    await lose(service);
    await regain(service);
    expect(shown()).toEqual(["ab"]);
  });

  it("that the service fails to give is read with the next item, one that it refuses is not", async () => {
    for (const [status, wanted] of [
      [503, "abx"],
      [400, "x"],
    ] as const) {
      const service = createFakeService();
      service.answers.set(TRANSCRIPT, () => ({ status, body: { message: "no" } }));
      const { session, platform, item } = await connectCustomer(service);
      const { shown } = record(session);
      await platform.advance(9_000);
      service.answers.set(TRANSCRIPT, () => page("ab"));
      item(message("x", { AbsoluteTime: at(30) }));
      await platform.settle();
      expect(shown().at(-1)).toBe(wanted);
    }
  });

  it("is not read again after an outage: what was missed comes by itself (CP-63)", async () => {
    const chat = await connectRecorded(page("ab"));
    chat.item(message("c", { AbsoluteTime: at(2) }));
    await chat.platform.settle();
    await lose(chat);
    chat.answers.set(TRANSCRIPT, () => page("abcd"));
    await regain(chat);
    expect(chat.shown()).toEqual(["ab", "abc", "abcd"]);
    expect(chat.requestsTo(TRANSCRIPT)).toHaveLength(2);
  });

  it("grows with what the page reads, and leads on to the page before (CP-35)", async () => {
    const { session, platform, answers, events, shown } = await connectRecorded(page("cd", "t1"));
    answers.set(TRANSCRIPT, () => page("ab", "t2"));
    const nextToken = events[0]!.data.previousTranscriptNextToken;
    await session.getTranscript({ nextToken });
    await session.getTranscript({ startPosition: { mostRecent: 1 } });
    await platform.settle();
    expect(shown()).toEqual(["cd", "abcd"]);
    expect(events[1]!.data.previousTranscriptNextToken).toBe("t2");
  });
});

describe("events", () => {
  it("come once for what changed in one task, after those of the items", async () => {
    const { session, platform, item, events } = await connectRecorded();
    const seen: string[] = [];
    session.onMessage((_event, name) => seen.push(name));
    session.onTranscriptUpdated((_event, name) => seen.push(name));
    events.length = 0;
    for (const id of ["a", "b", "c"]) item(message(id));
    await platform.settle();
    expect(seen.filter((name) => name === "INCOMING_MESSAGE")).toHaveLength(3);
    expect(seen.slice(3)).toEqual(["TRANSCRIPT_UPDATED"]);
    expect(events.map(({ data }) => data.transcript.length)).toEqual([3]);
  });

  it("take a few tasks, and not one for each of many items that come in a row", async () => {
    const { session, platform, item, events } = await connectRecorded();
    session.onMessage(() => undefined);
    await platform.settle();
    events.length = 0;
    const { timers } = platform.live;
    const { count, runNext, runAll } = holdTasks(platform);
    for (let id = 0; id < 100; id++) {
      item(message(`m${id}`));
      runNext();
    }
    expect(count()).toBeLessThan(105);
    expect(events).toEqual([]);
    runAll();
    await platform.advance(0);
    runAll();
    expect(events.map(({ data }) => data.transcript.length)).toEqual([100]);
    expect(platform.live.timers).toBe(timers);
  });

  it("wait one at a time, however much changes meanwhile", async () => {
    const { session, platform, item, events } = await connectRecorded();
    session.onMessage(() => undefined);
    await platform.settle();
    events.length = 0;
    const before = platform.live.tasks;
    for (let id = 0; id < 100; id++) item(message(`m${id}`));
    expect(platform.live.tasks - before).toBe(101);
    await platform.settle();
    expect(events.map(({ data }) => data.transcript.length)).toEqual([100]);
  });

  it("come again to who comes after all handlers have gone", async () => {
    const { session, platform, item } = await connectCustomer();
    const leave = session.onTranscriptUpdated(() => undefined);
    await platform.settle();
    item(message("a"));
    leave();
    item(message("b"));
    await platform.settle();
    const { shown } = record(session);
    item(message("c"));
    await platform.settle();
    expect(shown()).toEqual(["abc"]);
  });

  it("are lists of their own: what a page does to one is not in the next", async () => {
    const { platform, item, events, shown } = await connectRecorded();
    item(message("a"));
    await platform.settle();
    events.at(-1)!.data.transcript.length = 0;
    item(message("b"));
    await platform.settle();
    expect(shown().at(-1)).toBe("ab");
  });

  it("tell of all that changed before the end, in one that comes before it", async () => {
    const { session, platform, item, shown } = await connectRecorded();
    const seen: string[] = [];
    for (const method of ["onMessage", "onTranscriptUpdated", "onEnded"] as const)
      session[method]((_event: unknown, name: string) => seen.push(name));
    await platform.settle();
    seen.length = 0;
    item(message("a"));
    item(message("b"));
    item(chatEnded);
    await platform.settle();
    expect(seen).toEqual([...Array<string>(3).fill("INCOMING_MESSAGE"), "TRANSCRIPT_UPDATED", "CHAT_ENDED"]);
    expect(shown().at(-1)).toBe("abend");
  });

  it("tell once of items that came in a row, when the end follows them at once (CP-07)", async () => {
    const { session, platform, item, events } = await connectRecorded();
    const seen: string[] = [];
    for (const method of ["onTranscriptUpdated", "onEnded"] as const)
      session[method]((_event: unknown, name: string) => seen.push(name));
    session.onMessage(() => undefined);
    await platform.settle();
    events.length = seen.length = 0;
    const { timers } = platform.live;
    const { runNext, runAll } = holdTasks(platform);
    for (let id = 0; id < 10; id++) {
      item(message(`m${id}`));
      runNext();
    }
    // It waits for items to pause.
    expect([platform.live.timers, seen]).toEqual([timers + 1, []]);
    item(chatEnded);
    runAll();
    expect([seen, events.at(-1)?.data.transcript.length]).toEqual([["TRANSCRIPT_UPDATED", "CHAT_ENDED"], 11]);
    await platform.advance(0);
    runAll();
    expect([seen.length, platform.live.timers, platform.live.sockets]).toEqual([2, 0, 0]);
  });

  it("end with the chat: the message, the transcript, then onEnded (CP-07)", async () => {
    const { session, platform, item, shown } = await connectRecorded();
    const seen: string[] = [];
    for (const method of ["onMessage", "onTranscriptUpdated", "onEnded"] as const)
      session[method]((_event: unknown, name: string) => seen.push(name));
    await platform.settle();
    const late = session.sendMessage({ message: "late", contentType: "text/plain" });
    await platform.settle();
    seen.length = 0;
    item(chatEnded);
    await late;
    await platform.settle();
    expect(seen).toEqual(["INCOMING_MESSAGE", "TRANSCRIPT_UPDATED", "CHAT_ENDED"]);
    expect(shown().at(-1)).toContain("end");
    expect(platform.live.tasks).toBe(0);
  });

  it("are about nothing that came before the first handler", async () => {
    const { session, platform, item } = await connectCustomer();
    item(message("early"));
    await platform.settle();
    const { shown } = record(session);
    item(message("a"));
    await platform.settle();
    expect(shown().at(-1)).toBe("a");
  });
});

describe("one's own message", () => {
  it("is SENDING at once, SENT with the answer, and the same when it comes (CP-34)", async () => {
    const { session, platform, item, events, answers } = await connectRecorded();
    events.length = 0;
    let answer: (answer: object) => void = () => undefined;
    answers.set("/participant/message", () => new Promise((resolve) => (answer = resolve)));
    const sent = session.sendMessage({ message: "Hello", contentType: "text/plain" });
    await platform.settle();
    answer({ body: { Id: "m", AbsoluteTime: at(1) } });
    await sent;
    await platform.settle();
    item(message("m", { Content: "Hello", ParticipantRole: "CUSTOMER", AbsoluteTime: at(1) }));
    await platform.settle();
    const states = events.map(({ data }) =>
      data.transcript.map(({ Id, MessageMetadata }) => [Id === "m", MessageMetadata?.Status]),
    );
    expect(states).toEqual([[[false, "SENDING"]], [[true, "SENT"]], [[true, "SENT"]]]);
  });

  it("is FAILED when it was refused; one that was never sent is not shown", async () => {
    const { session, platform, events, answers } = await connectRecorded();
    answers.set("/participant/message", () => ({ status: 400, body: { message: "no" } }));
    expect(() => session.sendMessage({ message: 7 as never, contentType: "text/plain" })).toThrow();
    await expect(session.sendMessage({ message: "x", contentType: "text/plain" })).rejects.toMatchObject({
      statusCode: 400,
    });
    await platform.settle();
    expect(events.at(-1)!.data.transcript).toMatchObject([{ MessageMetadata: { Status: "FAILED" } }]);
  });

  it("becomes DELIVERED and READ by live receipts", async () => {
    const { session, platform, item, events, answers } = await connectRecorded();
    answers.set("/participant/message", () => ({ body: { Id: "m", AbsoluteTime: at(1) } }));
    await session.sendMessage({ message: "Hello", contentType: "text/plain" });
    const statuses: unknown[] = [];
    for (const kind of ["DeliveredTimestamp", "ReadTimestamp", "DeliveredTimestamp"]) {
      item({
        Id: "m",
        Type: "MESSAGEMETADATA",
        MessageMetadata: {
          MessageId: "m",
          Receipts: [{ [kind]: at(2), RecipientParticipantId: "agent-1" }],
        },
      });
      await platform.settle();
      statuses.push(events.at(-1)!.data.transcript[0]!.MessageMetadata?.Status);
    }
    expect(statuses).toEqual(["DELIVERED", "READ", "READ"]);
  });
});

describe("streamed text", () => {
  const textsOf = ({ session }: Pick<Connected, "session">) => {
    const texts: unknown[] = [];
    session.onMessage(({ data }) => texts.push(data.Content));
    return texts;
  };

  it("grows under one Id, in order, and nothing follows the whole (CP-12, CP-60)", async () => {
    const chat = await connectRecorded();
    const texts = textsOf(chat);
    for (const each of [
      piece(1, "He"),
      piece(3, " wo"),
      piece(2, "llo"),
      piece(2, "llo"),
      piece(4, "Hello world", true),
      piece(5, "late"),
      piece(4, "Hello world", true),
    ])
      chat.item(each);
    await chat.platform.settle();
    expect(texts).toEqual(["He", "Hello", "Hello wo", "Hello world"]);
    expect(chat.events.at(-1)!.data.transcript).toMatchObject([{ Id: "x", Content: "Hello world" }]);
  });

  it("survives an outage in its midst", async () => {
    const chat = await connectRecorded();
    const texts = textsOf(chat);
    chat.item(piece(1, "He"));
    await chat.platform.settle();
    await lose(chat);
    chat.answers.set(TRANSCRIPT, () => ({
      body: { InitialContactId: CHAT.contactId, Transcript: [piece(2, "Hello")] },
    }));
    await chat.platform.advance(5_000);
    chat.accept();
    chat.item(piece(3, " you"));
    await chat.platform.settle();
    expect(texts).toEqual(["He", "Hello", "Hello you"]);
  });

  it("can be joined with what the page reads (CP-60)", async () => {
    const chat = await connectRecorded();
    const texts = textsOf(chat);
    chat.answers.set(TRANSCRIPT, () => ({
      body: { InitialContactId: CHAT.contactId, Transcript: [piece(2, "Hello")] },
    }));
    await chat.session.getTranscript();
    chat.item(piece(3, " you"));
    await chat.platform.settle();
    expect(texts).toEqual(["Hello you"]);
  });
});
