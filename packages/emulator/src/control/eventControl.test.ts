import type { ChatItem } from "@amazon-connect-chat/protocol";
import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import { socketFor } from "../../test/memorySocket.js";
import type { SystemEvent } from "../index.js";

async function listening(withAgent = true) {
  const stage = createStage();
  const customer = await stage.customer();
  const agent = withAgent ? await stage.agent(customer.contactId) : undefined;
  const socket = await socketFor(stage, customer.participantToken);
  const last = () => {
    stage.clock.advance(0);
    return JSON.parse(socket.frames.at(-1)!.content as string) as ChatItem;
  };
  return { stage, customer, agent, last, control: stage.emulator.control };
}

test.each<[SystemEvent, string | undefined, boolean]>([
  ["participant.idle", "CUSTOMER", false],
  ["participant.returned", "CUSTOMER", false],
  ["participant.autodisconnection", "CUSTOMER", false],
  ["transfer.succeeded", "AGENT", true],
  ["transfer.failed", "AGENT", true],
  ["chat.rehydrated", undefined, false],
  ["participant.active", "CUSTOMER", false],
  ["participant.inactive", "CUSTOMER", false],
  ["workflow.cancelled", undefined, false],
])("%s is from %s; in the transcript: %s", async (event, role, isStored) => {
  const { stage, customer, last, control } = await listening();
  const before = stage.transcript(customer.contactId).length;
  const sent = control.sendEvent({ contactId: customer.contactId, event });
  expect(last()).toMatchObject({
    ...sent,
    Type: "EVENT",
    ContentType: `application/vnd.amazonaws.connect.event.${event}`,
    InitialContactId: customer.contactId,
    ContactId: customer.contactId,
  });
  expect(last().ParticipantRole).toBe(role);
  expect(last()).not.toHaveProperty("Content");
  expect(stage.transcript(customer.contactId)).toHaveLength(before + (isStored ? 1 : 0));
});

test("an event is from whom the call names", async () => {
  const { customer, agent, last, control } = await listening();
  const { participantId } = agent!;
  control.sendEvent({ contactId: customer.contactId, event: "participant.idle", participantId });
  expect(last()).toMatchObject({
    ParticipantId: participantId,
    ParticipantRole: "AGENT",
    DisplayName: "Robin",
  });
});

test("a new display name is told, and stays", async () => {
  const { customer, agent, last, control, stage } = await listening();
  const { participantId } = agent!;
  control.sendEvent({
    contactId: customer.contactId,
    event: "participant.displayname.updated",
    participantId,
    displayName: "Robin Hill",
  });
  expect(last()).toMatchObject({ ParticipantId: participantId, DisplayName: "Robin Hill" });
  control.say({ contactId: customer.contactId, participantId, content: "Hi" });
  expect(stage.transcript(customer.contactId).at(-1)).toMatchObject({ DisplayName: "Robin Hill" });
  expect(control.getContact(customer.contactId).contact.customerName).toBe("Avery");
  expect(() =>
    control.sendEvent({ contactId: customer.contactId, event: "participant.displayname.updated" }),
  ).toThrow(/displayName is missing/);
});

test("a transfer's event needs an agent, and an event of anybody a chat that lives", async () => {
  const { customer, control } = await listening(false);
  const { contactId } = customer;
  expect(() => control.sendEvent({ contactId, event: "transfer.failed" })).toThrow(/invite one/);
  expect(() => control.sendEvent({ contactId, event: "participant.idle", participantId: "unknown" })).toThrow(
    expect.objectContaining({ code: "NotFound" }),
  );
  control.end(contactId);
  expect(() => control.sendEvent({ contactId, event: "participant.idle" })).toThrow(
    expect.objectContaining({ code: "Conflict" }),
  );
});
