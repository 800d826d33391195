import { expect, test } from "vitest";
import { z } from "zod";
import { callRaw } from "../../test/service.js";
import { createStage } from "../../test/chat.js";
import { checkRules } from "./bodyRules.js";

const nested = (open: string, close: string, depth: number) => `${open.repeat(depth)}0${close.repeat(depth)}`;

const startChat = (body: string) => createStage().send("/start-chat", { method: "POST", body });
const chat = (more: string) => `{"ParticipantDetails":{"DisplayName":"Avery"},${more}}`;

test.each([
  ["a line break", "a\\r\\nb: c", "Attributes.a__b: c: "],
  ["a letter beyond ASCII", "💬", "Attributes.__: "],
  ["thousands of letters", "é".repeat(5_000), `Attributes.${"_".repeat(89)}: `],
])("a member's name with %s is refused as any other, and told in a header", async (_, name, detail) => {
  const response = await startChat(chat(`"Attributes":{"${name}":"b"}`));
  expect(response.status).toBe(400);
  expect(response.headers.get("x-emu-detail")).toContain(detail);
});

test("the name of an attribute that is none says what it may be", async () => {
  const response = await startChat(chat('"Attributes":{"order number":"5"}'));
  expect(response.status).toBe(400);
  expect(response.headers.get("x-emu-detail")).toBe(
    "Attributes.order number: is no name of letters, digits, - and _",
  );
});

test.each([
  ["objects", '{"a":', "}"],
  ["lists", "[", "]"],
])("%s within each other more than a hundred times are refused", async (_, open, close) => {
  const { send, customer } = createStage();
  const { connectionToken } = await customer();
  for (const depth of [100, 5_000, 100_000]) {
    const body = `{"ContentType":"text/plain","Content":"Hi","More":${nested(open, close, depth)}}`;
    const answer = await callRaw(send, "SendMessage", connectionToken, body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("x-emu-detail")).toBe("body: is nested deeper than 100 levels");
  }
  const body = `{"ContentType":"text/plain","Content":"Hi","More":${nested(open, close, 99)}}`;
  expect((await callRaw(send, "SendMessage", connectionToken, body)).status).toBe(200);
});

test("the control API refuses them too", async () => {
  const { send, emulator, customer } = createStage();
  const { contactId } = await customer({
    supportedContentTypes: ["application/vnd.amazonaws.connect.message.interactive"],
  });
  const body = `{"view":"cards","data":{"a":${nested("[", "]", 100_000)}}}`;
  const response = await send(`/control/contacts/${contactId}/views`, { method: "POST", body });
  expect(response.status).toBe(400);
  expect(emulator.control.getContact(contactId).transcript).toHaveLength(1);
});

test("a value of any depth is read without running out of stack", () => {
  const value = JSON.parse(nested('{"a":', "}", 100_000)) as unknown;
  expect(() => checkRules(value, z.unknown())).toThrow("invalid parameter");
});
