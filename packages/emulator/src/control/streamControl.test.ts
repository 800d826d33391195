import type { ChatItem } from "@amazon-connect-chat/protocol";
import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import { socketFor } from "../../test/memorySocket.js";

async function listening() {
  const stage = createStage();
  const customer = await stage.customer();
  const socket = await socketFor(stage, customer.participantToken);
  const items = () =>
    socket.frames
      .filter(({ topic }) => topic === "aws/chat")
      .map(({ content }) => JSON.parse(content as string) as ChatItem);
  return { stage, customer, items, control: stage.emulator.control };
}

test("a message of the bot comes in numbered pieces under one id, then whole", async () => {
  const { stage, customer, items, control } = await listening();
  const { contactId } = customer;
  const chunks = ["What is ", "your order ", "number?"];
  const { Id } = control.stream({ contactId, chunks, delayMs: 100 });
  stage.clock.advance(299);
  expect(items().map(({ Content }) => Content)).toEqual(chunks);
  expect(stage.transcript(contactId)).toHaveLength(1);
  stage.clock.advance(1);
  stage.clock.advance(0);
  expect(items().map(({ MessageMetadata }) => MessageMetadata)).toEqual([
    { MessageId: Id, MessageCompleted: false, ChunkNumber: 1 },
    { MessageId: Id, MessageCompleted: false, ChunkNumber: 2 },
    { MessageId: Id, MessageCompleted: false, ChunkNumber: 3 },
    { MessageId: Id, MessageCompleted: true, ChunkNumber: 4 },
  ]);
  const senders = new Set(
    items().map((item) => `${item.Id} ${item.ParticipantId} ${item.ParticipantRole} ${item.DisplayName}`),
  );
  expect(senders.size).toBe(1);
  expect(items().at(-1)).toMatchObject({
    Id,
    Content: "What is your order number?",
    ContentType: "text/plain",
    Type: "MESSAGE",
    ParticipantRole: "SYSTEM",
    DisplayName: "BOT",
    InitialContactId: contactId,
  });
  const [stored, ...more] = stage.transcript(contactId).slice(1);
  expect(items().at(-1)).toEqual({ ...stored, InitialContactId: contactId });
  expect(more).toEqual([]);
});

test("two streams at once keep apart, and later messages stay in order of time", async () => {
  const { stage, customer, items, control } = await listening();
  const { contactId } = customer;
  const slow = control.stream({ contactId, chunks: ["a", "b"], delayMs: 100 });
  const quick = control.stream({ contactId, chunks: ["c", "d"], delayMs: 10 });
  stage.clock.advance(50);
  control.say({ contactId, content: "meanwhile" });
  stage.clock.advance(150);
  expect(slow.Id).not.toBe(quick.Id);
  const stored = stage.transcript(contactId).slice(1);
  expect(stored.map(({ Content }) => Content)).toEqual(["cd", "meanwhile", "ab"]);
  const times = stored.map(({ AbsoluteTime }) => AbsoluteTime);
  expect(times).toEqual([...times].sort());
  stage.clock.advance(0);
  expect(items().filter(({ Id }) => Id === slow.Id)).toHaveLength(3);
});

test("a stream can be left without its end", async () => {
  const { stage, customer, items, control } = await listening();
  control.stream({ contactId: customer.contactId, chunks: ["a", "b"], completes: false });
  stage.clock.advance(10_000);
  expect(items()).toHaveLength(2);
  expect(stage.transcript(customer.contactId)).toHaveLength(1);
});

test("a stream ends with its chat", async () => {
  const { stage, customer, items, control } = await listening();
  control.stream({ contactId: customer.contactId, chunks: ["a", "b"] });
  control.end(customer.contactId);
  stage.clock.advance(1_000);
  expect(items().map(({ Content, ContentType = "" }) => Content ?? ContentType.split("event.")[1])).toEqual([
    "a",
    "chat.ended",
  ]);
  expect(() => control.stream({ contactId: customer.contactId, chunks: ["a"] })).toThrow(/has ended/);
});

test.each([[[]], [[""]], [["a", ""]], [["x".repeat(16_385)]]])("refuses the pieces %#", async (chunks) => {
  const { customer, control } = await listening();
  expect(() => control.stream({ contactId: customer.contactId, chunks })).toThrow(
    expect.objectContaining({ code: "InvalidRequest" }),
  );
});
