import { CHAT, chatEvent, chatItem } from "../../support/chatItems.js";
import { differs, each } from "../scenario.js";
import type { Scenario } from "../scenario.js";
import type { Stage } from "../world/stage.js";
import {
  announcesOnce,
  connectsWhenSubscribed,
  hideSentences,
  MISSED,
  rejectsWithErrors,
  saysWhyBroken,
  tellsOfReturn,
} from "./differences.js";

const section = "Connecting: agents";
const text = { message: "hello", contentType: "text/plain", clientToken: "mine" };

const transport = { chatTokenTransport: { participantToken: "ct.page", expiry: "2031-02-04T04:00:00Z" } };
const refusing = {
  status: 400,
  headers: { "x-amzn-errortype": "ValidationException" },
  body: { message: "no" },
};

type GetToken = unknown;
const working = () => Promise.resolve(transport);

/** An agent's session on a manager of the page. */
const createAgent = (
  stage: Stage,
  getConnectionToken: GetToken = working,
  options: { readonly without?: readonly string[] } = {},
) => {
  const fake = stage.createManager(options);
  const client = stage.create({
    type: "AGENT",
    chatDetails: { ...CHAT, getConnectionToken },
    websocketManager: fake.manager,
  });
  return { ...client, fake };
};

/** An agent's session that is connected; the trace begins after that. */
const connectedAgent = async (stage: Stage) => {
  const agent = createAgent(stage);
  await agent.call("connect");
  agent.fake.tell("onConnectionGain");
  await stage.clock.advance(5_000);
  stage.begin();
  return agent;
};

const connectAndSend = async (stage: Stage, agent: ReturnType<typeof createAgent>) => {
  await agent.call("connect", { metadata: "mine" });
  await stage.clock.advance(5_000);
  await agent.call("sendMessage", text);
};

const acknowledgesWithToken = differs("CP-117", ({ requests }) => {
  const nth = requests.findIndex(({ request }) => request === "POST /participant/connection");
  requests.splice(nth, 1);
});

const tokens: readonly (readonly [what: string, getConnectionToken: GetToken])[] = [
  ["rejects", () => Promise.reject(new Error("the page has none"))],
  ["gives nothing", () => Promise.resolve()],
  ["gives another shape", () => Promise.resolve({ participantToken: "ct.page" })],
];
const unusable: readonly (readonly [what: string, getConnectionToken: GetToken])[] = [
  ["is missing", null],
  ["is no function", "token"],
  ["gives no promise", () => transport],
  [
    "throws",
    () => {
      throw new Error("the page's own");
    },
  ],
];

export const agents: readonly Scenario[] = [
  {
    title: "takes the page's token, and acknowledges to the service",
    section,
    differs: [connectsWhenSubscribed, announcesOnce],
    async play(stage) {
      const agent = createAgent(stage);
      await connectAndSend(stage, agent);
      stage.note("manager", agent.fake.calls);
    },
  },
  ...each(tokens, ([what, getConnectionToken]) => ({
    title: `takes the service's token where getConnectionToken ${what}`,
    section,
    differs: [connectsWhenSubscribed, announcesOnce],
    play: (stage) => connectAndSend(stage, createAgent(stage, getConnectionToken)),
  })),
  ...each(tokens, ([what, getConnectionToken]) => ({
    title: `rejects where getConnectionToken ${what} and the service refuses`,
    section,
    differs: [
      // The cause, in the place of "[object Object]".
      differs("CP-91", ({ calls: [call] }) => {
        call!.value._debug = {
          reason: "Failed to fetch connectionDetails with createParticipantConnection",
          _debug: {
            isError: false,
            text: "[object Object]",
            message: "no",
            type: "ValidationException",
            statusCode: 400,
            stack: "<stack>",
          },
        };
      }),
      rejectsWithErrors,
    ],
    async play(stage) {
      stage.service.answer(() => refusing);
      await connectAndSend(stage, createAgent(stage, getConnectionToken));
    },
  })),
  ...each(unusable, ([what, getConnectionToken]) => ({
    title: `rejects where getConnectionToken ${what}`,
    section,
    differs: [rejectsWithErrors],
    async play(stage) {
      await connectAndSend(stage, createAgent(stage, getConnectionToken));
      hideSentences(stage);
    },
  })),
  ...each(["pt.agent", null], (participantToken) => ({
    title: `takes what Streams knows of a connection, ${participantToken ? "with" : "without"} a participantToken`,
    section,
    differs: [connectsWhenSubscribed, announcesOnce, ...(participantToken ? [] : [acknowledgesWithToken])],
    async play(stage) {
      const { manager } = stage.createManager();
      const { call } = stage.create({
        type: "AGENT",
        chatDetails: {
          contactId: CHAT.contactId,
          initialContactId: "contact-0",
          participantId: CHAT.participantId,
          participantToken,
          getConnectionToken: working,
          originalInfo: { chatAutoAccept: false, connectionData: "{}", customerName: "Avery" },
        },
        options: { region: "eu-west-2" },
        websocketManager: manager,
      });
      await call("getChatDetails");
      await call("connect");
      await stage.clock.advance(5_000);
      await call("getChatDetails");
      await call("sendMessage", text);
    },
  })),
  {
    title: "does what a desk does with a chat",
    section,
    async play(stage) {
      const { call } = await connectedAgent(stage);
      await call("getTranscript", { maxResults: 100, sortOrder: "ASCENDING", scanDirection: "BACKWARD" });
      await call("sendEvent", { contentType: "application/vnd.amazonaws.connect.event.typing" });
      await call("sendMessage", { ...text, contentType: "text/markdown", metadata: { draft: 1 } });
      await call("describeView", { viewToken: "view" });
      await call("getAttachmentURL", { attachmentId: "file" });
    },
  },
  {
    title: "does not wait for the acknowledgement, and does without it",
    section,
    differs: [connectsWhenSubscribed, announcesOnce],
    async play(stage) {
      stage.service.answer(({ path }) => (path.endsWith("/connection") ? refusing : undefined));
      await connectAndSend(stage, createAgent(stage));
    },
  },
  {
    title: "needs five methods of a manager",
    section,
    differs: [connectsWhenSubscribed, announcesOnce],
    async play(stage) {
      const agent = createAgent(stage, working, {
        without: ["onDeepHeartbeatSuccess", "onDeepHeartbeatFailure", "closeWebSocket"],
      });
      await connectAndSend(stage, agent);
      agent.fake.tellItem(chatItem("a"));
      await stage.clock.settle();
    },
  },
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
  {
    title: "without a manager connects like a customer where the service gives the token",
    section,
    differs: [connectsWhenSubscribed, announcesOnce],
    async play(stage) {
      const { call } = stage.create({
        type: "AGENT",
        chatDetails: { ...CHAT, getConnectionToken: () => Promise.reject(new Error("none")) },
      });
      await call("connect");
      stage.service.sendItem(chatItem("a"));
      await stage.clock.settle();
    },
  },
];
