import { chatEvent } from "../../support/chatItems.js";
import { differs, each } from "../scenario.js";
import type { Difference, Scenario } from "../scenario.js";
import { MISSED } from "./differences.js";
import {
  at,
  pages,
  playStory,
  receipt,
  section,
  showLast,
  shows,
  text,
  watching,
} from "./transcriptStage.js";
import type { Step } from "./transcriptStage.js";

/** The transcript is sorted. */
const sorts = differs("CP-34", ({ notes }) => notes["last"].items.sort());

const stories: readonly (readonly [what: string, steps: readonly Step[], differs?: readonly Difference[]])[] =
  [
    ["items as they come", [{ item: at("a") }, { item: at("b") }]],
    [
      "events too",
      [{ item: at("a") }, { item: { ...chatEvent("b", "typing"), AbsoluteTime: "2031-02-03T04:05:09Z" } }],
    ],
    [
      "an item again, with another content",
      [
        { item: at("a") },
        {
          item: at("a", {
            Content: "changed",
            Type: "ATTACHMENT",
            Attachments: [{ AttachmentId: "x", Status: "APPROVED" }],
          }),
        },
      ],
    ],
    ["a page", [{ page: [[at("d"), at("e")], "t1"] }]],
    [
      "an older page, newest first",
      [
        { page: [[at("d"), at("e")], "t1"] },
        { page: [[at("c"), at("b"), at("a")], "t2", { nextToken: "t1" }] },
      ],
    ],
    [
      "an older page, oldest first",
      [
        { page: [[at("d"), at("e")], "t1"] },
        { page: [[at("a"), at("b"), at("c")], "t2", { nextToken: "t1" }] },
      ],
      [sorts],
    ],
    ["a page after what came live", [{ item: at("z") }, { page: [[at("a"), at("b")]] }], [sorts]],
    [
      "a page forward, whose token is another's",
      [{ page: [[at("d")], "t1"] }, { page: [[at("e")], "t2", { scanDirection: "FORWARD" }] }],
    ],
    [
      "a last page, which has no token",
      [{ page: [[at("d")], "t1"] }, { page: [[at("c")], undefined, { nextToken: "t1" }] }],
    ],
    ["a delivered receipt", [{ item: at("a") }, { item: receipt("a", "Delivered") }]],
    ["a read receipt", [{ item: at("a") }, { item: receipt("a", "Read") }]],
    [
      "a delivered receipt after a read one",
      [{ item: at("a") }, { item: receipt("a", "Read") }, { item: receipt("a", "Delivered") }],
      [shows("a content of a READ")],
    ],
    ["a page with receipts", [{ page: [[at("a"), receipt("a", "Read")]] }], [shows("a content of a READ")]],
    [
      "a page with items that have no Id",
      [{ page: [[at("a"), at("b", { Id: undefined }), at("c", { Id: undefined })]] }],
      [shows("a content of a ")],
    ],
    [
      "a page of another contact",
      [{ page: [[at("a")], "t1"] }, { page: [[at("b")], "t2", { contactId: "another" }] }],
      [
        differs("CP-35", ({ notes }) => {
          notes["last"].token = "t1";
        }),
      ],
    ],
  ];

export const transcript: readonly Scenario[] = [
  ...each(stories, ([what, steps, differences = []]) => ({
    title: `has ${what}`,
    section,
    differs: differences,
    play: (stage) => playStory(stage, steps),
  })),
  {
    title: "is read when the connection is up",
    section,
    async play(stage) {
      const client = stage.create({}, { without: ["onConnectionEstablished", "onDeepHeartbeatSuccess"] });
      showLast(stage, client);
      pages(stage, [[at("a"), at("b")], "t1"]);
      void client.session.connect();
      await stage.clock.advance(1_000);
    },
  },
  {
    title: "is read for a handler that comes later",
    section,
    differs: [
      differs("CP-36", ({ notes, requests }) => {
        requests.push(MISSED);
        notes["last"] = { items: ["a content of a ", "b content of b "], token: "t1" };
        notes["updated"] = true;
      }),
    ],
    async play(stage) {
      const client = await stage.connected({}, { without: ["onDeepHeartbeatSuccess"] });
      pages(stage, [[at("a"), at("b")], "t1"]);
      showLast(stage, client);
      await stage.clock.advance(1_000);
    },
  },
  {
    title: "has a message while it is sent, and after",
    section,
    async play(stage) {
      const { call } = await watching(stage);
      const release = stage.service.hold("/participant/message");
      await call("sendMessage", text);
      stage.note("while", stage.noted("last"));
      release();
      await stage.clock.settle();
    },
  },
  {
    title: "has a message whose echo came first once",
    section,
    differs: [shows("sent-1 hello SENT")],
    async play(stage) {
      const { call } = await watching(stage);
      const release = stage.service.hold("/participant/message");
      await call("sendMessage", text);
      stage.service.sendItem(at("sent-1", { Content: "hello" }));
      await stage.clock.settle();
      release();
      await stage.clock.settle();
    },
  },
  {
    title: "has a message whose echo came later once",
    section,
    differs: [shows("sent-1 hello SENT")],
    async play(stage) {
      const { call } = await watching(stage);
      await call("sendMessage", text);
      stage.service.sendItem(at("sent-1", { Content: "hello" }));
      await stage.clock.settle();
    },
  },
  {
    title: "has a message that failed",
    section,
    async play(stage) {
      const { session } = await watching(stage);
      stage.service.answer(() => ({ status: 400, body: { message: "no" } }));
      session.sendMessage(text).catch(() => undefined);
      await stage.clock.settle();
    },
  },
  {
    title: "has these members in an item, and the item as text",
    section,
    async play(stage) {
      const { session } = await watching(stage);
      session.onTranscriptUpdated((event: any) => stage.note("event", event));
      stage.service.sendItem(at("a"));
      await stage.clock.settle();
    },
  },
  {
    title: "is asked for by nobody where there is no handler",
    section,
    async play(stage) {
      await stage.connected({}, { without: ["onDeepHeartbeatSuccess"] });
      stage.service.sendItem(at("a"));
      await stage.clock.advance(1_000);
    },
  },
  {
    title: "is told between onMessage and onEnded when the chat ends",
    section,
    async play(stage) {
      const { session } = await watching(stage);
      const order: string[] = [];
      for (const method of ["onMessage", "onTranscriptUpdated", "onEnded"])
        session[method](() => order.push(method));
      stage.service.sendItem(chatEvent("end", "chat.ended"));
      await stage.clock.settle();
      stage.note("order", order);
    },
  },
];
