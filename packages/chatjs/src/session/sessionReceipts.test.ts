import { eventContentType } from "@amazon-connect-chat/protocol";
import { describe, expect, it } from "vitest";
import {
  connectCustomer,
  createLiveService,
  httpError,
  nothingLeft,
} from "../../test/defects/liveService.js";
import { CHAT, chatEnded, message } from "../../test/fakeService.js";
import { createChatJS } from "../chatSession.js";
import type { GlobalConfig } from "../config/globalConfig.js";
import { ChatError } from "../errors.js";

const type = { read: eventContentType("message.read"), delivered: eventContentType("message.delivered") };
const at = "2026-01-01T00:00:00.000Z";
/** The receipt of this session's participant, as the service knows it. */
const own = (messageId: string) => ({
  MessageId: messageId,
  Receipts: [{ RecipientParticipantId: CHAT.participantId, DeliveredTimestamp: at, ReadTimestamp: at }],
});

async function connect(config: GlobalConfig = {}) {
  const chat = await connectCustomer(createLiveService(), config);
  const startMs = chat.platform.nowMs();
  const event = (words: string, more: object = {}, content: object = {}) => {
    const [kind, messageId] = words.split(" ") as [keyof typeof type, string];
    return chat.session.sendEvent({
      contentType: type[kind],
      content: JSON.stringify({ messageId, ...content }),
      ...more,
    });
  };
  /** What went out: kind, message and time. */
  const sent = () =>
    chat.service.requestsTo("/participant/event").map(({ body, atMs }) => {
      const { messageId } = JSON.parse(String(body["Content"])) as { messageId: string };
      return `${String(body["ContentType"]).replace(/^.*\./, "")} ${messageId} @${atMs - startMs}`;
    });
  const tokens = () =>
    chat.service.requestsTo("/participant/event").map(({ body }) => body["ClientToken"] as string);
  return { ...chat, event, sent, tokens };
}

describe("sendEvent with a receipt", () => {
  it("sends one of each kind at the end of a window, and gives each caller metadata and objects of his own (CP-10, CP-32, D6)", async () => {
    const { event, sent, platform } = await connect();
    const both = [event("read m1", { metadata: 1 }), event("read m2", { metadata: 2 })];
    await platform.advance(4_999);
    expect(sent()).toEqual([]);
    await platform.advance(1);
    expect(sent()).toEqual(["read m2 @5000"]);
    const [one, other] = await Promise.all(both);
    expect([one!.metadata, other!.metadata]).toEqual([1, 2]);
    expect(one!.data).toEqual(other!.data);
    expect(one!.data).not.toBe(other!.data);
  });

  it("sends the content as it is, a token of its own, and the caller's token where he has one (CP-32, D1)", async () => {
    const { event, session, tokens, service, platform } = await connect({ throttleTime: 1_000 });
    const content = { messageId: "m2", other: "kept" };
    const all = [
      event("read m1", {}, { disableThrottle: true }),
      session.sendEvent({ contentType: type.read, content, clientToken: "mine" }),
    ];
    await platform.advance(1_000);
    all.push(event("delivered m3"));
    await platform.advance(2_000);
    await Promise.all(all);
    expect(service.requestsTo("/participant/event").map(({ body }) => body["Content"])).toEqual([
      '{"messageId":"m1","disableThrottle":true}',
      JSON.stringify(content),
      '{"messageId":"m3"}',
    ]);
    expect(tokens()[1]).toBe("mine");
    expect(new Set(tokens()).size).toBe(3);
  });

  it("does not wait for the window with disableThrottle", async () => {
    const { event, sent, platform } = await connect();
    void event("read m1", {}, { disableThrottle: true });
    void event("delivered m2", {}, { disableThrottle: true });
    await platform.advance(300);
    expect(sent()).toEqual(["read m1 @0", "delivered m2 @300"]);
  });

  it("resolves without data where no request is needed: gone before, seen in a transcript, heard live", async () => {
    const { event, session, sent, service, platform } = await connect();
    const fired = { message: "Event already fired", metadata: "mine" };
    void event("read m1");
    await platform.advance(5_000);
    expect(await event("read m1", { metadata: "mine" })).toEqual(fired);
    service.answers.set("/participant/transcript", () => ({
      body: { Transcript: [message("m2", { MessageMetadata: own("m2") }), "odd", { Type: "MESSAGE" }] },
    }));
    await session.getTranscript();
    expect(await event("delivered m2", { metadata: "mine" })).toEqual(fired);
    service.say({ ...message("m3"), Type: "MESSAGEMETADATA", MessageMetadata: own("m3") });
    service.say(message("m4", { MessageMetadata: own("m4") }));
    expect(await event("read m3", { metadata: "mine" })).toEqual(fired);
    expect(await event("read m4", { metadata: "mine" })).toEqual(fired);
    await platform.advance(10_000);
    expect(sent()).toEqual(["read m1 @5000"]);
  });

  it("rejects all that a failed request covers, each with its own metadata, and may be tried again (CP-32, D5)", async () => {
    const { event, sent, service, platform } = await connect();
    service.answers.set("/participant/event", httpError(400));
    const settled = Promise.allSettled([
      event("delivered m1", { metadata: 1 }),
      event("read m1", { metadata: 2 }),
    ]);
    await platform.advance(5_000);
    expect(await settled).toMatchObject(
      [1, 2].map((metadata) => ({ reason: { code: "SERVICE_ERROR", statusCode: 400, metadata } })),
    );
    service.answers.clear();
    void event("read m1");
    await platform.advance(5_000);
    expect(sent()).toEqual(["read m1 @5000", "read m1 @10000"]);
  });

  it.each([
    ["an object", { messageId: "" }],
    ["JSON", '{"messageId":null}'],
    ["another object", { Id: "m1" }],
  ])("rejects where %s names no message, with 5.0.0's members (CP-70)", async (_what, content) => {
    const { session, sent } = await connect();
    const args = { contentType: type.read, content, metadata: 7 };
    const failure: unknown = await session.sendEvent(args).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ChatError);
    expect(failure).toMatchObject({
      code: "RECEIPT_IGNORED",
      message: "Ignoring messageReceipt: missing messageId",
      errorMessage: "Ignoring messageReceipt: missing messageId",
      metadata: 7,
    });
    expect((failure as ChatError).data).toBe(args);
    expect(sent()).toEqual([]);
  });

  it.each([[undefined], [null], [""], ["no JSON"], ["7"], ["[]"], [[]], [5]])(
    "throws IllegalArgument for the content %j (CP-71)",
    async (content) => {
      const { session } = await connect();
      expect(() => session.sendEvent({ contentType: type.delivered, content: content as string })).toThrow(
        expect.objectContaining({ name: "IllegalArgument" }),
      );
    },
  );

  it("rejects while receipts are switched off, whatever the content, and lets others' receipts in", async () => {
    const { chatJS, session, event, sent, service, platform, told } = await connect({
      features: { messageReceipts: { shouldSendMessageReceipts: false } },
    });
    const off = {
      code: "RECEIPT_IGNORED",
      errorMessage: "Ignoring messageReceipt: false",
      data: { contentType: type.read },
    };
    await expect(session.sendEvent({ contentType: type.read, content: null })).rejects.toMatchObject(off);
    const Receipts = [{ ReadTimestamp: at, RecipientParticipantId: "agent-1" }];
    service.say({ ...message("m1"), Type: "MESSAGEMETADATA", MessageMetadata: { Receipts } });
    await platform.settle();
    expect(told()).toEqual(["INCOMING_READ_RECEIPT"]);
    chatJS.ChatSession.setGlobalConfig({ region: "eu-west-2", features: [] });
    await expect(event("read m1")).rejects.toMatchObject(off);
    chatJS.ChatSession.setFeatureFlag("MESSAGE_RECEIPTS_ENABLED");
    void event("read m1");
    await platform.advance(5_000);
    expect(sent()).toEqual(["read m1 @5000"]);
  });

  it("goes by a window that is set while sessions live, from the next window on", async () => {
    const { chatJS, event, sent, platform } = await connect();
    void event("read m1");
    chatJS.ChatSession.setGlobalConfig({ features: { messageReceipts: { throttleTime: 200 } } });
    await platform.advance(5_000);
    void event("read m2");
    await platform.advance(200);
    expect(sent()).toEqual(["read m1 @5000", "read m2 @5200"]);
  });

  it("before connect() and after the end rejects as every call does", async () => {
    const { event, service, platform } = await connect();
    service.say(chatEnded);
    await platform.settle();
    await expect(event("read m1")).rejects.toMatchObject({ code: "NO_ACTIVE_CONNECTION" });
  });
});

describe("the end", () => {
  it("settles the receipts that wait, without a request, and leaves nothing (CP-32, D4)", async () => {
    const { event, sent, service, platform } = await connect();
    const waiting = [event("read m1", { metadata: 1 }), event("delivered m2")];
    service.say(chatEnded);
    await platform.settle();
    const text = "Receipt not sent, the chat has ended";
    expect(await Promise.all(waiting)).toEqual([
      { message: text, metadata: 1 },
      { message: text, metadata: null },
    ]);
    await platform.advance(20_000);
    expect(sent()).toEqual([]);
    expect(platform.live).toEqual(nothingLeft);
  });
});

it("an agent who has handed the chat over sends no receipts any more, and keeps no promise waiting (CP-32)", async () => {
  const { platform, requestsTo } = createLiveService();
  let hear: (envelope: unknown) => void = () => undefined;
  const nothing = () => () => undefined;
  const session = createChatJS(platform).ChatSession.create({
    type: "AGENT",
    chatDetails: {
      ...CHAT,
      getConnectionToken: () =>
        Promise.resolve({
          chatTokenTransport: { participantToken: "ct.secret", expiry: "2027-01-01T00:00:00Z" },
        }),
    },
    websocketManager: {
      subscribeTopics: () => undefined,
      onMessage(_topic, handler) {
        hear = handler as typeof hear;
        return () => undefined;
      },
      onConnectionGain: nothing,
      onConnectionLost: nothing,
      onInitFailure: nothing,
    },
  });
  const connecting = session.connect();
  await platform.advance(1_000);
  await connecting;
  const receipt = { contentType: type.read, content: { messageId: "m1" } };
  const waiting = session.sendEvent(receipt);
  hear({ content: message("t", { ContentType: eventContentType("transfer.succeeded") }) });
  const notSent = { message: "Receipt not sent, the chat has ended", metadata: null };
  expect(await waiting).toEqual(notSent);
  expect(await session.sendEvent({ ...receipt, content: { messageId: "m2" } })).toEqual(notSent);
  await platform.advance(10_000);
  expect(requestsTo("/participant/event")).toEqual([]);
});

describe("sendMessageReceipt", () => {
  it("sends at once, whatever is configured, and leaves nothing to send of what it covers (CP-72)", async () => {
    const { session, event, sent, tokens, platform, chatJS } = await connect();
    const waiting = event("read m1");
    chatJS.ChatSession.setGlobalConfig({
      features: { messageReceipts: { shouldSendMessageReceipts: false } },
    });
    const results = [
      session.sendMessageReceipt({ event: "delivered", messageId: "m2", metadata: 1 }),
      session.sendMessageReceipt({ event: "read", message: message("m2"), clientToken: "mine" }),
      session.controller.sendMessageReceipt({ event: "read", messageId: "m2" }),
    ];
    expect(await Promise.all(results)).toMatchObject([
      { data: { Id: expect.any(String) }, metadata: 1 },
      { metadata: null },
      { metadata: null },
    ]);
    await waiting;
    chatJS.ChatSession.setFeatureFlag("MESSAGE_RECEIPTS_ENABLED");
    expect(await event("read m2")).toEqual({ message: "Event already fired", metadata: null });
    await platform.advance(10_000);
    expect(sent()).toEqual(["delivered m2 @0", "read m2 @0", "read m2 @0"]);
    expect(tokens()[1]).toBe("mine");
    expect(new Set(tokens()).size).toBe(3);
  });

  it.each([
    undefined,
    null,
    "m1",
    {},
    { event: "read" },
    { event: "read", messageId: "" },
    { event: "read", message: null },
    { event: "read", message: {} },
    { event: "typing", messageId: "m1" },
    { messageId: "m1" },
    { event: "metadata", messageId: "m1" },
  ])("throws IllegalArgument for %j", async (args) => {
    const { session, sent } = await connect();
    expect(() => session.sendMessageReceipt(args as never)).toThrow(
      expect.objectContaining({ name: "IllegalArgument" }),
    );
    expect(sent()).toEqual([]);
  });

  it("rejects as the request does, and before connect() as every call", async () => {
    const { session, service, platform } = await connect();
    service.answers.set("/participant/event", httpError(409));
    const failing = session.sendMessageReceipt({ event: "read", messageId: "m1", metadata: 5 });
    await expect(failing).rejects.toMatchObject({ code: "SERVICE_ERROR", statusCode: 409, metadata: 5 });
    service.say(chatEnded);
    await platform.settle();
    await expect(session.sendMessageReceipt({ event: "read", messageId: "m1" })).rejects.toThrow(
      "Failed to call sendMessageReceipt, No active connection",
    );
  });
});
