import { CHAT, chatItem } from "../../support/chatItems.js";
import { each } from "../scenario.js";
import type { Difference, Scenario } from "../scenario.js";
import { chunk } from "./streamed.js";
import { at, pages, playStory, section, showLast, shows, text, watching } from "./transcriptStage.js";
import type { Step } from "./transcriptStage.js";

const Time = "2031-02-03T04:05:06.789Z";
const of = { RecipientParticipantId: "participant-2" };

/** A receipt as it comes, with something else about it. */
const metadata = (MessageId: string | undefined, receipts: unknown, more: object = {}) =>
  chatItem("receipt", {
    Type: "MESSAGEMETADATA",
    MessageMetadata: { MessageId, Receipts: receipts },
    ...more,
  });
const read = [{ ReadTimestamp: Time, ...of }];
const event = at("b", {
  Type: "EVENT",
  ContentType: "application/vnd.amazonaws.connect.event.participant.joined",
});

/** What receipts, streamed messages and pages of their own kind do to the transcript. */
const stories: readonly (readonly [
  what: string,
  steps: readonly Step[],
  ...differs: readonly Difference[],
])[] = [
  [
    "a receipt that says both",
    [{ item: at("a") }, { item: metadata("a", [{ DeliveredTimestamp: Time, ReadTimestamp: Time, ...of }]) }],
  ],
  ["a receipt that says neither, which changes nothing", [{ item: at("a") }, { item: metadata("a", [of]) }]],
  ["a receipt of an event, which changes nothing", [{ item: event }, { item: metadata("b", read) }]],
  ["a receipt of a message that never came", [{ item: at("a") }, { item: metadata("z", read) }]],
  [
    "a receipt before its message",
    [{ item: metadata("a", read) }, { item: at("a") }],
    shows("a content of a READ"),
  ],
  ["a receipt that names no message", [{ item: at("a") }, { item: metadata(undefined, read) }]],
  ["a receipt without receipts", [{ item: at("a") }, { item: metadata("a", undefined) }]],
  [
    "a receipt without an Id",
    [{ item: at("a") }, { item: metadata("a", read, { Id: undefined }) }],
    shows("a content of a READ"),
  ],
  [
    "a receipt of the type MESSAGE_METADATA",
    [{ item: at("a") }, { item: metadata("a", read, { Type: "MESSAGE_METADATA" }) }],
  ],
  [
    "a receipt by content type",
    [
      { item: at("a") },
      {
        item: metadata("a", read, {
          Type: "EVENT",
          ContentType: "application/vnd.amazonaws.connect.event.message.read",
        }),
      },
    ],
  ],
  [
    "one's own receipt, which changes nothing",
    [
      { item: at("a") },
      { item: metadata("a", [{ ReadTimestamp: Time, RecipientParticipantId: CHAT.participantId }]) },
    ],
  ],
  [
    "a delivered receipt, then a read one",
    [
      { item: at("a") },
      { item: metadata("a", [{ DeliveredTimestamp: Time, ...of }]) },
      { item: metadata("a", read) },
    ],
  ],
  ["an item without an Id, which is left out", [{ item: at("a") }, { item: at("b", { Id: undefined }) }]],
  ["an older item that comes later", [{ item: at("b") }, { item: at("a") }]],
  ["an item without a time", [{ item: at("b") }, { item: at("a", { AbsoluteTime: "" }) }]],
  ["a first page forward, which has no token", [{ page: [[at("a")], "t1", { scanDirection: "FORWARD" }] }]],
  ["the same page again", [{ page: [[at("a"), at("b")], "t1"] }, { page: [[at("a"), at("b")], "t1"] }]],
  [
    "a streamed message as it grows",
    [{ item: chunk([1, "He"], 0) }, { item: chunk([2, "llo"], 1) }, { item: chunk([3, "Hello!", true], 2) }],
  ],
  [
    "a streamed message while it grows",
    [{ item: at("a") }, { item: chunk([1, "He"], 0) }, { item: chunk([2, "llo"], 1) }],
  ],
];

export const transcriptReceipts: readonly Scenario[] = [
  ...each(stories, ([what, steps, ...differences]) => ({
    title: `has ${what}`,
    section,
    differs: differences,
    play: (stage) => playStory(stage, steps),
  })),
  {
    title: "has no page where the answer has none",
    section,
    async play(stage) {
      const { call } = await watching(stage);
      stage.service.answer(() => ({
        body: { InitialContactId: "contact-1", Transcript: null, NextToken: "t1" },
      }));
      await call("getTranscript", {});
      stage.service.sendItem(at("a"));
      await stage.clock.settle();
    },
  },
  {
    title: "has a message that is being sent after those that come meanwhile",
    section,
    differs: [shows("a content of a ", "b content of b ", "a new Id hello SENDING")],
    async play(stage) {
      const { call } = await watching(stage);
      stage.service.sendItem(at("a"));
      await stage.clock.settle();
      stage.service.hold("/participant/message");
      await call("sendMessage", text);
      stage.service.sendItem(at("b"));
      await stage.clock.settle();
    },
  },
  {
    title: "has a message in the type it was sent in",
    section,
    async play(stage) {
      const { session, call } = await watching(stage);
      session.onTranscriptUpdated(({ data }: any) =>
        stage.note(
          "types",
          data.transcript.map(({ ContentType, Type }: any) => [Type, ContentType]),
        ),
      );
      await call("sendMessage", {
        message: "{}",
        contentType: "application/vnd.amazonaws.connect.message.interactive.response",
      });
    },
  },
  {
    title: "has what the service tells of a message that was sent, once it comes",
    section,
    async play(stage) {
      const { call } = await watching(stage);
      await call("sendMessage", text);
      stage.service.sendItem(metadata("sent-1", read));
      await stage.clock.settle();
    },
  },
  {
    title: "is read again by nobody when a second handler comes",
    section,
    async play(stage) {
      const client = await watching(stage);
      pages(stage, [[at("a")]]);
      showLast(stage, client);
      await stage.clock.advance(1_000);
    },
  },
];
