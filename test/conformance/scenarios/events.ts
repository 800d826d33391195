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
    title: "have a task each; handlers run in order of registration, as often as they are registered",
    section,
    async play({ connected, service, clock, note }) {
      const { session } = await connected();
      const seen: unknown[] = [];
      const twice = (event: any, name: string) => {
        seen.push(["twice", event.data.Id, name]);
        queueMicrotask(() => seen.push("a later microtask"));
      };
      session.onMessage(twice);
      session.onMessage((event: any) => seen.push(["once", event.data.Id]));
      session.onMessage(twice);
      service.sendItem(chatItem("a"));
      service.sendItem(chatItem("b"));
      await clock.settle();
      note("seen", seen);
    },
  },
  {
    title: "are one object for all handlers, which can be cloned",
    section,
    async play({ connected, service, clock, note }) {
      const { session } = await connected();
      session.onMessage((event: any) => (event.data.mine = JSON.stringify(structuredClone(event)).length));
      session.onMessage((event: any) => note("mine", event.data.mine > 100));
      service.sendItem(chatItem("a"));
      await clock.settle();
    },
  },
  {
    title: "are not handed to a handler that is added in one of theirs",
    section,
    async play({ connected, service, clock, note }) {
      const { session } = await connected();
      const seen: unknown[] = [];
      session.onTyping(() => session.onTyping((event: any) => seen.push(event.data.Id)));
      service.sendItem(chatEvent("first", "typing"));
      await clock.settle();
      service.sendItem(chatEvent("second", "typing"));
      await clock.settle();
      note("seen", seen);
    },
  },
  {
    title: "reach a handler that is added before their turn",
    section,
    async play({ connected, service, clock, note }) {
      const { session } = await connected();
      // The end is announced with the item that says so, and comes after it.
      session.onMessage(() => session.onEnded(() => note("ended", true)));
      service.sendItem(chatEvent("end", "chat.ended"));
      await clock.settle();
    },
  },
  {
    title: "reach no handler that is removed before their turn",
    section,
    async play({ connected, service, clock, note }) {
      const { session } = await connected();
      session.onMessage(() => session.controller.cleanUpOnParticipantDisconnect());
      session.onMessage(() => note("the same turn", true));
      service.sendItem(chatEvent("end", "chat.ended"));
      await clock.settle();
    },
  },
  {
    title: "come to the other handlers when one throws",
    section,
    differs: [
      differs("CP-26", ({ uncaught }) => {
        uncaught.push("Error: the page's own");
      }),
    ],
    async play({ connected, service, clock, note }) {
      const { session } = await connected();
      session.onMessage(() => {
        throw new Error("the page's own");
      });
      session.onMessage(() => note("reached", true));
      service.sendItem(chatItem("a"));
      await clock.settle();
    },
  },
  {
    title: "leave to the page what an async handler rejects with",
    section,
    async play({ connected, service, clock }) {
      const { session } = await connected();
      session.onMessage(async () => {
        await Promise.resolve();
        throw new Error("the page's");
      });
      service.sendItem(chatItem("a"));
      await clock.settle();
    },
  },
  {
    title: "read the same as JSON",
    section,
    async play({ connected, service, clock, note }) {
      const { session } = await connected();
      for (const method of ["onMessage", "onTyping", "onEnded"])
        session[method]((event: unknown) => note(method, JSON.stringify(event)));
      service.sendItem(chatItem("a"));
      service.sendItem(chatEvent("b", "typing"));
      await clock.settle();
    },
  },
  {
    title: "are subscribed to without a result",
    section,
    differs: [
      differs("CP-25", ({ calls }) => {
        calls[0]!.value = "<function>";
      }),
    ],
    async play({ connected }) {
      const { call } = await connected();
      await call("onMessage", () => {});
    },
  },
  {
    title: "are subscribed to with null beside the handler, which says nothing",
    section,
    differs: [
      differs("CP-25", ({ calls }) => {
        calls[0]!.value = "<function>";
      }),
    ],
    async play({ connected, service, clock }) {
      const { call } = await connected();
      await call("onMessage", () => {}, null);
      service.sendItem(chatItem("a"));
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
    title: "wait for the first onMessage handler",
    section,
    differs: [
      differs("CP-29", ({ events: all }) => {
        const [late] = all;
        all.unshift(structuredClone(late!));
        Object.assign(all[0]!.event.data, { Id: "early", Content: "content of early" });
      }),
    ],
    async play({ connected, service, clock }) {
      const { listen } = await connected({}, { without: ["onMessage"] });
      service.sendItem(chatItem("early"));
      await clock.settle();
      listen("onMessage");
      service.sendItem(chatItem("late"));
      await clock.settle();
    },
  },
  {
    title: "come to controller.subscribe by name",
    section,
    async play({ connected, service, clock, note }) {
      const { session } = await connected();
      session.controller.subscribe("INCOMING_MESSAGE", (event: any, name: string) =>
        note(name, event.data.Id),
      );
      session.controller.subscribe("INCOMING_TYPING", (event: any, name: string) =>
        note(name, event.data.Id),
      );
      service.sendItem(chatItem("a"));
      service.sendItem(chatEvent("b", "typing"));
      await clock.settle();
    },
  },
  {
    title: "that have no name are refused by controller.subscribe",
    section,
    differs: [
      differs("CP-121", ({ calls: [call] }) => {
        Object.assign(call!, { kind: "returned", value: "<function>" });
      }),
    ],
    async play({ connected }) {
      const { call } = await connected();
      await call("controller.subscribe", undefined, () => undefined);
    },
  },
  {
    title: "stop for handlers that cleanUpOnParticipantDisconnect removed, not for later ones",
    section,
    async play({ connected, service, clock }) {
      const { call, listen } = await connected();
      await call("controller.cleanUpOnParticipantDisconnect");
      service.sendItem(chatItem("a"));
      await clock.settle();
      listen("onMessage");
      service.sendItem(chatItem("b"));
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
