import { startEmulator } from "amazon-connect-chat-emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChatPlace } from "../support/chatPlace.js";
import { openChatStage } from "../support/chatStage.js";
import type { ChatStage } from "../support/chatStage.js";
import { callSession, createSession, eventsOf } from "../support/sessionScripts.js";
import { joinAgent } from "../support/startChat.js";
import { message, named, waitForEvent } from "../support/waitForEvent.js";
import { waitUntil } from "../support/waitUntil.js";

const key = "customer";
const minuteMs = 60_000;

let stage: ChatStage;
beforeAll(async () => {
  stage = await openChatStage();
});
afterAll(() => stage.close());

/** A customer of a persistent chat whose silence ends it; the past that was read, and the events of the chat's life. */
async function live(place: ChatPlace) {
  const emulator = await startEmulator({
    flow: { prompts: [] },
    endDelayMs: 0,
    // The clock is put forward by minutes in which the page cannot say that it lives.
    socketIdleMs: 60 * minuteMs,
  });
  try {
    const { control, url } = emulator;
    const call = (method: string, ...args: readonly unknown[]) =>
      place.run(callSession, { key, method, args });
    const past = control.startChat({ displayName: "Avery" });
    control.say({ contactId: past.contactId, content: "What was" });
    control.end(past.contactId);

    const chat = control.startChat({
      displayName: "Avery",
      persistentChat: { rehydrationType: "ENTIRE_PAST_SESSION", sourceContactId: past.contactId },
    });
    const { contactId } = chat;
    control.setTimers({
      contactId,
      timers: { CUSTOMER: { idleMs: 2 * minuteMs, disconnectMs: 5 * minuteMs } },
    });
    await place.run(createSession, { key, endpoint: url, args: { chatDetails: chat, type: "CUSTOMER" } });
    await call("connect");
    await waitForEvent({ place, key }, named("CHAT_REHYDRATED"));
    const present = await call("getTranscript", {});
    const older = await call("getTranscript", { nextToken: present.value.data.NextToken });

    const lead = control.addSupervisor({ contactId, displayName: "Lead", agentId: "lead" });
    await joinAgent(emulator, contactId);
    control.advanceClock(2 * minuteMs);
    await waitForEvent({ place, key }, named("PARTICIPANT_IDLE"));
    await call("sendMessage", { message: "Here I am", contentType: "text/plain" });
    await waitForEvent({ place, key }, named("PARTICIPANT_RETURNED"));

    await fetch(`${url}/participant/connection`, {
      method: "POST",
      headers: { "x-amz-bearer": lead.participantToken },
      body: JSON.stringify({ ConnectParticipant: true }),
    });
    control.barge(lead);
    control.say({ ...lead, content: "Let me help" });
    const helped = await waitForEvent({ place, key }, message({ Content: "Let me help" }));
    control.advanceClock(7 * minuteMs);
    await waitForEvent({ place, key }, named("CHAT_ENDED"));

    const lifeEvents = /REHYDRATED|IDLE|RETURNED|AUTODISCONNECTION|CHAT_ENDED/;
    const events = await waitUntil(() => place.run(eventsOf, key));
    return {
      past: older.value.data.Transcript.map(({ Content, RelatedContactId }: Record<string, string>) => [
        Content ?? "event",
        RelatedContactId === past.contactId,
      ]),
      helper: helped.event.data.ParticipantRole,
      events: events
        .filter(({ name }) => lifeEvents.test(name))
        .map(({ name, event }) => [name, event.data?.ParticipantRole]),
    };
  } finally {
    await emulator.close();
  }
}

test("a page hears of its past, of idling, returning and being disconnected, and of a supervisor who barges in", async () => {
  const { ours, upstream } = await stage.sideBySide(live);
  expect(ours).toEqual({
    past: [
      ["What was", true],
      ["event", true],
    ],
    helper: "SUPERVISOR",
    events: [
      ["CHAT_REHYDRATED", undefined],
      ["PARTICIPANT_IDLE", "CUSTOMER"],
      ["PARTICIPANT_RETURNED", "CUSTOMER"],
      ["PARTICIPANT_IDLE", "CUSTOMER"],
      ["AUTODISCONNECTION", "CUSTOMER"],
      ["CHAT_ENDED", undefined],
    ],
  });
  expect(upstream).toEqual(ours);
});
