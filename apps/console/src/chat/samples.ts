import type { InteractiveSample, SystemEvent } from "amazon-connect-chat-emulator";
import type { ConsoleClient } from "../consoleClient.js";

/** Something ready to be sent into a chat. */
export interface Sample {
  readonly label: string;
  readonly send: (client: ConsoleClient, contactId: string) => Promise<unknown>;
}

const questions = (
  [
    "ListPicker",
    "PagedListPicker",
    "TimePicker",
    "Panel",
    "QuickReply",
    "Carousel",
  ] satisfies InteractiveSample[]
).map((template) => ({
  label: template,
  send: (client: ConsoleClient, contactId: string) => client.sendInteractive(contactId, template),
}));

const views = ["detail", "list", "form", "confirmation", "cards"].map((view) => ({
  label: `View: ${view}`,
  send: (client: ConsoleClient, contactId: string) => client.showView(contactId, view),
}));

const events = (
  ["participant.idle", "participant.returned", "transfer.failed", "chat.rehydrated"] satisfies SystemEvent[]
).map((event) => ({
  label: event,
  send: (client: ConsoleClient, contactId: string) => client.sendEvent(contactId, event),
}));

/** By what they are. */
export const SAMPLES: Readonly<Record<string, readonly Sample[]>> = {
  Questions: questions,
  Views: views,
  "From the flow": [
    {
      label: "Answer in pieces",
      send: (client, contactId) =>
        client.stream(contactId, ["Let me ", "look that up. ", "Your order ", "arrives on Friday."]),
    },
    { label: "Ask to sign in", send: (client, contactId) => client.askToSignIn(contactId) },
  ],
  Events: events,
};
