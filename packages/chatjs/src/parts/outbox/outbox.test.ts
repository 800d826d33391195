import { describe, expect, it } from "vitest";
import { asAsync, createFakeStorage } from "../../../test/fakeStorage.js";
import type { FakeAnswer } from "../../../test/fakePlatform.js";
import { CHAT, chatEnded, createFakeService, message } from "../../../test/fakeService.js";
import type { FakeService } from "../../../test/fakeService.js";
import { createFakeStreams } from "../../../test/fakeStreams.js";
import { createChatJS } from "../../chatSession.js";
import { addPartsOn } from "../../session/addParts.js";
import { attachments } from "../../session/partList.js";
import { customerSessionOn } from "../../session/sessionOn.js";
import { asyncSession } from "../async/asyncSession.js";
import { outbox } from "./outboxPart.js";
import type { OutboxEntry, OutboxOptions } from "./outboxTypes.js";

const text = (message: string) => ({ message, contentType: "text/plain" });
const refusal = (status: number, type = "ValidationException") => ({
  status,
  body: { message: "it is not valid", __type: type },
});

function open(service: FakeService, options: OutboxOptions = {}) {
  const session = customerSessionOn(service.platform, { chatDetails: CHAT, parts: [outbox(options)] });
  const connect = async () => {
    const connecting = session.connect();
    await service.platform.settle();
    service.accept();
    await connecting;
    await service.platform.settle();
  };
  return { session, outbox: session.outbox, connect };
}
/** A session of the root that gets its outbox later. */
function openLate(service: FakeService, options: OutboxOptions = {}) {
  const made = createChatJS(service.platform).ChatSession.create({ type: "CUSTOMER", chatDetails: CHAT });
  const session = addPartsOn(service.platform, made, [outbox(options)]);
  const connect = async () => {
    const connecting = session.connect();
    await service.platform.settle();
    service.accept();
    await connecting;
    await service.platform.settle();
  };
  return { session, outbox: session.outbox, connect };
}
const states = (entries: readonly OutboxEntry[]) => entries.map(({ state }) => state);
const sentTexts = ({ requestsTo }: FakeService) =>
  requestsTo("/participant/message").map(({ body }) => body["Content"]);
const tokensOf = ({ requestsTo }: FakeService, path: string) =>
  requestsTo(path).map(({ body }) => body["ClientToken"]);
const offline = () => Promise.reject(new TypeError("offline"));

describe.each([
  ["made with it", open],
  ["of the root, that gets it later", openLate],
])("the outbox of a session %s", (_whose, openAny) => {
  it("brings the next socket forward when it gets through in an outage", async () => {
    const service = createFakeService();
    const { platform, answers } = service;
    const { outbox, connect } = openAny(service);
    await connect();
    answers.set("/participant/connection", () => ({ status: 503 }));
    platform.socket().close();
    await platform.advance(120_000);
    const attempts = () => service.requestsTo("/participant/connection").length;
    for (const before = attempts(); attempts() === before;) await platform.advance(100);
    await platform.advance(2_000);
    answers.clear();
    const opened = platform.sockets.length;
    await platform.advance(100);
    expect(platform.sockets).toHaveLength(opened);
    await outbox.sendMessage(text("hello")).sent;
    await platform.advance(1_500);
    expect(platform.sockets).toHaveLength(opened + 1);
  });

  it("tells a session whose first socket is late where it begins to miss messages (CP-27)", async () => {
    const service = createFakeService();
    const { platform, answers } = service;
    const { session, outbox } = openAny(service);
    const now = () => new Date(platform.nowMs()).toISOString();
    const said: object[] = [];
    answers.set("/participant/message", () => ({ body: { Id: "own", AbsoluteTime: now() } }));
    answers.set("/participant/transcript", () => ({ body: { Transcript: said } }));
    const heard: string[] = [];
    session.onMessage(({ data }) => heard.push(data.Id));
    void session.connect();
    await platform.advance(5_500);
    await outbox.sendMessage(text("hello")).sent;
    await platform.advance(1_000);
    said.push(message("answer", { AbsoluteTime: now() }));
    service.accept();
    await platform.advance(1_000);
    expect(heard).toEqual(["answer"]);
  });

  it("keeps messages until there is a connection, and sends them in order, one at a time", async () => {
    const service = createFakeService();
    const { outbox, connect } = openAny(service);
    let open = 0;
    let most = 0;
    service.answers.set("/participant/message", async () => {
      most = Math.max(most, (open += 1));
      await new Promise((resolve) => service.platform.setTimer(() => resolve(undefined), 100));
      open -= 1;
      return { body: { Id: `id-${sentTexts(service).length}` } };
    });
    const first = outbox.sendMessage(text("one"));
    outbox.sendMessage(text("two"));
    await service.platform.advance(60_000);
    expect(sentTexts(service)).toEqual([]);
    expect(states(outbox.entries)).toEqual(["waiting", "waiting"]);
    await connect();
    await service.platform.advance(1_000);
    expect(sentTexts(service)).toEqual(["one", "two"]);
    expect(most).toBe(1);
    expect(states(outbox.entries)).toEqual(["sent", "sent"]);
    expect(await first.sent).toMatchObject({ id: first.id, state: "sent", resultId: "id-1" });
  });

  it("tries again with the same token, and lets nothing overtake", async () => {
    const service = createFakeService();
    const { outbox, connect } = openAny(service);
    await connect();
    service.answers.set("/participant/message", offline);
    outbox.sendMessage(text("one"));
    outbox.sendMessage({ ...text("two"), clientToken: "mine" });
    await service.platform.advance(20_000);
    expect(new Set(sentTexts(service))).toEqual(new Set(["one"]));
    const [entry] = outbox.entries;
    expect(entry?.attempts).toBeGreaterThan(2);
    service.answers.delete("/participant/message");
    await service.platform.advance(31_000);
    expect(states(outbox.entries)).toEqual(["sent", "sent"]);
    expect(new Set(tokensOf(service, "/participant/message")).size).toBe(2);
    expect(tokensOf(service, "/participant/message").at(-1)).toBe("mine");
  });

  it("puts what is refused aside and goes on; retry sends it again, discard forgets it", async () => {
    const service = createFakeService();
    const { outbox, connect } = openAny(service);
    await connect();
    service.answers.set("/participant/message", ({ body = "" }) =>
      body.includes("bad") ? refusal(400) : { body: { Id: "good" } },
    );
    const bad = outbox.sendMessage(text("bad"));
    const worse = outbox.sendMessage(text("bad too"));
    outbox.sendMessage(text("two"));
    await service.platform.settle();
    expect(states(outbox.entries)).toEqual(["failed", "failed", "sent"]);
    await expect(bad.sent).rejects.toMatchObject({ type: "ValidationException", statusCode: 400 });
    service.answers.delete("/participant/message");
    const again = outbox.retry(bad.id);
    expect(outbox.discard(worse.id)).toBe(true);
    expect(outbox.discard(worse.id)).toBe(false);
    await expect(again.sent).resolves.toMatchObject({ id: bad.id, state: "sent" });
    expect(outbox.entries.map(({ id }) => id).at(-1)).toBe(bad.id);
    expect(outbox.entries).toHaveLength(2);
    expect(() => outbox.retry(bad.id)).toThrow("there is no unsent entry");
  });

  it("fails what is left when the chat has ended, and what comes later", async () => {
    const service = createFakeService();
    const storage = createFakeStorage();
    const { outbox, connect } = openAny(service, { storage });
    await connect();
    service.answers.set("/participant/message", offline);
    const ticket = outbox.sendMessage(text("one"));
    await service.platform.advance(100);
    service.item(chatEnded);
    await service.platform.settle();
    await expect(ticket.sent).rejects.toMatchObject({ code: "NO_ACTIVE_CONNECTION" });
    const late = outbox.sendMessage(text("two"));
    await expect(late.sent).rejects.toThrow("the chat has ended");
    // Nothing of it is there after a reload.
    expect(await late.stored).toBe(false);
    expect(states(outbox.entries)).toEqual(["failed", "failed"]);
    expect(storage.items.size).toBe(0);
    await service.platform.advance(120_000);
    expect(service.platform.live).toMatchObject({ timers: 0, requests: 0, listeners: 0 });
  });
});

describe("entries", () => {
  it("stay the same array until something changes, and tell of changes together", async () => {
    const service = createFakeService();
    const { outbox, connect } = open(service);
    const told: (readonly OutboxEntry[])[] = [];
    const stop = outbox.onChange((entries) => told.push(entries));
    outbox.sendMessage(text("one"));
    outbox.sendMessage({ ...text("two"), metadata: "mine" });
    const before = outbox.entries;
    expect(before).toMatchObject([
      { kind: "message", message: "one", state: "waiting", attempts: 0, metadata: null },
      { createdAt: "2026-01-01T00:00:00.000Z", metadata: "mine" },
    ]);
    await service.platform.settle();
    expect(told).toEqual([before]);
    expect(told[0]).toBe(outbox.entries);
    await connect();
    expect(before.map(({ state }) => state)).toEqual(["waiting", "waiting"]);
    expect(told.at(-1)).toBe(outbox.entries);
    stop();
    const count = told.length;
    outbox.sendMessage(text("three"));
    await service.platform.settle();
    expect(told).toHaveLength(count);
  });

  it("of what was sent stay for a hundred messages, those of events not at all", async () => {
    const service = createFakeService();
    const { outbox, connect } = open(service);
    await connect();
    outbox.sendEvent({ contentType: "application/vnd.amazonaws.connect.event.connection.acknowledged" });
    for (let count = 0; count < 103; count++) outbox.sendMessage(text(`${count}`));
    await service.platform.advance(1_000);
    expect(sentTexts(service)).toHaveLength(103);
    expect(outbox.entries).toHaveLength(100);
    expect(outbox.entries[0]).toMatchObject({ message: "3" });
  });
});

describe("an event", () => {
  const ACKNOWLEDGED = "application/vnd.amazonaws.connect.event.connection.acknowledged";
  const TYPING = "application/vnd.amazonaws.connect.event.typing";

  it("goes out beside messages that wait", async () => {
    const service = createFakeService();
    const { outbox, connect } = open(service);
    service.answers.set("/participant/message", offline);
    outbox.sendMessage(text("one"));
    const { sent } = outbox.sendEvent({ contentType: ACKNOWLEDGED, content: { a: 1 } });
    await connect();
    expect(await sent).toMatchObject({ kind: "event", content: '{"a":1}', state: "sent" });
    expect(states(outbox.entries)).toEqual(["waiting"]);
  });

  it("of typing goes out at once or not at all", async () => {
    const service = createFakeService();
    const { outbox, connect } = open(service);
    const early = outbox.sendEvent({ contentType: TYPING });
    await expect(early.sent).rejects.toMatchObject({ code: "NO_ACTIVE_CONNECTION" });
    await connect();
    await service.platform.advance(60_000);
    expect(service.requestsTo("/participant/event")).toHaveLength(0);
    await expect(outbox.sendEvent({ contentType: TYPING }).sent).resolves.toMatchObject({ state: "sent" });
    expect(outbox.entries).toEqual([]);
  });
});

describe("a pause", () => {
  it("ends when the network or the page comes back, or the page asks", async () => {
    const service = createFakeService();
    const { outbox, connect } = open(service);
    await connect();
    service.answers.set("/participant/message", offline);
    const { id } = outbox.sendMessage(text("one"));
    await service.platform.advance(120_000);
    const tries = () => sentTexts(service).length;
    const wakes = [
      () => {
        service.platform.setOnline(false);
        service.platform.setOnline(true);
      },
      () => service.platform.setVisible(true),
      () => void outbox.retry(id),
    ];
    for (const wake of wakes) {
      const before = tries();
      wake();
      await service.platform.settle();
      expect(tries()).toBe(before + 1);
    }
    outbox.stop();
    await service.platform.advance(600_000);
    expect(states(outbox.entries)).toEqual(["waiting"]);
  });

  it("does not follow a try during which the connection came back", async () => {
    const service = createFakeService();
    const { outbox, connect } = open(service);
    await connect();
    const tries = () => sentTexts(service).length;
    let fail: (answer: FakeAnswer | Promise<never>) => void = () => undefined;
    service.answers.set("/participant/message", () => new Promise((resolve) => (fail = resolve)));
    outbox.sendMessage(text("one"));
    await service.platform.settle();
    const reconnect = async () => {
      service.platform.socket().close();
      await service.platform.advance(5_000);
      service.accept();
      await service.platform.settle();
    };
    await reconnect();
    expect(tries()).toBe(1);
    fail(offline());
    await service.platform.settle();
    expect(tries()).toBe(2);
    // Once.
    fail(offline());
    await service.platform.settle();
    expect(tries()).toBe(2);
    outbox.stop();
  });

  it("that the service asks for by a clock hours ahead of the page's ends within ten minutes", async () => {
    const service = createFakeService();
    const { outbox, connect } = open(service);
    await connect();
    const soon = new Date(service.platform.nowMs() + 10 * 3_600_000).toUTCString();
    service.answers.set("/participant/message", () => ({ status: 429, headers: { "retry-after": soon } }));
    const { sent } = outbox.sendMessage(text("one"));
    await service.platform.advance(60_000);
    service.answers.delete("/participant/message");
    await service.platform.advance(600_000);
    expect(states(outbox.entries)).toEqual(["sent"]);
    expect(await sent).toMatchObject({ state: "sent" });
  });

  it("that the service asks for is kept", async () => {
    const service = createFakeService();
    const { outbox, connect } = open(service);
    await connect();
    service.answers.set("/participant/message", () => ({ status: 429, headers: { "retry-after": "20" } }));
    const { id } = outbox.sendMessage(text("one"));
    // The call itself tries again within its thirty seconds.
    await service.platform.advance(40_000);
    service.answers.delete("/participant/message");
    const before = sentTexts(service).length;
    outbox.retry(id);
    service.platform.setVisible(true);
    await service.platform.advance(9_000);
    expect(sentTexts(service)).toHaveLength(before);
    await service.platform.advance(2_000);
    expect(states(outbox.entries)).toEqual(["sent"]);
  });

  it("for a token that is refused lasts two minutes at most", async () => {
    const service = createFakeService();
    const { outbox, connect } = open(service);
    await connect();
    service.answers.set("/participant/message", () => refusal(403, "AccessDeniedException"));
    const { sent } = outbox.sendMessage(text("one"));
    await service.platform.advance(90_000);
    expect(states(outbox.entries)).toEqual(["waiting"]);
    await service.platform.advance(90_000);
    await expect(sent).rejects.toMatchObject({ statusCode: 403 });
  });

  it("for a token that is refused begins anew when the page tries again", async () => {
    const service = createFakeService();
    const { outbox, connect } = open(service);
    await connect();
    service.answers.set("/participant/message", () => refusal(403, "AccessDeniedException"));
    const { id } = outbox.sendMessage(text("one"));
    await service.platform.advance(180_000);
    expect(states(outbox.entries)).toEqual(["failed"]);
    outbox.retry(id);
    await service.platform.advance(90_000);
    expect(states(outbox.entries)).toEqual(["waiting"]);
    service.answers.delete("/participant/message");
    await service.platform.advance(31_000);
    expect(states(outbox.entries)).toEqual(["sent"]);
  });
});

describe("an entry that is given up", () => {
  it("ends its request and makes room", async () => {
    const service = createFakeService();
    const { outbox, connect } = open(service);
    await connect();
    service.answers.set("/participant/message", ({ body = "" }) =>
      body.includes("one") ? new Promise(() => undefined) : { body: { Id: "2" } },
    );
    const controller = new AbortController();
    const one = outbox.sendMessage({ ...text("one"), signal: controller.signal });
    outbox.sendMessage(text("two"));
    await service.platform.settle();
    expect(states(outbox.entries)).toEqual(["sending", "waiting"]);
    controller.abort();
    await expect(one.sent).rejects.toMatchObject({ code: "ABORTED" });
    await service.platform.settle();
    expect(outbox.entries).toMatchObject([{ message: "two", state: "sent" }]);
    expect(outbox.sendMessage({ ...text("three"), signal: AbortSignal.abort() }).id).toBeTruthy();
    expect(outbox.entries).toHaveLength(1);
  });
});

describe("an outbox that is given up", () => {
  const typing = { contentType: "application/vnd.amazonaws.connect.event.typing" };

  it("sends nothing any more, typing neither", async () => {
    const service = createFakeService();
    const storage = createFakeStorage();
    const { outbox, connect } = open(service, { storage });
    outbox.sendMessage(text("one"));
    outbox.stop();
    await connect();
    outbox.sendMessage(text("two"));
    await expect(outbox.sendEvent(typing).sent).rejects.toMatchObject({ code: "ABORTED" });
    await service.platform.advance(60_000);
    expect([...sentTexts(service), ...service.requestsTo("/participant/event")]).toEqual([]);
    expect(storage.items.size).toBe(1);
  });

  it("puts nothing back that the next one has sent meanwhile", async () => {
    const service = createFakeService();
    const storage = createFakeStorage();
    const first = open(service, { storage });
    await first.connect();
    let answer: (answer: object) => void = () => undefined;
    service.answers.set("/participant/message", () => new Promise((resolve) => (answer = resolve)));
    first.outbox.sendMessage(text("one"));
    first.outbox.sendMessage(text("two"));
    await service.platform.settle();
    first.outbox.stop();
    expect(await first.outbox.sendMessage(text("three")).stored).toBe(false);
    service.answers.delete("/participant/message");
    const next = open(service, { storage });
    await next.connect();
    expect(states(next.outbox.entries)).toEqual(["sent", "sent"]);
    answer({ body: { Id: "late" } });
    await service.platform.settle();
    expect(states(first.outbox.entries)).toEqual(["sent", "waiting", "waiting"]);
    expect(storage.items.size).toBe(0);
  });

  it("takes out of the storage what it has sent yet", async () => {
    const service = createFakeService();
    const storage = createFakeStorage();
    const { outbox, connect } = open(service, { storage });
    await connect();
    const one = outbox.sendMessage(text("one"));
    outbox.sendMessage(text("two"));
    await one.stored;
    outbox.stop();
    await service.platform.settle();
    expect(states(outbox.entries)).toEqual(["sent", "waiting"]);
    const next = open(service, { storage });
    expect(next.outbox.entries).toMatchObject([{ message: "two" }]);
  });

  it.each([
    ["before", [asyncSession, outbox()]],
    ["after", [outbox(), asyncSession]],
  ] as const)("is that of a closed session, with asyncSession %s it", async (_order, parts) => {
    const service = createFakeService();
    const session = customerSessionOn(service.platform, { chatDetails: CHAT, parts });
    const connecting = session.connect();
    await service.platform.settle();
    service.accept();
    await connecting;
    service.answers.set("/participant/message", offline);
    session.outbox.sendMessage(text("one"));
    await service.platform.advance(100);
    await session.close();
    await service.platform.settle();
    expect(service.platform.live).toMatchObject({ timers: 0, sockets: 0, requests: 0, listeners: 0 });
    const tries = sentTexts(service).length;
    session.outbox.sendMessage(text("two"));
    await service.platform.advance(60_000);
    expect(sentTexts(service)).toHaveLength(tries);
    expect(states(session.outbox.entries)).toEqual(["waiting", "waiting"]);
  });
});

describe("bad arguments", () => {
  it("throw at once, and leave nothing behind", () => {
    const { outbox: box } = open(createFakeService());
    expect(() => box.sendMessage({ message: 1 as never, contentType: "text/plain" })).toThrow("not a valid");
    expect(() => box.sendMessage({ message: "x", contentType: "text/none" })).toThrow("contentType");
    expect(() => box.sendEvent(undefined as never)).toThrow("must be an object");
    expect(() => box.sendAttachment({ attachment: "x" as never })).toThrow("must be a file");
    expect(box.entries).toEqual([]);
    expect(() => outbox({ storage: {} as never })).toThrow("its storage must have getItem");
    expect(() => outbox({ fileStorage: localStorageLike as never })).toThrow("its fileStorage");
  });
  const localStorageLike = { getItem: () => null };

  it("include a file for a session that can send none", () => {
    const service = createFakeService();
    const session = customerSessionOn(service.platform, { chatDetails: CHAT });
    const { outbox: box } = addPartsOn(service.platform, session, [outbox()]);
    expect(() => box.sendAttachment({ attachment: new Blob(["x"]) })).toThrow(
      "the session has no sendAttachment",
    );
    const able = customerSessionOn(service.platform, { chatDetails: CHAT, parts: [attachments] });
    const late = addPartsOn(service.platform, able, [outbox()]).outbox;
    expect(late.sendAttachment({ attachment: new Blob(["x"]) }).id).toBeTruthy();
  });
});

describe.each([
  ["Web Storage", createFakeStorage, (storage: ReturnType<typeof createFakeStorage>) => storage],
  ["a storage of promises", createFakeStorage, asAsync],
])("with %s", (_which, create, shape) => {
  it("a page that crashed goes on after the reload, with the same tokens and in the same order", async () => {
    const service = createFakeService();
    const items = create();
    const storage = shape(items);
    const { outbox, connect } = open(service, { storage });
    await connect();
    service.answers.set("/participant/message", () => new Promise(() => undefined));
    const one = outbox.sendMessage(text("one"));
    const two = outbox.sendMessage(text("two"));
    expect(await one.stored).toBe(true);
    expect(await two.stored).toBe(true);
    await service.platform.settle();
    expect(sentTexts(service)).toEqual(["one"]);

    // The old page is left as it is: nobody cleans up after a crash.
    service.answers.delete("/participant/message");
    const after = open(service, { storage });
    await service.platform.settle();
    const three = after.outbox.sendMessage(text("three"));
    expect(after.outbox.entries.map(({ id }) => id)).toEqual([one.id, two.id, three.id]);
    await after.connect();
    await service.platform.settle();
    expect(sentTexts(service)).toEqual(["one", "one", "two", "three"]);
    const [first, again] = tokensOf(service, "/participant/message");
    expect(again).toBe(first);
    expect(items.items.size).toBe(0);
  });

  it("a refusal is remembered, and entries of other contacts and other tabs are left alone", async () => {
    const service = createFakeService();
    const items = create();
    const storage = shape(items);
    const others = '{"version":1,"entries":[]}';
    items.items.set("amazon-connect-chatjs/outbox/contact-2/customer-1", others);
    const { outbox, connect } = open(service, { storage });
    const tab = open(service, { storage }).outbox;
    await service.platform.settle();
    await connect();
    service.answers.set("/participant/message", () => refusal(400));
    outbox.sendMessage(text("mine"));
    await service.platform.settle();
    tab.sendMessage(text("of the other tab"));
    await service.platform.settle();
    const restored = open(service, { storage }).outbox;
    await service.platform.settle();
    expect(restored.entries).toMatchObject([
      { message: "mine", state: "failed", error: { code: "SERVICE_ERROR", statusCode: 400 } },
      { message: "of the other tab", state: "waiting" },
    ]);
    expect(items.items.get("amazon-connect-chatjs/outbox/contact-2/customer-1")).toBe(others);
    const stored = JSON.stringify([...items.items]);
    expect(stored).not.toMatch(/secret/);
  });

  it("a storage that is full costs no message", async () => {
    const service = createFakeService();
    const items = create();
    items.isFull = true;
    const { outbox, connect } = open(service, { storage: shape(items) });
    const ticket = outbox.sendMessage(text("one"));
    expect(await ticket.stored).toBe(false);
    await connect();
    await expect(ticket.sent).resolves.toMatchObject({ state: "sent" });
  });
});

describe("a storage that the page names by a function", () => {
  it("keeps entries as any other does", async () => {
    const service = createFakeService();
    const items = createFakeStorage();
    const { outbox } = open(service, { storage: () => items });
    outbox.sendMessage({ message: "kept", contentType: "text/plain" });
    await service.platform.settle();
    const restored = open(service, { storage: () => items }).outbox;
    expect(restored.entries).toMatchObject([{ message: "kept", state: "waiting" }]);
  });

  it("may throw, as browsers do that forbid it, and costs no message", async () => {
    const service = createFakeService();
    const forbidden = () => {
      throw new DOMException("Access is denied for this document.", "SecurityError");
    };
    const { outbox, connect } = open(service, { storage: forbidden });
    const { stored, sent } = outbox.sendMessage({ message: "hello", contentType: "text/plain" });
    await connect();
    await service.platform.settle();
    expect(await stored).toBe(false);
    expect(await sent).toMatchObject({ state: "sent" });
  });
});

it("a storage that never answers holds nothing up for long", async () => {
  const service = createFakeService();
  const never = () => new Promise<never>(() => undefined);
  const { outbox, connect } = open(service, {
    storage: { getItem: never, setItem: never, removeItem: never },
  });
  outbox.sendMessage(text("one"));
  await connect();
  await service.platform.advance(3_100);
  expect(states(outbox.entries)).toEqual(["sent"]);
});

it("an agent's session on the manager of Streams gets one too", async () => {
  const service = createFakeService();
  const streams = createFakeStreams();
  const chatTokenTransport = { participantToken: "ct.agent", expiry: "2026-01-02T00:00:00.000Z" };
  const made = createChatJS(service.platform).ChatSession.create({
    type: "AGENT",
    chatDetails: { ...CHAT, getConnectionToken: () => Promise.resolve({ chatTokenTransport }) },
    websocketManager: streams.manager,
  });
  const { outbox: box } = addPartsOn(service.platform, made, [outbox()]);
  const { sent } = box.sendMessage(text("one"));
  // Streams calls the controller's own.
  void made.controller.connect();
  await service.platform.settle();
  expect(sentTexts(service)).toEqual([]);
  streams.tell("onConnectionGain");
  await service.platform.advance(2_000);
  await expect(sent).resolves.toMatchObject({ state: "sent" });
});
