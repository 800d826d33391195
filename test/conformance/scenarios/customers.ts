import { chatItem } from "../../support/chatItems.js";
import { differs, each } from "../scenario.js";
import type { Scenario } from "../scenario.js";
import type { Answer } from "../world/service.js";
import type { Stage } from "../world/stage.js";
import {
  announcesOnce,
  comesUp,
  connectsWhenSubscribed,
  hideSentences,
  rejectsWithErrors,
  saysWhyBroken,
  tracedEvent,
} from "./differences.js";

const section = "Connecting: customers";
const text = { message: "hello", contentType: "text/plain" };
const named = (name: string) => ({ "x-amzn-errortype": name });

const refusals: readonly (readonly [what: string, answer: Answer])[] = [
  ["a 403", { status: 403, body: { message: "Access denied" }, headers: named("AccessDeniedException") }],
  ["a 400", { status: 400, body: { message: "no" }, headers: named("ValidationException") }],
  ["a 500", { status: 500, body: { message: "broken" }, headers: named("InternalServerException") }],
  ["a 429", { status: 429, body: { message: "slowly" }, headers: named("ThrottlingException") }],
  ["no answer", "none"],
];
const incomplete: readonly (readonly [what: string, body: object])[] = [
  ["nothing", {}],
  ["no socket", { ConnectionCredentials: { ConnectionToken: "ct.x", Expiry: "2031-02-04T04:00:00Z" } }],
  ["no token", { Websocket: { Url: "wss://sockets.test/", ConnectionExpiry: "2031-02-04T04:00:00Z" } }],
];

/** Starts to connect, once the service is prepared for it; the trace has no heartbeats. */
const connectLater = async (stage: Stage, prepare: () => void) => {
  stage.ignoreHeartbeats();
  const client = stage.create({}, { without: ["onConnectionEstablished", "onDeepHeartbeatSuccess"] });
  prepare();
  void client.session.connect();
  await stage.clock.settle();
  return client;
};

export const customers: readonly Scenario[] = [
  {
    title: "resolves, subscribes on one socket, and says so",
    section,
    differs: [connectsWhenSubscribed, announcesOnce],
    async play({ create }) {
      const { call } = create();
      await call("connect", { metadata: { mine: 1 } });
    },
  },
  ...each(["", 0, undefined, "mine"], (metadata) => ({
    title: `gives back the metadata ${JSON.stringify(metadata)}`,
    section,
    differs: [connectsWhenSubscribed, announcesOnce],
    async play({ create }) {
      const { call } = create();
      await call("connect", { metadata });
    },
  })),
  ...each([undefined, {}], (args) => ({
    title: `takes ${args ? "an empty object" : "undefined"} as its argument`,
    section,
    differs: [connectsWhenSubscribed, announcesOnce],
    async play({ create }) {
      const { call } = create();
      await call("connect", args);
    },
  })),
  {
    title: "is heard of by handlers that are added when connect() has resolved",
    section,
    async play({ create, service, clock, note }) {
      const { session } = create({}, { without: ["onConnectionEstablished", "onMessage"] });
      const heard = new Set<string>();
      // Through functions of the page's own, as it may be.
      const start = async () => {
        await session.connect();
      };
      const started = (async () => {
        await start();
        session.onConnectionEstablished(() => heard.add("onConnectionEstablished"));
        session.onMessage(({ data }: any) => heard.add(data.Id));
      })();
      await clock.advance(6_000);
      await started;
      service.sendItem(chatItem("one"));
      await clock.settle();
      note("heard", [...heard]);
    },
  },
  {
    title: "has connection details afterwards, and none before",
    section,
    differs: [announcesOnce],
    async play({ create, clock }) {
      const { call, session } = create();
      await call("getChatDetails");
      session.connect();
      await clock.settle();
      await call("getChatDetails");
    },
  },
  {
    title: "a second time does not connect again",
    section,
    differs: [
      differs("CP-22", ({ calls: [call] }) => {
        Object.assign(call!, {
          kind: "resolved",
          value: {
            _debug: { websocketStatus: "Connected" },
            connectSuccess: true,
            connectCalled: true,
            metadata: "again",
          },
        });
      }),
    ],
    async play({ connected }) {
      const { call } = await connected();
      await call("connect", { metadata: "again" });
    },
  },
  {
    title: "again when a participant has asked to disconnect changes nothing",
    section,
    differs: [
      differs("CP-22", ({ calls }) => {
        Object.assign(calls[1]!, {
          kind: "resolved",
          value: {
            _debug: { websocketStatus: "Connected" },
            connectSuccess: true,
            connectCalled: true,
            metadata: null,
          },
        });
      }),
    ],
    async play({ connected, clock }) {
      const { call } = await connected();
      await call("disconnectParticipant");
      await call("connect");
      await clock.advance(10_000);
    },
  },
  {
    title: "again while it is pending makes no second request",
    section,
    async play({ create, service, clock, note }) {
      const { session } = create({}, { without: ["onConnectionEstablished", "onDeepHeartbeatSuccess"] });
      const release = service.hold("/participant/connection");
      session.connect();
      session.connect();
      await clock.settle();
      release();
      await clock.settle();
      note("status", session.controller.getConnectionStatus());
    },
  },
  ...each(refusals, ([what, answer]) => ({
    title: `rejects when the service says ${what}, and raises no event`,
    section,
    differs: [rejectsWithErrors],
    async play({ create, service, clock }) {
      const { call } = create();
      service.answer(() => answer);
      await call("connect", { metadata: "mine" });
      await clock.advance(10_000);
      await call("sendMessage", text);
    },
  })),
  ...each(incomplete, ([what, body]) => ({
    title: `rejects when the answer has ${what}`,
    section,
    differs: [
      // The error that names what is missing, in the place of one with the words of the engine.
      differs("CP-116", ({ calls: [call] }) => {
        call!.value._debug = call!.value._debug._debug;
      }),
      rejectsWithErrors,
    ],
    async play(stage) {
      const { create, service, clock } = stage;
      const { call } = create();
      service.answer(() => ({ body }));
      await call("connect");
      await clock.advance(10_000);
      hideSentences(stage);
    },
  })),
  {
    title: "after a failure may be tried again",
    section,
    differs: [
      rejectsWithErrors,
      differs("CP-22", (trace) => {
        const [, again, sent] = trace.calls;
        Object.assign(again!, { kind: "resolved", value: "connected" });
        Object.assign(sent!, { kind: "resolved", value: "sent" });
        trace.requests.push(trace.requests[0]!, {
          request: "POST /participant/message",
          bearer: "connectionToken",
          body: '{"ClientToken":"mine","Content":"hello","ContentType":"text/plain"}',
        });
        trace.socket.push(
          "1 opens wss://sockets.test/chat",
          '1 sends {"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}',
          '1 sends {"topic":"aws/ping"}',
          '1 sends {"topic":"aws/heartbeat"}',
        );
      }),
    ],
    async play({ create, service, calls }) {
      const { call } = create({}, { without: ["onConnectionEstablished", "onDeepHeartbeatSuccess"] });
      service.answer(() => ({ status: 400, body: { message: "no" }, headers: named("ValidationException") }));
      await call("connect");
      service.answer(() => undefined);
      await call("connect");
      await call("sendMessage", { ...text, clientToken: "mine" });
      const [, again, sent] = calls();
      if (again!.kind === "resolved") again!.value = "connected";
      if (sent!.kind === "resolved") sent!.value = "sent";
    },
  },
  {
    title: "resolves within five seconds where no socket comes up",
    section,
    differs: [
      differs("CP-20", ({ events }) => {
        events.splice(0);
      }),
    ],
    async play({ create, service, clock }) {
      const { call } = create();
      service.takeSockets("never");
      await call("connect");
      await clock.advance(5_000);
      await call("sendMessage", text);
    },
  },
  {
    title: "leads to onConnectionBroken where the socket's address is no address",
    section,
    differs: [
      saysWhyBroken("FAILED"),
      differs("CP-20", ({ events }) => {
        events.splice(1);
      }),
      differs("CP-21", ({ calls: [call] }) => {
        Object.assign(call!, { kind: "rejected", value: "an error" });
      }),
    ],
    async play({ create, service, clock, calls }) {
      const { call } = create();
      service.answer(() => ({
        body: {
          Websocket: { Url: "no address", ConnectionExpiry: "2031-02-04T04:00:00Z" },
          ConnectionCredentials: { ConnectionToken: "ct.x", Expiry: "2031-02-04T04:00:00Z" },
        },
      }));
      await call("connect");
      await clock.advance(5_000);
      for (const one of calls()) if (one.kind === "rejected") one.value = "an error";
    },
  },
  {
    title: "tries again where the first sockets are refused, in growing intervals",
    section,
    differs: [
      differs("CP-30", ({ notes }) => {
        notes["more than ten in three seconds"] = false;
      }),
    ],
    async play(stage) {
      const { service, clock, note, begin } = stage;
      const { call } = await connectLater(stage, () => service.takeSockets("refuse"));
      await clock.advance(3_000);
      service.takeSockets("open");
      const { length } = service.requests;
      await clock.advance(60_000);
      begin();
      note("more than ten in three seconds", length > 10);
      await call("controller.getConnectionStatus");
    },
  },
  {
    title: "does not wait for ever for a socket that stays silent",
    section,
    differs: [
      differs("CP-95", ({ calls, events, socket }) => {
        calls[0]!.value = "Established";
        events.push(tracedEvent("CONNECTION_LOST", {}));
        socket.push("1 is closed with 1000", ...comesUp(2));
      }),
    ],
    async play(stage) {
      const { service, clock } = stage;
      const { call } = await connectLater(stage, () => service.takeSockets("never"));
      await clock.advance(3_000);
      service.takeSockets("open");
      await clock.advance(60_000);
      await call("controller.getConnectionStatus");
    },
  },
  ...each(["failure", "never"] as const, (how) => ({
    title: `answers calls where the subscription ${how === "failure" ? "fails" : "is not answered"}`,
    section,
    async play(stage) {
      const { service, clock } = stage;
      const { call } = await connectLater(stage, () => service.takeSubscriptions(how));
      await clock.advance(1_000);
      await call("sendMessage", text);
    },
  })),
];
