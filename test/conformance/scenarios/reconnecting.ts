import { chatItem } from "../../support/chatItems.js";
import { differs, each } from "../scenario.js";
import type { Difference, Scenario } from "../scenario.js";
import type { Answer, Script } from "../world/service.js";
import type { Stage } from "../world/stage.js";
import {
  comesUp,
  MISSED,
  readsTranscript,
  rejectsWithErrors,
  saysWhyBroken,
  tellsOfReturn,
  tracedEvent,
  VERIFICATION,
} from "./differences.js";

const section = "Reconnecting";
const text = { message: "hello", contentType: "text/plain", clientToken: "mine" };
const named = (name: string) => ({ "x-amzn-errortype": name });

/** A customer's session whose heartbeats are left out of the trace. */
const connected = (stage: Stage, without: readonly string[] = []) => {
  stage.ignoreHeartbeats();
  return stage.connected({}, { without: ["onDeepHeartbeatSuccess", "onDeepHeartbeatFailure", ...without] });
};

const passing: readonly (readonly [what: string, answer: Answer, count: number])[] = [
  ["no answer", "none", 1],
  ["a 503 to three attempts", { status: 503, body: {} }, 3],
  ["a 429 to three attempts", { status: 429, body: {}, headers: named("ThrottlingException") }, 3],
];
const refusing: readonly (readonly [what: string, answer: Answer, reason: string])[] = [
  ["a 400", { status: 400, body: { message: "no" }, headers: named("ValidationException") }, "REFUSED"],
  [
    "a 401",
    { status: 401, body: { message: "no" }, headers: named("UnauthorizedException") },
    "NOT_AUTHORIZED",
  ],
  ["a 404", { status: 404, body: { message: "no" }, headers: named("ResourceNotFoundException") }, "REFUSED"],
];

/** Where 5.0.0 says onConnectionBroken, a connection comes back, and says so. */
const comesBack = (socketNumber: number): Difference =>
  differs("CP-30", (trace) => {
    const broken = trace.events.find(({ name }) => name === "CONNECTION_BROKEN");
    Object.assign(broken!, { name: "CONNECTION_ESTABLISHED" });
    trace.requests.splice(-1, 0, trace.requests[0]!);
    trace.calls[0]!.value = "Established";
    trace.socket.push(...comesUp(socketNumber));
  });

/** As `readsTranscript`, where the connection took several requests. */
const readsTranscriptLast = differs("CP-27", ({ requests }) => {
  requests.splice(-1, 0, MISSED);
});

/** Answers the next connection with other details. */
const second: Script = ({ path }) =>
  path.endsWith("/connection")
    ? {
        body: {
          Websocket: { Url: "wss://sockets.test/second", ConnectionExpiry: "2031-02-04T05:00:00Z" },
          ConnectionCredentials: { ConnectionToken: "ct.second", Expiry: "2031-02-04T05:00:00Z" },
        },
      }
    : undefined;

export const reconnecting: readonly Scenario[] = [
  {
    title: "a loss and its end are one event each, with empty data",
    section,
    differs: [tellsOfReturn(), readsTranscript],
    async play(stage) {
      await connected(stage);
      stage.service.drop();
      await stage.eventually("CONNECTION_ESTABLISHED");
    },
  },
  {
    title: "connect() in onConnectionLost gets no second connection",
    section,
    differs: [tellsOfReturn(), readsTranscript],
    async play(stage) {
      const { service, clock } = stage;
      const { session, call } = await connected(stage);
      session.onConnectionLost(async () => {
        await session.connect();
      });
      service.drop();
      await clock.advance(60_000);
      service.sendItem(chatItem("one"));
      await clock.settle();
      await call("sendMessage", text);
    },
  },
  {
    title: "a second loss is like the first",
    section,
    differs: [tellsOfReturn(), readsTranscript],
    async play(stage) {
      await connected(stage);
      stage.service.drop();
      await stage.clock.advance(60_000);
      stage.service.drop();
      await stage.clock.advance(60_000);
    },
  },
  {
    title: "calls after it carry the new token",
    section,
    differs: [readsTranscript],
    async play(stage) {
      const { call } = await connected(stage, ["onConnectionEstablished"]);
      stage.service.answer(second);
      stage.service.drop();
      await stage.clock.advance(60_000);
      await call("sendMessage", text);
      stage.note("bearer", stage.service.requests.at(-1)!.headers["x-amz-bearer"]);
    },
  },
  {
    title: "chatDetails have the connection details of the connection there is",
    section,
    differs: [
      readsTranscript,
      differs("CP-92", ({ notes }) => {
        const expiry = "2031-02-04T05:00:00Z";
        Object.assign(notes["details"], {
          url: "wss://sockets.test/second",
          expiry,
          connectionToken: "ct.second",
          connectionTokenExpiry: expiry,
        });
      }),
    ],
    async play(stage) {
      const { session } = await connected(stage, ["onConnectionEstablished"]);
      stage.service.answer(second);
      stage.service.drop();
      await stage.clock.advance(60_000);
      stage.note("details", session.getChatDetails().connectionDetails);
    },
  },
  {
    title: "what was said meanwhile is read from the transcript",
    section,
    differs: [
      tellsOfReturn(1),
      readsTranscript,
      differs("CP-27", ({ events }) => {
        const meanwhile = structuredClone(events[0]!);
        Object.assign(meanwhile.event.data, {
          Id: "meanwhile",
          Content: "content of meanwhile",
          AbsoluteTime: "2031-02-03T04:05:07.789Z",
        });
        events.splice(2, 0, meanwhile);
      }),
    ],
    async play(stage) {
      const { service, clock } = stage;
      await connected(stage);
      service.sendItem(chatItem("before"));
      await clock.settle();
      const Transcript = [
        chatItem("before"),
        chatItem("meanwhile", { AbsoluteTime: "2031-02-03T04:05:07.789Z" }),
      ];
      service.answer(({ path }) =>
        path.endsWith("/transcript") ? { body: { InitialContactId: "contact-1", Transcript } } : undefined,
      );
      service.drop();
      await clock.advance(60_000);
      service.sendItem(chatItem("after", { AbsoluteTime: "2031-02-03T04:05:08.789Z" }));
      await clock.settle();
    },
  },
  ...each(passing, ([what, answer, count]) => ({
    title: `goes on after ${what}`,
    section,
    differs: [comesBack(2), tellsOfReturn(), readsTranscriptLast],
    async play(stage) {
      const { call } = await connected(stage);
      let failures = 0;
      stage.service.answer(({ path }) =>
        path.endsWith("/connection") && failures++ < count ? answer : undefined,
      );
      stage.service.drop();
      await stage.eventually("CONNECTION_ESTABLISHED", "CONNECTION_BROKEN");
      await call("controller.getConnectionStatus");
      await call("sendMessage", text);
    },
  })),
  ...each(refusing, ([what, answer, reason]) => ({
    title: `ends with onConnectionBroken after ${what}; calls still go out`,
    section,
    differs: [saysWhyBroken(reason)],
    async play(stage) {
      const { call } = await connected(stage);
      stage.service.answer(({ path }) => (path.endsWith("/connection") ? answer : undefined));
      stage.service.drop();
      await stage.clock.advance(60_000);
      await call("controller.getConnectionStatus");
      await call("sendMessage", text);
    },
  })),
  {
    title: "a connection that is dead without saying so is replaced",
    section,
    differs: [
      differs("CP-49", ({ events, socket }) => {
        events.push(tracedEvent("CONNECTION_LOST", {}), tracedEvent("CONNECTION_ESTABLISHED", {}));
        // 5.0.0 closes the first one after the second is open.
        socket.splice(0, socket.length, "1 is closed with 1000", ...comesUp(2));
      }),
      tellsOfReturn(),
      readsTranscript,
    ],
    async play(stage) {
      await connected(stage);
      stage.service.fallSilent();
      await stage.clock.advance(60_000);
    },
  },
  {
    title: "a 403 after a loss that heartbeats found is the chat's end",
    section,
    differs: [
      differs("CP-08", ({ calls, events, requests }) => {
        const item = {
          AbsoluteTime: "",
          ContentType: "application/vnd.amazonaws.connect.event.chat.ended",
          Id: "",
          Type: "EVENT",
          InitialContactId: "",
        };
        events.splice(
          0,
          1,
          tracedEvent("CONNECTION_LOST", {}),
          tracedEvent("INCOMING_MESSAGE", item),
          tracedEvent("CHAT_ENDED", null),
        );
        requests.splice(1, 1, requests[0]!, VERIFICATION);
        calls[0]!.value = "Failed to call sendMessage, No active connection";
      }),
      rejectsWithErrors,
    ],
    async play(stage) {
      const { call } = await connected(stage);
      stage.service.fallSilent();
      stage.service.answer(() => ({
        status: 403,
        body: { message: "Access denied" },
        headers: named("AccessDeniedException"),
      }));
      await stage.clock.advance(60_000);
      await call("sendMessage", text);
    },
  },
  {
    title: "within an hour a second socket takes over, without an event",
    section,
    differs: [readsTranscript],
    async play(stage) {
      await connected(stage);
      await stage.clock.advance(3_595_000);
      stage.service.sendItem(chatItem("after"));
      await stage.clock.settle();
    },
  },
];
