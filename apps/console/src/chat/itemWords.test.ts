import { expect, it } from "vitest";
import type { TranscriptItem } from "./transcriptItem.js";
import { itemWords } from "./itemWords.js";

const item = (more: Partial<TranscriptItem>): TranscriptItem => ({
  ...{ Id: "1", AbsoluteTime: "2026-01-15T12:00:00.000Z", Type: "MESSAGE", ContentType: "text/plain" },
  ...{ DisplayName: "Avery", ParticipantRole: "CUSTOMER" },
  ...more,
});
const connect = "application/vnd.amazonaws.connect";
const question = {
  templateType: "ListPicker",
  data: { content: { title: "Which?", elements: [{ title: "A" }] } },
};

it.each([
  [item({ Content: "Hi" }), ["message", "Avery", "Hi", "", ""]],
  [
    item({ Content: "**Hi**", ContentType: "text/markdown" }),
    ["message", "Avery", "**Hi**", "text/markdown", ""],
  ],
  [
    item({ Content: JSON.stringify(question), ContentType: `${connect}.message.interactive` }),
    ["message", "Avery", "Which?\n• A", "message.interactive", ""],
  ],
  [
    item({
      Type: "ATTACHMENT",
      ContentType: "application/pdf",
      Attachments: [{ AttachmentName: "a.pdf", Status: "APPROVED" }, {}],
    }),
    ["message", "Avery", "a.pdf (approved), file", "application/pdf", ""],
  ],
  [
    item({ Type: "EVENT", ContentType: `${connect}.event.participant.joined`, DisplayName: "" }),
    ["event", "customer", "participant.joined", "", ""],
  ],
  [
    item({
      Content: "Hi",
      MessageMetadata: { Receipts: [{ DeliveredTimestamp: "t" }, { ReadTimestamp: "t" }] },
    }),
    ["message", "Avery", "Hi", "", "read"],
  ],
  [
    item({ Content: "Hi", MessageMetadata: { Receipts: [{ DeliveredTimestamp: "t" }] } }),
    ["message", "Avery", "Hi", "", "delivered"],
  ],
  [{ Id: "1", AbsoluteTime: "" }, ["message", "", "", "", ""]],
] as const)("an item of the transcript is told in words: %j", (given, words) => {
  const { as, who, text, type, receipt } = itemWords(given);
  expect([as, who, text, type, receipt]).toEqual(words);
});
