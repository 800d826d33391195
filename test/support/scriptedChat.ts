import type { ChatPage } from "./chatPlace.js";
import type { ChatStage, SideBySide } from "./chatStage.js";
import { startScriptedService } from "./scriptedService.js";
import type { ScriptedService } from "./scriptedService.js";
import { callSession, createSession, eventsOf } from "./sessionScripts.js";
import type { Outcome, RecordedEvent } from "./sessionScripts.js";
import { waitForEvent } from "./waitForEvent.js";
import type { Wanted } from "./waitForEvent.js";
import { waitUntil } from "./waitUntil.js";

/** The chat that scripted sessions are in. */
export const CHAT = {
  contactId: "contact-1",
  participantId: "participant-1",
  participantToken: "pt.scripted",
};

/** An item of the chat. */
export const chatItem = (Id: string, more: object = {}) => ({
  AbsoluteTime: "2031-02-03T04:05:06.789Z",
  Content: `content of ${Id}`,
  ContentType: "text/plain",
  Id,
  Type: "MESSAGE",
  ParticipantId: "participant-2",
  DisplayName: "Robin",
  ParticipantRole: "AGENT",
  InitialContactId: CHAT.contactId,
  ContactId: CHAT.contactId,
  ...more,
});

/** An event of the chat, such as `chat.ended`. */
export const chatEvent = (Id: string, type: string) =>
  chatItem(Id, {
    Type: "EVENT",
    ContentType: `application/vnd.amazonaws.connect.event.${type}`,
    Content: undefined,
  });

/** A customer's session on a scripted service. */
export interface ScriptedChat {
  readonly page: ChatPage;
  readonly service: ScriptedService;
  create(options?: { readonly without?: readonly string[] }): Promise<void>;
  call(method: string, ...args: readonly unknown[]): Promise<Outcome>;
  /** Connects, and waits until the session has heard that it is subscribed. */
  connect(): Promise<void>;
  events(): Promise<readonly RecordedEvent[]>;
  wait(wanted: Wanted): Promise<RecordedEvent>;
}

const key = "customer";

/** Plays with both libraries, each with a service of its own. */
export function playScripted<Result>(
  stage: ChatStage,
  play: (chat: ScriptedChat) => Promise<Result>,
): Promise<SideBySide<Result>> {
  return stage.sideBySide(async (page) => {
    const service = await startScriptedService();
    const call: ScriptedChat["call"] = (method, ...args) => page.run(callSession, { key, method, args });
    const events = () => page.run(eventsOf, key);
    const create: ScriptedChat["create"] = (options = {}) =>
      page.run(createSession, {
        key,
        endpoint: service.url,
        args: { chatDetails: CHAT, type: "CUSTOMER" },
        ...options,
      });
    const wait = (wanted: Wanted) => waitForEvent({ place: page, key }, wanted);
    try {
      return await play({
        page,
        service,
        create,
        call,
        events,
        wait,
        async connect() {
          await call("connect");
          await waitUntil(() => {
            if (service.subscribedCount() !== 1) throw new Error("the session did not subscribe");
          });
          // Whatever was announced on the way has arrived when an item has.
          service.sendItem(chatEvent("ready", "participant.returned"));
          await wait(({ name }) => name === "PARTICIPANT_RETURNED");
        },
      });
    } finally {
      await service.close();
    }
  });
}

/** Names and items of events, without what the connection said on the way up. */
export const shownItems = (events: readonly RecordedEvent[]) =>
  events
    .filter(({ name, event }) => name !== "CONNECTION_ESTABLISHED" && event.data?.Id !== "ready")
    .map(({ name, event }) => ({ name, data: event.data }));

export const namesAndIds = (events: readonly RecordedEvent[]) =>
  shownItems(events).map(({ name, data }) => [name, data?.Id]);
