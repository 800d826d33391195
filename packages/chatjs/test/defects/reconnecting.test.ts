import { TOPICS } from "@amazon-connect-chat/protocol";
import { describe, expect, it, vi } from "vitest";
import { createChatJS } from "../../src/chatSession.js";
import { message } from "../fakeService.js";
import {
  connectCustomer,
  createCustomer,
  createLiveService,
  FIRST_PAUSE_MS,
  httpError,
  noNetwork,
  nothingLeft,
  silence,
} from "./liveService.js";

const CONNECTION = "/participant/connection";

describe("an outage", () => {
  it.each([
    ["Failed to fetch"],
    ["NetworkError when attempting to fetch resource."],
    ["Network request failed"],
  ])("W1: a network error while reconnecting does not end the chat (%s)", async (text) => {
    const { service, platform, told, session } = await connectCustomer();
    service.answers.set(CONNECTION, () => Promise.reject(new TypeError(text)));
    service.drop();
    await platform.advance(600_000);
    expect(told()).toEqual(["CONNECTION_LOST"]);
    service.answers.clear();
    await platform.advance(31_000);
    expect(told()).toEqual(["CONNECTION_LOST", "CONNECTION_ESTABLISHED"]);
    await expect(session.sendMessage({ message: "hi", contentType: "text/plain" })).resolves.toBeDefined();
  });

  it("W2: sockets that are refused while HTTP works do not become a storm of requests", async () => {
    const { service, platform, connectionRequests } = await connectCustomer();
    const before = connectionRequests();
    service.meets = "refuse";
    service.drop();
    await platform.advance(60_000);
    const requests = connectionRequests() - before;
    expect(requests).toBeGreaterThan(2);
    expect(requests).toBeLessThan(12);
  });

  it.each([
    ["429", httpError(429, { "retry-after": "7" })],
    ["500", httpError(500)],
    ["503", httpError(503, { "retry-after": "7" })],
  ])("W3: %s while reconnecting is a reason to wait, as long as the service asks", async (_what, answer) => {
    const { service, platform, told } = await connectCustomer();
    service.answers.set(CONNECTION, answer);
    service.drop();
    await platform.advance(60_000);
    const times = service.requestsTo(CONNECTION).map(({ atMs }) => atMs);
    const pauses = times.slice(2).map((atMs, index) => atMs - times[index + 1]!);
    expect(pauses.length).toBeGreaterThan(1);
    if ("retry-after" in answer().headers!) expect(Math.min(...pauses)).toBeGreaterThanOrEqual(7_000);
    service.answers.clear();
    await platform.advance(31_000);
    expect(told()).toEqual(["CONNECTION_LOST", "CONNECTION_ESTABLISHED"]);
  });

  it("W4: a half-open socket is an outage like any other, and what it swallowed is fetched", async () => {
    const { service, platform, told } = await connectCustomer();
    service.say(message("before"));
    service.mutes.add(TOPICS.heartbeat).add(TOPICS.ping);
    service.answers.set("/participant/transcript", () => ({
      body: { InitialContactId: "contact-1", Transcript: [message("before"), message("swallowed")] },
    }));
    await platform.advance(18_500);
    service.mutes.clear();
    await platform.advance(5_000);
    expect(told().filter((name) => !name.startsWith("DEEP"))).toEqual([
      "INCOMING_MESSAGE",
      "CONNECTION_LOST",
      "INCOMING_MESSAGE",
      "CONNECTION_ESTABLISHED",
    ]);
  });

  it.each([
    ["an answer is on its way", "answering"],
    ["a socket is opening", "opening"],
    ["the next attempt is waiting", "waiting"],
    ["the page is hidden", "hidden"],
  ] as const)("W5: a connection that was closed stays closed when %s", async (_what, stage) => {
    const { service, platform, session, connectionRequests } = await connectCustomer();
    let answer: () => void = () => undefined;
    if (stage === "answering")
      service.answers.set(CONNECTION, () => new Promise((resolve) => (answer = () => resolve({}))));
    if (stage === "opening") service.meets = "hang";
    if (stage === "waiting") service.answers.set(CONNECTION, noNetwork);
    if (stage === "hidden") platform.setVisible(false);
    service.drop();
    await platform.advance(6_000);
    await session.controller.breakConnection();
    answer();
    await platform.settle();
    const before = connectionRequests();
    platform.setVisible(true);
    platform.setOnline(false);
    platform.setOnline(true);
    await platform.advance(3_600_000);
    expect(connectionRequests()).toBe(before);
    expect(platform.live).toEqual(nothingLeft);
  });

  it("W6: a socket that died during an offline time is found out when the network is back", async () => {
    const { service, platform, told } = await connectCustomer();
    platform.setOnline(false);
    service.mutes.add(TOPICS.heartbeat).add(TOPICS.ping);
    await platform.advance(7_000);
    platform.setOnline(true);
    await platform.advance(3_000);
    expect(told()).toEqual(["CONNECTION_LOST"]);
    service.mutes.clear();
    await platform.advance(6_000);
    expect(told()).toEqual(["CONNECTION_LOST", "CONNECTION_ESTABLISHED"]);
  });

  it("W11: a handshake that hangs is given up after ten seconds, and a fresh address is used", async () => {
    const { service, platform } = await connectCustomer();
    service.meets = "hang";
    service.drop();
    await platform.advance(6_000);
    const hung = platform.socket();
    await platform.advance(22_000);
    expect(hung.readyState).toBe(3);
    expect(platform.socket().url).not.toBe(hung.url);
  });

  it("W14: a page that was hidden while it retried is not stuck when it is shown again", async () => {
    const { service, platform, told } = await connectCustomer();
    service.answers.set(CONNECTION, noNetwork);
    platform.setVisible(false);
    service.drop();
    await platform.advance(300_000);
    service.answers.clear();
    platform.setVisible(true);
    await platform.advance(6_000);
    expect(told()).toEqual(["CONNECTION_LOST", "CONNECTION_ESTABLISHED"]);
  });

  it.each([
    ["false", () => Promise.resolve(false)],
    ["true", () => Promise.resolve(true)],
  ])(
    "W15: an asynchronous isNetworkOnline that says %s does not bypass the back-off",
    async (_what, says) => {
      const isNetworkOnline = vi.fn(says);
      const { service, platform, connectionRequests } = await connectCustomer(createLiveService(), {
        webSocketManagerConfig: { isNetworkOnline },
      });
      await platform.advance(60_000);
      expect(isNetworkOnline).not.toHaveBeenCalled();
      const before = connectionRequests();
      service.answers.set(CONNECTION, noNetwork);
      service.drop();
      await platform.advance(10_000);
      expect(isNetworkOnline.mock.calls.length).toBeLessThanOrEqual(10);
      expect(connectionRequests() - before).toBeLessThan(12);
    },
  );

  it.each([[undefined], [false]])("W16: isNetworkOnline that says %s does not keep it down", async (says) => {
    const { service, platform, told } = await connectCustomer(createLiveService(), {
      webSocketManagerConfig: { isNetworkOnline: () => says as boolean },
    });
    platform.setOnline(false);
    service.drop();
    await platform.advance(6_000);
    expect(told()).toEqual(["CONNECTION_LOST", "CONNECTION_ESTABLISHED"]);
  });

  it("W17: clients that lose their sockets at once come back at different times, none later than every 30 s", async () => {
    const firstPauses = new Set<number>();
    for (let seed = 1; seed <= 10; seed++) {
      const { service, platform } = await connectCustomer(createLiveService(seed));
      service.answers.set(CONNECTION, noNetwork);
      const droppedAtMs = platform.nowMs();
      service.drop();
      await platform.advance(600_000);
      const times = service.requestsTo(CONNECTION).map(({ atMs }) => atMs);
      firstPauses.add(times[1]! - droppedAtMs);
      const pauses = times.slice(2).map((atMs, index) => atMs - times[index + 1]!);
      expect(Math.max(...pauses)).toBeLessThanOrEqual(30_000);
    }
    expect(firstPauses.size).toBeGreaterThan(8);
    expect(Math.max(...firstPauses)).toBeLessThanOrEqual(5_000);
  });

  it("W18: a request for an address that hangs is given up, and the next one is made", async () => {
    const { service, platform, told } = await connectCustomer();
    service.answers.set(CONNECTION, silence);
    service.drop();
    await platform.advance(FIRST_PAUSE_MS);
    service.answers.clear();
    await platform.advance(31_000);
    expect(told()).toEqual(["CONNECTION_LOST", "CONNECTION_ESTABLISHED"]);
  });

  it.each([
    [
      "throws",
      "tried again",
      () => {
        throw new TypeError("mistake");
      },
    ],
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors
    ["rejects with nothing", "tried again", () => Promise.reject()],
    ["resolves with nothing", "told as a failure", () => Promise.resolve(undefined)],
  ])("W19: a transport function that %s is %s", async (_what, outcome, mistake) => {
    const { platform } = createLiveService();
    const manager = createChatJS(platform).WebSocketManager.create();
    let transport: () => unknown = mistake;
    const told: string[] = [];
    manager.onInitFailure(() => told.push("told as a failure"));
    manager.onConnectionGain(() => told.push("tried again"));
    manager.subscribeTopics([TOPICS.chat]);
    await manager.init(() => transport() as never);
    transport = () => Promise.resolve({ webSocketTransport: { url: "wss://service.example/" } });
    await platform.advance(5_000);
    expect(told).toEqual([outcome]);
  });

  it("W16: a device that calls itself offline connects all the same", async () => {
    const { platform, session, told } = createCustomer();
    platform.setOnline(false);
    const connecting = session.connect();
    await platform.settle();
    expect((await connecting)._debug.websocketStatus).toBe("Connected");
    await platform.settle();
    expect(told()).toEqual(["CONNECTION_ESTABLISHED"]);
  });
});
