import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { expect } from "vitest";
import type { ChatPlace } from "./chatPlace.js";
import { openScenarioChat } from "./scenarioChat.js";
import type { ScenarioChat } from "./scenarioChat.js";
import { attachment, message, named } from "./waitForEvent.js";

/** What a customer does in a ready scenario, up to its end. */
export interface PlayedScenario {
  readonly scenario: string;
  /** What is different this time, of a scenario that is played more than once. */
  readonly when?: string;
  readonly disconnectsAgentsOnExit?: boolean;
  play(chat: ScenarioChat): Promise<unknown>;
}

/** A page of the transcript as what was said, and whether it is past. */
async function readAll(chat: ScenarioChat): Promise<readonly string[]> {
  const read: string[] = [];
  for (let nextToken: string | undefined; ;) {
    const { data } = await chat.call("getTranscript", { maxResults: 4, sortOrder: "ASCENDING", nextToken });
    read.unshift(
      ...data.Transcript.map(
        ({ Content, ContentType, RelatedContactId }: Readonly<Record<string, string>>) =>
          `${RelatedContactId === undefined ? "present" : "past"}: ${Content ?? ContentType ?? ""}`,
      ),
    );
    nextToken = data.NextToken;
    if (!nextToken) return read;
  }
}

/** Ends a chat with two contacts, and goes on from one of them or from all. */
const goOnFrom =
  (source: "all" | "first") =>
  async (chat: ScenarioChat): Promise<void> => {
    const { event } = await chat.wait(
      message({ Content: "Sam here. End this chat, and go on from it in the next one." }),
    );
    await chat.call("disconnectParticipant");
    await chat.wait(named("CHAT_ENDED"));
    const sourceContactId = event.data.InitialContactId as string;
    expect(event.data.ContactId).not.toBe(sourceContactId);
    const next = await chat.goOn({
      rehydrationType: source === "all" ? "ENTIRE_PAST_SESSION" : "FROM_SEGMENT",
      sourceContactId,
    });
    await next.wait(named("CHAT_REHYDRATED"));
    await next.wait(message({ Content: "Sam here. End this chat, and go on from it in the next one." }));
    const read = await readAll(next);
    expect(read.some((line) => line.startsWith("past: Robin here"))).toBe(true);
    expect(read.some((line) => line.startsWith("past: Sam here"))).toBe(source === "all");
    chat.seen.push(read, ...(await next.events()));
  };

/** Every scenario that the emulator brings along, as a customer's page goes through it. */
export const playedScenarios: readonly PlayedScenario[] = [
  {
    scenario: "interactive",
    async play(chat) {
      expect((await chat.question(6)).templateType).toBe("Carousel");
      await chat.say("Refund");
      await chat.wait(message({ Content: "Refund" }));
    },
  },
  {
    scenario: "tour",
    async play(chat) {
      await chat.question(1);
      await chat.say("Refund");
      const { data } = await chat.question(2);
      const view = await chat.call("describeView", { viewToken: data.content.viewToken });
      chat.seen.push(view.data.View);
      await chat.respond("Submit", { orderNumber: "4711" });
      await chat.question(3);
      await chat.respond("ActionSelected", { Id: "4711" });
      await chat.question(4);
      await chat.say("2027-01-20T09:00:00.00+00:00");
      await chat.question(5);
      await chat.say(
        JSON.stringify({ templateIdentifier: "oslo", listTitle: "Oslo", selectionText: "Book" }),
      );
      await chat.question(6);
      await chat.say("Yes");
      await chat.wait(named("CHAT_ENDED"));
    },
  },
  {
    scenario: "streaming-bot",
    play: (chat) => chat.wait(message({ Content: "This one came in one piece." })),
  },
  {
    scenario: "support-bot",
    async play(chat) {
      await chat.wait(({ event: { data } }) => /^Hello, I am the shop's bot/.test(data?.Content));
      await chat.say("I want my money back");
      await chat.question(1);
      await chat.say("No");
      await chat.wait(message({ Content: "Then somebody has to look at it." }));
    },
  },
  {
    scenario: "attachments",
    async play(chat) {
      const { event } = await chat.wait(attachment);
      await chat.wait(message({ Content: "Please send me a picture of the parcel." }));
      const { AttachmentId: attachmentId } = event.data.Attachments[0];
      const { text, type } = await chat.call("downloadAttachment", { attachmentId });
      chat.seen.push(text, type);
    },
  },
  {
    scenario: "authentication",
    when: "the customer signs in",
    async play(chat) {
      const { event } = await chat.wait(named("AUTHENTICATION_INITIATED"));
      const { SessionId: sessionId } = JSON.parse(event.data.Content) as { SessionId: string };
      const redirectUri = "https://shop.example/signed-in";
      const { data } = await chat.call("getAuthenticationUrl", { sessionId, redirectUri });
      const url = new URL(data.AuthenticationUrl as string);
      const form = new URLSearchParams({
        state: url.searchParams.get("state") ?? "",
        choice: "signIn",
        name: "Avery Hill",
      });
      await fetch(url, { method: "POST", body: form, redirect: "manual" });
      await chat.wait(message({ Content: "Thank you, you are signed in." }));
    },
  },
  {
    scenario: "authentication",
    when: "the customer declines",
    async play(chat) {
      const { event } = await chat.wait(named("AUTHENTICATION_INITIATED"));
      const { SessionId: sessionId } = JSON.parse(event.data.Content) as { SessionId: string };
      await chat.call("cancelParticipantAuthentication", { sessionId });
      await chat.wait(message({ Content: "Let us go on without." }));
    },
  },
  {
    scenario: "views",
    async play(chat) {
      for (let count = 1; count <= 5; count++) {
        const { data } = await chat.question(count);
        const view = await chat.call("describeView", { viewToken: data.content.viewToken });
        chat.seen.push(view.data.View);
      }
    },
  },
  {
    scenario: "transfer",
    play: (chat) => chat.wait(message({ Content: "**Sam** here. How can I help?" })),
  },
  { scenario: "persistent-chat", when: "all of it is gone on from", play: goOnFrom("all") },
  { scenario: "persistent-chat", when: "its first part is gone on from", play: goOnFrom("first") },
  {
    scenario: "multi-party",
    play: (chat) => chat.wait(message({ Content: "Sam had to go. How can I help?" })),
  },
  {
    scenario: "survey",
    async play(chat) {
      await chat.question(1);
      await chat.say("Good");
      await chat.wait(named("CHAT_ENDED"));
    },
  },
  {
    scenario: "exit-survey",
    disconnectsAgentsOnExit: true,
    async play(chat) {
      await chat.wait(message({ Content: "I am here until you end the chat." }));
      await chat.call("disconnectParticipant");
      await chat.question(1);
      await chat.say("Good");
      await chat.wait(named("CHAT_ENDED"));
    },
  },
  {
    scenario: "rating",
    async play(chat) {
      await chat.question(1);
      await chat.say("Poor");
      await chat.wait(message({ Content: "We are sorry. What went wrong?" }));
      await chat.say("The colour");
      await chat.wait(message({ Content: "Thank you, that is all." }));
    },
  },
  { scenario: "events", play: (chat) => chat.wait(named("CHAT_ENDED")) },
];

const secrets: readonly (readonly [string, RegExp])[] = [
  ["id", /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g],
  ["time", /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g],
  ["token", /[a-z]{2}\.[\w-]{20,}/g],
];

/** Values that are others in each chat, numbered in the order of their coming; times are not told apart. */
function anonymous(value: unknown): unknown {
  const names = new Map<string, string>();
  let text = JSON.stringify(value);
  for (const [kind, pattern] of secrets)
    text = text.replace(pattern, (found) => {
      if (kind === "time") return "<time>";
      const name = names.get(found) ?? `<${kind} ${names.size + 1}>`;
      names.set(found, name);
      return name;
    });
  return JSON.parse(text);
}

/** What a page of its customer sees of a scenario, without what differs each time. */
export async function playScenario(
  where: { readonly place: ChatPlace; readonly emulator: RunningEmulator },
  { play, ...given }: PlayedScenario,
): Promise<unknown> {
  const chat = await openScenarioChat({ ...where, ...given });
  await play(chat);
  return anonymous({ events: await chat.events(), seen: chat.seen });
}
