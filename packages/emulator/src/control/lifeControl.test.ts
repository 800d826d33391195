import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import { createEmulator } from "../index.js";

const post = async ({ send }: ReturnType<typeof createStage>, path: string, body: object) => {
  const response = await send(`/control${path}`, { method: "POST", body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
};

test("the clock is put forward over HTTP, and what falls due has happened by then", async () => {
  const stage = createStage();
  const { contactId } = await stage.customer({ durationMinutes: 60 });
  expect(await post(stage, "/clock/advance", { ms: 3_600_000 })).toEqual({
    status: 200,
    body: { now: "2026-01-15T13:00:00.000Z" },
  });
  expect(stage.emulator.control.getContact(contactId).contact.state).toBe("ENDED");
});

test("a clock that cannot be put forward is a conflict", () => {
  const clock = { nowMs: () => 0, setTimer: () => () => undefined };
  const { control } = createEmulator({ clock });
  expect(() => control.advanceClock(1)).toThrow(expect.objectContaining({ code: "Conflict" }));
});

test("the machine's clock is put forward too", () => {
  const emulator = createEmulator({ connectWindowMs: 300_000 });
  const { contactId } = emulator.control.startChat({ displayName: "Avery" });
  emulator.control.advanceClock(300_000);
  expect(emulator.control.getContact(contactId).contact.state).toBe("EXPIRED");
  emulator.close();
});

test.each<[string, object]>([
  ["/clock/advance", { ms: -1 }],
  ["/clock/advance", {}],
  ["/contacts/ID/timers", { CUSTOMER: { idleMs: -1 } }],
  ["/contacts/ID/timers", { CUSTOMER: { idlMs: 1 } }],
  ["/contacts/ID/timers", { SUPERVISOR: { idleMs: 1 } }],
])("%s refuses %j", async (path, body) => {
  const stage = createStage();
  const { contactId } = await stage.customer();
  expect((await post(stage, path.replace("ID", contactId), body)).status).toBe(400);
});

test("timers are set over HTTP", async () => {
  const stage = createStage();
  const { contactId } = await stage.customer();
  const timers = { CUSTOMER: { idleMs: 60_000, disconnectMs: 1 } };
  expect((await post(stage, `/contacts/${contactId}/timers`, timers)).status).toBe(200);
  await stage.agent(contactId);
  stage.clock.advance(61_000);
  expect(stage.emulator.control.getContact(contactId).contact.state).toBe("ENDED");
});

test("an agent is in ten chats at most, and free again for another when one has ended", async () => {
  const stage = createStage();
  const chats = await Promise.all(Array.from({ length: 11 }, () => stage.customer()));
  const invite = (index: number) => stage.agent(chats[index]!.contactId);
  for (let index = 0; index < 10; index++) await invite(index);
  expect(() => invite(10)).toThrow(expect.objectContaining({ code: "Conflict" }));
  stage.emulator.control.end(chats[0]!.contactId);
  await invite(10);
});

test("a chat has room for one custom bot", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const bot = { ...customer, displayName: "Helper", agentId: "bot", role: "CUSTOM_BOT" as const };
  stage.emulator.control.inviteAgent(bot);
  expect(() => stage.emulator.control.inviteAgent(bot)).toThrow(/no room/);
});

test("a chat that goes back to the queue is the next agent's from that agent's joining on", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const { contactId } = customer;
  await stage.agent(contactId);
  const { body } = await post(stage, `/contacts/${contactId}/requeue`, {});
  const contact = () => stage.emulator.control.getContact(contactId).contact;
  expect([contact().state, contact().currentContactId]).toEqual(["QUEUED", undefined]);
  await stage.agent(contactId, "Sam");
  expect([contact().state, contact().currentContactId]).toEqual(["WITH_AGENT", body.contactId]);
  expect(
    stage
      .transcript(contactId)
      .map(({ ContentType, ContactId }) => [ContentType!.split("event.")[1], ContactId]),
  ).toEqual([
    ["participant.joined", contactId],
    ["participant.joined", contactId],
    ["transfer.succeeded", contactId],
    ["participant.left", contactId],
    ["participant.joined", body.contactId],
  ]);
  expect((await customer.callRaw("SendMessage", { ContentType: "text/plain", Content: "Hi" })).status).toBe(
    200,
  );
});
