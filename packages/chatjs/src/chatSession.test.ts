import { afterEach, describe, expect, it, vi } from "vitest";
import { CHAT, connectCustomer, createFakeService, message } from "../test/fakeService.js";
import { createChatJS } from "./chatSession.js";
import { createTaskQueue } from "./platform/taskQueue.js";

const chatJS = () => createChatJS(createFakeService().platform);

describe("create", () => {
  it.each([
    [undefined],
    [null],
    ["text"],
    [{}],
    [{ type: "CUSTOMER" }],
    [{ type: "CUSTOMER", chatDetails: null }],
    [{ type: "CUSTOMER", chatDetails: { contactId: "c" } }],
    [{ type: "CUSTOMER", chatDetails: { contactId: "", participantId: "p" } }],
    [{ type: "CUSTOMER", chatDetails: { contactId: 5, participantId: "p" } }],
    [{ type: "customer", chatDetails: CHAT }],
    [{ type: "AGENT", chatDetails: CHAT, websocketManager: {} }],
    [{ type: "CUSTOMER", chatDetails: CHAT, options: { region: 5 } }],
  ])("throws IllegalArgument for %j (CP-24, CP-114)", (args) => {
    expect(() => chatJS().ChatSession.create(args as never)).toThrow(
      expect.objectContaining({ name: "IllegalArgument" }),
    );
  });

  it("names the unknown type as 5.0.0 does", () => {
    expect(() => chatJS().ChatSession.create({ type: "BOT", chatDetails: CHAT } as never)).toThrow(
      "Unkown value for session type, Allowed values are: AGENT,CUSTOMER",
    );
  });

  it("takes StartChatContact's spelling, and defaults the initial contact (CP-03)", () => {
    const session = chatJS().ChatSession.create({
      type: "CUSTOMER",
      chatDetails: { ContactId: "c", ParticipantId: "p", ParticipantToken: "t" },
    });
    expect(session.getChatDetails()).toEqual({
      contactId: "c",
      initialContactId: "c",
      participantId: "p",
      participantToken: "t",
      connectionDetails: undefined,
    });
    expect(session.controller).toMatchObject({
      contactId: "c",
      initialContactId: "c",
      participantId: "p",
      participantToken: "t",
      sessionType: "CUSTOMER",
    });
  });

  it("returns at once a session that is not thenable, with the controller that pages reach for (CP-02)", () => {
    const session = chatJS().ChatSession.create({ type: "CUSTOMER", chatDetails: CHAT });
    expect(session).not.toHaveProperty("then");
    for (const member of [
      "sendMessage",
      "sendEvent",
      "disconnectParticipant",
      "subscribe",
      "breakConnection",
      "getConnectionStatus",
    ] as const)
      expect(session.controller[member]).toBeTypeOf("function");
    expect(session.controller.getConnectionStatus()).toBe("NeverEstablished");
    expect(session).not.toHaveProperty("cleanUpOnParticipantDisconnect");
  });
});

describe("regions and endpoints (CP-03)", () => {
  const hostOf = async (configure: (made: ReturnType<typeof createChatJS>) => void, region?: string) => {
    const service = createFakeService();
    const made = createChatJS(service.platform);
    configure(made);
    made.ChatSession.create({ type: "CUSTOMER", chatDetails: CHAT, options: { region } })
      .connect()
      .catch(() => undefined);
    await service.platform.settle();
    return service.platform.requests[0]!.url;
  };
  it.each([
    [
      "nothing",
      () => undefined,
      undefined,
      "https://participant.connect.us-west-2.amazonaws.com/participant/connection",
    ],
    [
      "a global region",
      (made: ReturnType<typeof createChatJS>) => made.ChatSession.setGlobalConfig({ region: "eu-west-2" }),
      undefined,
      "https://participant.connect.eu-west-2.amazonaws.com/participant/connection",
    ],
    [
      "options",
      (made: ReturnType<typeof createChatJS>) => made.ChatSession.setGlobalConfig({ region: "eu-west-2" }),
      "ca-central-1",
      "https://participant.connect.ca-central-1.amazonaws.com/participant/connection",
    ],
    [
      "an override",
      (made: ReturnType<typeof createChatJS>) => made.ChatSession.setRegionOverride("af-south-1"),
      "ca-central-1",
      "https://participant.connect.af-south-1.amazonaws.com/participant/connection",
    ],
    [
      "an endpoint",
      (made: ReturnType<typeof createChatJS>) =>
        made.ChatSession.setGlobalConfig({ endpoint: "http://127.0.0.1:8080/base/" }),
      "ca-central-1",
      "http://127.0.0.1:8080/base/participant/connection",
    ],
  ])("%s", async (_name, configure, region, url) => {
    expect(await hostOf(configure, region)).toBe(url);
  });

  it("of create name the region, and configure nothing else", async () => {
    const { platform, ...service } = createFakeService();
    const { ChatSession } = createChatJS(platform);
    const options = { region: "eu-west-2", endpoint: "http://127.0.0.1:1", throttleTime: 1 };
    void ChatSession.create({ type: "CUSTOMER", chatDetails: CHAT, options }).connect();
    await platform.settle();
    expect(platform.requests[0]!.url).toContain("participant.connect.eu-west-2.amazonaws.com");
    expect(service.requestsTo("/participant/connection")).toHaveLength(1);
  });

  it("survive a later call that does not name them, and a bad call changes nothing (CP-15)", async () => {
    const url = await hostOf(({ ChatSession }) => {
      ChatSession.setGlobalConfig({ endpoint: "http://127.0.0.1:1" });
      ChatSession.setGlobalConfig({ region: "eu-west-2" });
      ChatSession.setGlobalConfig();
      expect(() => ChatSession.setGlobalConfig({ endpoint: "not a url" })).toThrow(
        expect.objectContaining({ name: "IllegalArgument" }),
      );
    });
    expect(url).toBe("http://127.0.0.1:1/participant/connection");
  });

  it("send the user agent with its suffix", async () => {
    const service = createFakeService();
    const { ChatSession } = createChatJS(service.platform);
    ChatSession.setGlobalConfig({ customUserAgentSuffix: "MyApp/1.2 (x; y)" });
    void ChatSession.create({ type: "CUSTOMER", chatDetails: CHAT }).connect();
    await service.platform.settle();
    expect(service.platform.requests[0]!.headers["x-amz-user-agent"]).toMatch(
      /^AmazonConnect-ChatJS\/6\.0\.0-alpha\.0-MyApp\/1\.2--x--y-$/,
    );
  });
});

describe("in a browser, where a frame's task runs an event too", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("each chat of a page tells of its connection after all that follows from connect()", async () => {
    vi.stubGlobal("process", Object.create(process, { versions: { value: {} } }));
    const service = createFakeService();
    const { openSocket, settle } = service.platform;
    const { queueTask, within } = createTaskQueue();
    const { ChatSession } = createChatJS({
      ...service.platform,
      queueTask,
      openSocket: (url, listeners) =>
        openSocket(url, { ...listeners, received: (data) => within(() => listeners.received(data)) }),
    });
    const told: string[] = [];
    for (const name of ["first", "second"]) {
      const session = ChatSession.create({ type: "CUSTOMER", chatDetails: CHAT });
      const connecting = session.connect();
      await settle();
      service.accept();
      await connecting;
      session.onConnectionEstablished(() => told.push(name));
      await new Promise<void>((resolve) => queueTask(resolve));
    }
    expect(told).toEqual(["first", "second"]);
  });
});

it("no token and no message text reaches a log at any level, in a whole chat with failures (CP-37)", async () => {
  const service = createFakeService();
  const lines: string[] = [];
  const write = (line: string) => lines.push(line);
  const {
    chatJS: made,
    session,
    platform,
    item,
    answers,
  } = await (async () => {
    const chat = await connectCustomer(service);
    return chat;
  })();
  made.ChatSession.setGlobalConfig({
    loggerConfig: {
      level: made.ChatSession.LogLevel.DEBUG,
      customizedLogger: { debug: write, info: write, warn: write, error: write },
    },
  });
  session.onMessage(() => {
    throw new Error("handler failed");
  });
  item(message("a", { Content: "text-secret of the agent" }));
  await session.sendMessage({ message: "text-secret of the customer", contentType: "text/plain" });
  answers.set("/participant/message", () => ({ status: 500, body: { message: "no" } }));
  const failing = session
    .sendMessage({ message: "text-secret again", contentType: "text/plain" })
    .catch(() => undefined);
  answers.set("/participant/connection", () => ({ status: 403, body: { message: "no" } }));
  platform.socket().close(1006);
  await platform.advance(10_000);
  await failing;
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.filter((line) => /secret/.test(line))).toEqual([]);
});
