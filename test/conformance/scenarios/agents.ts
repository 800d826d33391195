import { CHAT, chatItem } from "../../support/chatItems.js";
import { differs, each } from "../scenario.js";
import type { Scenario } from "../scenario.js";
import {
  connectAndSend,
  connectedAgent,
  createAgent,
  section,
  text,
  transport,
  working,
} from "./agentStage.js";
import type { GetToken } from "./agentStage.js";
import { announcesOnce, connectsWhenSubscribed, hideSentences, rejectsWithErrors } from "./differences.js";

const refusing = {
  status: 400,
  headers: { "x-amzn-errortype": "ValidationException" },
  body: { message: "no" },
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
