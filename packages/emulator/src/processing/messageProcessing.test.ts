import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import type { Stage } from "../../test/chat.js";
import { socketFor } from "../../test/memorySocket.js";
import type { EmulatorOptions } from "../index.js";

const rules = [
  { says: "\\b\\d{16}\\b", becomes: "[card $1]" },
  { says: "idiot", verdict: "reject" },
  { says: /Boom/, verdict: "fail" },
] as const;

async function setUp(more: EmulatorOptions["messageProcessing"] = {}, options: EmulatorOptions = {}) {
  const stage: Stage = createStage({
    messageProcessing: { enabled: true, delayMs: 500, rules, ...more },
    ...options,
  });
  const customer = await stage.customer({ supportedContentTypes: ["text/plain", "application/json"] });
  const socket = await socketFor(stage, customer.participantToken);
  const send = (Content: string, ContentType = "text/plain", ClientToken = Content) =>
    customer.call("SendMessage", { Content, ContentType, ClientToken });
  return { stage, customer, socket, send };
}

test("a message is answered PROCESSING, and comes later, once, processed, under the Id of the answer", async () => {
  const { stage, customer, socket, send } = await setUp();
  const card = "4111111111111111";
  const answer = await send(`Mine is ${card}, no, ${card}`);
  expect(answer).toEqual({
    Id: expect.any(String),
    AbsoluteTime: expect.any(String),
    MessageMetadata: { MessageProcessingStatus: "PROCESSING" },
  });
  expect(await send(`Mine is ${card}, no, ${card}`)).toEqual(answer);
  stage.clock.advance(499);
  expect(socket.items()).toEqual([]);
  expect(stage.transcript(customer.contactId)).toHaveLength(1);
  stage.clock.advance(1);
  expect(socket.items()).toEqual(["Mine is [card $1], no, [card $1]"]);
  expect(stage.transcript(customer.contactId).at(-1)).toMatchObject({
    Id: answer.Id,
    Content: "Mine is [card $1], no, [card $1]",
    ParticipantRole: "CUSTOMER",
  });
});

test.each([
  ["rejected", "You idiot", "deliver", "REJECTED"],
  ["that fails, when it is to be withheld,", "Boom", "withhold", "FAILED"],
] as const)(
  "a message %s reaches nobody, and its place in the transcript says so",
  async (_, text, onFailure, status) => {
    const { stage, customer, socket, send } = await setUp({ onFailure });
    const { Id } = await send(text);
    stage.clock.advance(500);
    expect(socket.items()).toEqual([]);
    const last = stage.transcript(customer.contactId).at(-1)!;
    expect(last).toMatchObject({ Id, MessageMetadata: { MessageId: Id, MessageProcessingStatus: status } });
    expect(last).not.toHaveProperty("Content");
  },
);

test("a receipt for a message that nobody got leaves its place as it is", async () => {
  const { stage, customer, send } = await setUp();
  const agent = await stage.agent(customer.contactId);
  const { Id: messageId } = await send("You idiot");
  stage.clock.advance(500);
  await agent.call("SendEvent", {
    ContentType: "application/vnd.amazonaws.connect.event.message.read",
    Content: JSON.stringify({ messageId }),
  });
  expect(stage.transcript(customer.contactId).at(-1)).toMatchObject({
    MessageMetadata: {
      MessageProcessingStatus: "REJECTED",
      Receipts: [{ RecipientParticipantId: agent.participantId }],
    },
  });
});

test("a message that fails is delivered as it was sent, unless the options say otherwise", async () => {
  const { stage, socket, send } = await setUp();
  await send("Boom");
  await send("boom");
  stage.clock.advance(500);
  expect(socket.items()).toEqual(["Boom", "boom"]);
});

test("the flow hears what has become of a message", async () => {
  const { stage, socket, send } = await setUp(
    {},
    { flows: { default: [{ do: "ask", content: "Card?" }, "Thanks"] }, flow: { paceMs: 0 } },
  );
  stage.clock.advance(10);
  await send("4111111111111111");
  stage.clock.advance(10);
  expect(socket.items()).toEqual(["Card?"]);
  stage.clock.advance(500);
  expect(socket.items()).toEqual(["Card?", "[card $1]", "Thanks"]);
});

test("other content types, and all without the option, are delivered at once", async () => {
  const response = "application/vnd.amazonaws.connect.message.interactive.response";
  const stage = createStage({ messageProcessing: { enabled: true } });
  const customer = await stage.customer({ supportedContentTypes: ["text/plain", response] });
  const Content = JSON.stringify({ version: "1.0", action: "Go" });
  const answer = await customer.call("SendMessage", { Content, ContentType: response });
  expect(answer).not.toHaveProperty("MessageMetadata");
  expect(stage.transcript(customer.contactId).at(-1)!.Content).toBe(Content);
  const off = await (await setUp({ enabled: false })).send("4111111111111111");
  expect(off).not.toHaveProperty("MessageMetadata");
});

test("what is on its way when the chat ends is lost with it", async () => {
  const { stage, customer, send } = await setUp();
  await send("Bye");
  stage.emulator.control.end(customer.contactId);
  stage.clock.advance(1_000);
  expect(stage.transcript(customer.contactId).map(({ Content }) => Content)).not.toContain("Bye");
});

test.each([
  ["no regular expression", { says: "(", becomes: "b" }],
  ["neither a replacement nor a verdict", { says: "a" }],
  ["nothing to put in its place", { says: "a", becomes: "" }],
  ["both", { says: "a", becomes: "b", verdict: "fail" }],
])("a rule with %s is refused, with its place", (_, rule) => {
  const messageProcessing = { rules: [rule as never] };
  expect(() => createStage({ messageProcessing })).toThrow(/messageProcessing\.rules\[0\]/);
});
