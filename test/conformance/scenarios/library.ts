import { CHAT } from "../../support/chatItems.js";
import { differs } from "../scenario.js";
import type { Scenario } from "../scenario.js";

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

const scope = globalThis as unknown as { connect: any; marker: unknown };

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
