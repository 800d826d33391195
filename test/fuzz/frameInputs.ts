import { EVENT_TYPES, eventContentType, TOPICS } from "@amazon-connect-chat/protocol";
import fc from "fast-check";
import { CHAT, message } from "../../packages/chatjs/test/fakeService.js";
import { nested, object, raw, treeOf } from "./jsonTree.js";
import type { Tree } from "./jsonTree.js";
import { mutated, mutations } from "./mutations.js";

/** A frame for the client: its text, and what it travels as. */
export interface FrameInput {
  readonly as: "text" | "bytes" | "buffer" | "blob" | "nothing";
  readonly text: string;
}

/** Stands in every token and in what people write: it must not turn up in a log line or an error. */
export const SECRET = "secret";

const said = (more: object) => message("item-1", { Content: `${SECRET} text`, DisplayName: "Noor", ...more });
const metadata = {
  MessageId: "item-1",
  Receipts: [
    { DeliveredTimestamp: "2026-01-01T00:00:01.000Z", RecipientParticipantId: "agent-1" },
    {
      DeliveredTimestamp: "2026-01-01T00:00:01.000Z",
      ReadTimestamp: "2026-01-01T00:00:02.000Z",
      RecipientParticipantId: CHAT.participantId,
    },
  ],
};

/** Valid items of every kind. */
export const ITEMS: readonly object[] = [
  said({}),
  said({ ContentType: "text/markdown", Content: `**${SECRET}**` }),
  said({
    ContentType: "application/vnd.amazonaws.connect.message.interactive",
    Content: `{"templateType":"${SECRET}"}`,
  }),
  said({ Id: "stream-1", MessageMetadata: { MessageCompleted: false, ChunkNumber: 1 } }),
  said({ Id: "stream-1", MessageMetadata: { MessageCompleted: true, ChunkNumber: 2 } }),
  said({ MessageMetadata: { ...metadata, MessageProcessingStatus: "PROCESSING" } }),
  said({ RelatedContactId: "contact-0" }),
  { ...said({ Type: "ATTACHMENT" }), ContentType: undefined, Content: undefined, Attachments: attachments() },
  {
    AbsoluteTime: "2026-01-01T00:00:02.000Z",
    ContentType: eventContentType("message.metadata"),
    Id: "item-1",
    Type: "MESSAGEMETADATA",
    MessageMetadata: metadata,
  },
  ...EVENT_TYPES.map((type) =>
    said({ Id: `event-${type}`, Type: "EVENT", ContentType: eventContentType(type), Content: undefined }),
  ),
].map((item) => JSON.parse(JSON.stringify(item)) as object);

function attachments(): readonly object[] {
  const named = { AttachmentName: "bill.pdf", ContentType: "application/pdf" };
  return [
    { AttachmentId: "attachment-1", ...named, Status: "APPROVED" },
    { AttachmentId: "attachment-2", ...named, Status: "IN_PROGRESS" },
  ];
}

const dataFrame = (content: Tree): Tree =>
  object({ topic: raw(`"${TOPICS.chat}"`), contentType: raw('"application/json"'), content });

const CONTROL: readonly Tree[] = [
  { topic: TOPICS.subscribe, content: { status: "success", topics: [TOPICS.chat] } },
  { topic: TOPICS.subscribe, content: { status: "failure", topics: [TOPICS.chat] } },
  { topic: TOPICS.heartbeat },
  { topic: TOPICS.ping, statusCode: 200, statusContent: "OK" },
  { topic: TOPICS.ping, statusCode: 500, statusContent: "Internal" },
  { message: "Forbidden", connectionId: "connection-1", requestId: "request-1" },
  { message: "Endpoint request timed out", connectionId: "connection-1", requestId: "request-1" },
  { topic: "aws/other", content: {} },
].map(treeOf);
const DATA: readonly Tree[] = ITEMS.flatMap((item) => {
  const tree = treeOf(item);
  return [dataFrame(nested(tree)), dataFrame(nested(tree)), dataFrame(tree)];
});

const frameText = fc
  .tuple(
    fc.oneof(
      { weight: 1, arbitrary: fc.constantFrom(...CONTROL) },
      { weight: 3, arbitrary: fc.constantFrom(...DATA) },
    ),
    mutations,
  )
  .map(([tree, each]) => mutated(tree, each));

export const frameInput: fc.Arbitrary<FrameInput> = fc.record({
  as: fc.oneof(
    { weight: 30, arbitrary: fc.constant("text" as const) },
    { weight: 1, arbitrary: fc.constantFrom("bytes", "buffer", "blob", "nothing") },
  ),
  text: fc.oneof(
    { weight: 12, arbitrary: frameText },
    { weight: 1, arbitrary: fc.json({ maxDepth: 3 }) },
    { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
  ),
});

/** What the socket hands over. */
export function frameData({ as, text }: FrameInput): unknown {
  switch (as) {
    case "text":
      return text;
    case "bytes":
      return new TextEncoder().encode(text);
    case "buffer":
      return new TextEncoder().encode(text).buffer;
    case "blob":
      return new Blob([text]);
    case "nothing":
      return undefined;
  }
}
