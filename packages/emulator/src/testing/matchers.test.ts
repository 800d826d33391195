import { describe, expect } from "vitest";
import { call } from "../../test/service.js";
import { emulatorMatchers } from "../index.js";
import { test } from "../vitest.js";
import type { TestChat } from "../vitest.js";
import type { Emulator } from "../createEmulator.js";
import type { OperationInput, OperationName } from "@amazon-connect-chat/protocol";

/** Lets a participant act, as a client would. */
async function connect(emulator: Emulator, participantToken: string) {
  const send = (path: string, init?: RequestInit) => emulator.fetch(path, init);
  const { ConnectionCredentials } = await call(send, "CreateParticipantConnection", participantToken, {
    Type: ["CONNECTION_CREDENTIALS"],
    ConnectParticipant: true,
  });
  return <Name extends OperationName>(name: Name, input: OperationInput<Name>) =>
    call(send, name, ConnectionCredentials?.ConnectionToken ?? "", input);
}

const say = (text: string, ContentType = "text/plain") => ({ ContentType, Content: text });
const eventOf = (type: string) => ({ ContentType: `application/vnd.amazonaws.connect.event.${type}` });
const connectCustomer = (emulator: Emulator, chat: TestChat) => connect(emulator, chat.participantToken);
const agentOf = ({ contactId }: TestChat) => ({ contactId, displayName: "Robin", agentId: "robin" });

/** What an assertion that fails says. */
const failureOf = (assertion: Promise<void>): Promise<string> =>
  assertion.then(
    () => "",
    (error: unknown) => (error as Error).message,
  );

describe("toHaveReceivedMessage", () => {
  test("finds text, patterns, content types and senders", async ({ emulator, chat }) => {
    const customer = await connectCustomer(emulator, chat);
    await customer("SendMessage", say("hi"));
    await customer("SendMessage", say("*bold*", "text/markdown"));
    emulator.control.say({ contactId: chat.contactId, content: "welcome" });
    await expect(emulator).toHaveReceivedMessage();
    await expect(emulator).toHaveReceivedMessage("hi", { times: 1 });
    await expect(emulator).toHaveReceivedMessage(/^h/);
    await expect(emulator).toHaveReceivedMessage({ contentType: "text/markdown", from: "Avery" });
    await expect(emulator).toHaveReceivedMessage({ text: "welcome", from: "SYSTEM" });
    await expect(emulator).not.toHaveReceivedMessage("h");
    await expect(emulator).not.toHaveReceivedMessage("welcome");
    await expect(emulator).not.toHaveReceivedMessage({ text: "hi", contentType: "text/markdown" });
  });

  test("waits for what comes, and with .not fails as soon as it comes", async ({ emulator, chat }) => {
    const customer = await connectCustomer(emulator, chat);
    const once = expect(emulator).toHaveReceivedMessage("hi", { times: 1, within: 10_000 });
    const twice = expect(emulator).toHaveReceivedMessage("hi", { times: 2, within: 10_000 });
    const never = failureOf(expect(emulator).not.toHaveReceivedMessage("hi", { within: 10_000 }));
    await customer("SendMessage", say("hi"));
    await once;
    expect(await never).toContain('expected the emulator not to have received a message (from "CUSTOMER"');
    await customer("SendMessage", say("hi"));
    await twice;
  });

  test("fails at once when there were more than times", async ({ emulator, chat }) => {
    const customer = await connectCustomer(emulator, chat);
    await customer("SendMessage", say("hi"));
    await customer("SendMessage", say("hi"));
    expect(
      await failureOf(expect(emulator).toHaveReceivedMessage("hi", { times: 1, within: 1e9 })),
    ).toContain("once");
  });

  test("a failure lists what was received, and no token", async ({ emulator, chat }) => {
    const customer = await connectCustomer(emulator, chat);
    await customer("SendMessage", say("hello"));
    const message = await failureOf(expect(emulator).toHaveReceivedMessage(/^hi/, { within: 0 }));
    expect(message).toBe(
      `expected the emulator to have received a message (from "CUSTOMER", text /^hi/)

There were these messages; those that fit have a star:
    CUSTOMER Avery text/plain: "hello"`,
    );
    expect(message).not.toContain(chat.participantToken);
  });

  test("a failure without anything says so, and how long it waited", async ({ emulator }) => {
    expect(await failureOf(expect(emulator).toHaveReceivedMessage("hi", { within: 1 }))).toBe(
      `expected the emulator to have received a message (from "CUSTOMER", text "hi") within 1 ms

There were no messages.`,
    );
  });

  test("a bot's pieces are one message", async ({ emulator, chat }) => {
    await connectCustomer(emulator, chat);
    emulator.control.stream({ contactId: chat.contactId, chunks: ["One ", "message"], delayMs: 0 });
    await expect(emulator).toHaveReceivedMessage({ text: "One message", from: "SYSTEM" }, { times: 1 });
    await expect(emulator).toHaveReceivedMessage({ from: "SYSTEM" }, { times: 1 });
  });

  test("of a chat only its own messages count", async ({ emulator, chat }) => {
    const other = emulator.control.startChat({ displayName: "Blake" });
    await (
      await connect(emulator, other.participantToken)
    )("SendMessage", say("hi"));
    await expect(emulator).toHaveReceivedMessage("hi");
    await expect(chat).not.toHaveReceivedMessage("hi");
  });
});

describe("toHaveReceivedEvent", () => {
  test("finds typing, receipts and the service's own events, by whom they are", async ({
    emulator,
    chat,
  }) => {
    const customer = await connectCustomer(emulator, chat);
    const agent = await connect(emulator, emulator.control.inviteAgent(agentOf(chat)).participantToken);
    const { Id = "" } = await agent("SendMessage", say("How can I help?"));
    await customer("SendEvent", eventOf("typing"));
    await customer("SendEvent", { ...eventOf("message.read"), Content: JSON.stringify({ messageId: Id }) });
    await expect(emulator).toHaveReceivedEvent("typing", { times: 1 });
    await expect(emulator).toHaveReceivedEvent({ type: "message.read", from: "Avery" });
    await expect(emulator).toHaveReceivedEvent({ type: "participant.joined", from: "AGENT" });
    await expect(emulator).not.toHaveReceivedEvent({ type: "typing", from: "AGENT" });
    await expect(emulator).not.toHaveReceivedEvent("chat.ended");
    expect(await failureOf(expect(emulator).toHaveReceivedEvent("chat.ended", { within: 0 }))).toContain(
      "event.typing CUSTOMER Avery",
    );
  });

  test("refuses an event that the service does not have", async ({ emulator }) => {
    expect(
      await failureOf(Promise.resolve().then(() => expect(emulator).toHaveReceivedEvent("typo" as never))),
    ).toContain("unable to expect the event typo");
  });
});

describe("toHaveParticipant", () => {
  test("finds who is in the chat, or in another state", async ({ emulator, chat }) => {
    await expect(emulator).not.toHaveParticipant("Avery");
    const joined = expect(emulator).toHaveParticipant("Avery", { within: 10_000 });
    await connectCustomer(emulator, chat);
    await joined;
    emulator.control.inviteAgent(agentOf(chat));
    await expect(chat).toHaveParticipant({ role: "AGENT", displayName: /rob/i, state: "INVITED" });
    await expect(chat).not.toHaveParticipant({ role: "AGENT" });
    expect(await failureOf(expect(chat).toHaveParticipant("Robin", { within: 0 }))).toContain(
      "AGENT Robin INVITED",
    );
  });
});

describe("toHaveEnded", () => {
  test("waits for the end of the chat", async ({ emulator, chat }) => {
    await connectCustomer(emulator, chat);
    await expect(emulator).not.toHaveEnded();
    const ended = expect(emulator).toHaveEnded({ within: 10_000 });
    emulator.control.end(chat.contactId);
    await ended;
    await expect(chat).toHaveEnded();
  });
});

describe("toHaveRequested", () => {
  test("counts calls of an operation, with any status or with one", async ({ emulator, chat }) => {
    const customer = await connectCustomer(emulator, chat);
    emulator.control.injectFault({ kind: "httpError", status: 500, operation: "SendMessage", times: 1 });
    await customer("SendMessage", say("hi")).catch(() => undefined);
    await customer("SendMessage", say("hi"));
    await expect(emulator).toHaveRequested("SendMessage", { times: 2 });
    await expect(emulator).toHaveRequested("SendMessage", { times: 1, status: 500 });
    await expect(emulator).not.toHaveRequested("DisconnectParticipant");
    expect(await failureOf(expect(emulator).toHaveRequested("SendEvent", { within: 0 }))).toContain(
      "SendMessage 500",
    );
  });
});

test("what is no emulator, and a number below 0, are refused", async ({ emulator }) => {
  const refused = (assertion: () => Promise<void>) => failureOf(Promise.resolve().then(assertion));
  expect(await refused(() => expect({}).toHaveEnded())).toContain("takes an emulator");
  expect(await refused(() => expect(emulator).toHaveEnded({ within: -1 }))).toContain(
    "within must be a number",
  );
});

test("the package's root has them for the expect of any other runner", async ({ emulator, chat }) => {
  const customer = await connectCustomer(emulator, chat);
  await customer("SendMessage", say("hi"));
  const judge = (text: string) =>
    emulatorMatchers.toHaveReceivedMessage.call({}, emulator, text, { within: 0 });
  expect(await judge("hi")).toMatchObject({ pass: true });
  expect(await judge("bye")).toMatchObject({ pass: false });
});
