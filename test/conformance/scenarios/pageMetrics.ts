import { CHAT } from "../../support/chatItems.js";
import { installCsm, takeCsmCalls } from "../../support/libraryScripts.js";
import { differs, each } from "../scenario.js";
import type { Scenario } from "../scenario.js";
import type { Stage } from "../world/stage.js";
import { createAgent, working } from "./agentStage.js";
import { measured, noteTaken, publishes, section, text } from "./metrics.js";

const EVENT = "application/vnd.amazonaws.connect.event.";
const more = [
  { name: "Page", value: "help" },
  { name: "Device", value: "phone" },
];

/** What a page of its own calls. */
const services: readonly (readonly [what: string, call: (csm: any) => unknown])[] = [
  ["addCountAndErrorMetric", (csm) => csm.addCountAndErrorMetric("Widget", "UI", true)],
  ["addCountAndErrorMetric without an error", (csm) => csm.addCountAndErrorMetric("Widget", "UI", false)],
  ["addCountMetric", (csm) => csm.addCountMetric("Widget", "UI")],
  ["addLatencyMetric", (csm) => csm.addLatencyMetric("Widget", 12, "UI")],
  ["addAgentCountMetric", (csm) => csm.addAgentCountMetric("Agent", 3)],
  ["getDefaultDimensions", (csm) => csm.getDefaultDimensions()],
];

/** What a page calls, with dimensions of its own. */
const dimensioned: readonly (readonly [what: string, call: (csm: any) => unknown])[] = [
  ["addLatencyMetric", (csm) => csm.addLatencyMetric("Widget", 12, "UI", more)],
  ["addLatencyMetricWithStartTime", (csm) => csm.addLatencyMetricWithStartTime("Widget", 0, "UI", more)],
  [
    "addLatencyMetricWithStartTime without any",
    (csm) => csm.addLatencyMetricWithStartTime("Widget", 0, "UI"),
  ],
  ["addCountAndErrorMetric", (csm) => csm.addCountAndErrorMetric("Widget", "UI", false, more)],
  [
    "addCountAndErrorMetric with an error that is a text",
    (csm) => csm.addCountAndErrorMetric("Widget", "UI", "no", more),
  ],
  ["addCountMetric", (csm) => csm.addCountMetric("Widget", "UI", more)],
  ["addCountMetric without any", (csm) => csm.addCountMetric("Widget", "UI", undefined)],
];

/** What is no configuration of metrics, and what is. */
const configs: readonly unknown[] = [["Mine"], "Mine", null, undefined, { widgetType: "Mine" }];

/** Calls whose metrics tell what they were about. */
const typed: readonly (readonly [what: string, method: string, args: object])[] = [
  ["JSON", "sendMessage", { message: "{}", contentType: "application/json" }],
  [
    "an answer",
    "sendMessage",
    { message: "{}", contentType: "application/vnd.amazonaws.connect.message.interactive.response" },
  ],
  ["a participant who joined", "sendEvent", { contentType: `${EVENT}participant.joined` }],
  ["a read receipt", "sendEvent", { contentType: `${EVENT}message.read`, content: '{"messageId":"m"}' }],
  [
    "a delivered receipt",
    "sendEvent",
    { contentType: `${EVENT}message.delivered`, content: '{"messageId":"m"}' },
  ],
];

/** How the service answers an agent who connects, and what the page says. */
const agentRefusals: readonly (readonly [
  what: string,
  status: number,
  getConnectionToken: () => Promise<unknown>,
])[] = [
  ["whose acknowledgement is refused", 400, working],
  ["whose acknowledgement fails", 500, working],
  ["whom the page gives no token and the service refuses", 403, () => Promise.reject(new Error("none"))],
  ["whom the page gives no token and the service fails", 500, () => Promise.reject(new Error("none"))],
];

const addedByThePage = (title: string, rows: typeof services): readonly Scenario[] =>
  each(rows, ([what, use]) => ({
    title: `${title}: ${what}`,
    section,
    before: installCsm,
    async play(stage) {
      await measured(stage);
      await stage.attempt(what, () => use(stage.connect.csmService));
      noteTaken(stage);
    },
  }));

export const pageMetrics: readonly Scenario[] = [
  ...addedByThePage("are added by the page", services),
  ...addedByThePage("are added by the page with dimensions of its own", dimensioned),
  {
    title: "are made by the page itself",
    section,
    before: installCsm,
    async play(stage) {
      await measured(stage);
      const { connect, attempt } = stage;
      const { csmService } = connect;
      const { Metric, UNIT } = (globalThis as unknown as { csm: any }).csm;
      const metric = new Metric("Mine", UNIT.COUNT, 3);
      await attempt("setDimensions", () => csmService.setDimensions(metric, more));
      await attempt("addMetric", () => csmService.addMetric(metric));
      noteTaken(stage);
    },
  },
  {
    title: "are nothing to add where there is no csm",
    section,
    async play({ connect, attempt }) {
      const { csmService } = connect;
      for (const [what, use] of dimensioned) await attempt(what, () => use(csmService));
      await attempt("addAgentCountMetric", () => csmService.addAgentCountMetric("Agent", 1));
      await attempt("addMetric", () => csmService.addMetric({}));
      await attempt("_hasCSMFailedToImport", () => csmService._hasCSMFailedToImport());
    },
  },
  ...each(configs, (config) => ({
    title: `take as their configuration ${config === undefined ? "nothing" : JSON.stringify(config)}`,
    section,
    async play({ connect, attempt, note }) {
      await attempt("updateCsmConfig", () => connect.csmService.updateCsmConfig(config));
      note("widgetType", connect.csmService.widgetType);
    },
  })),
  ...each(typed, ([what, method, args]) => ({
    title: `tell what ${method} was about: ${what}`,
    section,
    before: installCsm,
    async play(stage) {
      const { session } = await measured(stage);
      session[method](args).catch(() => undefined);
      await stage.clock.advance(6_000);
      stage.begin();
      noteTaken(stage);
    },
  })),
  {
    title: "tell of each call of typing, also of one that is spared its request",
    section,
    before: installCsm,
    async play(stage) {
      const { call } = await measured(stage);
      for (const metadata of [1, 2]) await call("sendEvent", { contentType: `${EVENT}typing`, metadata });
      noteTaken(stage);
    },
  },
  {
    title: "tell nothing of a receipt that is not sent",
    section,
    before: installCsm,
    async play(stage) {
      const { session } = await measured(stage);
      session.sendEvent({ contentType: `${EVENT}message.read`, content: "{}" }).catch(() => undefined);
      await stage.clock.settle();
      stage.begin();
      noteTaken(stage);
    },
  },
  {
    title: "tell of a receipt that was sent already",
    section,
    before: installCsm,
    async play(stage) {
      const { session } = await measured(stage);
      const read = { contentType: `${EVENT}message.read`, content: '{"messageId":"m"}' };
      void session.sendEvent(read);
      await stage.clock.advance(6_000);
      takeCsmCalls();
      void session.sendEvent(read);
      await stage.clock.settle();
      stage.begin();
      noteTaken(stage);
    },
  },
  {
    title: "tell nothing of calls before connect()",
    section,
    before: installCsm,
    async play(stage) {
      const { session } = stage.create({ disableCSM: false });
      takeCsmCalls();
      session.sendMessage(text).catch(() => undefined);
      session.getTranscript({}).catch(() => undefined);
      session.disconnectParticipant().catch(() => undefined);
      await stage.clock.settle();
      stage.begin();
      noteTaken(stage);
    },
  },
  {
    title: "tell of an attachment without a type",
    section,
    before: installCsm,
    async play(stage) {
      const { call } = await measured(stage);
      await call("sendAttachment", { attachment: new File(["four"], "a", { type: "" }) });
      noteTaken(stage);
    },
  },
  {
    title: "tell of connecting that failed",
    section,
    before: installCsm,
    async play(stage) {
      const { session } = stage.create({ disableCSM: false });
      takeCsmCalls();
      stage.service.answer(() => ({ status: 400, headers: { "x-amzn-errortype": "ValidationException" } }));
      session.connect().catch(() => undefined);
      await stage.clock.settle();
      stage.begin();
      noteTaken(stage);
    },
  },
  {
    title: "tell of a loss, and of what came of it",
    section,
    before: installCsm,
    async play(stage) {
      await measured(stage);
      stage.service.drop();
      await stage.eventually("CONNECTION_ESTABLISHED");
      const { metrics: lines } = takeCsmCalls();
      stage.begin();
      stage.note(
        "taken",
        lines.filter((line) => line.startsWith("Websocket")),
      );
    },
  },
  ...each(agentRefusals, ([what, status, getConnectionToken]) => ({
    title: `count an agent ${what}`,
    section,
    before: installCsm,
    async play(stage) {
      const { session } = createAgent(stage, getConnectionToken);
      stage.service.answer(() => ({ status, body: { message: "no" } }));
      session.connect().catch(() => undefined);
      await stage.clock.advance(10_000);
      stage.begin();
      noteTaken(stage);
    },
  })),
  {
    title: "count nothing of an agent's calls",
    section,
    before: installCsm,
    async play(stage) {
      const { call } = createAgent(stage);
      await call("connect");
      await stage.clock.advance(5_000);
      takeCsmCalls();
      stage.begin();
      await call("sendMessage", text);
      await call("getTranscript", {});
      noteTaken(stage);
    },
  },
  ...each(["CUSTOMER", "AGENT"], (type) => ({
    title: `tell Streams of a session of type ${type} that could not be created`,
    section,
    differs: [
      differs("CP-78", ({ notes }) => {
        notes["published"][0].dimensions.chatJSVersion = "string";
      }),
    ],
    async play(stage: Stage) {
      publishes(stage);
      await stage.attempt("create", () => {
        try {
          stage.connect.ChatSession.create({
            type,
            disableCSM: true,
            chatDetails: { participantId: CHAT.participantId },
          });
        } catch {
          // CP-24
        }
      });
    },
  })),
];
