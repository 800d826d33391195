import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";

async function open(stage: ReturnType<typeof createStage>) {
  const response = await stage.send("/control/events");
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const read = async () => {
    const { done, value } = await reader.read();
    if (done) return undefined;
    const [, name, data] = /^event: (\w+)\ndata: (.*)\n\n$/.exec(value) ?? [];
    return name === undefined ? { name: value, data: undefined } : { name, data: JSON.parse(data!) };
  };
  return { response, reader, read };
}

test("first tells all contacts, then each one that changes", async () => {
  const stage = createStage();
  const before = await stage.customer();
  const { response, read } = await open(stage);
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  expect(await read()).toEqual({ name: "contacts", data: stage.emulator.control.listContacts() });
  await before.call("SendMessage", { ContentType: "text/plain", Content: "Hi" });
  expect(await read()).toMatchObject({
    name: "contact",
    data: { contactId: before.contactId, lastMessage: { content: "Hi" } },
  });
  stage.emulator.control.startChat({ displayName: "Blair" });
  expect(await read()).toMatchObject({ data: { state: "CREATED", customerName: "Blair" } });
  stage.emulator.control.end(before.contactId);
  expect(await read()).toMatchObject({ data: { state: "ENDED", endedAt: expect.any(String) } });
});

test("tells of the end of a chat that is forgotten with it", async () => {
  const stage = createStage({ limits: { keptEndedContacts: 0 } });
  const { contactId } = await stage.customer();
  const { read } = await open(stage);
  await read();
  stage.emulator.control.end(contactId);
  expect(await read()).toMatchObject({ data: { contactId, state: "ENDED" } });
  expect(stage.emulator.control.listContacts()).toEqual([]);
});

test("tells which chats are forgotten, so that who follows for long keeps no more than there are", async () => {
  const stage = createStage({ limits: { keptEndedContacts: 1 } });
  const [one, other] = [await stage.customer(), await stage.customer()];
  const { read } = await open(stage);
  await read();
  stage.emulator.control.end(one.contactId);
  expect(await read()).toMatchObject({ name: "contact", data: { contactId: one.contactId } });
  stage.emulator.control.end(other.contactId);
  expect(await read()).toMatchObject({ name: "contact", data: { contactId: other.contactId } });
  expect(await read()).toEqual({ name: "forgotten", data: { contactId: one.contactId } });
});

test("keeps a silent stream alive, and ends it with the emulator", async () => {
  const stage = createStage();
  const { read } = await open(stage);
  await read();
  stage.clock.advance(15_000);
  expect(await read()).toEqual({ name: ":\n\n", data: undefined });
  stage.emulator.close();
  expect(await read()).toBeUndefined();
  expect(stage.clock.pendingTimers).toBe(0);
});

test("a stream outlives a clock that is put forward by days", async () => {
  const stage = createStage();
  const { read } = await open(stage);
  await read();
  stage.clock.advance(7 * 86_400_000);
  stage.emulator.control.startChat({ displayName: "Blair" });
  expect(await read()).toEqual({ name: ":\n\n", data: undefined });
  expect(await read()).toMatchObject({ name: "contact", data: { customerName: "Blair" } });
});

test("a reader that goes away leaves nothing behind", async () => {
  const stage = createStage();
  const { reader, read } = await open(stage);
  await read();
  await reader.cancel();
  expect(stage.clock.pendingTimers).toBe(0);
});
