import { CHAT, chatEvent, chatItem } from "../../support/chatItems.js";
import { differs, each } from "../scenario.js";
import type { Difference, Scenario } from "../scenario.js";
import type { Client, Stage } from "../world/stage.js";
import { rejectsWithErrors } from "./differences.js";

export const section = "Receipts and typing";
const TYPE = "application/vnd.amazonaws.connect.event.message.";
const typing = { contentType: "application/vnd.amazonaws.connect.event.typing" };

/** Sends a receipt; its call is traced. */
export const send = ({ call }: Client, kind: string, messageId: string, more: object = {}) =>
  call("sendEvent", {
    contentType: `${TYPE}${kind}`,
    content: JSON.stringify({ messageId, ...more }),
    metadata: `${kind} ${messageId}`,
  });

/** Receipts at their times in milliseconds: the timelines of 5.0.0. */
export type Timeline = readonly (readonly [atMs: number, kind: string, messageId: string, more?: object])[];

/** Each caller gets an outcome of his own, with his metadata: also where the promises of 5.0.0 never settle. */
export const settlesEach = differs("CP-32", ({ calls, notes }) => {
  const answer = calls.find(({ value }) => value?.data)!.value;
  for (const [index, call] of calls.entries())
    // Where nothing was sent, that is what is said.
    if (!call.value?.message)
      Object.assign(call, {
        kind: "resolved",
        value: { ...structuredClone(answer), metadata: notes["metadata"][index] },
      });
});

const timelines: readonly (readonly [what: string, timeline: Timeline, ...differs: readonly Difference[]])[] =
  [
    ["one read", [[0, "read", "m1"]]],
    ["one delivered", [[0, "delivered", "m1"]]],
    [
      "two reads in a window",
      [
        [0, "read", "m1"],
        [1_000, "read", "m2"],
      ],
      settlesEach,
    ],
    [
      "a read within 300 ms of a delivered",
      [
        [0, "delivered", "m1"],
        [100, "read", "m1"],
      ],
      settlesEach,
    ],
    [
      "a read after 300 ms",
      [
        [0, "delivered", "m1"],
        [400, "read", "m1"],
      ],
      settlesEach,
    ],
    [
      "a read and a delivered of two messages",
      [
        [0, "read", "m1"],
        [0, "delivered", "m2"],
      ],
    ],
    [
      "five delivered, 400 ms apart",
      [0, 1, 2, 3, 4].map((index) => [index * 400, "delivered", `d${index}`] as const),
      settlesEach,
    ],
    [
      "a delivered again",
      [
        [0, "delivered", "m1"],
        [0, "delivered", "m1"],
        [0, "delivered", "m2"],
      ],
      settlesEach,
    ],
    [
      "a read of what is read",
      [
        [0, "read", "m1"],
        [6_000, "read", "m1"],
      ],
    ],
    [
      "a delivered of what is read",
      [
        [0, "read", "m1"],
        [6_000, "delivered", "m1"],
      ],
    ],
    [
      "reads in two windows",
      [
        [0, "read", "m1"],
        [6_000, "read", "m2"],
      ],
    ],
    ["a read without throttle", [[0, "read", "m1", { disableThrottle: true }]]],
    ["a delivered without throttle", [[0, "delivered", "m1", { disableThrottle: true }]]],
    [
      "a read without throttle while an earlier one waits",
      [
        [0, "read", "m1"],
        [1_000, "read", "m2", { disableThrottle: true }],
      ],
      // It stands for the earlier one, too.
      differs("CP-32", ({ requests }) => requests.splice(1)),
    ],
    [
      "a read of a message while the delivered one of a later message waits",
      [
        [0, "delivered", "m1"],
        [0, "delivered", "m2"],
        [100, "read", "m1"],
      ],
      // 5.0.0 forgets that one.
      differs("CP-32", ({ requests }) => {
        const [read] = requests.splice(0);
        const delivered = read!.body.replace("message.read", "message.delivered").replace("m1", "m2");
        requests.push(
          { ...read!, body: delivered },
          { ...read!, body: read!.body.replace("<uuid 1>", "<uuid 2>") },
        );
      }),
      settlesEach,
    ],
  ];

export const playTimeline = async (stage: Stage, timeline: Timeline, before?: (stage: Stage) => void) => {
  const client = await stage.connected({}, { without: ["onDeepHeartbeatSuccess"] });
  before?.(stage);
  stage.timeRequests();
  stage.note(
    "metadata",
    timeline.map(([, kind, messageId]) => `${kind} ${messageId}`),
  );
  let now = 0;
  for (const [atMs, kind, messageId, more] of timeline) {
    await stage.clock.advance(atMs - now);
    now = atMs;
    await send(client, kind, messageId, more);
  }
  await stage.clock.advance(15_000);
};

/** A receipt that is not sent rejects with an error, and gives back the metadata. */
export const ignores = (metadata: unknown) =>
  differs("CP-70", ({ calls: [{ value } = { value: {} }] }) => {
    const { errorMessage: message } = value;
    Object.assign(value, {
      isError: true,
      name: "ChatError",
      text: `ChatError: ${message}`,
      message,
      metadata,
      stack: "<stack>",
    });
  });

/** A receipt has a ClientToken of its own, where 5.0.0 has one word for all of a kind. */
export const hasOwnToken: Difference = differs("CP-32", ({ requests }) => {
  let count = 0;
  for (const request of requests)
    Object.assign(request, {
      body: request.body.replace(/"ClientToken":"INCOMING_\w+"/, () => `"ClientToken":"<uuid ${++count}>"`),
    });
});

export const receipts: readonly Scenario[] = [
  ...each(timelines, ([what, timeline, ...differences]) => ({
    title: `go out: ${what}`,
    section,
    differs: [hasOwnToken, ...differences],
    play: (stage) => playTimeline(stage, timeline),
  })),
  ...each([1_000, 8_000], (throttleTime) => ({
    title: `have a window of ${throttleTime} ms where the page says so`,
    section,
    differs: [hasOwnToken],
    play: (stage) =>
      playTimeline(stage, [[0, "read", "m1"]], ({ connect }) =>
        connect.ChatSession.setGlobalConfig({
          features: { messageReceipts: { shouldSendMessageReceipts: true, throttleTime } },
        }),
      ),
  })),
  {
    title: "are taken as objects too",
    section,
    differs: [
      hasOwnToken,
      differs("CP-46", ({ requests: [request] }) => {
        const body = request!.body.replace('{"messageId":"m1"}', '"{\\"messageId\\":\\"m1\\"}"');
        Object.assign(request!, { body });
      }),
    ],
    async play({ connected, clock }) {
      const { call } = await connected();
      await call("sendEvent", { contentType: `${TYPE}read`, content: { messageId: "m1" } });
      await clock.advance(6_000);
    },
  },
  {
    title: "are not sent where the page switched them off",
    section,
    differs: [ignores("read m1")],
    async play({ connect, connected, clock }) {
      const client = await connected();
      connect.ChatSession.setGlobalConfig({
        features: { messageReceipts: { shouldSendMessageReceipts: false } },
      });
      await send(client, "read", "m1");
      await clock.advance(6_000);
    },
  },
  {
    title: "without a messageId reject",
    section,
    differs: [ignores(1)],
    async play({ connected, clock }) {
      const { call } = await connected();
      await call("sendEvent", { contentType: `${TYPE}read`, content: "{}", metadata: 1 });
      await clock.advance(6_000);
    },
  },
  ...each([CHAT.participantId, "participant-2"], (RecipientParticipantId) => ({
    title: `are known from the transcript, where they are those of ${RecipientParticipantId}`,
    section,
    differs:
      RecipientParticipantId === CHAT.participantId
        ? []
        : [
            differs("CP-96", ({ calls, requests }) => {
              calls[1]!.value = "sent";
              requests.push({
                request: "POST /participant/event",
                bearer: "connectionToken",
                body: `{"ClientToken":"<uuid 1>","Content":"{\\"messageId\\":\\"m1\\"}","ContentType":"${TYPE}read"}`,
              });
            }),
          ],
    async play({ connected, service, clock, calls }) {
      const client = await connected();
      const Receipts = [{ ReadTimestamp: "2031-02-03T04:05:06.789Z", RecipientParticipantId }];
      const receipt = {
        Type: "MESSAGEMETADATA",
        MessageMetadata: { MessageId: "m1", Receipts },
      };
      service.answer(({ path }) =>
        path.endsWith("/transcript")
          ? { body: { Transcript: [chatItem("m1"), chatItem("m1", receipt)] } }
          : undefined,
      );
      await client.call("getTranscript", {});
      await send(client, "read", "m1");
      await clock.advance(6_000);
      const { value } = calls()[1]!;
      if (value.data) calls()[1]!.value = "sent";
    },
  })),
  {
    title: "reject where the service refuses",
    section,
    differs: [hasOwnToken, rejectsWithErrors],
    async play({ connected, service, clock }) {
      const client = await connected();
      service.answer(() => ({
        status: 400,
        body: { message: "no" },
        headers: { "x-amzn-errortype": "ValidationException" },
      }));
      await send(client, "read", "m1");
      await clock.advance(6_000);
    },
  },
  {
    title: "reject before connect()",
    section,
    differs: [rejectsWithErrors],
    async play({ create }) {
      await send(create(), "read", "m1");
    },
  },
  {
    title: "that wait when the chat ends are not sent",
    section,
    differs: [
      differs("CP-32", ({ calls: [call] }) => {
        Object.assign(call!, {
          kind: "resolved",
          value: { message: "Receipt not sent, the chat has ended", metadata: "read m1" },
        });
      }),
    ],
    async play({ connected, service, clock }) {
      const client = await connected();
      await send(client, "read", "m1");
      service.sendItem(chatEvent("end", "chat.ended"));
      await clock.advance(6_000);
    },
  },
  {
    title: "typing goes out once in ten seconds; further calls get its result",
    section,
    async play({ connected, clock, timeRequests }) {
      const { call } = await connected({}, { without: ["onDeepHeartbeatSuccess"] });
      timeRequests();
      await call("sendEvent", { ...typing, metadata: 1 });
      await clock.advance(9_000);
      await call("sendEvent", { ...typing, metadata: 2 });
      await clock.advance(2_000);
      await call("sendEvent", { ...typing, metadata: 3 });
    },
  },
  {
    title: "typing in one chat does not silence another",
    section,
    differs: [
      differs("CP-31", ({ requests }) => {
        requests.push({ ...requests[0]!, body: requests[0]!.body.replace("<uuid 1>", "<uuid 2>") });
      }),
    ],
    async play({ create, begin }) {
      const one = create({}, { name: "one" });
      const two = create(
        { chatDetails: { contactId: "c", participantId: "p", participantToken: "pt.2" } },
        { name: "two" },
      );
      await one.call("connect");
      await two.call("connect");
      begin();
      await one.call("sendEvent", typing);
      await two.call("sendEvent", typing);
    },
  },
  {
    title: "switched off, they still come in",
    section,
    async play({ connect, connected, service, clock }) {
      connect.ChatSession.setGlobalConfig({
        features: { messageReceipts: { shouldSendMessageReceipts: false } },
      });
      await connected();
      service.sendItem(
        chatItem("receipt", {
          Type: "MESSAGEMETADATA",
          MessageMetadata: { MessageId: "m", Receipts: [{ ReadTimestamp: "2031-02-03T04:05:06.789Z" }] },
        }),
      );
      await clock.settle();
    },
  },
];
