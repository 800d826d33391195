import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openChatStage } from "../support/chatStage.js";
import type { ChatStage, SideBySide } from "../support/chatStage.js";
import { CHAT, chatEvent, chatItem, namesAndIds, playScripted, shownItems } from "../support/scriptedChat.js";
import type { RecordedEvent } from "../support/sessionScripts.js";
import { message } from "../support/waitForEvent.js";

const key = "customer";
let stage: ChatStage;
beforeAll(async () => {
  stage = await openChatStage();
}, 60_000);
afterAll(() => stage.close());

describe("items become the events of 5.0.0", () => {
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
  const receipt = (Id: string, receipts: readonly object[]) => ({
    Id,
    Type: "MESSAGEMETADATA",
    ContentType: "application/vnd.amazonaws.connect.event.message.metadata",
    MessageMetadata: { MessageId: "m", Receipts: receipts },
  });
  const at = "2031-02-03T04:05:06.789Z";
  const items: readonly { readonly Id: string }[] = [
    ...types.map((type) => chatEvent(type, type)),
    chatItem("text"),
    chatItem("markdown", { ContentType: "text/markdown" }),
    chatItem("json", { ContentType: "application/json", Content: "{}" }),
    chatItem("interactive", { ContentType: "application/vnd.amazonaws.connect.message.interactive" }),
    chatItem("of no type", { ContentType: undefined }),
    chatItem("attachment", { Type: "ATTACHMENT", Attachments: [{ AttachmentId: "a", Status: "APPROVED" }] }),
    chatItem("by first contact", { ContactId: "another" }),
    chatItem("by contact", { InitialContactId: "another" }),
    chatItem("foreign", { ContactId: "another", InitialContactId: "another" }),
    chatItem("with members of the future", { Future: { deep: [1] }, ParticipantRole: "SUPERVISOR" }),
    receipt("read", [{ ReadTimestamp: at, DeliveredTimestamp: at, RecipientParticipantId: "participant-2" }]),
    receipt("delivered", [{ DeliveredTimestamp: at, RecipientParticipantId: "participant-2" }]),
    receipt("own", [{ ReadTimestamp: at, RecipientParticipantId: CHAT.participantId }]),
    receipt("of nobody", [{ ReadTimestamp: at }]),
    receipt("empty", [{}]),
  ];
  let events: SideBySide<readonly RecordedEvent[]>;

  beforeAll(async () => {
    events = await playScripted(stage, async ({ create, connect, service, wait, events: read }) => {
      await create();
      await connect();
      items.forEach((one) => service.sendItem(one));
      service.sendItem(chatItem("last"));
      await wait(message({ Id: "last" }));
      return read();
    });
  }, 60_000);
  const of = (side: readonly RecordedEvent[], Id: string) =>
    shownItems(side).filter(({ data }) => data?.Id === Id);

  test.each(items.map(({ Id }) => Id))("%s", (Id) => {
    expect(of(events.ours, Id)).toEqual(of(events.upstream, Id));
  });

  test("in the order of arrival (CP-06)", () => {
    expect(namesAndIds(events.ours).length).toBeGreaterThan(30);
    expect(namesAndIds(events.ours)).toEqual(namesAndIds(events.upstream));
  });

  test("with data and chatDetails as the whole payload", () => {
    const shapeOf = ({ event }: RecordedEvent) => ({
      members: Object.keys(event).sort(),
      details: Object.keys(event.chatDetails).sort(),
      connection: Object.keys(event.chatDetails.connectionDetails).sort(),
    });
    const [ours, upstream] = [events.ours.at(-1)!, events.upstream.at(-1)!].map(shapeOf);
    expect(ours).toEqual(upstream);
  });
});

test("each event has a task of its own, its handlers run in order, and payloads can be cloned (CP-06)", async () => {
  const { ours, upstream } = await playScripted(stage, async ({ create, connect, service, page, wait }) => {
    await create();
    await connect();
    await page.run(watchTasks, key);
    service.sendItem(chatItem("a"));
    service.sendItem(chatItem("b"));
    await wait(message({ Id: "b" }));
    return page.run(() => (globalThis as unknown as { seen: unknown }).seen, undefined);
  });
  expect(ours).toEqual([
    ["first", "a", "INCOMING_MESSAGE", true],
    ["second", "a", "INCOMING_MESSAGE", true],
    "a later microtask",
    "a later microtask",
    ["first", "b", "INCOMING_MESSAGE", true],
    ["second", "b", "INCOMING_MESSAGE", true],
    "a later microtask",
    "a later microtask",
  ]);
  expect(ours).toEqual(upstream);
});

/** Registers two handlers that note when they run, the microtasks after them included. */
function watchTasks(session: string): void {
  const scope = globalThis as unknown as { held: Record<string, { session: any }>; seen: unknown[] };
  scope.seen = [];
  for (const handler of ["first", "second"])
    scope.held[session]!.session.onMessage((event: { data: { Id: string } }, name: string) => {
      const isCloneable = JSON.stringify(structuredClone(event)) === JSON.stringify(event);
      scope.seen.push([handler, event.data.Id, name, isCloneable]);
      queueMicrotask(() => scope.seen.push("a later microtask"));
    });
}

test("a loss and its end are one event each, with empty data (CP-06)", async () => {
  const { ours, upstream } = await playScripted(stage, async ({ create, connect, service, wait, events }) => {
    await create();
    await connect();
    const before = (await events()).length;
    service.dropSockets();
    await wait(({ name }, index) => name === "CONNECTION_ESTABLISHED" && index >= before);
    return (await events()).slice(before).map(({ name, event }) => [name, event.data]);
  });
  expect(ours).toEqual([
    ["CONNECTION_LOST", {}],
    ["CONNECTION_ESTABLISHED", {}],
  ]);
  expect(ours).toEqual(upstream);
});
