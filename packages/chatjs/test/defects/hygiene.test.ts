import { expect, it, onTestFinished, vi } from "vitest";
import { createChatJS } from "../../src/chatSession.js";
import { CHAT, message } from "../fakeService.js";
import { connectCustomer, createCustomer, createLiveService } from "./liveService.js";

it("W37: a latency that is measured is a duration, not a time of day", async () => {
  const { chatJS, platform, session } = createCustomer();
  const latency = vi.spyOn(chatJS.ChatSession.csmService, "addLatencyMetric");
  void session.connect();
  await platform.advance(5_000);
  await session.sendMessage({ message: "hi", contentType: "text/plain" });
  expect(latency.mock.calls.filter(([, durationMs]) => !(durationMs >= 0 && durationMs <= 5_000))).toEqual(
    [],
  );
  latency.mockRestore();
});

it("W39: what a manager tells of sockets has times of its clock, and no NaN for a socket that never opened", async () => {
  const service = createLiveService();
  const { platform } = service;
  const manager = createChatJS(platform).WebSocketManager.create();
  const [opened, closed] = [vi.fn(), vi.fn()];
  manager.onConnectionOpen(opened);
  manager.onConnectionClose(closed);
  service.meets = "refuse";
  void manager.init(() => Promise.resolve({ webSocketTransport: { url: "wss://service.example/" } }));
  await platform.settle();
  service.meets = "accept";
  await platform.advance(6_000);
  expect(closed.mock.calls).toEqual([
    [expect.objectContaining({ openTimestamp: undefined, closeTimestamp: expect.any(Number) })],
  ]);
  const told: unknown[] = [closed, opened].flatMap(({ mock }) => mock.calls.flat().flatMap(Object.values));
  const numbers = told.filter((value) => typeof value === "number" && value !== 1006);
  const isAround = (ms: unknown) => Math.abs((ms as number) - platform.nowMs()) <= 6_000;
  expect(numbers).not.toEqual([]);
  expect(numbers.filter((ms) => !isAround(ms))).toEqual([]);
});

it("W40: a manager refuses what is missing where something is needed", () => {
  const manager = createChatJS(createLiveService().platform).WebSocketManager.create();
  for (const missing of [undefined, null] as unknown as readonly never[]) {
    expect(() => manager.init(missing)).toThrow(/init takes a function/);
    expect(() => manager.onConnectionGain(missing)).toThrow(/must be a function/);
    expect(() => manager.subscribeTopics(missing)).toThrow(/topics must be an array of strings/);
    expect(() => manager.subscribeTopics([missing])).toThrow(/topics must be an array of strings/);
  }
});

it("W40: the type of a session is checked", () => {
  const { ChatSession } = createChatJS(createLiveService().platform);
  expect(() => ChatSession.create({ chatDetails: CHAT, type: "SUPERVISOR" as never })).toThrow(
    expect.objectContaining({ name: "IllegalArgument" }),
  );
});

it("W40: a message that comes on both sockets of a rotation is handed over once", async () => {
  const { service, platform, told } = await connectCustomer();
  service.subscriptions = "silence";
  for (let waits = 0; platform.sockets.length < 2 && waits < 3_540; waits++) await platform.advance(1_000);
  expect(platform.sockets.filter(({ readyState }) => readyState === 1)).toHaveLength(2);
  service.say(message("message-1"));
  await platform.settle();
  expect(told()).toEqual(["INCOMING_MESSAGE"]);
});

it("W42: importing the library adds nothing to the page but its namespace, and needs no window", async () => {
  expect("window" in globalThis).toBe(false);
  // Another test may have imported it.
  const connect = Object.getOwnPropertyDescriptor(globalThis, "connect");
  Reflect.deleteProperty(globalThis, "connect");
  vi.resetModules();
  onTestFinished(() => {
    if (connect) Object.defineProperty(globalThis, "connect", connect);
  });
  const before = Object.getOwnPropertyNames(globalThis);
  const { ChatSession } = await import("../../src/index.js");
  const added = Object.getOwnPropertyNames(globalThis).filter((name) => !before.includes(name));
  expect(added).toEqual(["connect"]);
  expect(ChatSession.create({ chatDetails: CHAT, type: "CUSTOMER" })).toBeDefined();
});

it("W42: a library that is built makes no request, socket or timer before somebody connects", async () => {
  const { platform } = createCustomer();
  await platform.advance(3_600_000);
  expect([platform.requests, platform.sockets, platform.live.timers, platform.live.listeners]).toEqual([
    [],
    [],
    0,
    0,
  ]);
});
