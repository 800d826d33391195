import type { RunningEmulator } from "amazon-connect-chat-emulator";
import type { ChatPlace } from "./chatPlace.js";
import { callSession, createSession, eventsOf } from "./sessionScripts.js";
import type { RecordedEvent } from "./sessionScripts.js";
import { waitForEvent } from "./waitForEvent.js";
import type { Wanted } from "./waitForEvent.js";

const interactive = "application/vnd.amazonaws.connect.message.interactive";

/** A customer who goes through a scenario, in a page with either library. */
export interface ScenarioChat {
  readonly emulator: RunningEmulator;
  /** Calls a method of the session, which must succeed; gives what it resolves with. */
  call(method: string, args?: object): Promise<any>;
  say(text: string): Promise<void>;
  /** Answers a view. */
  respond(action: string, data?: object): Promise<void>;
  wait(wanted: Wanted): Promise<RecordedEvent>;
  /** Waits for the n-th interactive message of the chat, and gives its content. */
  question(count: number): Promise<{ readonly templateType: string; readonly data: any }>;
  /** Waits for the end of this chat and goes on from it in the next one, whose customer it gives. */
  goOn(persistentChat: {
    readonly rehydrationType: "ENTIRE_PAST_SESSION" | "FROM_SEGMENT";
    readonly sourceContactId: string;
  }): Promise<ScenarioChat>;
  /** What the page's handlers got so far; how the page came by its connection is another story. */
  events(): Promise<readonly RecordedEvent[]>;
  /** What calls gave whose results the scenario is about. */
  readonly seen: unknown[];
}

/** Starts a chat in a scenario, and connects. */
export async function openScenarioChat(
  given: {
    readonly place: ChatPlace;
    readonly emulator: RunningEmulator;
    readonly scenario: string;
    readonly disconnectsAgentsOnExit?: boolean;
  },
  key = "first",
  more: object = {},
): Promise<ScenarioChat> {
  const { place, emulator, scenario, disconnectsAgentsOnExit } = given;
  const chatDetails = emulator.control.startChat({
    displayName: "Avery",
    attributes: { scenario },
    supportedContentTypes: ["text/plain", "text/markdown", interactive, `${interactive}.response`],
    disconnectsAgentsOnExit,
    ...more,
  });
  await place.run(createSession, { key, endpoint: emulator.url, args: { chatDetails, type: "CUSTOMER" } });
  const wait = (wanted: Wanted) => waitForEvent({ place, key }, wanted);
  const call = async (method: string, args: object = {}) => {
    const { kind, value, failure } = await place.run(callSession, { key, method, args: [args] });
    if (kind !== "resolved") throw new Error(`${method} ${kind}: ${failure?.text ?? ""}`);
    return value;
  };
  await call("connect");
  const respond = (action: string, data: object = {}) =>
    call("sendMessage", {
      contentType: `${interactive}.response`,
      message: JSON.stringify({ action, data, templateType: "ViewResource", version: "1.0" }),
    });
  const isQuestion = ({ name, event: { data } }: RecordedEvent) =>
    name === "INCOMING_MESSAGE" && data.ContentType === interactive;
  return {
    emulator,
    seen: [],
    call,
    respond,
    wait,
    say: (message) => call("sendMessage", { contentType: "text/plain", message }),
    async question(count) {
      const { event } = await wait(
        (one, index, events) =>
          isQuestion(one) && events.slice(0, index).filter(isQuestion).length === count - 1,
      );
      return JSON.parse(event.data.Content) as { templateType: string; data: any };
    },
    goOn: (persistentChat) => openScenarioChat(given, `${key} next`, { persistentChat }),
    events: async () =>
      (await place.run(eventsOf, key)).filter(({ name }) => !name.startsWith("CONNECTION_")),
  };
}
