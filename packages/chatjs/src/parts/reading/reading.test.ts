import { describe, expect, it } from "vitest";
import { CHAT, chatEnded, createFakeService, message } from "../../../test/fakeService.js";
import { createChatJS } from "../../chatSession.js";
import { addPartsOn } from "../../session/addParts.js";
import { receipts, transcript } from "../../session/partList.js";
import { customerSessionOn } from "../../session/sessionOn.js";
import { history } from "../history/history.js";
import { reading } from "./reading.js";

const makers = {
  "passed when the session is made": (service = createFakeService()) => ({
    ...service,
    session: customerSessionOn(service.platform, { chatDetails: CHAT, parts: [receipts, reading] }),
  }),
  "without receipts of the session's own": (service = createFakeService()) => ({
    ...service,
    session: customerSessionOn(service.platform, { chatDetails: CHAT, parts: [reading] }),
  }),
  "added to a session of the root": (service = createFakeService()) => {
    const made = createChatJS(service.platform).ChatSession.create({ type: "CUSTOMER", chatDetails: CHAT });
    return { ...service, session: addPartsOn(service.platform, made, [reading]) };
  },
};
type Made = ReturnType<(typeof makers)[keyof typeof makers]>;

const at = (seconds: number) => ({
  AbsoluteTime: new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString(),
});
const own = { ParticipantId: CHAT.participantId, ParticipantRole: "CUSTOMER" };

/** A connected session, and what its page does. */
async function connected<M extends Made>(made: M) {
  const { session, platform, accept, item, requestsTo } = made;
  const connecting = session.connect();
  await platform.settle();
  accept();
  await connecting;
  return {
    ...made,
    async hear(...items: readonly object[]) {
      items.forEach(item);
      await platform.settle();
    },
    sent: () =>
      requestsTo("/participant/event").map(({ body }) => ({
        of: (JSON.parse(String(body["Content"])) as { messageId: string }).messageId,
        as: String(body["ContentType"]).split(".").slice(-2).join("."),
        token: body["ClientToken"],
      })),
  };
}
const receiptOf = (of: string) => ({ of, as: "message.read", token: `read-${of}` });

it("leaves it to the session to refuse what is no handler of the transcript", () => {
  const { platform } = createFakeService();
  const session = customerSessionOn(platform, { chatDetails: CHAT, parts: [transcript, reading] });
  expect(() => session.onTranscriptUpdated(undefined as never)).toThrow("f must be provided");
});

describe.each(Object.entries(makers))("reading, %s", (_how, make) => {
  it("sends one receipt for a message and all before it, none twice, and none for an earlier one", async () => {
    const { session, hear, platform, sent } = await connected(make());
    session.onMessage(() => undefined);
    await hear(message("m1", at(1)), message("m2", at(2)), message("m3", at(3)));
    expect(session.getUnread()).toEqual({ count: 3, messageIds: ["m1", "m2", "m3"] });
    const read = [session.markRead("m2"), session.markRead("m1"), session.markRead("m2")];
    expect(session.unreadCount()).toBe(1);
    await platform.advance(6_000);
    await Promise.all(read);
    expect(sent()).toEqual([receiptOf("m2")]);
    const rest = [session.markAllRead(), session.markAllRead()];
    await platform.advance(6_000);
    await Promise.all(rest);
    expect(sent()).toEqual([receiptOf("m2"), receiptOf("m3")]);
    expect(session.unreadCount()).toBe(0);
  });

  it("sends none for own messages and those of bots, but reads what was before them", async () => {
    const { session, hear, platform, sent } = await connected(make());
    session.onMessage(() => undefined);
    await hear(
      message("b1", { ...at(1), ParticipantRole: "SYSTEM", ParticipantId: "bot" }),
      message("mine", { ...at(2), ...own }),
    );
    expect(session.getUnread().messageIds).toEqual(["b1"]);
    await session.markRead("mine");
    expect(session.unreadCount()).toBe(0);
    await hear(message("m1", at(3)), message("mine too", { ...at(4), ...own }));
    const read = session.markRead("mine too");
    await platform.advance(6_000);
    await read;
    expect(sent()).toEqual([receiptOf("m1")]);
  });

  it("knows what getTranscript reads, and what was read elsewhere", async () => {
    const { session, answers, platform, sent } = await connected(make());
    const Receipts = [{ RecipientParticipantId: CHAT.participantId, ReadTimestamp: at(9).AbsoluteTime }];
    const metadata = { MessageMetadata: { MessageId: "m1", Receipts } };
    const Transcript = [message("m1", { ...at(1), ...metadata }), message("m2", at(2))];
    answers.set("/participant/transcript", () => ({ body: { Transcript } }));
    await session.getTranscript({});
    expect(session.getUnread().messageIds).toEqual(["m2"]);
    await session.markRead("m1");
    await platform.advance(6_000);
    expect(sent()).toEqual([]);
    expect(() => session.markRead("m7")).toThrow(
      "unable to mark a message as read; the session knows none with this id",
    );
    expect(() => session.getTranscript("page" as never)).toThrow("its argument must be an object");
  });

  it("tells what is unread, with one object until it changes", async () => {
    const { session, hear } = await connected(make());
    const counts: number[] = [];
    const once: number[] = [];
    const controller = new AbortController();
    const stop = session.onUnreadChange(({ count }) => counts.push(count));
    session.onUnreadChange(({ count }) => once.push(count), { once: true });
    session.onUnreadChange(({ count }) => once.push(count), { signal: controller.signal });
    session.onUnreadChange(({ count }) => once.push(count), { signal: AbortSignal.abort() });
    controller.abort();
    await hear(message("m1", at(1)), message("mine", { ...at(1), ...own }));
    const before = session.getUnread();
    await hear(message("m1", at(1)));
    expect(session.getUnread()).toBe(before);
    await hear(message("m2", at(2)));
    void session.markAllRead().catch(() => undefined);
    stop();
    await hear(message("m3", at(3)));
    expect([counts, once]).toEqual([[1, 2, 0], [1]]);
    expect(() => session.onUnreadChange(undefined as never)).toThrow("handler must be a function");
  });

  it("takes no message from the page's first handler", async () => {
    const { session, hear, platform } = await connected(make());
    await hear(message("m1", at(1)));
    expect(() => session.onMessage(undefined as never)).toThrow("f must be provided");
    session.onMessage(() => undefined, { signal: AbortSignal.abort() });
    await platform.settle();
    const seen: unknown[] = [];
    session.onMessage(({ data }) => {
      // Whoever shows a message can say at once that it is read.
      void session.markRead(data.Id).catch(() => undefined);
      seen.push(data.Id);
    });
    await platform.settle();
    expect([seen, session.unreadCount()]).toEqual([["m1"], 0]);
  });

  it("sends a receipt that failed when there is a connection again, with the same ClientToken", async () => {
    const { session, hear, platform, sent, answers, accept } = await connected(make());
    session.onMessage(() => undefined);
    await hear(message("m1", at(1)));
    answers.set("/participant/event", () => ({ status: 500 }));
    const failed = session.markRead("m1").catch((error: unknown) => error);
    await platform.advance(30_000);
    expect(await failed).toMatchObject({ code: "SERVICE_ERROR" });
    answers.delete("/participant/event");
    const before = sent().length;
    platform.socket().close();
    await platform.advance(5_000);
    accept();
    await platform.advance(6_000);
    expect(sent().slice(before)).toEqual([receiptOf("m1")]);
  });

  it("sends nothing once the chat is over, and counts on", async () => {
    const { session, hear, platform, sent } = await connected(make());
    session.onMessage(() => undefined);
    await hear(message("m1", at(1)), chatEnded);
    await session.markAllRead();
    await platform.advance(6_000);
    expect([sent(), session.unreadCount()]).toEqual([[], 0]);
  });

  it("asks for a page where it is to watch one", () => {
    const { session } = make();
    const list = { querySelectorAll: () => [], contains: () => true } as unknown as Element;
    expect(() => session.autoReadReceipts(list)).toThrow("there is no IntersectionObserver here");
    expect(() => session.autoReadReceipts(null as never)).toThrow("the list must be an element");
    expect(() => session.autoReadReceipts(list, { attribute: "a b" })).toThrow("attribute must be the name");
    expect(() => session.autoReadReceipts(list, { visibleForMs: NaN })).toThrow("from 0 on");
  });
});

it("sends no receipts that are switched off, and does not fail for that", async () => {
  const service = createFakeService();
  const { ChatSession } = createChatJS(service.platform);
  ChatSession.setGlobalConfig({ features: { messageReceipts: { shouldSendMessageReceipts: false } } });
  const root = ChatSession.create({ type: "CUSTOMER", chatDetails: CHAT });
  const made = { ...service, session: addPartsOn(service.platform, root, [reading]) };
  const { session, hear, sent } = await connected(made);
  session.onMessage(() => undefined);
  await hear(message("m1", at(1)));
  await session.markRead("m1");
  expect([sent(), session.unreadCount()]).toEqual([[], 0]);
});

it("knows what other parts read for the page", async () => {
  const { platform, accept, answers } = createFakeService();
  answers.set("/participant/transcript", () => ({ body: { Transcript: [message("m1", at(1))] } }));
  const session = customerSessionOn(platform, { chatDetails: CHAT, parts: [transcript, reading] });
  const shown: unknown[] = [];
  session.onTranscriptUpdated(({ data }) => shown.push(data.transcript.length));
  const connecting = session.connect();
  await platform.settle();
  accept();
  await connecting;
  await platform.settle();
  expect([shown.at(-1), session.unreadCount()]).toEqual([1, 1]);
});

it.each([
  ["before", [history, reading]],
  ["after", [reading, history]],
] as const)("knows what the page is shown by the part history that stands %s it", async (_where, parts) => {
  const service = createFakeService();
  const { session, hear, platform, sent } = await connected({
    ...service,
    session: customerSessionOn(service.platform, { chatDetails: CHAT, parts }),
  });
  await hear(message("m1", at(1)));
  expect([session.transcript.items.length, session.unreadCount()]).toEqual([1, 1]);
  await session.markRead("m1");
  await platform.settle();
  expect([sent(), session.unreadCount()]).toEqual([[receiptOf("m1")], 0]);
});

it("counts no message of the page's own, be it on its way, refused or said", async () => {
  const service = createFakeService();
  const { platform, answers } = service;
  const { session } = await connected({
    ...service,
    session: customerSessionOn(platform, { chatDetails: CHAT, parts: [transcript, reading] }),
  });
  session.onTranscriptUpdated(() => undefined);
  const said = session.sendMessage({ message: "said", contentType: "text/plain" });
  await platform.settle();
  await said;
  answers.set("/participant/message", () => ({ status: 400 }));
  const refused = session.sendMessage({ message: "refused", contentType: "text/plain" });
  await expect(refused).rejects.toThrow();
  await platform.settle();
  expect(session.getUnread()).toEqual({ count: 0, messageIds: [] });
});
