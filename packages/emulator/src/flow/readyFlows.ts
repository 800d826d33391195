import type { FlowSteps } from "./flowStep.js";

const interactive: FlowSteps = [
  "Here is one message of each kind. Answer any of them.",
  { do: "show", template: "ListPicker" },
  { do: "show", template: "PagedListPicker" },
  { do: "show", template: "TimePicker" },
  { do: "show", template: "Panel" },
  { do: "show", template: "QuickReply" },
  { do: "show", template: "Carousel" },
  { do: "queue" },
];

const tour: FlowSteps = [
  "Let us look into your order together. Each question waits for your answer.",
  {
    do: "ask",
    template: "ListPicker",
    answers: [{ says: "refund", steps: ["A refund, then."] }],
    otherwise: ["All right."],
  },
  { do: "ask", view: "form", answers: [{ says: "back", steps: ["Then without its number."] }] },
  { do: "ask", view: "list" },
  { do: "ask", template: "TimePicker" },
  { do: "ask", template: "Carousel", otherwise: ["A good choice."] },
  {
    do: "ask",
    template: "QuickReply",
    answers: [
      {
        says: "^yes$",
        steps: [{ do: "show", view: "confirmation" }, "Glad to hear that.", { do: "disconnect" }],
      },
    ],
    otherwise: ["Then I get you somebody."],
  },
  { do: "queue" },
];

const streamingBot: FlowSteps = [
  "The bot answers piece by piece.",
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

const attachments: FlowSteps = [
  "An agent will send you files.",
  { do: "agentJoins" },
  { do: "say", as: "agent", content: "Hello, here is your receipt." },
  { do: "attach", as: "agent", file: "picture" },
  { do: "attach", as: "agent", file: "text" },
  { do: "say", as: "agent", content: "The next one will not pass the scanner." },
  { do: "attach", as: "agent", file: "text", verdict: "reject" },
  { do: "say", as: "agent", content: "Please send me a picture of the parcel." },
];

const authentication: FlowSteps = [
  "Please sign in, so that we know whom we are talking to.",
  {
    do: "authenticate",
    outcomes: {
      succeeded: ["Thank you, you are signed in."],
      failed: ["That did not work; let us go on without."],
      timeout: ["That took too long; let us go on without."],
      expired: ["The session was too old; let us go on without."],
      cancelled: ["Let us go on without."],
    },
  },
  { do: "queue" },
];

const views: FlowSteps = [
  "Here is each view that Amazon Connect brings along.",
  { do: "show", view: "form" },
  { do: "show", view: "list" },
  { do: "show", view: "detail" },
  { do: "show", view: "cards" },
  { do: "show", view: "confirmation" },
  { do: "queue" },
];

const transfer: FlowSteps = [
  "Two agents will talk to you, one after the other.",
  { do: "agentJoins", displayName: "Robin" },
  { do: "type", as: "agent" },
  { do: "say", as: "agent", content: "Hello, I will ask a colleague." },
  { do: "event", event: "transfer.failed" },
  { do: "say", as: "agent", content: "Nobody there yet. One more try." },
  { do: "transfer", displayName: "Sam" },
  "You are being handed over.",
  { do: "agentJoins" },
  { do: "say", as: "agent", content: "**Sam** here. How can I help?", contentType: "text/markdown" },
];

const events: FlowSteps = [
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

const supportBot: FlowSteps = [
  "Hello, I am the shop's bot. Ask me about deliveries or returns, or write agent.",
  {
    do: "on",
    says: "deliver|parcel|where",
    steps: [
      {
        do: "stream",
        chunks:
          "Orders leave our warehouse within two days. You can follow yours with the number in our mail.",
        delayMs: 120,
      },
    ],
  },
  {
    do: "on",
    says: "return|refund|money",
    steps: [
      {
        do: "ask",
        content: "Did it arrive within the last 30 days?",
        choices: ["Yes", "No"],
        answers: [
          {
            says: "yes",
            steps: [{ do: "stream", chunks: "Then send it back, and you get your money within a week." }],
          },
        ],
        otherwise: ["Then somebody has to look at it.", { do: "queue" }],
      },
    ],
  },
  { do: "on", says: "agent|human|person", steps: ["One moment, you are in the queue.", { do: "queue" }] },
  {
    do: "on",
    says: ".",
    steps: [{ do: "say", as: "bot", content: "I only know of deliveries and returns." }],
  },
  { do: "on", silentForMs: 120_000, steps: ["Are you still there?"], times: 1 },
];

const multiParty: FlowSteps = [
  "Two agents will be in this chat together.",
  { do: "agentJoins", displayName: "Robin" },
  { do: "say", as: "agent", content: "Hello, I will ask Sam to join us." },
  { do: "agentJoins", displayName: "Sam" },
  { do: "say", as: "agent", content: "Sam here, hello to both of you." },
  { do: "agentLeaves" },
  { do: "say", as: "agent", content: "Sam had to go. How can I help?" },
];

const rating: FlowSteps = [
  {
    do: "ask",
    content: "How was it?",
    choices: ["Good", "Fair", "Poor"],
    timeoutMs: 120_000,
    answers: [
      { says: "poor", steps: [{ do: "ask", content: "We are sorry. What went wrong?", timeoutMs: 120_000 }] },
    ],
  },
  "Thank you, that is all.",
];

const survey: FlowSteps = [
  "An agent will talk to you, and leave you with a question.",
  { do: "afterwards", flow: "rating" },
  { do: "agentJoins" },
  { do: "say", as: "agent", content: "All done. Goodbye!" },
  { do: "agentLeaves" },
];

const persistentChat: FlowSteps = [
  "This chat has two parts, and you can go on from either of them later.",
  { do: "agentJoins", displayName: "Robin" },
  { do: "say", as: "agent", content: "Robin here. Remember the number 4711, and let me hand you over." },
  { do: "transfer", displayName: "Sam" },
  { do: "agentJoins" },
  { do: "say", as: "agent", content: "Sam here. End this chat, and go on from it in the next one." },
];

const exitSurvey: FlowSteps = [
  "An agent will talk to you. End the chat when you like: there is a question for you then.",
  { do: "afterwards", flow: "rating" },
  { do: "agentJoins" },
  { do: "say", as: "agent", content: "I am here until you end the chat." },
];

/** The flows that the emulator brings along. */
export const readyFlows = {
  interactive,
  tour,
  "streaming-bot": streamingBot,
  "support-bot": supportBot,
  attachments,
  authentication,
  views,
  transfer,
  "persistent-chat": persistentChat,
  "multi-party": multiParty,
  survey,
  "exit-survey": exitSurvey,
  rating,
  events,
} as const satisfies Readonly<Record<string, FlowSteps>>;
