import { describe, expect, it, vi } from "vitest";
import { createFakePlatform } from "../../test/fakePlatform.js";
import type { IsNetworkOnline } from "./networkWatch.js";
import { createWebSocketManager } from "./webSocketManager.js";

const transport = { url: "wss://service.example/socket", transportLifeTimeInSeconds: 3_540 };
const subscribed = { topic: "aws/subscribe", content: { status: "success", topics: ["aws/chat"] } };
const setUp = (isNetworkOnline?: IsNetworkOnline) => {
  const platform = createFakePlatform();
  const log = vi.fn();
  const manager = createWebSocketManager({ platform, log, isNetworkOnline: () => isNetworkOnline });
  const getTransport = vi.fn(() => Promise.resolve({ webSocketTransport: transport }));
  const seen: string[] = [];
  manager.onConnectionGain(() => seen.push("gain"));
  manager.onConnectionLost(() => seen.push("lost"));
  manager.onInitFailure(() => seen.push("initFailure"));
  return { platform, log, manager, getTransport, seen };
};
const connect = async (isNetworkOnline?: IsNetworkOnline) => {
  const made = setUp(isNetworkOnline);
  made.manager.subscribeTopics(["aws/chat"]);
  await made.manager.init(made.getTransport);
  await made.platform.settle();
  made.platform.socket().open();
  made.platform.socket().receive(subscribed);
  return made;
};

describe("init", () => {
  it("resolves when it has a URL, and answers a second call with nothing", async () => {
    const { manager, getTransport } = setUp();
    expect(await manager.init(getTransport)).toEqual({ webSocketConnectionFailed: false });
    expect(await manager.init(getTransport)).toBeUndefined();
    expect(getTransport).toHaveBeenCalledTimes(1);
  });

  it.each([
    [
      "rejects with a refusal",
      () => Promise.reject(Object.assign(new Error("no"), { _debug: { statusCode: 403 } })),
    ],
    [
      "names a URL that is neither encrypted nor local",
      () => Promise.resolve({ webSocketTransport: { url: "ws://elsewhere/" } }),
    ],
    ["resolves with nothing", () => Promise.resolve(undefined)],
  ])("fails for good when the transport function %s", async (_name, getTransport) => {
    const { manager, platform, seen } = setUp();
    const result = manager.init(getTransport as never);
    await platform.settle();
    expect(seen).toEqual(["initFailure"]);
    const late = vi.fn();
    manager.onInitFailure(late);
    expect(late).toHaveBeenCalledTimes(1);
    await platform.advance(600_000);
    expect(platform.live).toMatchObject({ timers: 0, listeners: 0 });
    expect(await result).toEqual({ webSocketConnectionFailed: true });
  });

  it("tries again when the transport function throws, or rejects without an answer (W19)", async () => {
    const { manager, platform, seen, getTransport } = setUp();
    const failures: (() => Promise<never>)[] = [
      () => {
        throw new Error("sync");
      },
      () => Promise.reject(new Error("no network")),
    ];
    void manager.init(() => (failures.shift() ?? getTransport)());
    while (platform.sockets.length === 0) await platform.advance(1_000);
    platform.socket().open();
    expect(seen).toEqual(["lost", "gain"]);
  });

  it("fails for good where there is no WebSocket, with what to do about it (CP-81)", async () => {
    const { manager, platform, getTransport, seen } = setUp();
    const noWebSocket = new ReferenceError("set it");
    platform.onSocket = () => {
      throw noWebSocket;
    };
    const failed = vi.fn();
    manager.onInitFailure(failed);
    void manager.init(getTransport);
    await platform.advance(60_000);
    expect(seen).toEqual(["initFailure"]);
    expect(failed).toHaveBeenCalledWith({ reason: noWebSocket });
    expect(getTransport).toHaveBeenCalledTimes(1);
    expect(platform.live).toMatchObject({ timers: 0, listeners: 0 });
  });

  it("closes a socket that opens after it was given up, as React Native's do on Android", async () => {
    const { manager, platform, getTransport } = setUp();
    const opens = vi.fn();
    manager.onConnectionOpen(opens);
    void manager.init(getTransport);
    await platform.settle();
    const givenUp = platform.socket();
    givenUp.answersClose = false;
    await platform.advance(10_000);
    expect(givenUp.closeRequest).toBeDefined();
    givenUp.open();
    expect(givenUp).toMatchObject({ readyState: 2, sent: [] });
    expect(opens).not.toHaveBeenCalled();
  });

  it.each([undefined, null, 5, {}])("refuses %j", (value) => {
    expect(() => setUp().manager.init(value as never)).toThrow(/takes a function/);
  });
});

describe("callbacks", () => {
  it("get the envelope, all messages before those of a topic, and are isolated from each other", async () => {
    const { manager, platform, log } = await connect();
    const seen: unknown[] = [];
    manager.onAllMessage(() => {
      throw new Error("mine");
    });
    manager.onMessage("aws/chat", (envelope) => seen.push(["topic", envelope]));
    manager.onAllMessage((envelope) => seen.push(["all", envelope]));
    const envelope = { topic: "aws/chat", contentType: "application/json", content: "{}" };
    platform.socket().receive(envelope);
    expect(seen).toEqual([
      ["all", envelope],
      ["topic", envelope],
    ]);
    expect(log).toHaveBeenCalledWith(expect.stringContaining("threw"), expect.anything());
  });

  it("are told at once what is so already", async () => {
    const { manager, platform } = await connect();
    const gain = vi.fn();
    const lost = vi.fn();
    manager.onConnectionGain(gain);
    manager.onConnectionLost(lost);
    expect([gain.mock.calls.length, lost.mock.calls.length]).toEqual([1, 0]);
    platform.socket().close();
    const later = vi.fn();
    manager.onConnectionLost(later);
    expect(later).toHaveBeenCalledTimes(1);
  });

  it("are removed once by the function that registering returned", () => {
    const { manager } = setUp();
    const unsubscribe = manager.onConnectionGain(() => undefined);
    expect([unsubscribe(), unsubscribe()]).toEqual([true, false]);
  });

  it("are told of pings, gateway errors, openings and closings", async () => {
    const { manager, platform } = setUp();
    const seen: [string, unknown][] = [];
    const record = (name: string) => (payload: unknown) => seen.push([name, payload]);
    manager.onConnectionOpen(record("open"));
    manager.onConnectionClose(record("close"));
    manager.onDeepHeartbeatSuccess(record("success"));
    manager.onDeepHeartbeatFailure(record("failure"));
    manager.onTopicFailure(record("topicFailure"));
    manager.onSubscriptionUpdate(record("update"));
    manager.subscribeTopics(["aws/chat"]);
    await manager.init(() => Promise.resolve({ webSocketTransport: transport }));
    await platform.settle();
    const socket = platform.socket();
    socket.open();
    socket.receive(subscribed);
    socket.receive({ topic: "aws/ping", statusCode: 200, statusContent: "OK" });
    socket.receive({ topic: "aws/ping", statusCode: 500, statusContent: "Error" });
    socket.receive({ message: "Forbidden", connectionId: "c", requestId: "r" });
    socket.close(1001, "Going away");
    const timestamp = expect.any(Number) as number;
    expect(seen).toMatchObject([
      ["open", { connectionEstablishedTime: timestamp }],
      ["update", subscribed],
      ["success", { timestamp }],
      ["failure", { timestamp, statusCode: 500, statusContent: "Error" }],
      ["topicFailure", { timestamp, errorMessage: "Forbidden", connectionId: "c", requestId: "r" }],
      [
        "close",
        {
          code: 1001,
          reason: "Going away",
          wasClean: true,
          closeTimestamp: timestamp,
        },
      ],
    ]);
  });

  it.each(["onConnectionGain", "onInitFailure", "onAllMessage", "onTopicFailure"] as const)(
    "%s refuses what is no function",
    (method) => {
      expect(() => setUp().manager[method](undefined as never)).toThrow(
        expect.objectContaining({ name: "ValueError" }),
      );
    },
  );

  it.each([[undefined], [null], ["aws/chat"], [[""]], [[5]]])("subscribeTopics refuses %j", (topics) => {
    expect(() => setUp().manager.subscribeTopics(topics as never)).toThrow(
      expect.objectContaining({ name: "IllegalArgument" }),
    );
  });
});

describe("a life of days", () => {
  it("replaces the socket before 60 minutes, without a gap and without an event (CP-13)", async () => {
    const { manager, platform, seen, getTransport } = await connect();
    manager.onMessage("aws/chat", () => seen.push("message"));
    const first = platform.socket();
    const live = setIntervalOn(platform, () =>
      platform.sockets.forEach((socket) => socket.receive({ topic: "aws/heartbeat" })),
    );
    const openedAtMs = platform.nowMs();
    while (platform.sockets.length === 1 && platform.nowMs() - openedAtMs < 4_000_000)
      await platform.advance(1_000);
    expect(platform.nowMs() - openedAtMs).toBeLessThanOrEqual(3_540_000);
    expect(getTransport).toHaveBeenCalledTimes(2);
    const second = platform.socket();
    second.open();
    expect(first.closeRequest).toBeUndefined();
    first.receive({ topic: "aws/chat", content: "{}" });
    second.receive({ topic: "aws/chat", content: "{}" });
    second.receive(subscribed);
    expect(first.closeRequest).toEqual({ code: 1000 });
    expect(seen).toEqual(["gain", "message", "message"]);
    live();
  });

  it("sends ping and heartbeat every ten seconds", async () => {
    const { platform } = await connect();
    const socket = platform.socket();
    const live = setIntervalOn(platform, () => socket.receive({ topic: "aws/heartbeat" }));
    await platform.advance(30_000);
    const pair = ['{"topic":"aws/ping"}', '{"topic":"aws/heartbeat"}'];
    expect(socket.sent.slice(1)).toEqual([...pair, ...pair, ...pair, ...pair]);
    live();
  });

  it("notices a peer that fell silent within 20 seconds (CP-49)", async () => {
    const { platform, seen } = await connect();
    await platform.advance(20_000);
    expect(seen).toEqual(["gain", "lost"]);
  });

  it("closes both sockets when it is closed while it replaces one", async () => {
    const { manager, platform } = await connect();
    const live = setIntervalOn(platform, () => platform.socket().receive({ topic: "aws/heartbeat" }));
    while (platform.sockets.length === 1) await platform.advance(1_000);
    live();
    manager.closeWebSocket();
    await platform.advance(600_000);
    expect(platform.sockets.map(({ closeRequest }) => closeRequest?.code)).toEqual([1000, 1000]);
    expect(platform.live).toEqual({ timers: 0, tasks: 0, sockets: 0, requests: 0, listeners: 0 });
  });

  it("leaves nothing behind when it is closed, also in mid-fetch and mid-handshake (W5)", async () => {
    for (const stage of ["fetching", "opening", "open"] as const) {
      const { manager, platform, seen } = setUp();
      manager.subscribeTopics(["aws/chat"]);
      let answer: (value: { webSocketTransport: typeof transport }) => void = () => undefined;
      void manager.init(() => new Promise((resolve) => (answer = resolve)));
      await platform.settle();
      if (stage !== "fetching") answer({ webSocketTransport: transport });
      await platform.settle();
      if (stage === "open") platform.socket().open();
      manager.closeWebSocket();
      answer({ webSocketTransport: transport });
      await platform.advance(600_000);
      expect(platform.live).toEqual({ timers: 0, tasks: 0, sockets: 0, requests: 0, listeners: 0 });
      expect(seen).toEqual([]);
    }
  });
});

describe("a page's life", () => {
  const alive = (platform: ReturnType<typeof createFakePlatform>) =>
    setIntervalOn(platform, () =>
      platform.sockets.forEach((socket) => socket.receive({ topic: "aws/heartbeat" })),
    );
  const heartbeats = (sent: readonly string[]) => sent.filter((frame) => frame.includes("heartbeat")).length;

  it.each([
    [
      "the network comes back",
      (platform: ReturnType<typeof createFakePlatform>) => {
        platform.setOnline(false);
        platform.setOnline(true);
      },
    ],
    [
      "it is shown, thawed, or comes out of the back-forward cache",
      (platform: ReturnType<typeof createFakePlatform>) => {
        platform.setVisible(false);
        platform.setVisible(true);
      },
    ],
  ])("asks the peer at once when %s, and gives it three seconds", async (_what, wake) => {
    const { platform, seen } = await connect();
    const before = heartbeats(platform.socket().sent);
    wake(platform);
    expect(heartbeats(platform.socket().sent)).toBe(before + 1);
    await platform.advance(2_999);
    expect(seen).toEqual(["gain"]);
    await platform.advance(1);
    expect(seen).toEqual(["gain", "lost"]);
  });

  it("asks the peer at once when the device has slept, which a timer tells by its lateness", async () => {
    const { platform, seen } = await connect();
    const stop = alive(platform);
    await platform.advance(12_000);
    stop();
    const before = heartbeats(platform.socket().sent);
    platform.suspend(1_200_000);
    await platform.advance(0);
    expect(heartbeats(platform.socket().sent)).toBeGreaterThan(before);
    await platform.advance(3_000);
    expect(seen).toEqual(["gain", "lost"]);
  });

  it("keeps a peer that answers after the sleep", async () => {
    const { platform, seen } = await connect();
    const stop = alive(platform);
    await platform.advance(12_000);
    platform.suspend(1_200_000);
    await platform.advance(60_000);
    expect(seen).toEqual(["gain"]);
    stop();
  });

  it("tries again at once after the sleep, however long the pause was to be", async () => {
    const { platform, getTransport } = await connect();
    getTransport.mockImplementation(() => Promise.reject(new TypeError("Failed to fetch")));
    platform.socket().close();
    await platform.advance(600_000);
    const before = getTransport.mock.calls.length;
    platform.suspend(3_600_000);
    await platform.advance(1_000);
    expect(getTransport.mock.calls.length).toBeGreaterThan(before);
  });

  it("keeps a live peer, and notices a dead one, while its timers run once a minute", async () => {
    const { platform, seen } = await connect();
    const throttled = async (minutes: number) => {
      for (let minute = 0; minute < minutes; minute++) {
        platform.suspend(60_000);
        await platform.advance(0);
      }
    };
    const answer = setIntervalOn(platform, () => platform.socket().receive({ topic: "aws/heartbeat" }));
    await throttled(10);
    expect(seen).toEqual(["gain"]);
    answer();
    await throttled(5);
    expect(seen[1]).toBe("lost");
  });
});

describe("the page's own probe of the network", () => {
  it.each([
    ["a boolean", (online: boolean) => online],
    ["a promise", (online: boolean) => Promise.resolve(online)],
  ])("wakes the connection when it answers true again, as %s (CP-41, W15)", async (_kind, wrap) => {
    let online = true;
    const isNetworkOnline = vi.fn(() => wrap(online));
    const { platform, seen, getTransport } = await connect(isNetworkOnline);
    await platform.advance(1_000);
    expect(isNetworkOnline).not.toHaveBeenCalled();
    online = false;
    getTransport.mockImplementation(() => Promise.reject(new TypeError("Network request failed")));
    platform.socket().close();
    await platform.advance(300_000);
    expect(isNetworkOnline.mock.calls.length).toBeGreaterThan(100);
    expect(isNetworkOnline.mock.calls.length).toBeLessThanOrEqual(301);
    getTransport.mockImplementation(() => Promise.resolve({ webSocketTransport: transport }));
    online = true;
    await platform.advance(2_500);
    platform.socket().open();
    platform.socket().receive(subscribed);
    expect(seen).toEqual(["gain", "lost", "gain"]);
  });

  it("wakes it too when the network came back while an attempt was under way that had begun without it", async () => {
    let online = true;
    const { platform, getTransport } = await connect(() => online);
    online = false;
    let fail: (reason: unknown) => void = () => undefined;
    getTransport.mockImplementation(() => new Promise((_resolve, reject) => (fail = reject)));
    platform.socket().close();
    for (let nth = 0; nth < 5; nth += 1) {
      // What hangs is given up after 20 seconds, and the pause before the next attempt takes 30 at most.
      await platform.advance(300_000);
      const before = getTransport.mock.calls.length;
      while (getTransport.mock.calls.length === before) await platform.advance(1_000);
      online = true;
      fail(new TypeError("Network request failed"));
      await platform.advance(2_000);
      expect(getTransport.mock.calls.length).toBe(before + 2);
      online = false;
    }
  });

  it("is asked from when the socket that served dies, in a pause that began while it did", async () => {
    const isNetworkOnline = vi.fn(() => true);
    const { platform, getTransport } = await connect(isNetworkOnline);
    const throttled = Object.assign(new Error("Too many requests"), { retryAfterMs: 45_000 });
    getTransport.mockImplementation(() => Promise.reject(throttled));
    const live = setIntervalOn(platform, () => platform.socket().receive({ topic: "aws/heartbeat" }));
    while (getTransport.mock.calls.length === 1) await platform.advance(1_000);
    await platform.advance(10_000);
    expect(isNetworkOnline).not.toHaveBeenCalled();
    live();
    platform.socket().close();
    await platform.advance(10_000);
    expect(isNetworkOnline).toHaveBeenCalledTimes(10);
    expect(getTransport).toHaveBeenCalledTimes(2);
  });

  it("never blocks an attempt: offline is a hint (W16)", async () => {
    const { platform, getTransport } = await connect(() => false);
    platform.socket().close();
    await platform.advance(5_000);
    expect(getTransport.mock.calls.length).toBeGreaterThan(1);
  });
});

/** Calls back each virtual second until stopped. */
function setIntervalOn(platform: ReturnType<typeof createFakePlatform>, callback: () => void): () => void {
  let cancel: () => void = () => undefined;
  const again = () => {
    callback();
    cancel = platform.setTimer(again, 1_000);
  };
  again();
  return () => cancel();
}
