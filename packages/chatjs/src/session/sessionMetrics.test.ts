import { describe, expect, it, vi } from "vitest";
import { createFakeCsm } from "../../test/fakeCsm.js";
import { CHAT, createFakeService, message } from "../../test/fakeService.js";
import { createChatJS } from "../chatSession.js";
import { VERSION } from "../version.js";
import { createSessionMetrics } from "./sessionMetrics.js";
import type { AgentChatSessionArgs, CustomerChatSessionArgs } from "./sessionArgs.js";

/** A page with a `csm` and Streams, and a session that is not connected yet. */
function createMeasured(
  args: Partial<CustomerChatSessionArgs> | Omit<AgentChatSessionArgs, "chatDetails"> = {},
  chatDetails: object = CHAT,
) {
  const service = createFakeService();
  const { csm, metrics, counts } = createFakeCsm();
  const publishMetric = vi.fn();
  Object.assign(service.platform.globals, { csm, connect: { version: "2.28.2", publishMetric } });
  const { ChatSession } = createChatJS(service.platform);
  const session = ChatSession.create({ type: "CUSTOMER", ...args, chatDetails } as CustomerChatSessionArgs);
  const connect = async () => {
    const connected = session.connect();
    await service.platform.settle();
    service.accept();
    await connected;
    await service.platform.settle();
  };
  /** Takes the metrics that came since the last call, each as `name[/ContentType] kind value`. */
  const taken = () =>
    (metrics as string[]).splice(0).map((line) => {
      const [name, , value, ...dimensions] = line.split(" ");
      const { Metric, ContentType, Category } = Object.fromEntries(
        dimensions.map((dimension) => dimension.split("=")),
      ) as Record<string, string>;
      expect(Category).toBe("API");
      return `${name}${ContentType ? `/${ContentType}` : ""} ${Metric} ${value}`;
    });
  const { csmService } = ChatSession;
  return { ...service, ChatSession, csmService, session, connect, taken, counts, publishMetric };
}
const settled = (name: string, error: 0 | 1, latencyMs = 0) => [
  `${name} Latency ${latencyMs}`,
  `${name} Count 1`,
  `${name} Error ${error}`,
];

describe("a customer's session (CP-75)", () => {
  it("measures the way in: the call, and the connection gained", async () => {
    const { connect, taken } = createMeasured();
    await connect();
    expect(taken()).toEqual([
      ...settled("CreateParticipantConnection", 0),
      "WebsocketConnectionGained Count 1",
    ]);
  });

  it("measures a way in that is refused", async () => {
    const { session, answers, taken } = createMeasured();
    answers.set("/participant/connection", () => ({ status: 400 }));
    await expect(session.connect()).rejects.toThrow();
    expect(taken()).toEqual(settled("CreateParticipantConnection", 1));
  });

  it("measures each method under its name, with the content type where it has one", async () => {
    const { session, platform, answers, connect, taken } = createMeasured();
    await connect();
    taken();
    answers.set("/participant/message", async () => {
      await new Promise<void>((resolve) => platform.setTimer(resolve, 120));
      return { body: { Id: "1" } };
    });
    void session.sendMessage({ message: "hi", contentType: "text/plain" });
    await platform.advance(120);
    expect(taken()).toEqual(settled("SendMessage/text/plain", 0, 120));
    const typing = "application/vnd.amazonaws.connect.event.typing";
    await session.sendEvent({ contentType: typing });
    expect(taken()).toEqual(settled(`SendEvent/${typing}`, 0));
    await session.getTranscript();
    expect(taken()).toEqual(settled("GetTranscript", 0));
    await (session as typeof session & { disconnectParticipant(): Promise<unknown> }).disconnectParticipant();
    expect(taken()).toEqual(settled("DisconnectParticipant", 0));
  });

  it("measures failures, which reject as ever", async () => {
    const { session, answers, connect, taken } = createMeasured();
    await connect();
    taken();
    answers.set("/participant/message", () => ({ status: 400 }));
    await expect(session.sendMessage({ message: "hi", contentType: "text/plain" })).rejects.toMatchObject({
      statusCode: 400,
    });
    expect(taken()).toEqual(settled("SendMessage/text/plain", 1));
  });

  it.each([
    ["getAuthenticationUrl", {}, "GetAuthenticationUrl"],
    ["cancelParticipantAuthentication", {}, "CancelParticipantAuthentication"],
    ["sendAttachment", { attachment: { type: "image/png" } }, "SendAttachment/image/png"],
    ["getAttachmentURL", undefined, "GetAttachmentURL"],
  ])("names %s after the method (CP-79)", async (method, args, name) => {
    const { platform, csmService, taken } = createMeasured();
    const metrics = createSessionMetrics({ platform, csmService, sessionType: "CUSTOMER" });
    const measured = metrics.method(method, () => Promise.resolve("done")) as (args: unknown) => unknown;
    expect(await measured(args)).toBe("done");
    expect(taken()).toEqual(settled(name, 0));
  });

  it("measures no call that the page has given up (CP-67)", async () => {
    const { session, platform, answers, connect, taken } = createMeasured();
    await connect();
    taken();
    answers.set("/participant/message", () => new Promise(() => undefined));
    const controller = new AbortController();
    const sending = session.sendMessage({
      message: "hi",
      contentType: "text/plain",
      signal: controller.signal,
    });
    await platform.settle();
    controller.abort();
    await expect(sending).rejects.toMatchObject({ name: "AbortError" });
    await platform.settle();
    expect(taken()).toEqual([]);
  });

  it("measures no call that was never made", async () => {
    const { session, connect, taken } = createMeasured();
    await expect(session.sendMessage({ message: "hi", contentType: "text/plain" })).rejects.toThrow();
    await connect();
    taken();
    expect(() => session.sendMessage({ message: 7 as never, contentType: "text/plain" })).toThrow();
    expect(taken()).toEqual([]);
  });

  it("measures no receipt that is switched off, or names no message", async () => {
    const { ChatSession, session, connect, taken } = createMeasured();
    await connect();
    taken();
    const contentType = "application/vnd.amazonaws.connect.event.message.read";
    await expect(session.sendEvent({ contentType, content: "{}" })).rejects.toThrow("missing messageId");
    ChatSession.setGlobalConfig({ features: { messageReceipts: { shouldSendMessageReceipts: false } } });
    await expect(session.sendEvent({ contentType, content: '{"messageId":"m1"}' })).rejects.toThrow("false");
    expect(taken()).toEqual([]);
  });

  it("counts what comes on the socket, its loss and its return, and times the new address (CP-79)", async () => {
    const { platform, accept, item, answers, connect, taken } = createMeasured();
    await connect();
    taken();
    item(message("1"));
    item(message("1"));
    await platform.settle();
    expect(taken()).toEqual(["WebsocketIncomingMessage Count 1", "WebsocketIncomingMessage Count 1"]);
    answers.set("/participant/connection", async () => {
      await new Promise<void>((resolve) => platform.setTimer(resolve, 200));
      return {
        body: {
          Websocket: { Url: "wss://service.example/2", ConnectionExpiry: "2026-01-01T01:00:00.000Z" },
          ConnectionCredentials: { ConnectionToken: "ct.2", Expiry: "2026-01-02T00:00:00.000Z" },
        },
      };
    });
    platform.socket().close(1006);
    await platform.advance(10_000);
    accept();
    await platform.settle();
    expect(taken()).toEqual([
      "WebsocketConnectionLost Count 1",
      ...settled("CreateParticipantConnection", 0, 200),
      ...settled("InitWebsocket", 0, 200),
      "WebsocketConnectionGained Count 1",
    ]);
  });

  it("counts heartbeats, and the end of a connection that cannot be had again", async () => {
    const { platform, answers, connect, taken } = createMeasured();
    await connect();
    platform.socket().receive({ topic: "aws/heartbeat" });
    await platform.advance(10_000);
    platform.socket().receive({ topic: "aws/heartbeat" });
    platform.socket().receive({ topic: "aws/ping", statusCode: 200, statusContent: "OK" });
    await platform.settle();
    expect(taken()).toContain("WebsocketDeepHeartbeatSuccess Count 1");
    answers.set("/participant/connection", () => ({ status: 400 }));
    platform.socket().close(1006);
    await platform.advance(10_000);
    expect(taken()).toEqual([
      "WebsocketConnectionLost Count 1",
      ...settled("CreateParticipantConnection", 1),
      ...settled("InitWebsocket", 1),
      "WebsocketEnded Count 1",
    ]);
  });

  it("collects nothing with disableCSM", async () => {
    const { session, connect, taken, counts } = createMeasured({ disableCSM: true });
    await connect();
    await session.sendMessage({ message: "hi", contentType: "text/plain" });
    expect([taken(), counts]).toEqual([[], []]);
  });
});

describe("an agent's session", () => {
  const manager = () => ({
    subscribeTopics: () => undefined,
    onMessage: () => undefined,
    onConnectionGain: () => undefined,
    onConnectionLost: () => undefined,
    onInitFailure: () => undefined,
  });
  const chatTokenTransport = { participantToken: "ct.agent", expiry: "2026-01-02T00:00:00.000Z" };

  it.each([
    [
      "with the page's token",
      () => Promise.resolve({ chatTokenTransport }),
      200,
      [
        "AGENT_GET_CONNECTION_TOKEN_ERROR_RATE 0",
        "CREATE_PARTICIPANT_CONACK_CALL_COUNT 1",
        "AGENT_CREATE_PARTICIPANT_ERROR_RATE 0",
      ],
    ],
    [
      "with the service's token",
      () => Promise.reject(new Error("none")),
      200,
      ["AGENT_GET_CONNECTION_TOKEN_ERROR_RATE 1", "AGENT_CREATE_PARTICIPANT_ERROR_RATE 0"],
    ],
    [
      "whose acknowledgement is refused",
      () => Promise.resolve({ chatTokenTransport }),
      400,
      [
        "AGENT_GET_CONNECTION_TOKEN_ERROR_RATE 0",
        "CREATE_PARTICIPANT_CONACK_CALL_COUNT 1",
        "CREATE_PARTICIPANT_CONACK_FAILURE 1",
      ],
    ],
    [
      "whose acknowledgement fails",
      () => Promise.resolve({ chatTokenTransport }),
      500,
      [
        "AGENT_GET_CONNECTION_TOKEN_ERROR_RATE 0",
        "CREATE_PARTICIPANT_CONACK_CALL_COUNT 1",
        "AGENT_CREATE_PARTICIPANT_ERROR_RATE 1",
        "CREATE_PARTICIPANT_CONACK_FAILURE 1",
      ],
    ],
  ])(
    "counts its way in, and nothing else: %s (CP-75)",
    async (_what, getConnectionToken, status, expected) => {
      const { session, platform, answers, taken, counts } = createMeasured(
        { type: "AGENT", websocketManager: manager() },
        { ...CHAT, getConnectionToken },
      );
      if (status !== 200) answers.set("/participant/connection", () => ({ status }));
      void session.connect();
      await platform.advance(20_000);
      await session.sendMessage({ message: "hi", contentType: "text/plain" });
      expect([counts, taken()]).toEqual([expected, []]);
    },
  );
});

describe("amazon-connect-streams", () => {
  const dimensions = { streamsJSVersion: "2.28.2", chatJSVersion: VERSION };

  it("hears of each session that is created", () => {
    const { publishMetric } = createMeasured();
    expect(publishMetric.mock.calls).toEqual([
      [
        {
          name: "ChatJSEventMetric",
          data: { count: 1 },
          dimensions: { ...dimensions, category: "StreamsJS-2.28.2-ChatJSConnectSessionSuccess" },
          customCCPName: "ChatJS",
        },
      ],
    ]);
  });

  it("hears of a connect that fails, with the version too (CP-78)", async () => {
    const { session, answers, publishMetric } = createMeasured();
    answers.set("/participant/connection", () => ({ status: 400 }));
    await expect(session.connect()).rejects.toThrow();
    expect(publishMetric).toHaveBeenLastCalledWith({
      name: "ChatJSSuccessMetric",
      data: { count: 0 },
      dimensions: {
        ...dimensions,
        category: "StreamsJS-2.28.2-ChatJSConnectSessionError",
        errorType: "InternalServerError",
      },
      customCCPName: "ChatJS",
    });
  });

  it("hears of a session that cannot be created", () => {
    const { platform } = createFakeService();
    const publishMetric = vi.fn();
    platform.globals["connect"] = { version: "2", publishMetric };
    expect(() => createChatJS(platform).ChatSession.create({ type: "CUSTOMER", chatDetails: {} })).toThrow();
    expect(publishMetric.mock.calls).toMatchObject([
      [{ data: { count: 0 }, dimensions: { category: "StreamsJS-2-ChatJSCreateSessionError" } }],
    ]);
  });

  it.each([
    [
      "throws",
      {
        publishMetric: () => {
          throw new Error("There is no upstream conduit!");
        },
      },
    ],
    ["is no function", { publishMetric: 7 }],
    ["is not there", {}],
    ["has no namespace", undefined],
  ])("breaks nothing when its publishMetric %s (CP-78)", async (_what, connect) => {
    const { platform, answers } = createFakeService();
    platform.globals["connect"] = connect;
    const session = createChatJS(platform).ChatSession.create({ type: "CUSTOMER", chatDetails: CHAT });
    answers.set("/participant/connection", () => ({ status: 400 }));
    await expect(session.connect()).rejects.toMatchObject({ code: "CONNECT_FAILED" });
  });
});

it("a page whose csm throws chats as ever (CP-75)", async () => {
  const { platform, session, connect } = createMeasured();
  platform.globals["csm"] = {
    get API() {
      throw new Error("broken");
    },
  };
  await connect();
  await expect(session.sendMessage({ message: "hi", contentType: "text/plain" })).resolves.toBeDefined();
});

it("setGlobalConfig refuses an endpoint that is no URL, and a widgetType that is no text", () => {
  const { ChatSession } = createChatJS(createFakeService().platform);
  expect(() => ChatSession.setGlobalConfig({ csmConfig: { endpoint: "metrics.example" } })).toThrow(
    /csmConfig\.endpoint must be an https URL/,
  );
  expect(() => ChatSession.setGlobalConfig({ csmConfig: { widgetType: 7 as never } })).toThrow(
    /csmConfig\.widgetType must be/,
  );
});
