import { CHAT, chatEvent, chatItem } from "../../support/chatItems.js";
import { differs } from "../scenario.js";
import type { Scenario } from "../scenario.js";
import type { FakeManager } from "../world/manager.js";
import type { Client, Stage } from "../world/stage.js";
import { section, text, working } from "./agentStage.js";
import { MISSED, saysWhyBroken, tellsOfReturn } from "./differences.js";

/** An agent's session in a chat of its own, on this manager. */
const open = (stage: Stage, { manager }: FakeManager, name: string): Client =>
  stage.create(
    {
      type: "AGENT",
      chatDetails: { ...CHAT, contactId: `contact ${name}`, getConnectionToken: working },
      websocketManager: manager,
    },
    { name },
  );

/** Sessions "one" and "two" of an agent who has two chats on one manager, connected; the trace begins after that. */
async function connectTwo(stage: Stage) {
  const fake = stage.createManager();
  const one = open(stage, fake, "one");
  const two = open(stage, fake, "two");
  await one.call("connect");
  // 5.0.0 names handlers after the time and a number of chance, which is the same here.
  await stage.clock.advance(1);
  await two.call("connect");
  fake.tell("onConnectionGain");
  await stage.clock.advance(5_000);
  stage.begin();
  return { fake, one, two };
}

const itemOf = (name: string, Id: string) =>
  chatItem(Id, { ContactId: `contact ${name}`, InitialContactId: `contact ${name}` });

/** What chats of one agent do to each other. */
export const sharedManager: readonly Scenario[] = [
  {
    title: "asks a manager for its topic, however many chats there are",
    section,
    async play(stage) {
      const { fake } = await connectTwo(stage);
      stage.note("calls", fake.calls);
    },
  },
  {
    title: "tells each chat of its manager's losses and gains",
    section,
    differs: [
      tellsOfReturn(),
      differs("CP-27", ({ requests }) => {
        requests.push(MISSED, MISSED);
      }),
    ],
    async play(stage) {
      const { fake } = await connectTwo(stage);
      fake.tell("onConnectionLost", {});
      await stage.clock.advance(1_000);
      fake.tell("onConnectionGain", {});
      await stage.clock.advance(5_000);
    },
  },
  {
    title: "tells each chat of its manager's heartbeats",
    section,
    async play(stage) {
      const { fake } = await connectTwo(stage);
      fake.tell("onDeepHeartbeatSuccess", {});
      fake.tell("onDeepHeartbeatFailure", {});
      await stage.clock.settle();
    },
  },
  {
    title: "tells each chat of its manager's failure",
    section,
    differs: [saysWhyBroken("FAILED")],
    async play(stage) {
      const { fake } = await connectTwo(stage);
      fake.tell("onInitFailure", {});
      await stage.clock.advance(1_000);
    },
  },
  {
    title: "goes on with one chat when another ends",
    section,
    async play(stage) {
      const { fake, one, two } = await connectTwo(stage);
      const { Type, ContentType } = chatEvent("end", "chat.ended");
      fake.tellItem({ ...itemOf("one", "end"), Type, ContentType });
      await stage.clock.settle();
      fake.tellItem(itemOf("one", "after the end"));
      fake.tellItem(itemOf("two", "goes on"));
      await stage.clock.settle();
      await two.call("sendMessage", text);
      await one.call("controller.getConnectionStatus");
      await two.call("controller.getConnectionStatus");
    },
  },
  {
    title: "stays on its manager when a later chat brings another",
    section,
    differs: [
      differs("CP-124", ({ events, notes }) => {
        const heard = events[0]!;
        events.unshift({
          name: heard.name,
          session: "one",
          event: {
            data: itemOf("one", "on the first manager"),
            chatDetails: {
              ...heard.event.chatDetails,
              contactId: "contact one",
              initialContactId: "contact one",
            },
          },
        });
        notes["closed"] = false;
      }),
    ],
    async play(stage) {
      const { fake, one } = await connectTwo(stage);
      const other = stage.createManager();
      const three = open(stage, other, "three");
      await three.call("connect");
      other.tell("onConnectionGain");
      await stage.clock.advance(5_000);
      stage.begin();
      stage.note(
        "closed",
        fake.calls.some(([method]) => method === "closeWebSocket"),
      );
      fake.tellItem(itemOf("one", "on the first manager"));
      other.tellItem(itemOf("one", "of the first chat, on the second manager"));
      other.tellItem(itemOf("three", "on the second manager"));
      await stage.clock.settle();
      await one.call("sendMessage", text);
    },
  },
];
