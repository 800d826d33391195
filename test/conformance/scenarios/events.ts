import { CHAT, chatEvent, chatItem } from "../../support/chatItems.js";
import { differs, each } from "../scenario.js";
import type { Scenario } from "../scenario.js";
import { connectTwoChats, forTwo } from "./twoChats.js";

const section = "Events";
const at = "2031-02-03T04:05:06.789Z";

const types = [
  "typing",
  "participant.joined",
  "participant.left",
  "participant.active",
  "participant.inactive",
  "participant.idle",
  "participant.returned",
  "participant.invited",
  "participant.autodisconnection",
  "participant.displayname.updated",
  "authentication.initiated",
  "authentication.succeeded",
  "authentication.failed",
  "authentication.timeout",
  "authentication.expired",
  "authentication.cancelled",
  "chat.rehydrated",
  "transfer.succeeded",
  "transfer.failed",
  "connection.acknowledged",
  "workflow.cancelled",
  "of.the.future",
];
const receipt = (what: string, receipts: unknown, more: object = {}) =>
  chatItem(what, {
    Type: "MESSAGEMETADATA",
    ContentType: "application/vnd.amazonaws.connect.event.message.metadata",
    MessageMetadata: { MessageId: "m", Receipts: receipts },
    ...more,
  });
const other = { RecipientParticipantId: "participant-2" };
const metadata = "application/vnd.amazonaws.connect.event.message";

const items: readonly { readonly Id: string }[] = [
  ...types.map((type) => chatEvent(`application/vnd.amazonaws.connect.event.${type}`, type)),
  chatItem("text"),
  chatItem("markdown", { ContentType: "text/markdown" }),
  chatItem("JSON", { ContentType: "application/json", Content: "{}" }),
  chatItem("an interactive message", {
    ContentType: "application/vnd.amazonaws.connect.message.interactive",
  }),
  chatItem("an answer to an interactive message", {
    ContentType: "application/vnd.amazonaws.connect.message.interactive.response",
  }),
  chatItem("an item of no type", { ContentType: undefined }),
  chatItem("an item of a type that is null", { ContentType: null }),
  chatItem("an attachment", {
    Type: "ATTACHMENT",
    Attachments: [{ AttachmentId: "a", Status: "APPROVED" }],
  }),
  chatItem("an item of the first contact's", { ContactId: "another" }),
  chatItem("an item of the contact's", { InitialContactId: "another" }),
  chatItem("an item of another chat, which is dropped", {
    ContactId: "another",
    InitialContactId: "another",
  }),
  chatItem("an item of nobody's, which is dropped", { ContactId: undefined, InitialContactId: undefined }),
  chatItem("members that nobody knows", { Future: { deep: [1] }, ParticipantRole: "SUPERVISOR" }),
  chatItem("one's own message", { ParticipantId: CHAT.participantId, ParticipantRole: "CUSTOMER" }),
  receipt("a read receipt", [{ ReadTimestamp: at, DeliveredTimestamp: at, ...other }]),
  receipt("a delivered receipt", [{ DeliveredTimestamp: at, ...other }]),
  receipt("a read receipt by content type", [{ ReadTimestamp: at, ...other }], {
    Type: "EVENT",
    ContentType: `${metadata}.read`,
  }),
  receipt("a delivered receipt by content type, that says read", [{ ReadTimestamp: at, ...other }], {
    Type: "EVENT",
    ContentType: `${metadata}.delivered`,
  }),
  receipt("one's own receipt, which is dropped", [
    { ReadTimestamp: at, RecipientParticipantId: CHAT.participantId },
  ]),
  receipt("a receipt of nobody's", [{ ReadTimestamp: at }]),
  receipt("a receipt of neither kind, which is dropped", [{}]),
  receipt("a receipt without receipts, which is dropped", undefined),
  receipt("a receipt with no receipt in it, which is dropped", []),
  receipt("a receipt whose receipts are no list, which is dropped", { ReadTimestamp: at }),
  receipt("a receipt without metadata, which is dropped", [], { MessageMetadata: undefined }),
  receipt("a receipt that names no chat", [{ ReadTimestamp: at, ...other }], {
    InitialContactId: undefined,
    ContactId: undefined,
  }),
  receipt("MESSAGE_METADATA, which is a message", [{ ReadTimestamp: at, ...other }], {
    Type: "MESSAGE_METADATA",
  }),
];

const frames: readonly (readonly [what: string, frame: unknown])[] = [
  ["no JSON", "no JSON"],
  ["null", null],
  ["a list", []],
  ["no topic", { content: "{}" }],
  ["an unknown topic", { topic: "aws/future", content: "{}" }],
  ["content that is no JSON", { topic: "aws/chat", content: "no JSON" }],
  ["content that is null", { topic: "aws/chat", content: "null" }],
  ["content that is an empty object", { topic: "aws/chat", content: "{}" }],
  ["content that is a text", { topic: "aws/chat", content: '"text"' }],
  ["no content", { topic: "aws/chat" }],
];

export const events: readonly Scenario[] = [
  ...each(items, (item) => ({
    title: `come of ${item.Id.replace("application/vnd.amazonaws.connect.event.", "")}`,
    section,
    async play({ connected, service, clock }) {
      await connected();
      service.sendItem(item);
      await clock.settle();
    },
  })),
  ...each(frames, ([what, frame]) => ({
    title: `go on after a frame with ${what}`,
    section,
    ...(["no JSON", "null"].includes(what) && {
      differs: [
        differs("CP-87", ({ uncaught }) => {
          uncaught.pop();
        }),
      ],
    }),
    async play({ connected, service, clock }) {
      await connected();
      service.send(frame);
      service.sendItem(chatItem("next"));
      await clock.advance(1_000);
    },
  })),
  {
    title: "arrive in order",
    section,
    async play({ connected, service, clock }) {
      await connected();
      for (const Id of ["a", "b", "c"]) {
        service.sendItem(chatItem(Id));
        service.sendItem(chatEvent(`${Id} typing`, "typing"));
      }
      await clock.settle();
    },
  },
  {
    title: "come once for an Id",
    section,
    differs: [
      differs("CP-28", ({ events: all }) => {
        all.splice(1, 1);
      }),
    ],
    async play({ connected, service, clock }) {
      await connected();
      for (const Id of ["a", "a", "b"]) service.sendItem(chatItem(Id));
      await clock.settle();
    },
  },
  {
    title: "tell of heartbeats every ten seconds",
    section,
    async play({ connected, clock }) {
      await connected();
      await clock.advance(35_000);
    },
  },
  {
    title: "come to each session of its own chat alone",
    section,
    async play(stage) {
      const { service, clock } = stage;
      await connectTwoChats(stage);
      service.sendItem(chatItem("for one"));
      service.sendItem(forTwo);
      await clock.settle();
    },
  },
];
