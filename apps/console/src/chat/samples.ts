import type { ControlClient } from "@amazon-connect-chat/page/controlClient.js";
import type { InteractiveSample, SystemEvent } from "amazon-connect-chat-emulator";

/** Something ready to be sent into a chat. */
export interface Sample {
  readonly label: string;
  readonly send: (client: ControlClient, contactId: string) => Promise<unknown>;
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
  send: (client: ControlClient, contactId: string) => client.sendInteractive({ contactId, template }),
}));

const views = ["detail", "list", "form", "confirmation", "cards"].map((view) => ({
  label: `View: ${view}`,
  send: (client: ControlClient, contactId: string) => client.showView({ contactId, view }),
}));

const events = (
  ["participant.idle", "participant.returned", "transfer.failed", "chat.rehydrated"] satisfies SystemEvent[]
).map((event) => ({
  label: event,
  send: (client: ControlClient, contactId: string) => client.sendEvent({ contactId, event }),
}));

/** By what they are. */
export const SAMPLES: Readonly<Record<string, readonly Sample[]>> = {
  Questions: questions,
  Views: views,
  "From the flow": [
    {
      label: "Answer in pieces",
      send: (client, contactId) =>
        client.stream({
          contactId,
          chunks: ["Let me ", "look that up. ", "Your order ", "arrives on Friday."],
          delayMs: 300,
        }),
    },
    { label: "Ask to sign in", send: (client, contactId) => client.startAuthentication({ contactId }) },
  ],
  Events: events,
};
