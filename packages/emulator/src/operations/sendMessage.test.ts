import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";

const plain = (content: string) => ({ ContentType: "text/plain", Content: content });
const response = "application/vnd.amazonaws.connect.message.interactive.response";

test("stores the message under the id and time it answers", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  stage.clock.advance(5);
  const sent = await customer.call("SendMessage", plain("Où est ma commande ? 🙂"));
  expect(sent).toEqual({ Id: expect.any(String), AbsoluteTime: "2026-01-15T12:00:00.005Z" });
  expect(stage.transcript(customer.contactId).at(-1)).toEqual({
    ...sent,
    Content: "Où est ma commande ? 🙂",
    ContentType: "text/plain",
    Type: "MESSAGE",
    ParticipantId: customer.participantId,
    DisplayName: "Avery",
    ParticipantRole: "CUSTOMER",
    ContactId: customer.contactId,
  });
});

test("a repeat with the same ClientToken gives the first answer and sends nothing", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const agent = await stage.agent(customer.contactId);
  const first = await customer.call("SendMessage", { ...plain("Hi"), ClientToken: "one" });
  stage.clock.advance(60_000);
  expect(await customer.call("SendMessage", { ...plain("Changed"), ClientToken: "one" })).toEqual(first);
  const others = [
    await customer.call("SendMessage", { ...plain("Hi"), ClientToken: "ONE" }),
    await agent.call("SendMessage", { ...plain("Hi"), ClientToken: "one" }),
    await customer.call("SendMessage", { ...plain("Hi"), ClientToken: "" }),
    await customer.call("SendMessage", { ...plain("Hi"), ClientToken: "" }),
  ];
  expect(new Set([first.Id, ...others.map(({ Id }) => Id)]).size).toBe(5);
});

test.each([
  ["one byte characters", "a".repeat(16_384), "a".repeat(16_385)],
  ["four byte characters", "🙂".repeat(4_096), "🙂".repeat(4_097)],
])("takes 16,384 bytes of %s and not more", async (_, longest, tooLong) => {
  const customer = await createStage().customer();
  expect((await customer.callRaw("SendMessage", plain(longest))).status).toBe(200);
  const refused = await customer.callRaw("SendMessage", plain(tooLong));
  expect(refused.status).toBe(400);
  expect(refused.body).toEqual({ message: "Validation exception due to invalid parameter" });
  expect(refused.headers.get("x-emu-detail")).toBe("Content: is longer than 16384 bytes");
});

test("takes the stricter limits of the older documentation as options", async () => {
  const stage = createStage({ limits: { textSizeBytes: 1_024, jsonSizeBytes: 12_000 } });
  const customer = await stage.customer({ supportedContentTypes: ["text/plain", "application/json"] });
  const json = { ContentType: "application/json", Content: JSON.stringify("j".repeat(2_000)) };
  expect((await customer.callRaw("SendMessage", plain("a".repeat(1_025)))).status).toBe(400);
  expect((await customer.callRaw("SendMessage", json)).status).toBe(200);
});

test("takes content types that the chat was started with, and text/plain always", async () => {
  const bare = await createStage().customer();
  const markdown = { ContentType: "text/markdown", Content: "**Hi**" };
  expect((await bare.callRaw("SendMessage", plain("Hi"))).status).toBe(200);
  expect((await bare.callRaw("SendMessage", markdown)).status).toBe(400);
  const rich = await createStage().customer({ supportedContentTypes: ["text/plain", "text/markdown"] });
  expect((await rich.callRaw("SendMessage", markdown)).status).toBe(200);
});

test.each([
  ["no JSON", "application/json", "{", 400],
  ["JSON", "application/json", "[1]", 200],
  ["a response", response, '{"version":"1.0","action":"Submit","data":{"x":1}}', 200],
  ["a response with the longest action", response, `{"version":"1.0","action":"${"a".repeat(200)}"}`, 200],
  ["a response with too long an action", response, `{"version":"1.0","action":"${"a".repeat(201)}"}`, 400],
  ["a response without an action", response, '{"version":"1.0"}', 400],
  ["a response with an empty action", response, '{"version":"1.0","action":""}', 400],
  ["a response of another version", response, '{"version":"2.0","action":"Submit"}', 400],
  ["a response that is null", response, "null", 400],
  ["a response that is no JSON", response, "Submit", 400],
  ["an interactive message", "application/vnd.amazonaws.connect.message.interactive", "{}", 400],
  ["an unknown type", "text/html", "<b>Hi</b>", 400],
])("%s (%s): %s answers %i", async (_, ContentType, Content, status) => {
  const supportedContentTypes = ["text/plain", "application/json", response, "text/html"];
  const customer = await createStage().customer({ supportedContentTypes });
  const answer = await customer.callRaw("SendMessage", { ContentType, Content });
  expect(answer.status).toBe(status);
  if (status === 400 && ContentType === response)
    expect(answer.body).toEqual({ message: "Message content is not a valid InteractiveMessageResponse" });
});

test.each([
  [{ Content: "Hi" }, "ContentType"],
  [{ ContentType: "text/plain" }, "Content"],
  [{ ContentType: "text/plain", Content: null }, "Content"],
  [{ ContentType: "text/plain", Content: "" }, "Content"],
  [{ ContentType: "text/plain", Content: 7 }, "Content"],
  [{ ContentType: "text/plain", Content: { toString: "x" } }, "Content"],
  [{ ContentType: ["text/plain"], Content: "Hi" }, "ContentType"],
  [{ ContentType: "t".repeat(101), Content: "Hi" }, "ContentType"],
  [{ ContentType: "text/plain", Content: "Hi", ClientToken: "t".repeat(501) }, "ClientToken"],
  [{ ContentType: "text/plain", Content: "Hi", ClientToken: 5 }, "ClientToken"],
])("refuses %j and names %s", async (body, member) => {
  const stage = createStage();
  const customer = await stage.customer();
  const { status, headers } = await customer.callRaw("SendMessage", body);
  expect(status).toBe(400);
  expect(headers.get("x-emu-detail")).toMatch(new RegExp(`^${member}: `));
  expect(stage.transcript(customer.contactId)).toHaveLength(1);
});

test("a refused call does not use up its ClientToken", async () => {
  const customer = await createStage().customer();
  const input = { ContentType: "text/plain", ClientToken: "one" };
  expect((await customer.callRaw("SendMessage", { ...input, Content: "" })).status).toBe(400);
  expect((await customer.callRaw("SendMessage", { ...input, Content: "Hi" })).status).toBe(200);
});

test("takes unknown members, null members and members named like those of every object", async () => {
  const customer = await createStage().customer();
  const body =
    '{"ContentType":"text/plain","Content":"Hi","ClientToken":null,"Extra":1,"__proto__":{"x":1},"constructor":2}';
  expect((await customer.callRaw("SendMessage", body)).status).toBe(200);
  expect(({} as any).x).toBeUndefined();
});
