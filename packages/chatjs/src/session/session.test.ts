import { describe, expect, it, vi } from "vitest";
import {
  CHAT,
  chatEnded,
  connectCustomer,
  createFakeService,
  message,
  recordEvents,
} from "../../test/fakeService.js";
import { createChatJS } from "../chatSession.js";
import { ChatError } from "../errors.js";

const typing = "application/vnd.amazonaws.connect.event.typing";
const create = (service = createFakeService()) => {
  const session = createChatJS(service.platform).ChatSession.create({ chatDetails: CHAT, type: "CUSTOMER" });
  return { ...service, session };
};
const names = (events: readonly { name: string }[]) =>
  events.map(({ name }) => name).filter((name) => !name.startsWith("DEEP") && name !== "RECONNECTING");

const denied = () => ({
  status: 403,
  headers: { "x-amzn-errortype": "AccessDeniedException" },
  body: { message: "Access denied" },
});

describe("connect", () => {
  it("asks for both kinds of connection with the participant token, once", async () => {
    const { requestsTo } = await connectCustomer();
    expect(requestsTo("/participant/connection")).toMatchObject([
      {
        body: { Type: ["WEBSOCKET", "CONNECTION_CREDENTIALS"] },
        headers: { "x-amz-bearer": CHAT.participantToken },
      },
    ]);
  });

  it("resolves when the subscription is confirmed, and onConnectionEstablished follows in a later task, once (CP-20, CP-21)", async () => {
    const { session, platform, accept } = create();
    const order: string[] = [];
    session.onConnectionEstablished((event) => {
      order.push("established");
      expect(event).toMatchObject({
        data: {},
        connectSuccess: true,
        connectCalled: true,
        metadata: "mine",
        chatDetails: { contactId: CHAT.contactId },
      });
      expect(event._debug.websocketStatus).toBe("Connected");
    });
    const connecting = session.connect({ metadata: "mine" }).then((result) => {
      order.push("resolved");
      return result;
    });
    await platform.settle();
    expect(order).toEqual([]);
    expect(session.controller.getConnectionStatus()).toBe("Establishing");
    accept();
    await platform.settle();
    expect(order).toEqual(["resolved", "established"]);
    expect(await connecting).toEqual({
      _debug: { websocketStatus: "Connected" },
      connectSuccess: true,
      connectCalled: true,
      metadata: "mine",
    });
    expect(session.controller.getConnectionStatus()).toBe("Established");
  });

  it("resolves after five seconds without a subscription, and sends work meanwhile (CP-21)", async () => {
    const { session, platform } = create();
    const connecting = session.connect();
    await platform.settle();
    await expect(session.sendMessage({ message: "early", contentType: "text/plain" })).resolves.toMatchObject(
      { metadata: null },
    );
    await platform.advance(4_999);
    const pending = Symbol("pending");
    expect(await Promise.race([connecting, Promise.resolve(pending)])).toBe(pending);
    await platform.advance(1);
    expect((await connecting)._debug.websocketStatus).toBe("Starting");
  });

  it.each([
    ["has sent something meanwhile", true],
    ["knows nothing of the service's time", false],
  ])(
    "looks for what it missed when the first subscription is later, if it %s (CP-27)",
    async (_what, sends) => {
      const { session, platform, accept, requestsTo } = create();
      void session.connect();
      await platform.advance(5_000);
      if (sends) await session.sendMessage({ message: "early", contentType: "text/plain" });
      accept();
      await platform.settle();
      expect(requestsTo("/participant/transcript")).toHaveLength(sends ? 1 : 0);
    },
  );

  it("shares a pending and a successful attempt (CP-22)", async () => {
    const { session, platform, accept, requestsTo } = create();
    const first = session.connect({ metadata: 1 });
    const second = session.connect({ metadata: 2 });
    await platform.settle();
    accept();
    expect([(await first).metadata, (await second).metadata, (await session.connect()).metadata]).toEqual([
      1,
      2,
      null,
    ]);
    expect(requestsTo("/participant/connection")).toHaveLength(1);
  });

  it("tries to reconnect at once when it is called in an outage, as when an app comes to the front (CP-82)", async () => {
    const { session, platform } = await connectCustomer();
    const opened = platform.sockets.length;
    platform.socket().close();
    await session.connect();
    await platform.advance(1_000);
    expect(platform.sockets.length).toBe(opened + 1);
  });

  it("rejects with a ChatError in the shape of 5.0.0's object, and may be tried again (CP-22, CP-23)", async () => {
    const { session, platform, answers, accept } = create();
    answers.set("/participant/connection", () => ({
      status: 403,
      headers: { "x-amzn-errortype": "AccessDeniedException" },
      body: { message: "Access denied" },
    }));
    const failure: unknown = await session.connect({ metadata: { id: 7 } }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ChatError);
    expect(failure).toMatchObject({
      code: "CONNECT_FAILED",
      connectSuccess: false,
      connectCalled: true,
      metadata: { id: 7 },
      _debug: {
        reason: "Failed to fetch connectionDetails with createParticipantConnection",
        _debug: { type: "AccessDeniedException", message: "Access denied", statusCode: 403 },
      },
    });
    await expect(session.sendMessage({ message: "x", contentType: "text/plain" })).rejects.toMatchObject({
      code: "NO_ACTIVE_CONNECTION",
    });
    answers.clear();
    const again = session.connect();
    await platform.settle();
    accept();
    await expect(again).resolves.toMatchObject({ connectSuccess: true });
  });

  it("keeps the token of the connection there is when one that was broken off gets its answer later", async () => {
    const { session, platform, answers, accept } = create();
    const credentials = (ConnectionToken: string) => ({
      body: {
        Websocket: { Url: "wss://service.example/" },
        ConnectionCredentials: {
          ConnectionToken,
          Expiry: new Date(platform.nowMs() + 600_000).toISOString(),
        },
      },
    });
    let answerFirst: (answer: object) => void = () => undefined;
    answers.set("/participant/connection", () => new Promise((resolve) => (answerFirst = resolve)));
    // As a page does whose component is mounted twice.
    const first = session.connect().catch((error: unknown) => error);
    await platform.settle();
    await session.controller.breakConnection();
    answers.set("/participant/connection", () => credentials("ct.second"));
    const second = session.connect();
    await platform.settle();
    accept();
    await second;
    answerFirst(credentials("ct.first"));
    expect(await first).toMatchObject({
      code: "CONNECT_FAILED",
      message: "unable to connect; the session was closed",
    });
    const token = () => session.getChatDetails().connectionDetails?.connectionToken;
    expect(token()).toBe("ct.second");
    answers.set("/participant/connection", () => credentials("ct.fresh"));
    await platform.advance(600_000);
    expect(token()).toBe("ct.fresh");
  });

  it("rejects, and says broken, when the service names a URL that must not be opened", async () => {
    const { session, platform, answers } = create();
    const seen = recordEvents(session);
    answers.set("/participant/connection", () => ({
      body: {
        Websocket: { Url: "http://elsewhere/" },
        ConnectionCredentials: { ConnectionToken: "ct.x", Expiry: "2026-01-02T00:00:00.000Z" },
      },
    }));
    await expect(session.connect()).rejects.toMatchObject({ code: "CONNECT_FAILED" });
    await platform.settle();
    expect(names(seen)).toEqual(["CONNECTION_BROKEN"]);
  });
});

describe("events", () => {
  it("hands messages over in order, each in a task of its own, with the event's name (CP-06)", async () => {
    const { session, platform, item } = await connectCustomer();
    const seen = recordEvents(session);
    await platform.settle();
    seen.length = 0;
    ["a", "b", "c"].forEach((id) => item(message(id)));
    expect(seen).toEqual([]);
    await platform.settle();
    expect(seen.map(({ name, event }) => [name, (event.data as { Id: string }).Id])).toEqual([
      ["INCOMING_MESSAGE", "a"],
      ["INCOMING_MESSAGE", "b"],
      ["INCOMING_MESSAGE", "c"],
    ]);
    expect(structuredClone(seen[0]!.event)).toEqual(seen[0]!.event);
  });

  it("hands an item over once (CP-28)", async () => {
    const { session, platform, item } = await connectCustomer();
    const seen = vi.fn();
    session.onMessage(seen);
    item(message("a"));
    item(message("a"));
    await platform.settle();
    expect(seen).toHaveBeenCalledTimes(1);
  });

  it("keeps messages for the first onMessage handler (CP-29)", async () => {
    const { session, platform, item } = await connectCustomer();
    item(message("a"));
    item(message("b"));
    await platform.settle();
    item(message("c"));
    const seen: unknown[] = [];
    session.onMessage((event) => seen.push(event.data.Id));
    item(message("d"));
    await platform.settle();
    expect(seen).toEqual(["a", "b", "c", "d"]);
  });

  it("runs the other handlers when one throws, and reports the error (CP-26)", async () => {
    const { session, platform, item } = await connectCustomer();
    const seen = vi.fn();
    const error = new Error("mine");
    session.onMessage(() => {
      throw error;
    });
    session.onMessage(seen);
    item(message("a"));
    await platform.settle();
    expect(seen).toHaveBeenCalledTimes(1);
    expect(platform.reportedErrors).toEqual([error]);
  });

  it("unsubscribes by the returned function, by a signal, and after once (CP-25)", async () => {
    const { session, platform, item } = await connectCustomer();
    const seen: string[] = [];
    const controller = new AbortController();
    const unsubscribe = session.onMessage(() => seen.push("function"));
    session.onMessage(() => seen.push("signal"), { signal: controller.signal });
    session.onMessage(() => seen.push("once"), { once: true });
    session.onMessage(() => seen.push("never"), { signal: AbortSignal.abort() });
    item(message("a"));
    await platform.settle();
    unsubscribe();
    controller.abort();
    item(message("b"));
    await platform.settle();
    expect(seen).toEqual(["function", "signal", "once"]);
  });

  it.each([
    [undefined, "f must be provided"],
    [null, "f must be provided"],
    ["no", "f must be a function"],
  ])("refuses the handler %j", (handler, sentence) => {
    expect(() => create().session.onMessage(handler as never)).toThrow(
      expect.objectContaining({ name: "ValueError", message: sentence }),
    );
  });

  it("skips what is no item, and stays connected", async () => {
    const { session, platform, item } = await connectCustomer();
    const seen = recordEvents(session);
    await platform.settle();
    seen.length = 0;
    const socket = platform.socket();
    for (const frame of [
      "{",
      "",
      "[]",
      "null",
      "42",
      '{"__proto__":{"polluted":true}}',
      '{"topic":"aws/chat"}',
      '{"topic":"aws/subscribe"}',
    ])
      socket.receiveRaw(frame);
    socket.receiveRaw(new Uint8Array(8));
    for (const content of ["not json", "[]", "null", 7, '{"__proto__":{"polluted":true}}'])
      socket.receive({ topic: "aws/chat", contentType: "application/json", content });
    item(message("after"));
    await platform.settle();
    expect(seen.map(({ event }) => (event.data as { Id: string }).Id)).toEqual(["after"]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(session.controller.getConnectionStatus()).toBe("Established");
  });
});

describe("an outage", () => {
  it("is announced, backed off, and over when the next socket is subscribed", async () => {
    const { session, platform, accept, requestsTo } = await connectCustomer();
    const seen = recordEvents(session);
    await platform.settle();
    platform.socket().close(1006);
    await platform.settle();
    expect(session.controller.getConnectionStatus()).toBe("Broken");
    expect(requestsTo("/participant/connection")).toHaveLength(1);
    await platform.advance(5_000);
    expect(requestsTo("/participant/connection")).toHaveLength(2);
    accept();
    await platform.settle();
    expect(names(seen)).toEqual(["CONNECTION_ESTABLISHED", "CONNECTION_LOST", "CONNECTION_ESTABLISHED"]);
    await session.sendMessage({ message: "again", contentType: "text/plain" });
    expect(requestsTo("/participant/message")[0]!.headers["x-amz-bearer"]).toBe("ct.secret-2");
    expect(session.getChatDetails().connectionDetails?.connectionToken).toBe("ct.secret-2");
  });

  it.each([
    ["no network", () => Promise.reject(new TypeError("Failed to fetch"))],
    ["429", () => ({ status: 429, body: { message: "Rate exceeded" } })],
    ["500", () => ({ status: 500, body: {} })],
    ["503 in HTML", () => ({ status: 503, body: "<html>" })],
  ])("survives %s for as long as it lasts (CP-30)", async (_name, answer) => {
    const { session, platform, answers, accept } = await connectCustomer();
    const seen = recordEvents(session);
    await platform.settle();
    answers.set("/participant/connection", answer);
    platform.socket().close(1006);
    await platform.advance(600_000);
    answers.clear();
    for (let waits = 0; platform.socket().readyState !== 0 && waits < 40; waits++)
      await platform.advance(5_000);
    accept();
    await platform.settle();
    expect(names(seen)).toEqual(["CONNECTION_ESTABLISHED", "CONNECTION_LOST", "CONNECTION_ESTABLISHED"]);
    expect(session.controller.getConnectionStatus()).toBe("Established");
  });

  it.each([
    ["what the page has read itself is not brought", {}, []],
    ["what it has peeked at is", { peek: true }, ["said"]],
  ])("on a socket that was dead: %s", async (_what, args, wanted) => {
    const { session, platform, answers, accept } = await connectCustomer();
    const heard: unknown[] = [];
    session.onMessage(({ data }) => heard.push(data.Id));
    const said = message("said", { AbsoluteTime: "2026-01-01T00:01:00.000Z" });
    answers.set("/participant/transcript", () => ({
      body: { InitialContactId: CHAT.contactId, Transcript: [said] },
    }));
    await session.getTranscript({ maxResults: 100, ...args });
    platform.socket().close(1006);
    await platform.advance(5_000);
    accept();
    await platform.settle();
    expect(heard).toEqual(wanted);
  });

  it("brings what was said meanwhile through the usual events, before onConnectionEstablished (CP-27)", async () => {
    const { session, platform, answers, accept, item, requestsTo } = await connectCustomer();
    const seen = recordEvents(session);
    item(message("before"));
    await platform.settle();
    seen.length = 0;
    // In a transcript the page names the first contact, once.
    const inTranscript = (item: object) => ({ ...item, InitialContactId: undefined });
    const missed = message("missed", { AbsoluteTime: "2026-01-01T00:01:00.000Z" });
    answers.set("/participant/transcript", () => ({
      body: {
        InitialContactId: CHAT.contactId,
        Transcript: [message("before"), missed].map(inTranscript),
        NextToken: "",
      },
    }));
    platform.socket().close(1006);
    await platform.advance(5_000);
    accept();
    item(message("live", { AbsoluteTime: "2026-01-01T00:02:00.000Z" }));
    await platform.settle();
    expect(names(seen)).toEqual([
      "CONNECTION_LOST",
      "INCOMING_MESSAGE",
      "INCOMING_MESSAGE",
      "CONNECTION_ESTABLISHED",
    ]);
    const messages = seen.filter(({ name }) => name === "INCOMING_MESSAGE");
    expect(messages.map(({ event }) => event.data)).toEqual([
      missed,
      message("live", { AbsoluteTime: "2026-01-01T00:02:00.000Z" }),
    ]);
    expect(seen.at(-1)?.event).toMatchObject({ data: {}, recovered: 1 });
    expect(requestsTo("/participant/transcript")).toMatchObject([
      {
        body: { MaxResults: 100, ScanDirection: "BACKWARD", SortOrder: "ASCENDING", StartPosition: {} },
        headers: { "x-amz-bearer": "ct.secret-2" },
      },
    ]);
  });

  it("is not waited out when somebody sends: the next attempt comes within a second", async () => {
    const { session, platform, answers, requestsTo } = await connectCustomer();
    answers.set("/participant/connection", () => Promise.reject(new TypeError("Failed to fetch")));
    platform.socket().close(1006);
    await platform.advance(300_000);
    const before = requestsTo("/participant/connection").length;
    await session.sendMessage({ message: "anyone?", contentType: "text/plain" });
    await platform.advance(1_000);
    expect(requestsTo("/participant/connection")).toHaveLength(before + 1);
    for (let second = 0; second < 60; second++) {
      await session.sendMessage({ message: "still?", contentType: "text/plain" });
      await platform.advance(1_000);
    }
    expect(requestsTo("/participant/connection").length).toBeLessThan(before + 20);
  });

  it("tells when it is tried again, and where the transcript has a gap (CP-51)", async () => {
    const { session, platform, answers, accept, item } = await connectCustomer();
    const seen = recordEvents(session);
    item(message("before"));
    answers.set("/participant/transcript", () => ({ status: 400, body: { message: "no" } }));
    platform.socket().close(1006);
    await platform.settle();
    const of = (name: string) => seen.filter((one) => one.name === name).map(({ event }) => event.data);
    expect(of("RECONNECTING")).toEqual([{ attempt: 1, retryAtMs: expect.any(Number) as number }]);
    await platform.advance(5_000);
    accept();
    await platform.settle();
    expect(of("TRANSCRIPT_GAP")).toEqual([{ since: "2026-01-01T00:00:00.000Z", reason: "REFUSED" }]);
  });

  it("does not storm the service: at most one request in each back-off step", async () => {
    const { platform, requestsTo } = await connectCustomer();
    const before = requestsTo("/participant/connection").length;
    platform.onSocket = () => {
      throw new Error("refused");
    };
    platform.socket().close(1006);
    await platform.advance(60_000);
    const requests = requestsTo("/participant/connection").length - before;
    expect(requests).toBeGreaterThan(2);
    expect(requests).toBeLessThan(20);
  });

  it("ends the chat when the service says that it is gone (CP-08)", async () => {
    const { session, platform, answers, requestsTo } = await connectCustomer();
    const seen = recordEvents(session);
    await platform.settle();
    seen.length = 0;
    answers.set("/participant/connection", denied);
    answers.set("/participant/transcript", denied);
    platform.socket().close(1006);
    await platform.advance(5_000);
    expect(names(seen)).toEqual(["CONNECTION_LOST", "INCOMING_MESSAGE", "TRANSCRIPT_GAP", "CHAT_ENDED"]);
    expect(requestsTo("/participant/connection")).toHaveLength(3);
    expect(requestsTo("/participant/transcript")).toHaveLength(1);
    expect(seen.find(({ name }) => name === "INCOMING_MESSAGE")?.event.data).toEqual({
      AbsoluteTime: "",
      ContentType: "application/vnd.amazonaws.connect.event.chat.ended",
      Id: "",
      Type: "EVENT",
      InitialContactId: "",
    });
    expect(platform.live).toEqual({ timers: 0, tasks: 0, sockets: 0, requests: 0, listeners: 0 });
  });

  it("ends it, too, where all the requests that tell take longer than an attempt may", async () => {
    const { session, platform, answers } = await connectCustomer();
    const seen = recordEvents(session);
    await platform.settle();
    seen.length = 0;
    const slowly = async () => {
      await new Promise<void>((resolve) => platform.setTimer(resolve, 7_000));
      return denied();
    };
    answers.set("/participant/connection", slowly);
    answers.set("/participant/transcript", slowly);
    platform.socket().close(1006);
    await platform.advance(60_000);
    expect(names(seen)).toEqual(["CONNECTION_LOST", "INCOMING_MESSAGE", "TRANSCRIPT_GAP", "CHAT_ENDED"]);
    await platform.advance(10_000);
    expect(platform.live).toEqual({ timers: 0, tasks: 0, sockets: 0, requests: 0, listeners: 0 });
  });

  it.each([
    ["a message", message("live", { AbsoluteTime: "2026-01-01T00:02:00.000Z" }), ["live", ""]],
    ["the end", { ...chatEnded, Id: "the end" }, ["the end"]],
  ])("hands over %s that waits while the service says that the chat is gone", async (_what, live, handed) => {
    const { session, platform, answers, accept, item } = await connectCustomer();
    const seen = recordEvents(session);
    item(message("before"));
    platform.socket().close(1006);
    await platform.advance(5_000);
    answers.set("/participant/connection", denied);
    answers.set("/participant/transcript", denied);
    await platform.settle();
    seen.length = 0;
    accept();
    item(live);
    await platform.settle();
    const told = names(seen).filter((name) => name !== "TRANSCRIPT_GAP");
    expect(told).toEqual([...handed.map(() => "INCOMING_MESSAGE"), "CHAT_ENDED"]);
    const items = seen.filter(({ name }) => name === "INCOMING_MESSAGE").map(({ event }) => event.data);
    expect(items).toMatchObject(handed.map((Id) => ({ Id })));
  });

  it("goes on when a refusal was not meant, or nobody can be asked what it means", async () => {
    const { session, platform, answers, accept } = await connectCustomer();
    const seen = recordEvents(session);
    await platform.settle();
    seen.length = 0;
    const refused = { status: 403, body: { message: "Forbidden" } };
    let refusals = 0;
    answers.set("/participant/connection", () => {
      refusals += 1;
      return refused;
    });
    answers.set("/participant/transcript", () => Promise.reject(new TypeError("Failed to fetch")));
    platform.socket().close(1006);
    await platform.advance(10_000);
    expect(refusals).toBeGreaterThan(3);
    answers.clear();
    answers.set("/participant/connection", () => {
      answers.clear();
      return refused;
    });
    for (let waits = 0; platform.socket().readyState !== 0 && waits < 60; waits++)
      await platform.advance(5_000);
    accept();
    await platform.settle();
    expect(names(seen)).toEqual(["CONNECTION_LOST", "CONNECTION_ESTABLISHED"]);
  });

  it.each([
    ["while it reconnects", false],
    ["while it reads what was missed", true],
  ])("is not ended by a proxy that refuses everything %s", async (_when, isOpening) => {
    const { session, platform, answers, accept, item } = await connectCustomer();
    const seen = recordEvents(session);
    item(message("before"));
    await platform.settle();
    seen.length = 0;
    const blocked = () => ({ status: 403, body: "<html>blocked</html>" });
    const block = () =>
      answers.set("/participant/connection", blocked).set("/participant/transcript", blocked);
    if (!isOpening) block();
    platform.socket().close(1006);
    await platform.advance(5_000);
    if (isOpening) {
      block();
      accept();
    }
    await platform.advance(3_000);
    answers.clear();
    const missed = message("missed", { AbsoluteTime: "2026-01-01T00:02:00.000Z" });
    answers.set("/participant/transcript", () => ({ body: { Transcript: [message("before"), missed] } }));
    if (!isOpening) {
      for (let waits = 0; platform.socket().readyState !== 0 && waits < 60; waits++)
        await platform.advance(5_000);
      accept();
    }
    await platform.advance(5_000);
    // What was missed is also read before the next socket opens.
    const told = names(seen).filter((name) => name !== "TRANSCRIPT_GAP");
    expect(told.sort()).toEqual(["CONNECTION_ESTABLISHED", "CONNECTION_LOST", "INCOMING_MESSAGE"]);
  });

  it("tells of no connection after breakConnection, also when it was still reading what was missed", async () => {
    const { session, platform, accept, answers } = await connectCustomer();
    const seen = recordEvents(session);
    await platform.settle();
    platform.socket().close();
    await platform.advance(5_000);
    answers.set("/participant/transcript", () => new Promise(() => undefined));
    accept();
    await platform.settle();
    await session.controller.breakConnection();
    seen.length = 0;
    await platform.advance(5_000);
    expect(names(seen)).toEqual([]);
    answers.delete("/participant/transcript");
    const connecting = session.connect();
    await platform.settle();
    accept();
    await connecting;
    await platform.settle();
    expect(names(seen)).toEqual(["CONNECTION_ESTABLISHED"]);
  });

  it("tells nothing of a chat that was let go of before it was found to be gone", async () => {
    const { session, platform, answers } = await connectCustomer();
    const seen = recordEvents(session);
    await platform.settle();
    seen.length = 0;
    await session.controller.breakConnection();
    let answer = (_denied: object): void => undefined;
    answers.set("/participant/connection", () => new Promise((resolve) => (answer = resolve)));
    answers.set("/participant/transcript", denied);
    const connecting = session.connect().catch((error: unknown) => error);
    await platform.settle();
    await session.controller.breakConnection();
    answers.set("/participant/connection", denied);
    answer(denied());
    expect(await connecting).toMatchObject({ code: "CONNECT_FAILED", cause: { statusCode: 403 } });
    await platform.settle();
    expect(names(seen)).toEqual([]);
  });

  it("ends the chat when connect() finds it gone after breakConnection (CP-08)", async () => {
    const { session, platform, answers, requestsTo } = await connectCustomer();
    const seen = recordEvents(session);
    await platform.settle();
    await session.controller.breakConnection();
    seen.length = 0;
    answers.set("/participant/connection", denied);
    answers.set("/participant/transcript", denied);
    const connecting = session.connect({ metadata: 7 });
    await expect(connecting).rejects.toMatchObject({
      code: "CONNECT_FAILED",
      cause: { statusCode: 403 },
      metadata: 7,
    });
    await platform.settle();
    expect(names(seen)).toEqual(["INCOMING_MESSAGE", "TRANSCRIPT_GAP", "CHAT_ENDED"]);
    expect(requestsTo("/participant/connection")).toHaveLength(3);
    expect(platform.live).toEqual({ timers: 0, tasks: 0, sockets: 0, requests: 0, listeners: 0 });
  });

  it.each([
    ["the service may still let it in", { status: 503, body: {} }, 1 + 3],
    ["the token at hand still reads the transcript", denied(), 1 + 2],
  ])(
    "does not end when connect() fails after breakConnection, but %s (CP-08)",
    async (_why, answer, asked) => {
      const { session, platform, answers, accept, requestsTo } = await connectCustomer();
      const seen = recordEvents(session);
      await platform.settle();
      await session.controller.breakConnection();
      seen.length = 0;
      answers.set("/participant/connection", () => answer);
      const failing = session.connect().catch((error: unknown) => error);
      await platform.advance(60_000);
      expect(await failing).toMatchObject({ code: "CONNECT_FAILED" });
      expect(requestsTo("/participant/connection")).toHaveLength(asked);
      answers.clear();
      const again = session.connect();
      await platform.settle();
      accept();
      await again;
      await platform.settle();
      expect(names(seen)).toEqual(["CONNECTION_ESTABLISHED"]);
    },
  );

  it("is broken, not ended, when a refused reconnect leaves the chat itself alive (CP-08)", async () => {
    const { session, platform, answers, accept } = await connectCustomer();
    const seen = recordEvents(session);
    await platform.settle();
    seen.length = 0;
    answers.set("/participant/connection", () => ({ status: 403, body: { message: "Forbidden" } }));
    platform.socket().close(1006);
    await platform.advance(5_000);
    expect(names(seen)).toEqual(["CONNECTION_LOST", "CONNECTION_BROKEN"]);
    expect(seen.at(-1)?.event.data).toEqual({ reason: "NOT_AUTHORIZED" });
    await expect(session.sendMessage({ message: "still", contentType: "text/plain" })).resolves.toBeDefined();
    answers.clear();
    const again = session.connect();
    await platform.settle();
    accept();
    await expect(again).resolves.toMatchObject({ connectSuccess: true });
  });
});

describe("the end", () => {
  it("hands the item and onEnded over, then removes handlers and rejects calls (CP-07)", async () => {
    const { session, platform, item } = await connectCustomer();
    const seen = recordEvents(session);
    await platform.settle();
    seen.length = 0;
    item(chatEnded);
    const between = session.sendMessage({ message: "between", contentType: "text/plain" });
    item(message("late"));
    await platform.settle();
    await expect(between).resolves.toBeDefined();
    expect(names(seen)).toEqual(["INCOMING_MESSAGE", "CHAT_ENDED"]);
    expect(seen.at(-1)?.event.data).toBeNull();
    expect(platform.socket().closeRequest?.code).toBe(1000);
    const refused: unknown = await session
      .sendMessage({ message: "x", contentType: "text/plain" })
      .catch((error: unknown) => error);
    expect(String(refused)).toBe("Failed to call sendMessage, No active connection");
    await expect(session.connect()).rejects.toMatchObject({ code: "CONNECT_FAILED" });
    expect(platform.live).toEqual({ timers: 0, tasks: 0, sockets: 0, requests: 0, listeners: 0 });
  });

  it("connects no more, in a handler of its events either", async () => {
    const { session, item, platform, requestsTo } = await connectCustomer();
    const outcomes: unknown[] = [];
    const reconnect = () => void session.connect().catch((error: unknown) => outcomes.push(error));
    session.onMessage(reconnect);
    session.onEnded(reconnect);
    item(chatEnded);
    await platform.settle();
    expect(outcomes).toEqual(
      [1, 2].map(() => expect.objectContaining({ code: "CONNECT_FAILED" }) as unknown),
    );
    expect(requestsTo("/participant/connection")).toHaveLength(1);
    expect(platform.live).toEqual({ timers: 0, tasks: 0, sockets: 0, requests: 0, listeners: 0 });
  });

  it("comes from the service: disconnectParticipant only asks for it", async () => {
    const { session, platform, requestsTo } = await connectCustomer();
    const ended = vi.fn();
    session.onEnded(ended);
    const result = await session.disconnectParticipant();
    expect(result).not.toHaveProperty("metadata");
    expect(requestsTo("/participant/disconnect")).toHaveLength(1);
    await platform.settle();
    expect(ended).not.toHaveBeenCalled();
    await expect(session.sendMessage({ message: "still", contentType: "text/plain" })).resolves.toBeDefined();
  });
});

describe("calls", () => {
  it("carry 5.0.0's bodies", async () => {
    const { session, requestsTo } = await connectCustomer();
    await session.sendMessage({ message: "hi", contentType: "text/plain", clientToken: "t" });
    await session.sendEvent({ contentType: typing });
    await session.getTranscript();
    await session.getTranscript({
      maxResults: 5,
      scanDirection: "FORWARD",
      sortOrder: "DESCENDING",
      nextToken: "n",
      contactId: "c",
      startPosition: { mostRecent: 0 },
    });
    expect(requestsTo("/participant/message")[0]!.body).toEqual({
      ClientToken: "t",
      Content: "hi",
      ContentType: "text/plain",
    });
    expect(requestsTo("/participant/event")[0]!.body).toEqual({
      ClientToken: expect.stringMatching(/^[\da-f-]{36}$/),
      ContentType: typing,
    });
    expect(requestsTo("/participant/transcript").map(({ body }) => body)).toEqual([
      { MaxResults: 15, ScanDirection: "BACKWARD", SortOrder: "ASCENDING", StartPosition: {} },
      {
        MaxResults: 5,
        ScanDirection: "FORWARD",
        SortOrder: "DESCENDING",
        StartPosition: { MostRecent: 0 },
        NextToken: "n",
        ContactId: "c",
      },
    ]);
  });

  it("keep their ClientToken when they are made again with a new connection token (CP-50)", async () => {
    const { session, platform, answers, requestsTo } = await connectCustomer();
    const lost = { status: 503, body: {} };
    const refused = { status: 403, body: { message: "Access denied" } };
    const script = [lost, refused, { body: { Id: "sent" } }];
    answers.set("/participant/message", () => script.shift()!);
    const sending = session.sendMessage({ message: "once", contentType: "text/plain" });
    await platform.advance(1_000);
    await expect(sending).resolves.toMatchObject({ data: { Id: "sent" } });
    const requests = requestsTo("/participant/message");
    expect(requests).toHaveLength(3);
    expect(new Set(requests.map(({ body }) => body["ClientToken"])).size).toBe(1);
    expect(new Set(requests.map(({ headers }) => headers["x-amz-bearer"])).size).toBe(2);
  });

  it("send content that is no JSON as it is, where 5.0.0 throws (CP-74)", async () => {
    const { session, requestsTo } = await connectCustomer();
    await session.sendEvent({
      contentType: "application/vnd.amazonaws.connect.event.connection.acknowledged",
      content: "no JSON",
    });
    expect(requestsTo("/participant/event")[0]!.body["Content"]).toBe("no JSON");
  });

  it("send object content as JSON (CP-46)", async () => {
    const { session, requestsTo } = await connectCustomer();
    await session.sendEvent({
      contentType: "application/vnd.amazonaws.connect.event.connection.acknowledged",
      content: { a: 1 },
    });
    expect(requestsTo("/participant/event")[0]!.body["Content"]).toBe('{"a":1}');
  });

  it("pass metadata through to results and errors, falsy ones as null (CP-04)", async () => {
    const { session, answers } = await connectCustomer();
    const args = { message: "hi", contentType: "text/plain" };
    expect((await session.sendMessage({ ...args, metadata: { a: 1 } })).metadata).toEqual({ a: 1 });
    expect((await session.sendMessage({ ...args, metadata: "" })).metadata).toBeNull();
    answers.set("/participant/message", () => ({
      status: 400,
      headers: { "x-amzn-errortype": "ValidationException" },
      body: { message: "bad" },
    }));
    await expect(session.sendMessage({ ...args, metadata: 5 })).rejects.toMatchObject({
      name: "ChatError",
      code: "SERVICE_ERROR",
      type: "ValidationException",
      message: "bad",
      statusCode: 400,
      metadata: 5,
    });
  });

  it("let one typing event through in ten seconds; the others share its outcome with their own metadata (CP-11)", async () => {
    const { session, platform, requestsTo, answers } = await connectCustomer();
    const [first, second] = await Promise.all([
      session.sendEvent({ contentType: typing, metadata: 1 }),
      session.sendEvent({ contentType: typing, metadata: 2 }),
    ]);
    expect(second.data.Id).toBe(first.data.Id);
    expect([first.metadata, second.metadata]).toEqual([1, 2]);
    await platform.advance(9_999);
    await session.sendEvent({ contentType: typing });
    expect(requestsTo("/participant/event")).toHaveLength(1);
    await platform.advance(1);
    answers.set("/participant/event", () => ({ status: 400, body: { message: "no" } }));
    await expect(session.sendEvent({ contentType: typing })).rejects.toMatchObject({ statusCode: 400 });
    answers.clear();
    await session.sendEvent({ contentType: typing });
    expect(requestsTo("/participant/event")).toHaveLength(3);
  });

  it("do not share the typing window between sessions (CP-31)", async () => {
    const service = createFakeService();
    const one = await connectCustomer(service);
    const two = await connectCustomer(service);
    await Promise.all([one, two].map(({ session }) => session.sendEvent({ contentType: typing })));
    expect(service.requestsTo("/participant/event")).toHaveLength(2);
  });

  const hostile = [
    undefined,
    null,
    7,
    "text",
    [],
    {},
    { message: 5, contentType: "text/plain" },
    { message: Object.create(null) as unknown, contentType: "text/plain" },
    { message: "x", contentType: "text/html" },
    { message: "x", contentType: Symbol("s") },
  ];
  it.each(hostile.map((args) => [args]))(
    "throw IllegalArgument for sendMessage(%o) once connected, and reject before (CP-05, CP-47)",
    async (args) => {
      await expect(create().session.sendMessage(args as never)).rejects.toMatchObject({
        code: "NO_ACTIVE_CONNECTION",
      });
      const { session, requestsTo } = await connectCustomer();
      expect(() => session.sendMessage(args as never)).toThrow(
        expect.objectContaining({ name: "IllegalArgument" }),
      );
      expect(requestsTo("/participant/message")).toHaveLength(0);
    },
  );

  it.each(["text", 7, true])(
    "throw at %j, also those that can do without arguments (CP-47)",
    async (args) => {
      const { session } = await connectCustomer();
      for (const method of ["connect", "getTranscript", "getAttachmentURL"] as const)
        expect(() => session[method](args as never)).toThrow(/its argument must be an object/);
    },
  );

  it("name the allowed content types in the error, as 5.0.0 does", async () => {
    const { session } = await connectCustomer();
    expect(() => session.sendMessage({ message: "x", contentType: "text/html" })).toThrow(
      /^contentType passed \(text\/html\) is not valid\. Allowed values are: .*text\/plain/,
    );
    expect(() => session.sendMessage({ message: 5 as never, contentType: "text/plain" })).toThrow(
      "5is not a valid message",
    );
    expect(() => session.getTranscript(null as never)).toThrow(
      expect.objectContaining({ name: "IllegalArgument" }),
    );
    expect(() => session.connect(null as never)).toThrow(
      expect.objectContaining({ name: "IllegalArgument" }),
    );
    expect(() => session.sendEvent(undefined as never)).toThrow(
      expect.objectContaining({ name: "IllegalArgument" }),
    );
  });
});

describe("credentials", () => {
  it.each(["2020-01-01T00:00:00.000Z", "soon", undefined])(
    "do not become a request loop when the expiry is %s (W7)",
    async (Expiry) => {
      const service = createFakeService();
      service.answers.set("/participant/connection", () => ({
        body: {
          Websocket: { Url: "wss://service.example/" },
          ConnectionCredentials: { ConnectionToken: "ct.x", Expiry },
        },
      }));
      const { platform, requestsTo } = await connectCustomer(service);
      await platform.advance(3_000);
      expect(requestsTo("/participant/connection")).toHaveLength(1);
    },
  );
});
