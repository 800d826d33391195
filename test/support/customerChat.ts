import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ChatPlace } from "./chatPlace.js";
import { callSession, createSession, eventsOf } from "./sessionScripts.js";
import type { Outcome } from "./sessionScripts.js";
import { joinAgent, startChat } from "./startChat.js";
import type { JoinedAgent, StartedChat } from "./startChat.js";
import { item, message, named, waitForEvent } from "./waitForEvent.js";
import type { Wanted } from "./waitForEvent.js";
import { waitUntil } from "./waitUntil.js";

const key = "customer";

/** Follows NextToken from the first page to the end; the Ids of all items, page by page. */
async function readPages(
  call: (args: object) => Promise<Outcome>,
  first: object,
): Promise<readonly (readonly string[])[]> {
  const pages: string[][] = [];
  for (let nextToken: string | undefined; pages.length < 20;) {
    const { value } = await call({ ...first, ...(nextToken && { nextToken }) });
    pages.push(value.data.Transcript.map(({ Id }: { Id: string }) => Id));
    nextToken = value.data.NextToken;
    if (!nextToken) return pages;
  }
  throw new Error("the transcript does not end");
}

/**
 * A customer's whole chat on the emulator, as tests that build on each other. Whatever library the place has can hold it.
 * @param open gets the emulator's address
 * @param hurries asks the library to reconnect at once, which saves seconds; 5.0.0 does not know that
 */
export function customerChatTests(
  title: string,
  open: (endpoint: string) => Promise<ChatPlace>,
  { hurries = false } = {},
): void {
  describe(title, () => {
    let place: ChatPlace;
    let emulator: RunningEmulator;
    let chat: StartedChat;
    let agent: JoinedAgent;

    const call = (method: string, ...args: readonly unknown[]) =>
      place.run(callSession, { key, method, args });
    const wait = (wanted: Wanted) => waitForEvent({ place, key }, wanted);
    const transcript = () =>
      emulator.control.getContact(chat.ContactId).transcript.map(({ Id }) => Id as string);

    beforeAll(async () => {
      emulator = await startEmulator({ flow: { prompts: ["Welcome", "One moment"], promptDelayMs: 20 } });
      place = await open(emulator.url);
    });
    afterAll(async () => {
      await place.close();
      await emulator.close();
    });

    test("connects, and is greeted", async () => {
      chat = await place.run(startChat, emulator.url);
      await place.run(createSession, {
        key,
        endpoint: emulator.url,
        args: { chatDetails: chat, type: "CUSTOMER" },
      });
      expect(await call("connect", { metadata: "mine" })).toMatchObject({
        kind: "resolved",
        value: { connectSuccess: true, connectCalled: true, metadata: "mine" },
      });
      await wait(named("CONNECTION_ESTABLISHED"));
      await wait(item("participant.joined"));
      const greeting = await wait(message({ Content: "Welcome" }));
      expect(greeting.event.data).toMatchObject({ Type: "MESSAGE", ParticipantRole: "SYSTEM" });
      expect(greeting.event.chatDetails.contactId).toBe(chat.ContactId);
      await wait(message({ Content: "One moment" }));
    });

    test("sends a message, and gets it back by its Id", async () => {
      const sent = await call("sendMessage", { message: "Hello", contentType: "text/plain", metadata: 7 });
      expect(sent).toMatchObject({ kind: "resolved", value: { metadata: 7 } });
      const echo = await wait(message({ Id: sent.value.data.Id }));
      expect(echo.event.data).toMatchObject({
        Content: "Hello",
        ParticipantRole: "CUSTOMER",
        AbsoluteTime: sent.value.data.AbsoluteTime,
      });
    });

    test("sees an agent join, type and speak", async () => {
      agent = await joinAgent(emulator, chat.ContactId);
      await wait(
        ({ event: { data } }) =>
          data?.DisplayName === "Robin" && /participant\.joined$/.test(data.ContentType),
      );
      emulator.control.type(agent);
      const typing = await wait(named("INCOMING_TYPING"));
      expect(typing.event.data).toMatchObject({ ParticipantRole: "AGENT", DisplayName: "Robin" });
      const { Id } = emulator.control.say({ ...agent, content: "How can I help?" });
      expect((await wait(message({ Id }))).event.data).toMatchObject({
        Content: "How can I help?",
        ParticipantRole: "AGENT",
      });
    });

    test("sends typing, which everyone in the chat gets", async () => {
      const contentType = "application/vnd.amazonaws.connect.event.typing";
      expect(await call("sendEvent", { contentType })).toMatchObject({ kind: "resolved" });
      await wait(
        ({ name, event: { data } }) => name === "INCOMING_TYPING" && data.ParticipantRole === "CUSTOMER",
      );
    });

    test("reads the transcript page by page, in both directions", async () => {
      const read = (args: object) => call("getTranscript", args);
      const all = transcript();
      expect(all.length).toBeGreaterThan(4);
      const backward = await readPages(read, { maxResults: 2 });
      expect([...backward].reverse().flat()).toEqual(all);
      expect(backward[0]).toEqual(all.slice(-2));
      const forward = await readPages(read, {
        maxResults: 2,
        scanDirection: "FORWARD",
        startPosition: { id: all[0] },
      });
      expect(forward.flat()).toEqual(all);
      expect(forward[0]).toEqual(all.slice(0, 2));
    });

    test("loses the connection, gets it again, and hears what is said then", async () => {
      expect(emulator.control.dropSockets({ contactId: chat.ContactId })).toBe(1);
      await wait(named("CONNECTION_LOST"));
      if (hurries) await call("connect");
      await wait(
        ({ name }, index, events) =>
          name === "CONNECTION_ESTABLISHED" && index > events.findIndex(named("CONNECTION_LOST")),
      );
      await waitUntil(() =>
        expect(emulator.control.listSockets().map(({ topics }) => topics)).toEqual([["aws/chat"]]),
      );
      const { Id } = emulator.control.say({ ...agent, content: "Are you still there?" });
      await wait(message({ Id }));
      const sent = await call("sendMessage", { message: "Yes", contentType: "text/plain" });
      await wait(message({ Id: sent.value.data.Id }));
    });

    test("leaves, is told of the end, and can send no more", async () => {
      const left = await call("disconnectParticipant");
      expect(left.kind).toBe("resolved");
      expect(Object.keys(left.value)).toEqual(["data"]);
      const end = await wait(named("CHAT_ENDED"));
      expect(end.event.data).toBeNull();
      const names = (await place.run(eventsOf, key)).slice(-2);
      expect(names.map(({ name, event }) => [name, event.data?.ContentType])).toEqual([
        ["INCOMING_MESSAGE", "application/vnd.amazonaws.connect.event.chat.ended"],
        ["CHAT_ENDED", undefined],
      ]);
      const late = await call("sendMessage", { message: "One more thing", contentType: "text/plain" });
      expect(late).toMatchObject({
        kind: "rejected",
        failure: { text: "Failed to call sendMessage, No active connection" },
      });
      expect(emulator.control.getContact(chat.ContactId).contact.state).toBe("ENDED");
    });

    test("got each message once, in the order of the transcript", async () => {
      const events = await place.run(eventsOf, key);
      const ids = events.filter(named("INCOMING_MESSAGE")).map(({ event }) => event.data.Id as string);
      expect(ids).toEqual(transcript());
    });

    test("caused no error that nobody caught, and none on the console", () => {
      expect(place.complaints).toEqual([]);
    });
  });
}
