import { CHAT, chatEvent, chatItem } from "../../support/chatItems.js";
import { differs } from "../scenario.js";
import type { Scenario } from "../scenario.js";
import { connectedAgent, createAgent, section, text, working } from "./agentStage.js";
import { MISSED, rejectsWithErrors, saysWhyBroken, tellsOfReturn } from "./differences.js";

/** What an agent's session does once it is connected. */
export const connectedAgents: readonly Scenario[] = [
  {
    title: "hears the items of its own chat alone",
    section,
    async play(stage) {
      const { fake } = await connectedAgent(stage);
      fake.tellItem(chatItem("own"));
      fake.tellItem(chatItem("foreign", { ContactId: "another", InitialContactId: "another" }));
      fake.tellItem(chatEvent("typing", "typing"));
      await stage.clock.settle();
    },
  },
  {
    title: "hears of its manager's gains and losses",
    section,
    differs: [
      tellsOfReturn(),
      differs("CP-27", ({ requests }) => {
        requests.push(MISSED);
      }),
    ],
    async play(stage) {
      const { fake } = await connectedAgent(stage);
      fake.tell("onConnectionLost", {});
      await stage.clock.advance(1_000);
      fake.tell("onConnectionGain", {});
      await stage.clock.advance(5_000);
    },
  },
  {
    title: "hears of its manager's failure",
    section,
    differs: [saysWhyBroken("FAILED")],
    async play(stage) {
      const { fake, call } = await connectedAgent(stage);
      fake.tell("onInitFailure", {});
      await stage.clock.advance(1_000);
      await call("controller.getConnectionStatus");
      await call("sendMessage", text);
    },
  },
  {
    title: "hears of its manager's heartbeats",
    section,
    async play(stage) {
      const { fake } = await connectedAgent(stage);
      fake.tell("onDeepHeartbeatSuccess", {});
      fake.tell("onDeepHeartbeatFailure", {});
      await stage.clock.settle();
    },
  },
  {
    title: "hears no more after a transfer, and can still send",
    section,
    async play(stage) {
      const { fake, call } = await connectedAgent(stage);
      fake.tellItem(chatEvent("transfer", "transfer.succeeded"));
      await stage.clock.settle();
      fake.tellItem(chatItem("after"));
      await stage.clock.settle();
      await call("sendMessage", text);
    },
  },
  {
    title: "sends no receipts after a transfer that waited",
    section,
    differs: [
      differs("CP-32", ({ calls: [call], requests }) => {
        Object.assign(call!, {
          kind: "resolved",
          value: { message: "Receipt not sent, the chat has ended", metadata: null },
        });
        requests.splice(0);
      }),
    ],
    async play(stage) {
      const { fake, call } = await connectedAgent(stage);
      await call("sendEvent", {
        contentType: "application/vnd.amazonaws.connect.event.message.read",
        content: '{"messageId":"m1"}',
      });
      fake.tellItem(chatEvent("transfer", "transfer.succeeded"));
      await stage.clock.advance(6_000);
    },
  },
  {
    title: "connects no more after a transfer",
    section,
    differs: [
      differs("CP-22", ({ calls: [call] }) => {
        Object.assign(call!, { kind: "rejected", value: "no promise in 5.0.0" });
      }),
    ],
    async play(stage) {
      const { fake, call } = await connectedAgent(stage);
      fake.tellItem(chatEvent("transfer", "transfer.succeeded"));
      await stage.clock.settle();
      const again = await call("connect");
      await stage.clock.advance(5_000);
      if (again.kind !== "returned") again.value = "no promise in 5.0.0";
      fake.tellItem(chatItem("after"));
      await stage.clock.settle();
    },
  },
  {
    title: "ends with the chat, and leaves the manager to the page",
    section,
    differs: [rejectsWithErrors],
    async play(stage) {
      const { fake, call } = await connectedAgent(stage);
      fake.tellItem(chatEvent("end", "chat.ended"));
      fake.tellItem(chatItem("after"));
      await stage.clock.settle();
      await call("sendMessage", text);
      stage.note(
        "closed",
        fake.calls.some(([method]) => method === "closeWebSocket"),
      );
    },
  },
  {
    title: "hears no receipts of other chats",
    section,
    differs: [
      differs("CP-32", ({ events }) => {
        events.splice(0);
      }),
    ],
    async play(stage) {
      const { fake } = await connectedAgent(stage);
      fake.tellItem(
        chatItem("receipt", {
          Type: "MESSAGEMETADATA",
          ContactId: "another",
          InitialContactId: "another",
          MessageMetadata: { MessageId: "m", Receipts: [{ ReadTimestamp: "2031-02-03T04:05:06.789Z" }] },
        }),
      );
      await stage.clock.settle();
    },
  },
  {
    title: "gives each of two chats on one manager its own items",
    section,
    async play(stage) {
      const fake = stage.createManager();
      const open = (name: string, contactId: string) =>
        stage.create(
          {
            type: "AGENT",
            chatDetails: { ...CHAT, contactId, getConnectionToken: working },
            websocketManager: fake.manager,
          },
          { name },
        );
      const one = open("one", "contact-1");
      const two = open("two", "contact-2");
      await one.call("connect");
      await two.call("connect");
      fake.tell("onConnectionGain");
      await stage.clock.advance(5_000);
      stage.begin();
      fake.tellItem(chatItem("for one"));
      fake.tellItem(chatItem("for two", { ContactId: "contact-2", InitialContactId: "contact-2" }));
      await stage.clock.settle();
    },
  },
  {
    title: "removes its handlers when it is cleaned up, and asks nothing of the service",
    section,
    async play(stage) {
      const { fake, call } = await connectedAgent(stage);
      await call("cleanUpOnParticipantDisconnect");
      fake.tellItem(chatItem("after"));
      await stage.clock.settle();
      await call("sendMessage", text);
    },
  },
  {
    title: "asks the page for a new token a minute before the old one ends",
    section,
    async play(stage) {
      const asked: number[] = [];
      const began = stage.clock.nowMs();
      const { call } = createAgent(stage, () => {
        asked.push(stage.clock.nowMs() - began);
        return Promise.resolve({
          chatTokenTransport: {
            participantToken: `ct.${asked.length}`,
            expiry: new Date(stage.clock.nowMs() + 600_000).toISOString(),
          },
        });
      });
      await call("connect");
      await stage.clock.advance(5_000);
      stage.begin();
      await stage.clock.advance(550_000);
      stage.note("asked", asked);
      await call("sendMessage", text);
      stage.note("bearer", stage.service.requests.at(-1)!.headers["x-amz-bearer"]);
    },
  },
];
