import type { ScenarioStep } from "./scenarioStep.js";

const interactive: readonly ScenarioStep[] = [
  { do: "say", content: "Here is one message of each kind. Answer any of them." },
  { do: "ask", template: "ListPicker" },
  { do: "ask", template: "PagedListPicker" },
  { do: "ask", template: "TimePicker" },
  { do: "ask", template: "Panel" },
  { do: "ask", template: "QuickReply" },
  { do: "ask", template: "Carousel" },
  { do: "queue" },
];

const streamingBot: readonly ScenarioStep[] = [
  { do: "say", content: "The bot answers piece by piece." },
  {
    do: "stream",
    chunks: ["Orders ", "leave our ", "warehouse ", "within ", "two ", "days."],
    delayMs: 250,
  },
  {
    do: "stream",
    chunks: ["You can ", "follow ", "yours ", "with the number ", "in our mail."],
    delayMs: 120,
    afterMs: 3_000,
  },
  { do: "say", as: "bot", content: "This one came in one piece.", afterMs: 2_000 },
  { do: "queue" },
];

const attachments: readonly ScenarioStep[] = [
  { do: "say", content: "An agent will send you files." },
  { do: "agentJoins" },
  { do: "say", as: "agent", content: "Hello, here is your receipt." },
  { do: "attach", as: "agent", file: "picture" },
  { do: "attach", as: "agent", file: "text" },
  { do: "say", as: "agent", content: "The next one will not pass the scanner." },
  { do: "attach", as: "agent", file: "text", verdict: "reject" },
  { do: "say", as: "agent", content: "Please send me a picture of the parcel." },
];

const authentication: readonly ScenarioStep[] = [
  { do: "say", content: "Please sign in, so that we know whom we are talking to." },
  {
    do: "authenticate",
    outcomes: {
      succeeded: [{ do: "say", content: "Thank you, you are signed in." }],
      failed: [{ do: "say", content: "That did not work; let us go on without." }],
      timeout: [{ do: "say", content: "That took too long; let us go on without." }],
      expired: [{ do: "say", content: "The session was too old; let us go on without." }],
      cancelled: [{ do: "say", content: "Let us go on without." }],
    },
  },
  { do: "queue" },
];

const views: readonly ScenarioStep[] = [
  { do: "say", content: "Here is each view that Amazon Connect brings along." },
  { do: "showView", view: "form" },
  { do: "showView", view: "list" },
  { do: "showView", view: "detail" },
  { do: "showView", view: "cards" },
  { do: "showView", view: "confirmation" },
  { do: "queue" },
];

const transfer: readonly ScenarioStep[] = [
  { do: "say", content: "Two agents will talk to you, one after the other." },
  { do: "agentJoins", displayName: "Robin" },
  { do: "type", as: "agent" },
  { do: "say", as: "agent", content: "Hello, I will ask a colleague." },
  { do: "event", event: "transfer.failed" },
  { do: "say", as: "agent", content: "Nobody there yet. One more try." },
  { do: "transfer", displayName: "Sam" },
  { do: "say", content: "You are being handed over." },
  { do: "agentJoins" },
  { do: "say", as: "agent", content: "**Sam** here. How can I help?", contentType: "text/markdown" },
];

const events: readonly ScenarioStep[] = [
  { do: "event", event: "chat.rehydrated" },
  { do: "authenticate", timeoutMs: 1_000 },
  { do: "event", event: "participant.displayname.updated", displayName: "Avery Hill" },
  { do: "agentJoins", displayName: "Robin" },
  { do: "type", as: "agent" },
  { do: "event", event: "participant.idle" },
  { do: "event", event: "participant.returned" },
  { do: "event", event: "participant.idle", as: "agent" },
  { do: "event", event: "participant.returned", as: "agent" },
  { do: "event", event: "transfer.failed" },
  { do: "transfer", displayName: "Sam" },
  { do: "agentJoins" },
  { do: "event", event: "participant.autodisconnection" },
  { do: "agentLeaves" },
];

/** The scenarios that the emulator brings along. */
export const readyScenarios = {
  interactive,
  "streaming-bot": streamingBot,
  attachments,
  authentication,
  views,
  transfer,
  events,
} as const satisfies Readonly<Record<string, readonly ScenarioStep[]>>;
