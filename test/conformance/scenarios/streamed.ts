import { chatItem } from "../../support/chatItems.js";
import { differs, each } from "../scenario.js";
import type { Difference, Scenario } from "../scenario.js";
import type { Stage } from "../world/stage.js";

const section = "Streamed messages";

type Chunk = readonly [number: unknown, content: string, isDone?: boolean, more?: object];

/** A piece of a bot's message. */
export const chunk = ([ChunkNumber, Content, MessageCompleted = false, more = {}]: Chunk, second: number) =>
  chatItem("x", {
    ParticipantRole: "SYSTEM",
    DisplayName: "BOT",
    Content,
    AbsoluteTime: `2031-02-03T04:05:0${second}.000Z`,
    MessageMetadata: { MessageId: "x", MessageCompleted, ChunkNumber },
    ...more,
  });

const streams: readonly (readonly [
  what: string,
  chunks: readonly Chunk[],
  differs?: readonly Difference[],
])[] = [
  ["one chunk", [[1, "He"]]],
  [
    "chunks in order",
    [
      [1, "He"],
      [2, "llo"],
      [3, " world"],
      [4, "Hello world!", true],
    ],
  ],
  ["a completed message alone", [[3, "Hello", true]]],
  [
    "a completed message twice",
    [
      [1, "Hello", true],
      [1, "Hello", true],
    ],
  ],
  [
    "a chunk twice",
    [
      [1, "He"],
      [2, "llo"],
      [2, "llo"],
    ],
  ],
  [
    "a chunk too early, and the completed message",
    [
      [1, "He"],
      [3, "o"],
      [4, "Hello", true],
    ],
  ],
  [
    "chunks from the middle, and the completed message",
    [
      [2, "llo"],
      [3, "!"],
      [4, "Hello!", true],
    ],
  ],
  ["another role, which is not joined", [[1, "He", false, { ParticipantRole: "AGENT" }]]],
  ["a custom bot, which is not joined", [[2, "He", false, { ParticipantRole: "CUSTOM_BOT" }]]],
  ["an event, which is not joined", [[2, "", false, { Type: "EVENT" }]]],
  [
    "no word on completion, which is not joined",
    [[2, "He", false, { MessageMetadata: { MessageId: "x", ChunkNumber: 2 } }]],
  ],
  [
    "a completion that is null, which is not joined",
    [[2, "He", false, { MessageMetadata: { MessageId: "x", ChunkNumber: 2, MessageCompleted: null } }]],
  ],
  [
    "two messages at a time",
    [
      [1, "He"],
      [1, "Good", false, { Id: "y" }],
      [2, "llo"],
      [2, "bye", false, { Id: "y" }],
      [3, "Hello", true],
      [3, "Goodbye", true, { Id: "y" }],
    ],
  ],
  ["a chunk without a number", [[undefined, "He"]]],
  ["a chunk whose number is a text", [["1", "He"]]],
  [
    "a chunk without content",
    [
      [1, "He"],
      [2, "llo", false, { Content: "" }],
      [3, "!"],
    ],
  ],
  [
    "a chunk too early, and the one between",
    [
      [1, "He"],
      [3, "o"],
      [2, "ll"],
    ],
    [
      differs("CP-60", ({ events }) => {
        const whole = structuredClone(events[1]!);
        whole.event.data.Content = "Hello";
        whole.event.data.MessageMetadata.ChunkNumber = 3;
        events.push(whole);
      }),
    ],
  ],
  [
    "a late chunk",
    [
      [1, "He"],
      [2, "Hello", true],
      [3, "late"],
    ],
    [
      differs("CP-60", ({ events }) => {
        events.pop();
      }),
    ],
  ],
];

export const streamed: readonly Scenario[] = [
  {
    title: "grow from what the transcript has of them",
    section,
    async play({ connected, service, clock }) {
      const { call } = await connected();
      service.sendItem(chunk([1, "He"], 0));
      await clock.settle();
      service.answer(() => ({
        body: { InitialContactId: "contact-1", Transcript: [chunk([2, "Hello"], 0)] },
      }));
      await call("getTranscript", {});
      service.sendItem(chunk([3, "!"], 2));
      await clock.settle();
    },
  },
  ...each(streams, ([what, chunks, differences = []]) => ({
    title: `grow: ${what}`,
    section,
    differs: differences,
    async play({ connected, service, clock }: Stage) {
      await connected();
      for (const [index, one] of chunks.entries()) {
        service.sendItem(chunk(one, index));
        await clock.settle();
      }
    },
  })),
  {
    title: "are handed over as a whole, also where the transcript was read meanwhile",
    section,
    differs: [
      differs("CP-60", ({ events }) => {
        const whole = structuredClone(events[0]!);
        Object.assign(whole.event.data, chunk([2, "Hello", true], 1));
        events.push(whole);
      }),
    ],
    async play({ connected, service, clock }) {
      const { call } = await connected();
      service.sendItem(chunk([1, "He"], 0));
      await clock.settle();
      const whole = chunk([2, "Hello", true], 1);
      service.answer(() => ({ body: { InitialContactId: "contact-1", Transcript: [whole] } }));
      await call("getTranscript", {});
      service.sendItem(whole);
      await clock.settle();
    },
  },
];
