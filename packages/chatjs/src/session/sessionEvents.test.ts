import { afterEach, expect, it, vi } from "vitest";
import { createFakePlatform } from "../../test/fakePlatform.js";
import { createSessionEvents, MAX_HELD } from "./sessionEvents.js";

const setUp = () => {
  const platform = createFakePlatform();
  const overflowed = vi.fn();
  const events = createSessionEvents(platform, { warn: overflowed, error: () => undefined });
  return { platform, events, overflowed };
};

it("holds at most 1,000 messages, drops the oldest and says so", async () => {
  const { platform, events, overflowed } = setUp();
  for (let id = 0; id < MAX_HELD + 2; id++) events.emit("INCOMING_MESSAGE", { id });
  await platform.settle();
  const seen: unknown[] = [];
  events.subscribe("INCOMING_MESSAGE", (event: { id: number }) => seen.push(event.id));
  await platform.settle();
  expect(seen).toHaveLength(MAX_HELD);
  expect(seen.slice(0, 2)).toEqual([2, 3]);
  expect(overflowed).toHaveBeenCalledTimes(2);
});

it("holds messages while there are only handlers of other events", async () => {
  const { platform, events } = setUp();
  const seen: string[] = [];
  events.emit("INCOMING_MESSAGE", {});
  await platform.settle();
  events.subscribe("INCOMING_TYPING", () => seen.push("typing"));
  await platform.settle();
  events.subscribe("INCOMING_MESSAGE", () => seen.push("message"));
  await platform.settle();
  expect(seen).toEqual(["message"]);
});

it("drops nothing of what comes while messages are being handed over", async () => {
  const { platform, events, overflowed } = setUp();
  const emit = (count: number) => {
    for (let id = 0; id < count; id++) events.emit("INCOMING_MESSAGE", { id });
  };
  emit(MAX_HELD);
  await platform.settle();
  emit(2);
  const seen = vi.fn();
  events.subscribe("INCOMING_MESSAGE", seen);
  await platform.settle();
  expect(seen).toHaveBeenCalledTimes(MAX_HELD + 2);
  expect(overflowed).not.toHaveBeenCalled();
});

it("takes one handler off, and leaves the others", async () => {
  const { platform, events } = setUp();
  const seen: string[] = [];
  const [unsubscribe] = ["one", "other"].map((name) =>
    events.subscribe("INCOMING_TYPING", () => seen.push(name)),
  );
  unsubscribe?.();
  events.emit("INCOMING_TYPING", {});
  await platform.settle();
  expect(seen).toEqual(["other"]);
});

it("does not hold other events, nor messages after the first handler has gone", async () => {
  const { platform, events } = setUp();
  const seen: string[] = [];
  events.emit("INCOMING_TYPING", {});
  await platform.settle();
  events.subscribe("INCOMING_TYPING", () => seen.push("typing"));
  events.subscribe("INCOMING_MESSAGE", () => seen.push("message"))();
  await platform.settle();
  events.emit("INCOMING_MESSAGE", {});
  await platform.settle();
  events.subscribe("INCOMING_MESSAGE", () => seen.push("late"));
  await platform.settle();
  expect(seen).toEqual([]);
});

it("lets the end of the chat wait behind messages that are being handed over", async () => {
  const { platform, events } = setUp();
  const seen: string[] = [];
  events.emit("INCOMING_MESSAGE", { id: "a" });
  await platform.settle();
  events.emit("INCOMING_MESSAGE", { id: "b" });
  events.emit("CHAT_ENDED", {}, () => events.removeAll());
  events.subscribe("INCOMING_MESSAGE", (event: { id: string }) => seen.push(event.id));
  events.subscribe("CHAT_ENDED", () => seen.push("ended"));
  await platform.settle();
  expect(seen).toEqual(["a", "b", "ended"]);
});

it("gives an event to handlers that came before its task, and not to those that came within", async () => {
  const { platform, events } = setUp();
  const seen: string[] = [];
  events.subscribe(
    "INCOMING_MESSAGE",
    () => {
      seen.push("first");
      events.subscribe("INCOMING_MESSAGE", () => seen.push("within"));
    },
    { once: true },
  );
  await platform.settle();
  events.emit("INCOMING_MESSAGE", {});
  events.subscribe("INCOMING_MESSAGE", () => seen.push("before its task"));
  await platform.settle();
  expect(seen).toEqual(["first", "before its task"]);
});

it("runs a handler twice that was registered twice, and lets go of signals", async () => {
  const { platform, events } = setUp();
  const handler = vi.fn();
  const { signal } = new AbortController();
  const removed = vi.spyOn(signal, "removeEventListener");
  events.subscribe("CHAT_ENDED", handler, { signal });
  events.subscribe("CHAT_ENDED", handler);
  events.emit("CHAT_ENDED", { data: null }, () => events.removeAll());
  await platform.settle();
  expect(handler).toHaveBeenCalledTimes(2);
  expect(handler).toHaveBeenCalledWith({ data: null }, "CHAT_ENDED");
  expect(removed).toHaveBeenCalledTimes(1);
});

it("gives an event to all its handlers, also when one of them removes all, and not to those that are removed alone", async () => {
  const { platform, events } = setUp();
  const seen: string[] = [];
  events.subscribe("CHAT_ENDED", () => {
    removeSecond();
    events.removeAll();
    seen.push("first");
  });
  const removeSecond = events.subscribe("CHAT_ENDED", () => seen.push("second"));
  events.subscribe("CHAT_ENDED", () => seen.push("third"));
  events.emit("CHAT_ENDED", {});
  events.emit("CHAT_ENDED", {});
  await platform.settle();
  expect(seen).toEqual(["first", "third"]);
});

/** As zone.js has it: a callback runs in the zone that is current while it runs. */
function installZones() {
  const zoneOf = (name: string) => ({
    name,
    run(callback: (...args: readonly unknown[]) => unknown, _this: unknown, args: readonly unknown[] = []) {
      const before = Zone.current;
      Zone.current = this;
      try {
        return callback(...args);
      } finally {
        Zone.current = before;
      }
    },
  });
  const root = zoneOf("root");
  const Zone = { current: root };
  vi.stubGlobal("Zone", Zone);
  return { Zone, zoneOf };
}
afterEach(() => vi.unstubAllGlobals());

it("calls each handler in the zone that it was subscribed in, and takes what it throws (CP-06)", async () => {
  const { Zone, zoneOf } = installZones();
  const platform = createFakePlatform();
  const error = vi.fn(() => "told");
  const events = createSessionEvents(platform, { warn: () => undefined, error });
  const seen: unknown[] = [];
  const hear = (...args: readonly unknown[]) => seen.push([Zone.current.name, ...args]);
  for (const name of ["one", "other"])
    zoneOf(name).run(
      () =>
        events.subscribe("INCOMING_TYPING", (...args) => {
          hear(...args);
          throw new Error(name);
        }),
      undefined,
    );
  events.subscribe("INCOMING_TYPING", hear);
  events.emit("INCOMING_TYPING", { id: 1 });
  await platform.settle();
  expect(seen).toEqual(["one", "other", "root"].map((name) => [name, { id: 1 }, "INCOMING_TYPING"]));
  expect(error.mock.calls).toHaveLength(2);
});

it("is not confused by a Zone that is the page's own", async () => {
  vi.stubGlobal("Zone", () => undefined);
  const { platform, events } = setUp();
  const seen = vi.fn();
  events.subscribe("INCOMING_TYPING", seen);
  events.emit("INCOMING_TYPING", {});
  await platform.settle();
  expect(seen).toHaveBeenCalledOnce();
});
