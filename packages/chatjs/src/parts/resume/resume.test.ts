import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHAT, chatEnded, createFakeService, message } from "../../../test/fakeService.js";
import type { FakeService } from "../../../test/fakeService.js";
import { asAsync, createFakeStorage } from "../../../test/fakeStorage.js";
import { createChatJS } from "../../chatSession.js";
import { addPartsOn } from "../../session/addParts.js";
import { agentSessionOn, customerSessionOn } from "../../session/sessionOn.js";
import type { ChatStorage } from "./chatStorage.js";
import { asyncSession } from "../async/asyncSession.js";
import { forgetSession, keepSessionOn, readKeptChatOn, resumeSessionOn } from "./keepSession.js";
import { readStoredChat } from "./keptChat.js";
import type { KeptChat } from "./keptChat.js";
import { resumable } from "./resumable.js";

const KEY = "amazon-connect-chatjs/chat";
const HOUR_MS = 3_600_000;

function createStorage() {
  const storage = createFakeStorage();
  return { items: storage.items, storage };
}
const createOn = (service: FakeService, chatDetails: Partial<KeptChat> = CHAT) =>
  customerSessionOn(service.platform, { chatDetails, parts: [resumable] });
async function connect(service: FakeService, session: ReturnType<typeof createOn>) {
  const connecting = session.connect();
  await service.platform.settle();
  service.accept();
  await connecting;
}

/** A connected chat that is kept. */
async function keepChat(options?: Parameters<typeof keepSessionOn>[3]) {
  const service = createFakeService();
  const kept = createStorage();
  const session = createOn(service);
  const forget = keepSessionOn(service.platform, session, kept.storage, options);
  await connect(service, session);
  const stored = () => readStoredChat(kept.items.get(options?.key ?? KEY));
  return { ...service, ...kept, session, forget, stored };
}

describe("a resumable session", () => {
  it("is JSON that a session can be made of, in the same chat", async () => {
    const service = createFakeService();
    const text = JSON.stringify(createOn(service));
    expect(JSON.parse(text)).toEqual({
      version: 1,
      keptAtMs: service.platform.nowMs(),
      initialContactId: CHAT.contactId,
      ...CHAT,
    });
    await connect(service, createOn(service, JSON.parse(text) as KeptChat));
    const [request] = service.requestsTo("/participant/connection");
    expect(request?.headers).toMatchObject({ "x-amz-bearer": CHAT.participantToken });
  });

  it("can be one of the root", () => {
    const { platform } = createFakeService();
    const made = createChatJS(platform).ChatSession.create({ type: "CUSTOMER", chatDetails: CHAT });
    expect(addPartsOn(platform, made, [resumable]).toJSON()).toMatchObject(CHAT);
  });

  it("is a customer's, with a participant token", () => {
    const { platform } = createFakeService();
    const websocketManager = createChatJS(platform).WebSocketManager.create();
    expect(() =>
      agentSessionOn(platform, { chatDetails: CHAT, websocketManager, parts: [resumable] }),
    ).toThrow("an agent's chats come back with amazon-connect-streams");
    const { participantToken, ...ids } = CHAT;
    expect(participantToken).toBeTruthy();
    expect(() => customerSessionOn(platform, { chatDetails: ids, parts: [resumable] }).toJSON()).toThrow(
      "its session has no participantToken",
    );
  });
});

describe("a session that is kept", () => {
  it("is written at once, and made new when it connects, the page is hidden, and a minute has passed on its socket", async () => {
    const service = createFakeService();
    const { platform } = service;
    const { items, storage } = createStorage();
    const session = createOn(service);
    keepSessionOn(platform, session, storage);
    const keptAtMs = () => readStoredChat(items.get(KEY))?.keptAtMs;
    const startMs = platform.nowMs();
    expect(keptAtMs()).toBe(startMs);
    await platform.advance(1_000);
    await connect(service, session);
    await platform.settle();
    expect(keptAtMs()).toBe(startMs + 1_000);
    await platform.advance(1_000);
    platform.setVisible(true);
    expect(keptAtMs()).toBe(startMs + 1_000);
    platform.setVisible(false);
    expect(keptAtMs()).toBe(startMs + 2_000);
    platform.suspend(59_000);
    const ping = () => platform.socket().receive({ topic: "aws/ping", statusCode: 200 });
    ping();
    await platform.settle();
    expect(keptAtMs()).toBe(startMs + 2_000);
    platform.suspend(1_000);
    ping();
    await platform.settle();
    expect(keptAtMs()).toBe(startMs + 62_000);
  });

  it("is not put back by another tab of the chat once one has forgotten it, until a page keeps it anew", async () => {
    const { items, storage, forget, platform } = await keepChat();
    const other = createFakeService();
    const session = createOn(other);
    keepSessionOn(other.platform, session, storage);
    await connect(other, session);
    await other.platform.settle();
    await forget();
    expect(items.size).toBe(0);
    other.platform.suspend(60_000);
    other.platform.socket().receive({ topic: "aws/ping", statusCode: 200 });
    await other.platform.settle();
    expect(items.size).toBe(0);
    other.platform.setVisible(false);
    await other.platform.settle();
    expect(items.size).toBe(0);
    keepSessionOn(platform, createOn(createFakeService()), storage);
    await platform.settle();
    await other.platform.advance(1_000);
    other.platform.setVisible(false);
    expect(readStoredChat(items.get(KEY))?.keptAtMs).toBe(other.platform.nowMs());
  });

  it("does not take the place of another chat that came later", async () => {
    const { items, storage, platform } = await keepChat();
    const chatDetails = { ...CHAT, contactId: "contact-2" };
    keepSessionOn(platform, createOn(createFakeService(), chatDetails), storage);
    platform.setVisible(false);
    await platform.settle();
    expect(readStoredChat(items.get(KEY))?.contactId).toBe("contact-2");
  });

  it("is not put back by a session that was resumed, either", async () => {
    const service = createFakeService();
    const { items, storage } = createStorage();
    const forget = keepSessionOn(service.platform, createOn(service), storage);
    const resuming = resumeSessionOn(service.platform, storage, (chat) => createOn(service, chat));
    await service.platform.settle();
    await forget();
    service.accept();
    await resuming;
    await service.platform.settle();
    service.platform.setVisible(false);
    expect(items.size).toBe(0);
  });

  it.each([
    ["at once", (storage: ChatStorage) => storage],
    ["later", asAsync],
  ])("is written as soon as there is room, where its storage answers %s", async (_, answering) => {
    const service = createFakeService();
    const storage = createFakeStorage();
    storage.isFull = true;
    const session = createOn(service);
    keepSessionOn(service.platform, session, answering(storage));
    await connect(service, session);
    await service.platform.settle();
    expect(storage.items.size).toBe(0);
    storage.isFull = false;
    service.platform.setVisible(false);
    await service.platform.settle();
    expect(storage.items.size).toBe(1);
  });

  it("is not put back by one that does not get in, when a tab that was in it has heard of its end", async () => {
    const { items, storage, platform, answers, item } = await keepChat();
    answers.set("/participant/connection", () => ({ status: 403, body: { message: "Forbidden" } }));
    const other = customerSessionOn(platform, { chatDetails: CHAT, parts: [resumable] });
    keepSessionOn(platform, other, storage);
    await expect(other.connect()).rejects.toMatchObject({ code: "CONNECT_FAILED" });
    item(chatEnded);
    await platform.settle();
    platform.setVisible(false);
    expect(items.size).toBe(0);
  });

  it("is not put back by one that was let go of, when another one in the same chat has heard of its end", async () => {
    const service = createFakeService();
    const { platform, accept, item } = service;
    const { items, storage } = createStorage();
    const made = createChatJS(platform).ChatSession.create({ type: "CUSTOMER", chatDetails: CHAT });
    const session = addPartsOn(platform, made, [resumable]);
    keepSessionOn(platform, session, storage);
    const connecting = session.connect();
    await platform.settle();
    accept();
    // What it is told of late is of a connection that is gone.
    platform.socket().receive({ topic: "aws/ping", statusCode: 200 });
    await session.controller.breakConnection();
    await connecting;
    await platform.settle();
    await resumeAndEnd();
    platform.setVisible(false);
    expect(items.size).toBe(0);

    async function resumeAndEnd() {
      const resuming = resumeSessionOn(platform, storage, (chatDetails) => createOn(service, chatDetails));
      await platform.settle();
      accept();
      await resuming;
      item(chatEnded);
      await platform.settle();
    }
  });

  it("is kept fresh, too, where the page has wrapped it", async () => {
    const service = createFakeService();
    const { items, storage } = createStorage();
    const inner = createOn(service);
    const session = { ...inner, toJSON: () => inner.toJSON() };
    keepSessionOn(service.platform, session, storage);
    const writtenAtMs = readStoredChat(items.get(KEY))?.keptAtMs;
    await service.platform.advance(5_000);
    await connect(service, inner);
    await service.platform.settle();
    expect(readStoredChat(items.get(KEY))?.keptAtMs).toBe(service.platform.nowMs());
    expect(writtenAtMs).toBeLessThan(service.platform.nowMs());
  });

  it("is kept on when the page connects it again after it has let go of it", async () => {
    const { session, stored, platform, ...service } = await keepChat();
    await session.breakConnection();
    const letGoAtMs = platform.nowMs();
    await platform.advance(1_000);
    platform.setVisible(false);
    expect(stored()?.keptAtMs).toBe(letGoAtMs);
    await connect({ platform, ...service }, session);
    await platform.settle();
    await platform.advance(1_000);
    platform.setVisible(false);
    expect(stored()?.keptAtMs).toBe(letGoAtMs + 2_000);
  });

  it("keeps its messages for the first handler of the page", async () => {
    const { session, item, platform } = await keepChat();
    item(message("m1"));
    await platform.settle();
    const heard: unknown[] = [];
    session.onMessage(({ data }) => heard.push(data.Id));
    await platform.settle();
    expect(heard).toEqual(["m1"]);
  });

  it("is removed when the chat ends, and holds on to nothing", async () => {
    const { items, item, platform } = await keepChat();
    expect(items.size).toBe(1);
    item(chatEnded);
    await platform.settle();
    expect(items.size).toBe(0);
    platform.setVisible(false);
    expect(items.size).toBe(0);
    expect(platform.live).toMatchObject({ timers: 0, listeners: 0, sockets: 0 });
  });

  it("is removed when the page forgets it, but not what another chat has put there", async () => {
    const { items, forget, platform, storage } = await keepChat();
    const other = customerSessionOn(platform, {
      chatDetails: { ...CHAT, contactId: "contact-2" },
      parts: [resumable],
    });
    const forgetOther = keepSessionOn(platform, other, storage);
    await forget();
    expect(readStoredChat(items.get(KEY))?.contactId).toBe("contact-2");
    await forgetOther();
    expect(items.size).toBe(0);
  });

  it("is removed at once, so that another chat can come in its place", async () => {
    const { items, forget, platform, storage } = await keepChat();
    const other = createOn(createFakeService(), { ...CHAT, contactId: "contact-2" });
    const forgetting = forget();
    keepSessionOn(platform, other, storage);
    await forgetting;
    expect(readStoredChat(items.get(KEY))?.contactId).toBe("contact-2");
  });

  it("is removed from a storage that is still writing it", async () => {
    const service = createFakeService();
    const { items, storage } = createStorage();
    const slow: ChatStorage = {
      ...storage,
      setItem: (key, value) =>
        new Promise<void>((resolve) => {
          service.platform.setTimer(() => {
            storage.setItem(key, value);
            resolve();
          }, 100);
        }),
    };
    const forget = keepSessionOn(service.platform, createOn(service), slow);
    const forgetting = forget();
    await service.platform.advance(1_000);
    await forgetting;
    expect(items.size).toBe(0);
  });

  it("can lie under a name of the page's, in a storage that answers later", async () => {
    const { storage, items } = createStorage();
    const later = asAsync(storage);
    const service = createFakeService();
    const forget = keepSessionOn(service.platform, createOn(service), () => later, { key: "mine" });
    expect([...items.keys()]).toEqual(["mine"]);
    expect(await readKeptChatOn(service.platform, later, { key: "mine" })).toMatchObject(CHAT);
    expect(await readKeptChatOn(service.platform, later)).toBeUndefined();
    await forget();
    expect(items.size).toBe(0);
  });

  const throwing = () => {
    throw new DOMException("The quota has been exceeded", "QuotaExceededError");
  };
  const rejecting = () =>
    Promise.reject(new DOMException("The quota has been exceeded", "QuotaExceededError"));
  it.each<[string, ChatStorage | (() => ChatStorage)]>([
    ["throws", { getItem: throwing, setItem: throwing, removeItem: throwing }],
    [
      "rejects",
      {
        getItem: rejecting,
        setItem: rejecting,
        removeItem: rejecting,
      },
    ],
    ["cannot be had", throwing],
  ])("chats on when its storage %s", async (_, storage) => {
    const service = createFakeService();
    const session = createOn(service);
    const forget = keepSessionOn(service.platform, session, storage);
    await connect(service, session);
    service.platform.setVisible(false);
    await service.platform.settle();
    expect(await readKeptChatOn(service.platform, storage)).toBeUndefined();
    await forget();
    expect(session.getConnectionStatus()).toBe("Established");
    expect(service.platform.reportedErrors).toEqual([]);
  });

  it("is refused without the part, a storage, a name or a time", async () => {
    const { platform } = createFakeService();
    const session = customerSessionOn(platform, { chatDetails: CHAT, parts: [resumable] });
    const { storage } = createStorage();
    const keep = (...args: unknown[]) => keepSessionOn(platform, ...(args as [typeof session, ChatStorage]));
    const plain = customerSessionOn(platform, { chatDetails: CHAT });
    expect(() => keep(plain, storage)).toThrow("its session needs the part `resumable`");
    expect(() => keep(undefined, storage)).toThrow("its session needs the part `resumable`");
    expect(() => keep(session, undefined)).toThrow("storage must be one");
    expect(() => keep(session, storage, { key: "" })).toThrow("key must be a text");
    for (const ttlMs of [0, -1, NaN, "soon"])
      expect(() => keep(session, storage, { ttlMs })).toThrow("ttlMs must be a number");
    await expect(readKeptChatOn(platform, storage, { ttlMs: 0 })).rejects.toThrow("ttlMs must be");
  });
});

describe("what was kept", () => {
  it.each([
    ["before its time is over", HOUR_MS - 1, {}, {}, true],
    ["when its time is over", HOUR_MS, {}, {}, false],
    ["longer, where the page says so", 2 * HOUR_MS, { ttlMs: 3 * HOUR_MS }, {}, true],
    ["no longer than the reader allows", 2_000, {}, { ttlMs: 1_000 }, false],
    ["no longer than the writer allowed", 2_000, { ttlMs: 1_000 }, { ttlMs: HOUR_MS }, false],
    ["when the clock was put back a little", -1_000, {}, {}, true],
    ["but not when it was put back by more than its time", -HOUR_MS, {}, {}, false],
    ["for ever, where the page says so", 1_000 * HOUR_MS, { ttlMs: Infinity }, {}, true],
  ])("is read %s", async (_, laterMs, keep, read, isThere) => {
    const service = createFakeService();
    const { items, storage } = createStorage();
    keepSessionOn(service.platform, createOn(service), storage, keep);
    service.platform.suspend(laterMs);
    const chat = await readKeptChatOn(service.platform, storage, read);
    expect(chat?.participantId).toBe(isThere ? CHAT.participantId : undefined);
    // A token must not lie around.
    expect(items.size).toBe(isThere ? 1 : 0);
  });

  it("is no chat, whatever else lies there, and that stays", async () => {
    const { platform } = createFakeService();
    const whole = { version: 1, keptAtMs: platform.nowMs(), ttlMs: 1_000, initialContactId: "c", ...CHAT };
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.nat(JSON.stringify(whole).length - 1).map((end) => JSON.stringify(whole).slice(0, end)),
          fc
            .tuple(
              fc.constantFrom(...Object.keys(whole)),
              fc.constantFrom(undefined, null, 2, Infinity, "", {}, ["contact-1"], "a b"),
            )
            .filter(([name, value]) => !(typeof value === "number" && value === 2 && /Ms$/.test(name)))
            .filter(([name, value]) => !(value === "a b" && /Id$/.test(name)))
            .map(([name, value]) => JSON.stringify({ ...whole, [name]: value })),
        ),
        async (text) => {
          const { items, storage } = createStorage();
          items.set(KEY, text);
          expect(await readKeptChatOn(platform, storage)).toBeUndefined();
          expect(items.get(KEY)).toBe(text);
        },
      ),
    );
  });
});

describe("resuming", () => {
  it("connects the session of the chat that was kept, and keeps it on", async () => {
    const service = createFakeService();
    const { items, storage } = createStorage();
    keepSessionOn(service.platform, createOn(service), storage);
    const resuming = resumeSessionOn(service.platform, storage, (chat) => createOn(service, chat));
    await service.platform.settle();
    service.accept();
    const session = await resuming;
    expect(session?.getConnectionStatus()).toBe("Established");
    expect(service.requestsTo("/participant/connection")).toHaveLength(1);
    service.item(chatEnded);
    await service.platform.settle();
    expect(items.size).toBe(0);
  });

  it.each([
    ["as before", undefined, 60_000],
    ["no longer than before", HOUR_MS, 60_000],
    ["as long as the reader allows", 30_000, 30_000],
  ])("keeps it on %s", async (_, ttlMs, expected) => {
    const service = createFakeService();
    const { items, storage } = createStorage();
    keepSessionOn(service.platform, createOn(service), storage, { ttlMs: 60_000 });
    const resuming = resumeSessionOn(service.platform, storage, (chat) => createOn(service, chat), {
      ttlMs,
    });
    await service.platform.settle();
    service.accept();
    await resuming;
    expect(readStoredChat(items.get(KEY))?.ttlMs).toBe(expected);
  });

  it("keeps on what can be forgotten by whoever has the session, in each storage, and is not written again", async () => {
    const service = createFakeService();
    const { platform } = service;
    const [first, second] = [createStorage(), createStorage()];
    const before = createFakeService();
    keepSessionOn(before.platform, createOn(before), first.storage);
    const resuming = resumeSessionOn(platform, first.storage, (chat) => createOn(service, chat));
    await platform.settle();
    service.accept();
    const session = (await resuming)!;
    keepSessionOn(platform, session, second.storage, { key: "mine" });
    expect(second.items.size).toBe(1);
    await forgetSession(session);
    platform.setVisible(false);
    await platform.settle();
    expect([first.items.size, second.items.size]).toEqual([0, 0]);
    expect(session.getConnectionStatus()).toBe("Established");
    keepSessionOn(platform, session, first.storage);
    expect(first.items.size).toBe(1);
  });

  it("forgets a session that the page holds in a proxy, as Vue's ref and Svelte's $state do", async () => {
    const { session, items } = await keepChat();
    expect(items.size).toBe(1);
    await forgetSession(new Proxy(session, {}));
    expect(items.size).toBe(0);
  });

  it("has nothing to forget of a session that is not kept", async () => {
    await expect(forgetSession(createOn(createFakeService()))).resolves.toBeUndefined();
  });

  it("answers undefined without a chat, and makes no session", async () => {
    const service = createFakeService();
    const create = (): ReturnType<typeof createOn> => {
      throw new Error("nobody asked for one");
    };
    expect(await resumeSessionOn(service.platform, createStorage().storage, create)).toBeUndefined();
  });

  it("answers undefined when the service refuses the chat, and forgets it", async () => {
    const service = createFakeService();
    const { items, storage } = createStorage();
    keepSessionOn(service.platform, createOn(service), storage);
    service.answers.set("/participant/connection", () => ({
      status: 403,
      body: { message: "Access denied" },
    }));
    const resuming = resumeSessionOn(service.platform, storage, (chat) => createOn(service, chat));
    await service.platform.settle();
    expect(await resuming).toBeUndefined();
    expect(items.size).toBe(0);
  });

  it("gives the chat no more time before the page is in it", async () => {
    const service = createFakeService();
    const { items, storage } = createStorage();
    keepSessionOn(service.platform, createOn(service), storage, { ttlMs: 60_000 });
    const kept = items.get(KEY);
    await service.platform.advance(50_000);
    const resuming = resumeSessionOn(service.platform, storage, (chat) => createOn(service, chat));
    await service.platform.settle();
    expect(items.get(KEY)).toBe(kept);
    service.accept();
    await resuming;
    await service.platform.settle();
    expect(readStoredChat(items.get(KEY))?.keptAtMs).toBe(service.platform.nowMs());
  });

  it("rejects when nobody can be asked, and the chat is still kept", async () => {
    const service = createFakeService();
    const { items, storage } = createStorage();
    keepSessionOn(service.platform, createOn(service), storage);
    service.platform.onFetch = undefined;
    const resuming = resumeSessionOn(service.platform, storage, (chat) => createOn(service, chat));
    const rejection = expect(resuming).rejects.toMatchObject({ code: "CONNECT_FAILED" });
    await service.platform.advance(60_000);
    await rejection;
    expect(items.size).toBe(1);
  });
});

it("keeps a session that is closed no further, and what was kept stays", async () => {
  const service = createFakeService();
  const { items, storage } = createStorage();
  const session = customerSessionOn(service.platform, {
    chatDetails: CHAT,
    parts: [resumable, asyncSession],
  });
  keepSessionOn(service.platform, session, storage);
  await session.close();
  await service.platform.settle();
  expect(service.platform.live.listeners).toBe(0);
  expect(items.size).toBe(1);
  keepSessionOn(service.platform, session, storage);
  expect(service.platform.live.listeners).toBe(0);
});

it("removes the chat at its end, too, where the page closes the session when it hears of that", async () => {
  const service = createFakeService();
  const { items, storage } = createStorage();
  const session = customerSessionOn(service.platform, {
    chatDetails: CHAT,
    parts: [resumable, asyncSession],
  });
  session.onEnded(() => void session.close());
  keepSessionOn(service.platform, session, storage);
  await connect(service, session);
  service.item(chatEnded);
  await service.platform.settle();
  expect(items.size).toBe(0);
  expect(service.platform.live.listeners).toBe(0);
});

it("lets go of a session that is not connected when the page is hidden, and follows it again once it connects", async () => {
  const { session, stored, platform, ...service } = await keepChat();
  const { listeners } = platform.live;
  await session.breakConnection();
  await platform.settle();
  platform.setVisible(false);
  expect(platform.live.listeners).toBe(0);
  await connect({ platform, ...service }, session);
  await platform.settle();
  expect(platform.live.listeners).toBe(listeners);
  await platform.advance(1_000);
  platform.setVisible(false);
  expect(stored()?.keptAtMs).toBe(platform.nowMs());
});
