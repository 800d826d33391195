import { TOPICS } from "@amazon-connect-chat/protocol";
import { expect, it, vi } from "vitest";
import { createChatJS } from "../../src/chatSession.js";
import { message } from "../fakeService.js";
import {
  connectCustomer,
  createCustomer,
  createLiveService,
  FIRST_PAUSE_MS,
  httpError,
} from "./liveService.js";

const CONNECTION = "/participant/connection";

it("W20: established is told when the subscription is confirmed, not when the socket opens", async () => {
  const service = createLiveService();
  service.subscriptions = "silence";
  const { platform, session, told } = createCustomer(service);
  void session.connect();
  await platform.settle();
  const socket = platform.socket();
  expect([socket.readyState, told()]).toEqual([1, []]);
  expect(session.controller.getConnectionStatus()).toBe("Establishing");
  socket.receive({ topic: TOPICS.subscribe, content: { status: "success", topics: [TOPICS.chat] } });
  await platform.settle();
  expect(told()).toEqual(["CONNECTION_ESTABLISHED"]);
});

it.each(["failure", "silence"] as const)(
  "W21: a subscription that meets %s is not left deaf: the next socket tries again",
  async (answer) => {
    const { service, platform, told } = await connectCustomer();
    service.subscriptions = answer;
    service.drop();
    await platform.advance(120_000);
    expect(told()).toEqual(["CONNECTION_LOST"]);
    service.subscriptions = "success";
    await platform.advance(31_000);
    expect(told()).toEqual(["CONNECTION_LOST", "CONNECTION_ESTABLISHED"]);
    service.say(message("heard"));
    await platform.settle();
    expect(told().at(-1)).toBe("INCOMING_MESSAGE");
  },
);

it("W21: a subscription without an answer is told as failed once a socket, not every second", async () => {
  const service = createLiveService();
  service.subscriptions = "silence";
  const manager = createChatJS(service.platform).WebSocketManager.create();
  const failed = vi.fn();
  manager.onSubscriptionFailure(failed);
  manager.subscribeTopics([TOPICS.chat]);
  void manager.init(() => Promise.resolve({ webSocketTransport: { url: "wss://service.example/" } }));
  await service.platform.advance(60_000);
  expect(failed).toHaveBeenCalled();
  expect(failed.mock.calls.length).toBeLessThanOrEqual(service.platform.sockets.length);
});

it("W22: a chat that is gone is ended, also when the loss was found by a heartbeat", async () => {
  const { service, platform, told } = await connectCustomer();
  service.answers.set(CONNECTION, httpError(403)).set("/participant/transcript", httpError(403));
  service.mutes.add(TOPICS.heartbeat).add(TOPICS.ping);
  await platform.advance(30_000);
  expect(told()).toContain("CHAT_ENDED");
  expect(told()).not.toContain("CONNECTION_BROKEN");
});

it("W22: a 403 of a proxy is not taken for the end of the chat", async () => {
  const { service, platform, told } = await connectCustomer();
  service.answers.set(CONNECTION, httpError(403));
  service.drop();
  await platform.advance(FIRST_PAUSE_MS);
  expect(told()).toEqual(["CONNECTION_LOST", "CONNECTION_BROKEN"]);
});

it.each([
  ["its first attempt failed", false],
  ["the connection broke", true],
])("W23: connect() makes a session work after %s", async (_what, wasUp) => {
  const chat = wasUp ? await connectCustomer() : createCustomer();
  const { service, platform, session, told } = chat;
  service.answers.set(CONNECTION, httpError(400));
  if (wasUp) service.drop();
  else await expect(session.connect()).rejects.toMatchObject({ code: "CONNECT_FAILED" });
  await platform.advance(FIRST_PAUSE_MS);
  service.answers.clear();
  const again = session.connect();
  await platform.settle();
  await expect(again).resolves.toMatchObject({ connectSuccess: true });
  await platform.settle();
  expect(told().at(-1)).toBe("CONNECTION_ESTABLISHED");
  service.say(message("heard"));
  await platform.settle();
  expect(told().at(-1)).toBe("INCOMING_MESSAGE");
});

it("W24: what is known of a break and of the next attempt reaches the page", async () => {
  const { service, platform, seen } = await connectCustomer();
  service.answers.set(CONNECTION, httpError(500));
  service.drop();
  await platform.advance(2 * FIRST_PAUSE_MS);
  const attempts = seen.filter(({ name }) => name === "RECONNECTING").map(({ event }) => event.data);
  expect(attempts[0]).toEqual({ attempt: 1, retryAtMs: expect.any(Number) });
  expect(attempts[1]).toEqual({ attempt: 2, retryAtMs: expect.any(Number) });
  service.answers.set(CONNECTION, httpError(404));
  await platform.advance(60_000);
  expect(seen.at(-1)).toMatchObject({ name: "CONNECTION_BROKEN", event: { data: { reason: "REFUSED" } } });
});

it("W24: a manager tells why a socket closed and what was wrong with a ping", async () => {
  const service = createLiveService();
  const manager = createChatJS(service.platform).WebSocketManager.create();
  const [closed, failed] = [vi.fn(), vi.fn()];
  manager.onConnectionClose(closed);
  manager.onDeepHeartbeatFailure(failed);
  void manager.init(() => Promise.resolve({ webSocketTransport: { url: "wss://service.example/" } }));
  await service.platform.settle();
  service.platform.socket().receive({ topic: TOPICS.ping, statusCode: 503, statusContent: "Unavailable" });
  service.platform.socket().close(1001, "going away");
  expect(failed).toHaveBeenCalledWith(
    expect.objectContaining({ statusCode: 503, statusContent: "Unavailable" }),
  );
  expect(closed).toHaveBeenCalledWith(
    expect.objectContaining({ code: 1001, reason: "going away", wasClean: true }),
  );
});

it("W25: failing pings are told, and change nothing while messages come", async () => {
  const { service, platform, session, told } = await connectCustomer();
  service.mutes.add(TOPICS.ping);
  for (const statusCode of [500, 503]) platform.socket().receive({ topic: TOPICS.ping, statusCode });
  await platform.advance(60_000);
  expect(told()).toContain("DEEP_HEARTBEAT_FAILURE");
  expect(told()).not.toContain("CONNECTION_LOST");
  expect(session.controller.getConnectionStatus()).toBe("Established");
  service.say(message("heard"));
  await platform.settle();
  expect(told().at(-1)).toBe("INCOMING_MESSAGE");
});
