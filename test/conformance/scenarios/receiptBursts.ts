import { chatItem } from "../../support/chatItems.js";
import { differs, each } from "../scenario.js";
import type { Difference, Scenario } from "../scenario.js";
import type { Stage } from "../world/stage.js";
import { hasOwnToken, ignores, playTimeline, section, send, settlesEach } from "./receipts.js";
import type { Timeline } from "./receipts.js";

const MINUTE_MS = 60_000;

/** As often as pages send them that do so for all that is on the screen. */
const times = (count: number, ...receipt: Timeline[number]): Timeline =>
  Array.from({ length: count }, () => receipt);

const bursts: readonly (readonly [what: string, timeline: Timeline, ...differs: readonly Difference[]])[] = [
  ["a read five times at once", times(5, 0, "read", "m1")],
  ["a delivered five times at once", times(5, 0, "delivered", "m1"), settlesEach],
  [
    "reads and delivered ones of several messages, and a read at last",
    [...times(4, 0, "read", "m1"), ...times(4, 0, "delivered", "m2"), [0, "read", "m3"]],
    settlesEach,
  ],
  [
    "a read, and delivered ones in the window after it",
    [...times(3, 0, "read", "m1"), ...times(3, 5_200, "delivered", "m2"), [5_200, "delivered", "m3"]],
    settlesEach,
  ],
  ["a read without throttle twice", times(2, 0, "read", "m1", { disableThrottle: true })],
  [
    "a delivered without throttle, and a read of the same",
    [
      [0, "delivered", "m1", { disableThrottle: true }],
      [1_000, "read", "m1"],
    ],
  ],
  [
    "a read long after a read of a later message",
    [
      [0, "read", "m2"],
      [MINUTE_MS, "read", "m1"],
    ],
  ],
];

const Time = "2031-02-03T04:05:06.789Z";
/** What the transcript may know of a receipt of one's own, and what was sent then. */
const known: readonly (readonly [
  what: string,
  receipt: object,
  kind: string,
  isOn?: boolean,
  ...differs: readonly Difference[],
])[] = [
  ["a delivered one", { DeliveredTimestamp: Time }, "delivered"],
  ["a read one", { ReadTimestamp: Time }, "delivered"],
  ["a delivered one", { DeliveredTimestamp: Time }, "read"],
  ["one of neither kind", {}, "read"],
  [
    "a read one, read while receipts were off",
    { ReadTimestamp: Time },
    "read",
    false,
    differs("CP-96", ({ notes }) => {
      notes["requests"] = 0;
    }),
  ],
];

const switchReceipts = ({ connect }: Stage, shouldSendMessageReceipts: boolean) =>
  connect.ChatSession.setGlobalConfig({ features: { messageReceipts: { shouldSendMessageReceipts } } });

export const receiptBursts: readonly Scenario[] = [
  ...each(bursts, ([what, timeline, ...differences]) => ({
    title: `go out: ${what}`,
    section,
    differs: [hasOwnToken, ...differences],
    play: (stage) => playTimeline(stage, timeline),
  })),
  ...each(known, ([what, receipt, kind, isOn = true, ...differences]) => ({
    title: `go out, or do not: a ${kind} one where the transcript has ${what}`,
    section,
    differs: differences,
    async play(stage) {
      const { connected, service, clock, begin, note } = stage;
      const client = await connected({}, { without: ["onDeepHeartbeatSuccess"] });
      const Receipts = [{ ...receipt, RecipientParticipantId: "participant-1" }];
      const item = { Type: "MESSAGEMETADATA", MessageMetadata: { MessageId: "m1", Receipts } };
      service.answer(({ path }) =>
        path.endsWith("/transcript")
          ? { body: { Transcript: [chatItem("m1"), chatItem("r1", item)] } }
          : undefined,
      );
      switchReceipts(stage, isOn);
      await client.call("getTranscript", {});
      switchReceipts(stage, true);
      const { length } = service.requests;
      await send(client, kind, "m1");
      await clock.advance(6_000);
      begin();
      note("requests", service.requests.length - length);
    },
  })),
  {
    title: "whose messageId is written otherwise reject",
    section,
    differs: [ignores(null)],
    async play({ connected, clock }) {
      const { call } = await connected();
      await call("sendEvent", {
        contentType: "application/vnd.amazonaws.connect.event.message.read",
        content: '{"MessageId":"m1"}',
      });
      await clock.advance(6_000);
    },
  },
  {
    title: "keep the window that they began with when the page configures another",
    section,
    async play(stage) {
      const { connected, connect, service, clock, begin, note } = stage;
      const client = await connected({}, { without: ["onDeepHeartbeatSuccess"] });
      const { length } = service.requests;
      const beganAtMs = clock.nowMs();
      await send(client, "read", "m1");
      connect.ChatSession.setGlobalConfig({ features: { messageReceipts: { throttleTime: 1_000 } } });
      await clock.advance(6_000);
      await send(client, "read", "m2");
      await clock.advance(6_000);
      begin();
      note(
        "after ms",
        service.requests.slice(length).map(({ atMs }) => atMs - beganAtMs),
      );
    },
  },
  {
    title: "typing goes out with a ClientToken and content of the page's",
    section,
    async play({ connected }) {
      const { call } = await connected();
      await call("sendEvent", {
        contentType: "application/vnd.amazonaws.connect.event.typing",
        clientToken: "mine",
        content: '{"a":1}',
      });
    },
  },
  {
    title: "events other than typing go out each time",
    section,
    async play({ connected }) {
      const { call } = await connected();
      for (const metadata of [1, 2, 3])
        await call("sendEvent", {
          contentType: "application/vnd.amazonaws.connect.event.participant.joined",
          metadata,
        });
    },
  },
  {
    title: "typing that the service refused goes out when it is asked for again",
    section,
    differs: [
      differs("CP-31", ({ notes }) => {
        notes["outcomes"][1] = "sent";
        notes["requests"] = 3;
      }),
    ],
    async play({ connected, service, clock, begin, note }) {
      const { session } = await connected({}, { without: ["onDeepHeartbeatSuccess"] });
      const typing = { contentType: "application/vnd.amazonaws.connect.event.typing" };
      service.answer(() => ({ status: 400, headers: { "x-amzn-errortype": "ValidationException" } }));
      const outcomes: unknown[] = [];
      const type = async () => {
        session.sendEvent(typing).then(
          () => outcomes.push("sent"),
          ({ type: what }: any) => outcomes.push(what),
        );
        await clock.settle();
      };
      const { length } = service.requests;
      await type();
      service.answer(() => undefined);
      await clock.advance(1_000);
      await type();
      await clock.advance(10_000);
      await type();
      begin();
      note("outcomes", outcomes);
      note("requests", service.requests.length - length);
    },
  },
];
