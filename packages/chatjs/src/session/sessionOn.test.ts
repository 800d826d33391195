import { describe, expect, it } from "vitest";
import { CHAT, chatEnded, createFakeService, message } from "../../test/fakeService.js";
import { attachments, authentication, logTo, metrics, receipts, transcript, views } from "./partList.js";
import type { ChatSessionMethods } from "./chatSessionTypes.js";
import type { CustomerSession, CustomerSessionOptions } from "./ownSessionTypes.js";
import type { PartMethod } from "./parts.js";
import { agentSessionOn, customerSessionOn } from "./sessionOn.js";

/** A connected session on a fake service. */
async function connect(more: Partial<CustomerSessionOptions> = {}) {
  const service = createFakeService();
  const session = customerSessionOn(service.platform, { chatDetails: CHAT, ...more }) as CustomerSession<
    Pick<ChatSessionMethods, PartMethod>
  >;
  const connecting = session.connect();
  await service.platform.settle();
  service.accept();
  await connecting;
  return { ...service, session };
}
const read = "application/vnd.amazonaws.connect.event.message.read";
const piece = (ChunkNumber: number, MessageCompleted: boolean, Content: string) =>
  message("m1", {
    ParticipantRole: "SYSTEM",
    Content,
    MessageMetadata: { MessageId: "m1", ChunkNumber, MessageCompleted },
  });

describe("a session of text alone", () => {
  it("sends, receives and ends", async () => {
    const { session, platform, item, requestsTo } = await connect();
    const seen: unknown[] = [];
    session.onMessage(({ data }) => seen.push(data.Id));
    session.onEnded(() => seen.push("ended"));
    await session.sendMessage({ message: "hello", contentType: "text/plain" });
    expect(requestsTo("/participant/message")).toMatchObject([{ body: { Content: "hello" } }]);
    item(message("m1"));
    item(message("m1"));
    item(chatEnded);
    await platform.settle();
    expect(seen).toEqual(["m1", "end", "ended"]);
    expect(platform.live).toMatchObject({ timers: 0, sockets: 0, listeners: 0 });
  });

  it("loses nothing that was said in an outage", async () => {
    const { session, platform, accept, answers } = await connect();
    const seen: unknown[] = [];
    session.onMessage(({ data }) => seen.push(data.Id));
    session.onConnectionEstablished(({ recovered }) => seen.push(recovered));
    await platform.settle();
    answers.set("/participant/transcript", () => ({ body: { Transcript: [message("missed")] } }));
    platform.socket().close();
    await platform.advance(6_000);
    accept();
    await platform.settle();
    expect(seen.slice(-2)).toEqual(["missed", 1]);
  });

  it("replaces its socket without an event, and asks for what that may have cost", async () => {
    const { session, platform, item, accept, requestsTo } = await connect();
    const seen: string[] = [];
    session.onConnectionLost(() => seen.push("lost"));
    item(message("m1"));
    await platform.settle();
    const [opened, asked] = [platform.sockets.length, requestsTo("/participant/transcript").length];
    for (let step = 0; step < 1_000 && platform.sockets.length === opened; step += 1) {
      platform.socket().receive({ topic: "aws/heartbeat" });
      await platform.advance(4_000);
    }
    accept();
    await platform.settle();
    expect(seen).toEqual([]);
    expect(requestsTo("/participant/transcript").length).toBe(asked + 1);
  });

  it("has no method of a part", async () => {
    const { session } = await connect();
    expect(session).not.toHaveProperty("sendAttachment");
    expect(session).not.toHaveProperty("sendMessageReceipt");
    expect(session).not.toHaveProperty("describeView");
    expect(session).not.toHaveProperty("getAuthenticationUrl");
    expect(session).not.toHaveProperty("onTranscriptUpdated");
  });

  it("puts the pieces of a bot's message together", async () => {
    const { session, platform, item } = await connect();
    const seen: unknown[] = [];
    session.onMessage(({ data }) => seen.push(data.Type === "MESSAGE" && data.Content));
    item(piece(1, false, "Hel"));
    item(piece(2, false, "lo"));
    item(piece(3, true, "Hello"));
    await platform.settle();
    expect(seen).toEqual(["Hel", "Hello", "Hello"]);
  });

  it("sends each receipt of sendEvent at once", async () => {
    const { session, requestsTo } = await connect();
    await session.sendEvent({ contentType: read, content: { messageId: "m1" } });
    expect(requestsTo("/participant/event")).toHaveLength(1);
  });
});

describe("parts", () => {
  it("add their methods", async () => {
    const { session, requestsTo } = await connect({
      parts: [attachments, receipts, transcript, views, authentication],
    });
    await session.describeView({ viewToken: "view-token" });
    await session.getAuthenticationUrl({ sessionId: "s", redirectUri: "r" });
    await session.sendMessageReceipt({ event: "read", messageId: "m1" });
    await session.getAttachmentURL({ attachmentId: "a" });
    session.onTranscriptUpdated(() => undefined);
    expect(requestsTo("/participant/event")).toHaveLength(1);
  });

  it("measure customers' sessions, and batch for all that have the part", async () => {
    const parts = [metrics({ endpoint: "https://metrics.example/" })];
    const { session, platform, accept } = await connect({ parts });
    await session.sendMessage({ message: "hello", contentType: "text/plain" });
    const other = customerSessionOn(platform, { chatDetails: CHAT, parts });
    void other.connect();
    await platform.settle();
    accept();
    await platform.advance(30_000);
    const batches = platform.requests.filter(({ url }) => url === "https://metrics.example/");
    expect(batches).toHaveLength(1);
    const requests = ["CreateParticipantConnection", "SendMessage", "CreateParticipantConnection"];
    expect(JSON.stringify(batches)).toMatch(new RegExp(requests.join(".*")));
  });

  it("log without a token", async () => {
    const lines: string[] = [];
    const sink = { info: (line: string) => lines.push(line) };
    await connect({ parts: [logTo(sink, 10)] });
    expect(lines.join()).toContain("CreateParticipantConnection: 200");
    expect(lines.join()).not.toContain("secret");
  });
});

it.each([
  [{ endpoint: "participant.example" }],
  [{ region: "us.evil.example/" }],
  [{ chatDetails: {} }],
  [{ isNetworkOnline: true }],
  [{ parts: [undefined] }],
  [{ parts: attachments }],
])("refuses %j", (wrong) => {
  const { platform } = createFakeService();
  expect(() => customerSessionOn(platform, { chatDetails: CHAT, ...(wrong as object) })).toThrow(
    expect.objectContaining({ name: "IllegalArgument" }),
  );
});

it.each([{ region: "" }, { region: null }, { endpoint: "" }, { endpoint: null }])(
  "takes %j as not given",
  async (empty) => {
    const { platform } = await connect(empty as object);
    expect(platform.requests.map(({ url }) => new URL(url).host)).toContain(
      "participant.connect.us-west-2.amazonaws.com",
    );
  },
);

it.each([null, 0, NaN, "soon"])("takes a throttleTime of %j as not given", async (throttleTime) => {
  const { session, platform, requestsTo } = await connect({
    parts: [receipts],
    throttleTime: throttleTime as never,
  });
  void session.sendEvent({ contentType: read, content: { messageId: "m1" } });
  await platform.advance(4_000);
  expect(requestsTo("/participant/event")).toHaveLength(0);
  await platform.advance(2_000);
  expect(requestsTo("/participant/event")).toHaveLength(1);
});

it("names what it could not do when an option is wrong", () => {
  const { platform } = createFakeService();
  expect(() => customerSessionOn(platform, { chatDetails: CHAT, region: "a/b" })).toThrow(
    /^unable to create a session; region must be/,
  );
});

it.each([
  [undefined],
  [null],
  [{ chatDetails: CHAT }],
  [{ chatDetails: CHAT, websocketManager: null }],
  [{ chatDetails: CHAT, websocketManager: "text" }],
])("refuses an agent without a manager, as %j", (options) => {
  const { platform } = createFakeService();
  expect(() => agentSessionOn(platform, options as never)).toThrow(/lacks subscribeTopics/);
});

it("metrics and calls go over https, or to this machine (CP-110)", () => {
  expect(() => metrics({ endpoint: "http://metrics.example/" })).toThrow(/csmConfig.endpoint must be/);
  const { platform } = createFakeService();
  const options = { chatDetails: CHAT, endpoint: "http://proxy.example" };
  expect(() => customerSessionOn(platform, options)).toThrow(/endpoint must be an https URL/);
});
