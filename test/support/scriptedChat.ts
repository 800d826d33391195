import { CHAT, chatEvent } from "./chatItems.js";
import type { ChatPage } from "./chatPlace.js";
import type { ChatStage, SideBySide } from "./chatStage.js";
import { startScriptedService } from "./scriptedService.js";
import type { ScriptedService } from "./scriptedService.js";
import { callSession, createSession, eventsOf } from "./sessionScripts.js";
import type { Outcome, RecordedEvent } from "./sessionScripts.js";
import { waitForEvent } from "./waitForEvent.js";
import type { Wanted } from "./waitForEvent.js";
import { waitUntil } from "./waitUntil.js";

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
