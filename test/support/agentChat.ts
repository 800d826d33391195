import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ChatPlace } from "./chatPlace.js";
import { callSession, createManager, createSession, eventsOf } from "./sessionScripts.js";
import { startChat } from "./startChat.js";
import type { StartedChat } from "./startChat.js";
import { item, message, named, waitForEvent } from "./waitForEvent.js";
import type { Wanted } from "./waitForEvent.js";

const agentId = "robin";
const typing = "application/vnd.amazonaws.connect.event.typing";

/** An agent with two chats on one socket, and both customers, all in one place, as tests that build on each other. */
export function agentChatTests(title: string, open: () => Promise<ChatPlace>): void {
  describe(title, () => {
    let place: ChatPlace;
    let emulator: RunningEmulator;
    const chats: StartedChat[] = [];

    const call = (key: string, method: string, ...args: readonly unknown[]) =>
      place.run(callSession, { key, method, args });
    const say = (key: string, text: string) =>
      call(key, "sendMessage", { message: text, contentType: "text/plain" });
    const wait = (key: string, wanted: Wanted) => waitForEvent({ place, key }, wanted);
    const messagesOf = async (key: string) =>
      (await place.run(eventsOf, key))
        .filter(({ event }) => event.data?.Type === "MESSAGE")
        .map(({ event }) => event.data.Content as string);

    beforeAll(async () => {
      emulator = await startEmulator({ flow: { prompts: [] } });
      place = await open();
    });
    afterAll(async () => {
      await place.close();
      await emulator.close();
    });

    const startCustomer = async (key: string) => {
      const chat = await place.run(startChat, emulator.url);
      chats.push(chat);
      await place.run(createSession, {
        key,
        endpoint: emulator.url,
        args: { chatDetails: chat, type: "CUSTOMER" },
      });
      expect(await call(key, "connect")).toMatchObject({ kind: "resolved" });
      return chat;
    };
    const startAgent = async (key: string, contactId: string) => {
      const invited = emulator.control.inviteAgent({ contactId, displayName: "Robin", agentId });
      const participantUrl = `${emulator.url}/control/contacts/${contactId}/participants/${invited.participantId}`;
      await place.run(createSession, {
        key,
        endpoint: emulator.url,
        args: { chatDetails: invited, type: "AGENT" },
        manager: agentId,
        connectionTokenUrl: `${participantUrl}/connection-token`,
      });
      expect(await call(key, "connect")).toMatchObject({ kind: "resolved" });
    };

    test("an agent joins two chats on one socket, and both customers see it", async () => {
      await place.run(createManager, {
        key: agentId,
        transportUrl: `${emulator.url}/control/agents/${agentId}/transport`,
      });
      for (const number of [1, 2]) {
        const { ContactId } = await startCustomer(`customer-${number}`);
        await startAgent(`agent-${number}`, ContactId);
        await wait(`agent-${number}`, named("CONNECTION_ESTABLISHED"));
        await wait(
          `customer-${number}`,
          (event) => item("participant.joined")(event) && event.event.data.ParticipantRole === "AGENT",
        );
      }
      expect(emulator.control.listSockets().filter((socket) => socket.agentId === agentId)).toHaveLength(1);
      const accepted = emulator.control.requests().filter(({ status }) => status !== 200);
      expect(accepted).toEqual([]);
    });

    test("customers and agent hear each other, each in its own chat only", async () => {
      for (const number of [1, 2]) {
        const asked = await say(`customer-${number}`, `question ${number}`);
        await wait(`agent-${number}`, message({ Id: asked.value.data.Id }));
        const answered = await say(`agent-${number}`, `answer ${number}`);
        await wait(`customer-${number}`, message({ Id: answered.value.data.Id }));
        await wait(`agent-${number}`, message({ Id: answered.value.data.Id }));
      }
      for (const number of [1, 2])
        for (const role of ["customer", "agent"])
          expect(await messagesOf(`${role}-${number}`)).toEqual([`question ${number}`, `answer ${number}`]);
    });

    test("typing shows on the other side", async () => {
      await call("customer-1", "sendEvent", { contentType: typing });
      await wait("agent-1", ({ event: { data } }) => data?.ContentType === typing);
      await call("agent-2", "sendEvent", { contentType: typing });
      const shown = await wait("customer-2", named("INCOMING_TYPING"));
      expect(shown.event.data.ParticipantRole).toBe("AGENT");
    });

    test("the agent's socket drops, and both chats go on", async () => {
      emulator.control.dropSockets({ agentId });
      for (const number of [1, 2]) {
        await wait(`agent-${number}`, named("CONNECTION_LOST"));
        await wait(
          `agent-${number}`,
          ({ name }, index, events) =>
            name === "CONNECTION_ESTABLISHED" && index > events.findIndex(named("CONNECTION_LOST")),
        );
        const { value } = await say(`customer-${number}`, "still there?");
        await wait(`agent-${number}`, message({ Id: value.data.Id }));
      }
    });

    test("one chat ends for both sides, and the other goes on", async () => {
      emulator.control.end(chats[0]!.ContactId);
      for (const role of ["agent", "customer"]) {
        await wait(`${role}-1`, named("CHAT_ENDED"));
        expect(await say(`${role}-1`, "late")).toMatchObject({
          kind: "rejected",
          failure: { text: "Failed to call sendMessage, No active connection" },
        });
      }
      const { value } = await say("customer-2", "and me?");
      await wait("agent-2", message({ Id: value.data.Id }));
      expect((await place.run(eventsOf, "agent-2")).some(named("CHAT_ENDED"))).toBe(false);
    });

    test("nothing went wrong on the way", () => {
      expect(place.complaints).toEqual([]);
    });
  });
}
