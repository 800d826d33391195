import { CHAT, chatEvent, chatItem } from "../../support/chatItems.js";
import { installCsm, takeCsmCalls } from "../../support/libraryScripts.js";
import { differs, each } from "../scenario.js";
import type { Difference, Scenario } from "../scenario.js";
import type { Stage } from "../world/stage.js";
import { rejectsWithErrors } from "./differences.js";

export const section = "Metrics";
export const text = { message: "hello", contentType: "text/plain" };
const typing = "application/vnd.amazonaws.connect.event.typing";
const scope = globalThis as unknown as { connect: any };

/** Calls that are measured. */
const CALLS: readonly (readonly [method: string, args?: () => object])[] = [
  ["sendMessage", () => text],
  ["sendEvent", () => ({ contentType: typing })],
  ["sendAttachment", () => ({ attachment: new File(["four"], "a.txt", { type: "text/plain" }) })],
  ["downloadAttachment", () => ({ attachmentId: "attachment-1" })],
  ["getAttachmentURL", () => ({ attachmentId: "attachment-1" })],
  ["getTranscript", () => ({})],
  ["describeView", () => ({ viewToken: "view-token" })],
  ["disconnectParticipant"],
];

/** A customer's session whose metrics are taken, connected; those of connecting are gone. */
export const measured = async (stage: Stage) => {
  const client = await stage.connected({ disableCSM: false }, { without: ["onDeepHeartbeatSuccess"] });
  takeCsmCalls();
  return client;
};

export const noteTaken = ({ note }: Stage) => note("taken", takeCsmCalls());

/** Takes the place of Streams: notes what is published, or throws. */
export const publishes = (stage: Stage, publish?: () => void) => {
  const published: unknown[] = [];
  Object.assign(stage.connect, {
    version: "2.28.2",
    publishMetric(metric: { readonly dimensions: { readonly chatJSVersion?: string } }) {
      const { chatJSVersion, ...dimensions } = metric.dimensions;
      published.push({ ...metric, dimensions: { ...dimensions, chatJSVersion: typeof chatJSVersion } });
      stage.note("published", published);
      publish?.();
    },
  });
};

/** Puts another piece into each of the lines that csm got. */
const renames = (id: Difference["id"], from: string | RegExp, to: string) =>
  differs(id, ({ notes }) => {
    const { taken } = notes;
    taken["metrics"] = taken["metrics"].map((line: string) => line.replace(from, to));
  });

export const metrics: readonly Scenario[] = [
  {
    title: "tell of connecting",
    section,
    before: installCsm,
    async play(stage) {
      await stage.connected({ disableCSM: false });
      const { metrics: lines } = takeCsmCalls();
      stage.note("taken", [...new Set(lines)].sort());
    },
  },
  ...each(CALLS, ([method, args]) => ({
    title: `tell of ${method}`,
    section,
    before: installCsm,
    async play(stage) {
      const { call } = await measured(stage);
      await call(method, args?.());
      noteTaken(stage);
    },
  })),
  ...each(CALLS, ([method, args]) => ({
    title: `tell of a failure of ${method}`,
    section,
    differs: [rejectsWithErrors],
    before: installCsm,
    async play(stage) {
      const { call } = await measured(stage);
      stage.service.answer(() => ({
        status: 400,
        body: { message: "no" },
        headers: { "x-amzn-errortype": "ValidationException" },
      }));
      await call(method, args?.());
      noteTaken(stage);
    },
  })),
  {
    title: "tell of items, losses and returns",
    section,
    before: installCsm,
    async play(stage) {
      await measured(stage);
      stage.service.sendItem(chatItem("a"));
      await stage.clock.settle();
      stage.note("item", takeCsmCalls());
      stage.service.sendItem(chatEvent("end", "chat.ended"));
      await stage.clock.settle();
      stage.note("end", takeCsmCalls());
    },
  },
  {
    title: "are none where the page wants none",
    section,
    before: installCsm,
    async play(stage) {
      const { call } = await stage.connected({ disableCSM: true });
      await call("sendMessage", text);
      noteTaken(stage);
    },
  },
  {
    title: "are taken of a second session too",
    section,
    before: installCsm,
    async play(stage) {
      stage.create({ disableCSM: false }, { name: "first" });
      const { call } = await measured(stage);
      await call("sendMessage", text);
      noteTaken(stage);
    },
  },
  ...each([true, false], (hasToken) => ({
    title: `count an agent's connecting, ${hasToken ? "with" : "without"} a token of the page's`,
    section,
    before: installCsm,
    async play(stage) {
      const { manager, tell } = stage.createManager();
      const getConnectionToken = () =>
        hasToken
          ? Promise.resolve({
              chatTokenTransport: { participantToken: "ct.page", expiry: "2031-02-04T04:00:00Z" },
            })
          : Promise.reject(new Error("none"));
      const { session } = stage.create(
        { type: "AGENT", chatDetails: { ...CHAT, getConnectionToken }, websocketManager: manager },
        { without: ["onConnectionEstablished"] },
      );
      void session.connect();
      await stage.clock.settle();
      tell("onConnectionGain");
      await stage.clock.advance(5_000);
      stage.begin();
      noteTaken(stage);
    },
  })),
  ...each([{ widgetType: "Mine" }, {}], (csmConfig) => ({
    title: `carry a widget's type where csmConfig is ${JSON.stringify(csmConfig)}`,
    section,
    differs: csmConfig.widgetType
      ? []
      : [renames("CP-77", "WidgetType=undefined", "WidgetType=CustomChatWidget")],
    before: installCsm,
    async play(stage) {
      stage.connect.ChatSession.setGlobalConfig({ csmConfig });
      const { call } = await measured(stage);
      await call("getTranscript", {});
      noteTaken(stage);
    },
  })),
  ...each(["GetAuthenticationUrl", "CancelParticipantAuthentication"], (name) => ({
    title: `tell of ${name}`,
    section,
    // 5.0.0 has no name for it.
    differs: [renames("CP-79", /^(?= )/, name)],
    before: installCsm,
    async play(stage) {
      const { call } = await measured(stage);
      await call(
        name.replace(/^./, (first) => first.toLowerCase()),
        { redirectUri: "https://page.test/", sessionId: "s" },
      );
      noteTaken(stage);
    },
  })),
  {
    title: "need no script in the page",
    section,
    differs: [
      differs("CP-38", ({ notes }) => {
        Object.assign(notes, { "added scripts": 0, csm: "undefined" });
      }),
    ],
    play(stage) {
      const { length } = document.scripts;
      stage.create({ disableCSM: false });
      stage.note("added scripts", document.scripts.length - length);
      stage.note("csm", typeof (scope as { csm?: unknown }).csm);
    },
  },
  {
    title: "tell Streams of a session, and of a connection that failed",
    section,
    differs: [
      differs("CP-78", ({ notes }) => {
        notes["published"][1].dimensions.chatJSVersion = "string";
      }),
    ],
    async play(stage) {
      publishes(stage);
      const { session } = stage.create();
      stage.service.answer(() => ({ status: 400 }));
      session.connect().catch(() => undefined);
      await stage.clock.settle();
    },
  },
  {
    title: "break nothing where Streams throws",
    section,
    differs: [
      differs("CP-78", ({ calls, notes }) => {
        Object.assign(calls[0]!, { kind: "returned", value: "a session" });
        notes["published"].pop();
      }),
    ],
    async play(stage) {
      publishes(stage, () => {
        throw new Error("the page's own");
      });
      await stage.attempt("create", () => {
        stage.create();
        return "a session";
      });
    },
  },
];
