import { eventContentType, TOPICS } from "@amazon-connect-chat/protocol";
import { describe, expect, it, vi } from "vitest";
import { createChatJS } from "../../src/chatSession.js";
import { LogLevel } from "../../src/config/logger.js";
import type { ChatWebSocketManager } from "../../src/connection/chatConnection.js";
import { CHAT, chatEnded, message } from "../fakeService.js";
import { connectCustomer, createLiveService, nothingLeft } from "./liveService.js";

const transport = () => Promise.resolve({ webSocketTransport: { url: "wss://service.example/" } });
const receiptFor = (MessageId: string, more: object = {}) => ({
  ContentType: eventContentType("message.metadata"),
  Id: MessageId,
  Type: "MESSAGEMETADATA",
  MessageMetadata: {
    MessageId,
    Receipts: [{ ReadTimestamp: "2026-01-01T00:00:02.000Z", RecipientParticipantId: "customer-9" }],
  },
  ...more,
});

/** A page of an agent with a chat for each contact, on one manager. */
async function connectAgent(contactIds: readonly string[], service = createLiveService()) {
  const chatJS = createChatJS(service.platform);
  const manager = chatJS.WebSocketManager.create();
  void manager.init(transport);
  const getConnectionToken = () =>
    Promise.resolve({
      chatTokenTransport: { participantToken: "ct.agent", expiry: "2026-01-02T00:00:00.000Z" },
    });
  const create = (contactId: string, websocketManager: ChatWebSocketManager = manager) =>
    chatJS.ChatSession.create({
      chatDetails: { contactId, participantId: "agent-1", getConnectionToken },
      websocketManager,
    });
  const sessions = contactIds.map((contactId) => create(contactId));
  const connecting = sessions.map((session) => session.connect());
  await service.platform.settle();
  await Promise.all(connecting);
  return { service, platform: service.platform, manager, create, sessions };
}

it("W29: an error of a handler reaches the page's error reporting, and the other handlers the event", async () => {
  const { service, platform, session, told } = await connectCustomer();
  const mistake = new Error("mistake");
  session.onMessage(() => {
    throw mistake;
  });
  service.say(message("message-1"));
  await platform.settle();
  expect(platform.reportedErrors).toEqual([mistake]);
  expect(told()).toEqual(["INCOMING_MESSAGE"]);
});

it("W30: an agent's chat ends well on a manager that returns nothing to unsubscribe with, and the next one connects", async () => {
  const { create, platform } = await connectAgent([]);
  for (let round = 1; round <= 2; round++) {
    const callbacks: ((envelope: object) => unknown)[] = [];
    const session = create("contact-1", {
      subscribeTopics: () => undefined,
      onMessage: (_topic, callback) => void callbacks.push(callback as never),
      onConnectionGain: (callback) => void callback(),
      onConnectionLost: () => undefined,
      onInitFailure: () => undefined,
    });
    const ended = vi.fn();
    session.onEnded(ended);
    await session.connect();
    for (const callback of callbacks)
      callback({ topic: TOPICS.chat, content: JSON.stringify({ ...chatEnded, Id: `end-${round}` }) });
    await platform.settle();
    expect(ended).toHaveBeenCalledTimes(1);
  }
});

describe("W31: of two chats on one manager a receipt reaches the one that it belongs to", () => {
  const setUp = async () => {
    const { service, platform, sessions } = await connectAgent(["contact-1", "contact-2"]);
    const seen: number[] = [];
    sessions.forEach((session, index) => session.onReadReceipt(() => seen.push(index + 1)));
    for (const contact of ["contact-1", "contact-2"])
      service.say(message(`of ${contact}`, { ContactId: contact, InitialContactId: contact }));
    await platform.settle();
    return { service, platform, seen };
  };

  it("W31: when it names its contact", async () => {
    const { service, platform, seen } = await setUp();
    service.say(receiptFor("of contact-2", { ContactId: "contact-2", InitialContactId: "contact-2" }));
    await platform.settle();
    expect(seen).toEqual([2]);
  });

  it("W31: when it comes before its message", async () => {
    const { service, platform, seen } = await setUp();
    service.say(receiptFor("late"));
    await platform.settle();
    expect(seen).toEqual([]);
    service.say(message("late", { ContactId: "contact-2", InitialContactId: "contact-2" }));
    await platform.settle();
    expect(seen).toEqual([2]);
  });

  it("W31: when it names nothing but its message, as the service's do", async () => {
    const { service, platform, seen } = await setUp();
    service.say(receiptFor("of contact-2"));
    await platform.settle();
    expect(seen).toEqual([2]);
  });
});

it("W32: of two sessions of one contact one can go, and neither the other nor a third one notices", async () => {
  const service = createLiveService();
  const [first, second] = [await connectCustomer(service), await connectCustomer(service)];
  await first.session.controller.breakConnection();
  const third = await connectCustomer(service);
  await service.platform.advance(60_000);
  service.say(message("message-1"));
  await service.platform.settle();
  expect([first, second, third].map(({ told }) => told())).toEqual([
    [],
    ["INCOMING_MESSAGE"],
    ["INCOMING_MESSAGE"],
  ]);
  expect(service.platform.live.sockets).toBe(2);
});

it("W33: a session that idles runs its heartbeats and no other clock", async () => {
  const { platform } = await connectCustomer();
  const { setTimer } = platform;
  const delays: number[] = [];
  platform.setTimer = (callback, delayMs) => {
    delays.push(delayMs);
    return setTimer(callback, delayMs);
  };
  await platform.advance(60_000);
  // A heartbeat and the time for its answer, every ten seconds.
  expect(delays).toHaveLength(12);
  // Those two, the socket's lifetime and the token's.
  expect(platform.live.timers).toBeLessThanOrEqual(4);
});

it("W34: a log line names the chat that it is about", async () => {
  const service = createLiveService();
  const chatJS = createChatJS(service.platform);
  chatJS.ChatSession.setGlobalConfig({
    loggerConfig: { useDefaultLogger: true, level: LogLevel.DEBUG },
  });
  const linesOf = async (contactId: string) => {
    const before = service.platform.printed.length;
    const session = chatJS.ChatSession.create({ chatDetails: { ...CHAT, contactId }, type: "CUSTOMER" });
    void session.connect();
    await service.platform.settle();
    return service.platform.printed.slice(before).map(({ line }) => line);
  };
  const [first, second] = [await linesOf("contact-1"), await linesOf("contact-2")];
  expect(first.filter((line) => line.includes("WEB_SOCKET_MANAGER"))).not.toEqual([]);
  expect(first.filter((line) => !line.includes("contact-1"))).toEqual([]);
  expect(second.filter((line) => !line.includes("contact-2"))).toEqual([]);
});

it.each([
  ["a text that is no JSON", "{not json"],
  ["an empty text", ""],
  ["a blob", new Blob(["{}"])],
  ["a subscription without content", '{"topic":"aws/subscribe"}'],
])("W35: %s as a frame throws nothing, and the next message arrives", async (_what, frame) => {
  const { service, platform, told } = await connectCustomer();
  expect(() => platform.socket().receiveRaw(frame)).not.toThrow();
  service.say(message("message-1"));
  await platform.settle();
  expect(told()).toEqual(["INCOMING_MESSAGE"]);
});

it("W36: a receipt item without receipts is no event, and no error", async () => {
  const { service, platform, told } = await connectCustomer(createLiveService(), {
    loggerConfig: { useDefaultLogger: true, level: LogLevel.WARN },
  });
  const empty = { ContactId: CHAT.contactId, MessageMetadata: { MessageId: "message-1", Receipts: [] } };
  service.say(receiptFor("message-1", empty));
  await platform.settle();
  expect(told()).toEqual([]);
  expect(platform.printed).toEqual([]);
});

it("W38: sessions of one contact ask for no address that they do not open", async () => {
  const service = createLiveService();
  await connectCustomer(service);
  await connectCustomer(service);
  expect(service.requestsTo("/participant/connection")).toHaveLength(2);
  expect(service.platform.sockets.map(({ readyState }) => readyState)).toEqual([1, 1]);
});

it("W41: a page that was frozen asks its peer at once, and gives it three seconds", async () => {
  const { service, platform, told } = await connectCustomer();
  await platform.advance(1_000);
  const before = platform.socket().sent.length;
  service.mutes.add(TOPICS.heartbeat).add(TOPICS.ping);
  platform.suspend(600_000);
  await platform.advance(0);
  expect(platform.socket().sent.slice(before)).toContain('{"topic":"aws/heartbeat"}');
  await platform.advance(3_000);
  expect(told()).toContain("CONNECTION_LOST");
});

it("W41: events need no timer, which a hidden page has once a minute only", async () => {
  const { service, platform, told } = await connectCustomer();
  service.say(message("message-1"));
  // Tasks run, the clock does not.
  await platform.settle();
  expect(told()).toEqual(["INCOMING_MESSAGE"]);
});

it("leaves nothing behind after all of it", async () => {
  const { service, platform } = await connectCustomer();
  service.drop();
  await platform.advance(6_000);
  service.say(chatEnded);
  await platform.settle();
  expect(platform.live).toEqual(nothingLeft);
});
