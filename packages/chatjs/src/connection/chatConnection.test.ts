import { describe, expect, it, vi } from "vitest";
import { createFakePlatform } from "../../test/fakePlatform.js";
import { assertManager, attachToManager } from "./chatConnection.js";
import type { ChatWebSocketManager, ConnectionListener } from "./chatConnection.js";

/** A manager such as pages pass: it replays nothing. */
function createManager(more: Partial<ChatWebSocketManager> = {}) {
  const callbacks = new Map<string, (payload?: unknown) => unknown>();
  const calls: string[] = [];
  const register = (name: string) => (callback: (payload?: unknown) => unknown) => {
    calls.push(name);
    callbacks.set(name, callback);
    return () => {
      callbacks.delete(name);
      return true;
    };
  };
  const manager: ChatWebSocketManager = {
    subscribeTopics: (topics) => calls.push(`subscribe ${topics.join()}`),
    onMessage: (topic, callback) => register(`message ${topic}`)(callback as never),
    onConnectionGain: register("gain"),
    onConnectionLost: register("lost"),
    onInitFailure: register("failure"),
    ...more,
  };
  const fire = (name: string, payload?: unknown) => callbacks.get(name)?.(payload);
  return { manager, calls, callbacks, fire };
}
const platform = createFakePlatform();
const listener = () =>
  ({
    subscribed: vi.fn(),
    resubscribed: vi.fn(),
    lost: vi.fn(),
    reconnecting: vi.fn(),
    failed: vi.fn(),
    received: vi.fn(),
    heartbeat: vi.fn(),
  }) satisfies ConnectionListener;
const attach = (manager: ChatWebSocketManager, chat: ConnectionListener = listener()) =>
  attachToManager(manager, chat, platform);

it("asks a manager for what 5.0.0 asks, in its order, once for all chats", () => {
  const { manager, calls, fire } = createManager();
  const [one, two] = [listener(), listener()];
  attach(manager, one);
  attach(manager, two);
  expect(calls).toEqual(["subscribe aws/chat", "message aws/chat", "gain", "lost", "failure"]);
  const envelope = { topic: "aws/chat", content: "{}" };
  fire("message aws/chat", envelope);
  fire("lost");
  fire("failure", { reason: "over" });
  for (const each of [one, two]) {
    expect(each.received).toHaveBeenCalledWith(envelope);
    expect(each.lost).toHaveBeenCalledTimes(1);
    expect(each.failed).toHaveBeenCalledWith("over");
  }
});

it("tells a later chat at once that the shared connection is down", () => {
  const { manager, fire } = createManager();
  attach(manager);
  const early = listener();
  attach(manager, early);
  expect(early.lost).not.toHaveBeenCalled();
  fire("lost");
  const late = listener();
  attach(manager, late);
  expect(late.lost).toHaveBeenCalledTimes(1);
  expect(late.subscribed).not.toHaveBeenCalled();
});

it("tells a later chat at once that the shared connection is up", () => {
  const { manager, fire } = createManager();
  attach(manager);
  fire("gain");
  const late = listener();
  attach(manager, late);
  expect(late.subscribed).toHaveBeenCalledTimes(1);
});

it("lets go of the manager with the last chat, and may come back", () => {
  const { manager, callbacks, calls } = createManager();
  const leaves = [attach(manager), attach(manager)];
  leaves[0]!();
  leaves[0]!();
  expect(callbacks.size).toBe(4);
  leaves[1]!();
  expect(callbacks.size).toBe(0);
  attach(manager);
  expect(calls.filter((call) => call === "gain")).toHaveLength(2);
});

it("works with a manager whose methods return nothing, and whose optional methods throw (W30)", () => {
  const { manager } = createManager({
    onConnectionGain: () => undefined,
    onDeepHeartbeatSuccess: () => {
      throw new TypeError("Cannot read properties of undefined (reading 'add')");
    },
  });
  const leave = attach(manager);
  expect(() => leave()).not.toThrow();
});

it("names the methods that a manager lacks", () => {
  expect(() => assertManager({ onMessage: () => undefined } as never)).toThrow(
    /it lacks subscribeTopics, onConnectionGain, onConnectionLost, onInitFailure\. Pass connect\.core/,
  );
  expect(() => assertManager(createManager().manager)).not.toThrow();
});

describe("a manager that tells of its subscriptions", () => {
  const update = { topic: "aws/subscribe", content: { status: "success", topics: ["aws/chat"] } };
  const setUp = () => {
    const updates: ((frame: unknown) => unknown)[] = [];
    const { manager, fire } = createManager({
      onSubscriptionUpdate: (callback) => updates.push(callback),
    });
    const chat = listener();
    attach(manager, chat);
    const counts = () => [chat.subscribed.mock.calls.length, chat.resubscribed.mock.calls.length];
    return {
      fire,
      update: (frame: unknown = update) => updates.forEach((callback) => callback(frame)),
      counts,
    };
  };

  it("of ours, which was up before the chat's topic was known, is not up for the chat before that is subscribed", () => {
    const updates: ((frame: unknown) => unknown)[] = [];
    const { manager } = createManager({
      onReconnecting: () => undefined,
      onConnectionGain: (callback) => callback(),
      onSubscriptionUpdate: (callback) => updates.push(callback),
    });
    const chat = listener();
    attach(manager, chat);
    expect(chat.subscribed).not.toHaveBeenCalled();
    updates.forEach((callback) => callback(update));
    expect(chat.subscribed).toHaveBeenCalledTimes(1);
  });

  it("is up when it says so without a gain, as Streams does when it was up before the chat came", () => {
    const { update, counts } = setUp();
    update();
    expect(counts()).toEqual([1, 0]);
  });

  it("may have missed items between each gain and its update, and whenever it subscribes anew", () => {
    const { fire, update, counts } = setUp();
    fire("gain");
    expect(counts()).toEqual([1, 0]);
    update();
    expect(counts()).toEqual([1, 1]);
    fire("lost");
    fire("gain");
    update();
    update();
    expect(counts()).toEqual([2, 3]);
  });

  it("subscribes other topics without effect on the chat", () => {
    const { fire, update, counts } = setUp();
    fire("gain");
    update({ topic: "aws/subscribe", content: { status: "success", topics: ["aws/other"] } });
    expect(counts()).toEqual([1, 0]);
  });

  it("gains once when the update comes first", () => {
    const { fire, update, counts } = setUp();
    update();
    fire("gain");
    expect(counts()).toEqual([1, 0]);
    update();
    expect(counts()).toEqual([1, 1]);
  });
});

describe("a manager that gives up subscribing, as Streams does until its next socket", () => {
  const failure = (topics = ["aws/chat"]) => ({
    topic: "aws/subscribe",
    content: { status: "failure", topics },
  });
  const setUp = (more: Partial<ChatWebSocketManager> = {}) => {
    let fail = (_frame: unknown): unknown => undefined;
    const { manager, calls, fire } = createManager({
      onSubscriptionFailure: (callback) => {
        fail = callback;
        return undefined;
      },
      ...more,
    });
    const chat = listener();
    const leave = attach(manager, chat);
    const subscriptions = () => calls.filter((call) => call === "subscribe aws/chat").length;
    return { chat, leave, fire, subscriptions, fail: (frame: unknown = failure()) => fail(frame) };
  };

  it("is down for its chats, and is asked again half a minute later", async () => {
    const { chat, fire, fail, subscriptions } = setUp();
    fire("gain");
    fail();
    fail();
    expect(chat.lost).toHaveBeenCalled();
    await platform.advance(29_999);
    expect(subscriptions()).toBe(1);
    await platform.advance(1);
    expect(subscriptions()).toBe(2);
    fire("gain");
    expect(chat.subscribed).toHaveBeenCalledTimes(2);
  });

  it("is not asked again when it was about other topics, or when the last chat has left", () => {
    const { chat, leave, fail, subscriptions } = setUp();
    fail(failure(["aws/other"]));
    expect(chat.lost).not.toHaveBeenCalled();
    fail();
    leave();
    expect(platform.live.timers).toBe(0);
    expect(subscriptions()).toBe(1);
  });

  it("of ours opens another socket by itself", () => {
    const { fail } = setUp({ onReconnecting: () => undefined });
    fail();
    expect(platform.live.timers).toBe(0);
  });
});
