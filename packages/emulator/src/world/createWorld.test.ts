import { expect, test } from "vitest";
import { createVirtualClock } from "../clock.js";
import { createIds } from "../ids.js";
import { resolveOptions } from "../options.js";
import type { EmulatorOptions } from "../options.js";
import { createSeededRandom } from "../random.js";
import { createWorld } from "./createWorld.js";

function createStage(options: EmulatorOptions = {}) {
  const clock = createVirtualClock();
  const settings = resolveOptions({
    clock,
    ...options,
  });
  const ids = createIds(createSeededRandom(1));
  const world = createWorld({
    clock: settings.clock,
    ids,
    settings,
    runFlow: () => undefined,
  });
  const chat = world.startChat({ displayName: "Avery" });
  const agent = () => world.invite(chat.contactId, { displayName: "Robin", agentId: "robin" });
  return {
    clock,
    world,
    chat,
    agent,
    items: () =>
      world
        .room(chat.contactId)!
        .transcript.items.map(({ Content, ContentType }) => Content ?? ContentType!.split("event.")[1]),
  };
}

test("a clock that is set back does not put a new item before an old one", () => {
  let nowMs = Date.UTC(2026, 0, 15, 12, 0, 5);
  const clock = { nowMs: () => nowMs, setTimer: () => () => undefined };
  const { world, chat } = createStage({ clock });
  const say = (content: string) =>
    world.say({ contactId: chat.contactId }, { contentType: "text/plain", content });
  const first = say("first");
  nowMs -= 3_000;
  const second = say("second");
  expect(second.AbsoluteTime).toBe(first.AbsoluteTime);
  expect(second.Id > first.Id).toBe(true);
});

test("an ended contact has no timer left", () => {
  const { world, chat, clock } = createStage();
  world.connect(chat);
  world.end(chat.contactId);
  expect(clock.pendingTimers).toBe(0);
});

test("listeners hear of items and contacts until they stop listening", () => {
  const { world, chat } = createStage();
  const heard: string[] = [];
  const stops = [
    world.onItem(({ item }) => void heard.push(item.Type)),
    world.onContact(({ state }) => void heard.push(state)),
  ];
  world.connect(chat);
  for (const stop of stops) stop();
  world.end(chat.contactId);
  expect(heard).toEqual(["EVENT", "FLOW"]);
});

test("an unknown contact, participant or message is a RangeError", () => {
  const { world, chat } = createStage();
  const { contactId } = chat;
  const message = { contentType: "text/plain", content: "Hi" };
  for (const act of [
    () => world.end("unknown"),
    () => world.say({ contactId: "__proto__" }, message),
    () => world.say({ contactId, participantId: "unknown" }, message),
    () => world.receive(chat, { kind: "read" as const, messageId: "unknown" }),
  ])
    expect(act).toThrow(RangeError);
  expect(world.mayAct({ contactId, participantId: "unknown" })).toBe(false);
});
