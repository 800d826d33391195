import type { ChatItem } from "@amazon-connect-chat/protocol";
import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import { socketFor } from "../../test/memorySocket.js";
import type { ChatRequest, EmulatorOptions } from "../index.js";
import { INTERACTIVE_SAMPLES, interactiveSamples } from "../samples/interactiveSamples.js";
import { readyFlows } from "./readyFlows.js";

const interactive = "application/vnd.amazonaws.connect.message.interactive";
const supportedContentTypes = ["text/plain", "text/markdown", interactive, `${interactive}.response`];

/** What a customer hears of a scenario that their chat is started with. */
async function heard(scenario: string, request: Partial<ChatRequest> = {}, options: EmulatorOptions = {}) {
  const stage = createStage(options);
  const chat = stage.emulator.control.startChat({
    displayName: "Avery",
    supportedContentTypes,
    attributes: { scenario },
    ...request,
  });
  const socket = await socketFor(stage, chat.participantToken);
  stage.clock.advance(240_000);
  const items = socket.frames
    .filter(({ topic }) => topic === "aws/chat")
    .map(({ content }) => JSON.parse(content as string) as ChatItem);
  const names = items.map(({ Content, ContentType, Attachments }) =>
    Attachments
      ? `attachment ${Attachments[0]!.Status}`
      : ContentType!.startsWith("application/vnd.amazonaws.connect.event.")
        ? ContentType!.split("event.")[1]!
        : ContentType === interactive
          ? (JSON.parse(Content!) as { templateType: string }).templateType
          : Content!,
  );
  return {
    stage,
    chat,
    items,
    names,
    contact: () => stage.emulator.control.getContact(chat.contactId).contact,
  };
}

test("interactive asks with each template once, in place of the prompts", async () => {
  const { names, contact } = await heard("interactive", {}, { flow: { prompts: ["a prompt"] } });
  expect(names.slice(0, 1)).toEqual(["participant.joined"]);
  expect(names.slice(2)).toEqual([
    "ListPicker",
    "ListPicker",
    "TimePicker",
    "Panel",
    "QuickReply",
    "Carousel",
  ]);
  expect(contact().state).toBe("QUEUED");
});

test("tour asks one thing after the other, and goes by the answers", async () => {
  const { stage, chat, names } = await heard("tour");
  expect(names.slice(2)).toEqual(["ListPicker"]);
  const { contactId } = chat;
  const { participantId } = stage.emulator.control.getContact(contactId).contact.participants[0]!;
  const answer = (content: string) => {
    stage.emulator.control.say({ contactId, participantId, content });
    stage.clock.advance(10_000);
  };
  for (const content of ["Refund", "Submit", "4711", "2027-01-20T17:00+00:00", "Book", "Yes"])
    answer(content);
  const said = stage
    .transcript(contactId)
    .map(({ Content, ContentType }) =>
      ContentType === interactive ? (JSON.parse(Content!) as { templateType: string }).templateType : Content,
    );
  expect(said.slice(2)).toEqual([
    "ListPicker",
    "Refund",
    "A refund, then.",
    "ViewResource",
    "Submit",
    "ViewResource",
    "4711",
    "TimePicker",
    "2027-01-20T17:00+00:00",
    "Carousel",
    "Book",
    "A good choice.",
    "QuickReply",
    "Yes",
    "ViewResource",
    "Glad to hear that.",
    undefined,
  ]);
});

test("persistent-chat has two contacts, and each can be gone on from", async () => {
  const { stage, chat, items } = await heard("persistent-chat");
  const { control } = stage.emulator;
  control.end(chat.contactId);
  const contactIds = [...new Set(items.map(({ ContactId }) => ContactId!))];
  expect(contactIds).toHaveLength(2);
  for (const sourceContactId of contactIds)
    expect(
      control.startChat({
        displayName: "Avery",
        persistentChat: { rehydrationType: "FROM_SEGMENT", sourceContactId },
      }).continuedFromContactId,
    ).toBe(sourceContactId);
});

test("streaming-bot says two messages in pieces and one whole", async () => {
  const { items, stage, chat } = await heard("streaming-bot");
  const numbers = items.map(({ MessageMetadata }) => MessageMetadata?.ChunkNumber);
  expect(numbers.filter((number) => number === 1)).toHaveLength(2);
  expect(items.filter(({ MessageMetadata }) => MessageMetadata?.MessageCompleted)).toHaveLength(2);
  expect(stage.transcript(chat.contactId)).toHaveLength(5);
});

test("attachments has an agent send files, one of which is rejected, and leaves the scanner as it was", async () => {
  const { names, stage } = await heard("attachments");
  expect(names.filter((name) => name.startsWith("attachment"))).toEqual([
    "attachment APPROVED",
    "attachment APPROVED",
    "attachment REJECTED",
  ]);
  const [chat] = stage.emulator.control.listContacts();
  const { participantId } = chat!.participants[0]!;
  stage.emulator.control.attach({
    contactId: chat!.contactId,
    participantId,
    name: "a.txt",
    contentType: "text/plain",
    contentBase64: btoa("a"),
  });
  expect(stage.emulator.control.listAttachments(chat!.contactId).at(-1)!.state).toBe("APPROVED");
});

test("authentication waits for the customer, and goes on when nobody comes", async () => {
  const { names } = await heard("authentication");
  expect(names.slice(2)).toEqual([
    "authentication.initiated",
    "authentication.timeout",
    "That took too long; let us go on without.",
  ]);
});

test("authentication goes on with what the outcome brings", async () => {
  const stage = createStage();
  const customer = await stage.customer({ attributes: { scenario: "authentication" } });
  stage.clock.advance(5_000);
  stage.emulator.control.finishAuthentication({ contactId: customer.contactId, outcome: "succeeded" });
  stage.clock.advance(5_000);
  expect(stage.transcript(customer.contactId).at(-1)!.Content).toBe("Thank you, you are signed in.");
  expect(stage.emulator.control.getContact(customer.contactId).contact.state).toBe("QUEUED");
});

test("views shows each view, and each can be described", async () => {
  const { stage, chat, items } = await heard("views");
  const customer = await stage.person(chat);
  const shown = items.flatMap(({ ContentType, Content }) =>
    ContentType === interactive
      ? (JSON.parse(Content!) as { data: { content: { viewToken: string } } }).data.content.viewToken
      : [],
  );
  const names: (string | undefined)[] = [];
  for (const ViewToken of shown) names.push((await customer.call("DescribeView", { ViewToken })).View?.Name);
  expect(names).toEqual(["Form", "List", "Detail", "Cards", "Confirmation"]);
});

test("transfer has two agents, and a contact for each", async () => {
  const { names, items, chat, contact } = await heard("transfer");
  expect(names.filter((name) => /^(transfer|participant)\./.test(name))).toEqual([
    "participant.joined",
    "participant.joined",
    "transfer.failed",
    "transfer.succeeded",
    "participant.left",
    "participant.joined",
  ]);
  expect(items.at(-1)).toMatchObject({ DisplayName: "Sam", ParticipantRole: "AGENT" });
  expect(items.at(-1)!.ContactId).not.toBe(chat.contactId);
  expect(new Set(items.map(({ InitialContactId }) => InitialContactId))).toEqual(new Set([chat.contactId]));
  expect(contact().state).toBe("WITH_AGENT");
});

test("events has every event that the service sends, up to the end of the chat", async () => {
  const { names, contact } = await heard("events");
  expect(names).toEqual([
    "participant.joined",
    "chat.rehydrated",
    "authentication.initiated",
    "authentication.timeout",
    "participant.displayname.updated",
    "participant.joined",
    "typing",
    "participant.idle",
    "participant.returned",
    "participant.idle",
    "participant.returned",
    "transfer.failed",
    "transfer.succeeded",
    "participant.left",
    "participant.joined",
    "participant.autodisconnection",
    "participant.left",
    "chat.ended",
  ]);
  expect(contact().state).toBe("ENDED");
});

test("support-bot answers what it knows, asks back, and gives up the chat to an agent", async () => {
  const stage = createStage();
  const customer = await stage.customer({ supportedContentTypes, attributes: { scenario: "support-bot" } });
  const say = async (Content: string) => {
    await customer.call("SendMessage", { Content, ContentType: "text/plain" });
    stage.clock.advance(10_000);
  };
  stage.clock.advance(10_000);
  for (const text of ["Where is my parcel?", "I want my money back", "Yes", "Tell me a joke", "Agent!"])
    await say(text);
  const texts = stage
    .transcript(customer.contactId)
    .map(({ Content, ContentType }) => (ContentType === interactive ? "choices" : Content));
  expect(texts.slice(2)).toEqual([
    "Where is my parcel?",
    expect.stringContaining("within two days"),
    "I want my money back",
    "choices",
    "Yes",
    expect.stringContaining("send it back"),
    "Tell me a joke",
    expect.stringContaining("only know"),
    "Agent!",
    expect.stringContaining("in the queue"),
  ]);
  expect(stage.emulator.control.getContact(customer.contactId).contact.state).toBe("QUEUED");
});

test("multi-party has two agents at once, one of whom leaves", async () => {
  const { names, items, contact } = await heard("multi-party");
  expect(names.filter((name) => name.startsWith("participant."))).toEqual([
    "participant.joined",
    "participant.joined",
    "participant.invited",
    "participant.joined",
    "participant.left",
  ]);
  expect(items.at(-1)).toMatchObject({ DisplayName: "Robin" });
  expect(contact().state).toBe("WITH_AGENT");
});

test("survey asks when the agent has left, and then ends the chat", async () => {
  const { names } = await heard("survey");
  expect(names.slice(-4)).toEqual([
    "participant.left",
    "QuickReply",
    "Thank you, that is all.",
    "chat.ended",
  ]);
});

test("exit-survey asks a customer who leaves, and then ends the chat", async () => {
  const { stage, chat } = await heard("exit-survey", { disconnectsAgentsOnExit: true });
  const { contactId, participantId } = chat;
  stage.emulator.control.leave({ contactId, participantId });
  stage.clock.advance(10_000);
  stage.emulator.control.say({ contactId, participantId, content: "Good" });
  stage.clock.advance(10_000);
  expect(stage.transcript(contactId).slice(-3)).toMatchObject([
    { Content: "Good" },
    { Content: "Thank you, that is all." },
    { ContentType: expect.stringContaining("chat.ended") },
  ]);
});

test.each(Object.keys(readyFlows))("%s is started by call, and stops with its chat", async (scenario) => {
  const lines: string[] = [];
  const logger = { info: (line: string) => lines.push(line), error: (line: string) => lines.push(line) };
  const stage = createStage({ logger });
  const customer = await stage.customer({ supportedContentTypes });
  stage.emulator.control.startScenario(customer.contactId, scenario);
  stage.clock.advance(1_200);
  stage.emulator.control.end(customer.contactId);
  const before = stage.transcript(customer.contactId).length;
  stage.clock.advance(600_000);
  expect(stage.transcript(customer.contactId)).toHaveLength(before);
  expect(lines.filter((line) => line.includes("stopped"))).toEqual([]);
});

test("a step that the chat is not there for stops the scenario, and the log says why", async () => {
  const lines: string[] = [];
  const logger = { info: () => undefined, error: (line: string) => lines.push(line) };
  const { names } = await heard("interactive", { supportedContentTypes: ["text/plain"] }, { logger });
  expect(names).toHaveLength(2);
  expect(lines).toContainEqual(
    expect.stringMatching(/^flow interactive stopped at step 2 \(show\); .*SupportedMessaging/),
  );
});

test("scenarios of one's own are added, or take a ready one's place", async () => {
  const flows = {
    mine: [{ do: "say", as: "customer", content: "I", afterMs: 5 }, { do: "disconnect" }],
    views: [{ do: "say", content: "mine" }],
  } as const;
  const flow = { prompts: [], paceMs: 10 };
  expect((await heard("mine", {}, { flows, flow })).names).toEqual(["participant.joined", "I", "chat.ended"]);
  expect((await heard("views", {}, { flows, flow })).names).toEqual(["participant.joined", "mine"]);
});

test("a name that is unknown is refused by call, and in an attribute leads to the prompts", async () => {
  const { names, stage, chat } = await heard("__proto__", {}, { flow: { prompts: ["a prompt"] } });
  expect(names).toEqual(["participant.joined", "a prompt"]);
  const { control } = stage.emulator;
  expect(() => control.startScenario(chat.contactId, "unknown")).toThrow(/there are interactive, tour/);
  const waiting = control.startChat({ displayName: "Blair" });
  expect(() => control.startScenario(waiting.contactId, "views")).toThrow(/has not connected/);
});

test("each ready message is of its template and keeps to its limits", () => {
  for (const name of INTERACTIVE_SAMPLES) {
    const pictureUrl = (picture: string) => `http://127.0.0.1/${picture}`;
    const template = interactiveSamples[name]({ pictureUrl, nowMs: 0 });
    expect(JSON.stringify(template).length).toBeLessThan(20_000);
    expect(template.version).toBe("1.0");
    const { title, elements, timeslots } = template.data.content as Record<string, unknown[]>;
    expect(title).toEqual(expect.any(String));
    expect((elements ?? timeslots)!.length).toBeGreaterThanOrEqual(2);
  }
});
