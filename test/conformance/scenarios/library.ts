import { CHAT, chatEvent, chatItem } from "../../support/chatItems.js";
import { differs, each } from "../scenario.js";
import type { Scenario } from "../scenario.js";
import { announcesOnce, connectsWhenSubscribed } from "./differences.js";

const section = "The library";

const typesOf = (owner: any, names: string) =>
  Object.fromEntries(names.split(" ").map((name) => [name, typeof owner[name]]));

const LIBRARY =
  "create setGlobalConfig LogLevel Logger SessionTypes csmService setFeatureFlag setRegionOverride";
const HANDLERS =
  "onMessage onTyping onReadReceipt onDeliveredReceipt onParticipantIdle onParticipantReturned onParticipantInvited " +
  "onAutoDisconnection onAuthenticationInitiated onAuthenticationSuccessful onAuthenticationFailed " +
  "onAuthenticationTimeout onAuthenticationExpired onAuthenticationCanceled onParticipantDisplayNameUpdated " +
  "onChatRehydrated onConnectionEstablished onConnectionLost onConnectionBroken onDeepHeartbeatSuccess " +
  "onDeepHeartbeatFailure onEnded onTranscriptUpdated";
const CALLS =
  "connect sendMessage sendEvent sendAttachment downloadAttachment getAttachmentURL getTranscript getChatDetails " +
  "describeView getAuthenticationUrl cancelParticipantAuthentication";
const CONTROLLER =
  `${CALLS} disconnectParticipant cleanUpOnParticipantDisconnect subscribe breakConnection getConnectionStatus ` +
  "contactId initialContactId participantId participantToken sessionType";
const CSM =
  "widgetType logger csmInitialized metricsToBePublished agentMetricToBePublished MAX_RETRY loadCsmScriptAndExecute " +
  "initializeCSM updateCsmConfig _hasCSMFailedToImport getDefaultDimensions addMetric setDimensions addLatencyMetric " +
  "addLatencyMetricWithStartTime addCountAndErrorMetric addCountMetric addAgentCountMetric";

/** What a LogManager of 5.0.0 is made of. */
const LOG_MANAGER = "isLevelEnabled hasClientLogger writeToClientLogger selectLogger";

const scope = globalThis as unknown as { connect: any; marker: unknown };
const text = { message: "hello", contentType: "text/plain", clientToken: "mine" };

/** What pages call on the controller, with arguments. */
const CALLED: readonly (readonly [method: string, args?: object])[] = [
  ["sendMessage", text],
  ["sendEvent", { contentType: "application/vnd.amazonaws.connect.event.typing", clientToken: "mine" }],
  ["getTranscript", { scanDirection: "BACKWARD", sortOrder: "ASCENDING", maxResults: 15 }],
  ["sendAttachment", { attachment: new File(["x"], "a.txt", { type: "text/plain" }) }],
  ["downloadAttachment", { attachmentId: "attachment-1" }],
  ["disconnectParticipant"],
];

const isPlain = (value: unknown): value is object =>
  typeof value === "object" &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** As stores do it that freeze what is put into them: plain objects, and what is in them. */
function freezePlain(value: unknown): void {
  if (!isPlain(value) || Object.isFrozen(value)) return;
  Object.freeze(value);
  Object.values(value).forEach(freezePlain);
}

/** As frameworks do it that watch what is read: a proxy, and others for the objects in it. */
const watched = (value: any): any =>
  typeof value === "object" && value !== null && Object.prototype.toString.call(value) === "[object Object]"
    ? new Proxy(value, { get: (owner, name, proxy) => watched(Reflect.get(owner, name, proxy)) })
    : value;

/** What a page may make of a session before it uses it. */
const kept: readonly (readonly [how: string, keep: (session: any) => any])[] = [
  ["in a store that freezes it", (session) => (freezePlain({ session }), session)],
  ["in a framework that watches it", watched],
];

export const library: readonly Scenario[] = [
  {
    title: "adds its members to the namespace connect",
    section,
    play: ({ connect, note }) =>
      note("types", typesOf(connect, "ChatSession LogManager LogLevel csmService WebSocketManager ChatJS")),
  },
  {
    title: "keeps a namespace that is there, and what is in it",
    section,
    before() {
      scope.marker = scope.connect = { mine: 1, LogManager: { mine: 2 } };
    },
    play({ connect, note }) {
      note("same", connect === scope.marker);
      note("frozen", Object.isFrozen(connect));
      note("mine", [connect.mine, connect.LogManager]);
      note("added", typesOf(connect, "ChatSession LogLevel csmService ChatJS"));
    },
  },
  {
    title: "leaves another ChatSession and WebSocketManager in their places, and says in ChatJS what it is",
    section,
    before() {
      scope.connect = { ChatSession: "mine", WebSocketManager: "mine", ChatJS: "mine" };
    },
    play: ({ connect, note }) =>
      note("members", [connect.ChatSession, connect.WebSocketManager, typeof connect.ChatJS]),
  },
  {
    title: "says in ChatJS which package it is",
    section,
    play({ connect, note }) {
      const { name, source, build, version } = connect.ChatJS;
      note("names", { name, source, environment: build.environment });
      note("types", [typeof version, typeof build.timestamp]);
      note("frozen", Object.isFrozen(connect.ChatJS));
    },
  },
  {
    title: "has the members of connect.ChatSession",
    section,
    play: ({ connect, note }) => note("types", typesOf(connect.ChatSession, LIBRARY)),
  },
  {
    title: "has a LogManager with the methods that pages call",
    section,
    differs: [
      differs("CP-126", ({ notes }) => {
        notes["types of its own"] = typesOf({}, LOG_MANAGER);
      }),
    ],
    play({ connect: { LogManager }, note }) {
      note("types", typesOf(LogManager, "getLogger updateLoggerConfig"));
      note("types of its own", typesOf(LogManager, LOG_MANAGER));
      note("logger", typesOf(LogManager.getLogger({}), "debug info warn error advancedLog options"));
    },
  },
  {
    title: "has the levels of logging in three places",
    section,
    play: ({ connect, note }) =>
      note("levels", [connect.LogLevel, connect.ChatSession.LogLevel, connect.WebSocketManager.LogLevel]),
  },
  {
    title: "has two types of sessions",
    section,
    play: ({ connect, note }) => note("types", connect.ChatSession.SessionTypes),
  },
  {
    title: "has a factory of WebSocket managers",
    section,
    differs: [
      differs("CP-112", ({ notes }) => {
        notes["manager"].sendMessage = "undefined";
      }),
    ],
    play({ connect, note }) {
      note("factory", typesOf(connect.WebSocketManager, "create setGlobalConfig LogLevel Logger"));
      note(
        "manager",
        typesOf(
          connect.WebSocketManager.create({}),
          "init terminate subscribeTopics onInitFailure onConnectionOpen onConnectionClose onConnectionGain " +
            "onConnectionLost onSubscriptionUpdate onSubscriptionFailure onMessage onAllMessage " +
            "onDeepHeartbeatSuccess onDeepHeartbeatFailure onTopicFailure closeWebSocket sendMessage",
        ),
      );
    },
  },
  {
    title: "has one csmService in two places, with the methods that pages call",
    section,
    play({ connect, note }) {
      note("same", connect.csmService === connect.ChatSession.csmService);
      note("types", typesOf(connect.csmService, CSM));
    },
  },
  {
    title: "adds no other global",
    section,
    differs: [
      differs("CP-86", ({ notes }) => {
        notes["added"] = notes["added"].filter((name: string) => !/^v?sprintf$/.test(name));
      }),
    ],
    before() {
      scope.marker = Object.getOwnPropertyNames(globalThis);
    },
    play({ note }) {
      const known = scope.marker as readonly string[];
      const added = Object.getOwnPropertyNames(globalThis).filter((name) => !known.includes(name));
      note(
        "added",
        added.filter((name) => name !== "playScenario"),
      );
    },
  },
  {
    title: "makes customers' sessions with these methods, that are no promises",
    section,
    play({ create, note }) {
      const { session } = create();
      note("types", typesOf(session, `${HANDLERS} ${CALLS} disconnectParticipant controller then`));
      note("agents' own", typesOf(session, "cleanUpOnParticipantDisconnect"));
    },
  },
  {
    title: "makes agents' sessions with these methods",
    section,
    play({ create, note }) {
      const { session } = create({ type: "AGENT" });
      note("types", typesOf(session, `${HANDLERS} ${CALLS} cleanUpOnParticipantDisconnect controller then`));
      note("customers' own", typesOf(session, "disconnectParticipant"));
    },
  },
  {
    title: "gives controllers the members that pages reach for",
    section,
    play({ create, note }) {
      const { session } = create();
      note("types", typesOf(session.controller, CONTROLLER));
      const { contactId, initialContactId, participantId, participantToken, sessionType } =
        session.controller;
      note("ids", { contactId, initialContactId, participantId, participantToken, sessionType });
    },
  },
  ...each(CALLED, ([method, args]) => ({
    title: `has controllers whose ${method} is that of the session`,
    section,
    async play({ connected, clock }) {
      const { call } = await connected();
      await call(`controller.${method}`, args);
      await clock.advance(1_000);
    },
  })),
  {
    title: "has controllers whose methods are what those of the session call",
    section,
    differs: [
      differs("CP-122", ({ notes }) => {
        notes["calls of the controller's"] = 0;
      }),
    ],
    async play({ connected, note }) {
      const { session, call } = await connected();
      const { sendMessage } = session.controller;
      let count = 0;
      session.controller.sendMessage = function (args: unknown) {
        count += 1;
        return sendMessage.call(this, args);
      };
      await call("sendMessage", text);
      note("calls of the controller's", count);
    },
  },
  {
    title: "lets pages put methods and members of their own into a session",
    section,
    async play({ connected, note }) {
      const { session, call } = await connected();
      const { sendMessage } = session;
      session.sendMessage = (args: object) => sendMessage.call(session, { ...args, message: "other" });
      session.mine = 1;
      session.controller.mine = 2;
      await call("sendMessage", text);
      note("own", [session.mine, session.controller.mine]);
    },
  },
  ...each(kept, ([how, keep]) => ({
    title: `makes sessions that can be kept ${how}`,
    section,
    differs: [connectsWhenSubscribed, announcesOnce],
    async play({ create, attempt, clock, service, note }) {
      const session = keep(create({}, { without: ["onDeepHeartbeatSuccess"] }).session);
      await attempt("connect", () => session.connect());
      await clock.advance(1_000);
      session.onMessage(({ data }: any) => note("heard", data.Id));
      service.sendItem(chatItem("one"));
      await clock.settle();
      await attempt("sendMessage", () => session.sendMessage(text));
      await attempt("by the controller", () => session.controller.sendMessage(text));
      note("contact", session.getChatDetails().contactId);
      service.sendItem(chatEvent("end", "chat.ended"));
      await clock.settle();
    },
  })),
  {
    title: "lets pages replace its members, and copy it",
    section,
    async play({ connect, attempt, note }) {
      const { ChatSession } = connect;
      await attempt("assign", () => {
        ChatSession.SessionTypes = { AGENT: "AGENT", CUSTOMER: "CUSTOMER" };
      });
      const copy = { ...ChatSession, setGlobalConfig: () => "the page's" };
      connect.ChatSession = copy;
      note("types", typesOf(connect.ChatSession, LIBRARY));
      const session = connect.ChatSession.create({ type: "CUSTOMER", disableCSM: true, chatDetails: CHAT });
      note("session", typeof session.connect);
      note("configured", connect.ChatSession.setGlobalConfig());
    },
  },
  {
    title: "has a class Logger whose methods do nothing",
    section,
    play({ connect, note }) {
      const logger = new connect.ChatSession.Logger();
      note(
        "results",
        ["debug", "info", "warn", "error", "advancedLog"].map((level) => logger[level]("line")),
      );
    },
  },
  {
    title: "lets ChatSession.Logger.info be called",
    section,
    differs: [
      differs("CP-43", ({ calls }) => {
        calls[0] = { call: "info", kind: "returned", value: "<undefined>" };
      }),
    ],
    play: async ({ connect, attempt }) => {
      await attempt("info", () => connect.ChatSession.Logger.info("line"));
    },
  },
  {
    title: "returns nothing from what configures it",
    section,
    async play({ connect, attempt }) {
      await attempt("setGlobalConfig", () => connect.ChatSession.setGlobalConfig({}));
      await attempt("setRegionOverride", () => connect.ChatSession.setRegionOverride("eu-west-2"));
      await attempt("setFeatureFlag", () => connect.ChatSession.setFeatureFlag("MESSAGE_RECEIPTS_ENABLED"));
    },
  },
  {
    title: "creates a session that is no thenable, and whose creation sends nothing",
    section,
    async play({ create, note, clock }) {
      const { session } = create({ chatDetails: CHAT });
      note("awaited", (await Promise.resolve(session)) === session);
      await clock.advance(1_000);
    },
  },
];
