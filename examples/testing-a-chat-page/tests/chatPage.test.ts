import { test } from "amazon-connect-chat-emulator/vitest";
import type { Emulator } from "amazon-connect-chat-emulator";
import { beforeEach, describe, expect, vi } from "vitest";
import { mountChat } from "../src/chatPage.js";

/** Fills in a form of the page and submits it, as a customer does. */
function submit(form: string, text: string) {
  const element = document.querySelector<HTMLFormElement>(form)!;
  element.querySelector("input")!.value = text;
  element.requestSubmit();
}
const messages = () => [...document.querySelectorAll("li")].map((line) => line.textContent);
const status = () => document.querySelector("[role=status]")!.textContent;

/** Opens the page on this test's emulator, and starts a chat. */
async function startChat(emulator: Emulator) {
  emulator.install();
  mountChat(document.body);
  submit("[data-start]", "Avery");
  await vi.waitFor(() => expect(status()).toBe("Connected"));
}

beforeEach(() => {
  document.body.replaceChildren();
});

describe("with a bot", () => {
  test.override("emulatorOptions", {
    flows: {
      default: [
        {
          do: "ask",
          content: "What can we do for you?",
          answers: [
            {
              says: "refund",
              steps: [{ do: "stream", chunks: ["Your money ", "is on its way."], delayMs: 0 }],
            },
          ],
        },
      ],
    },
  });

  test("shows the bot's question and its answer", async ({ emulator }) => {
    await startChat(emulator);
    await vi.waitFor(() => expect(messages()).toEqual(["SYSTEM_MESSAGE: What can we do for you?"]));
    submit("[data-send]", "I want a refund");
    await expect(emulator).toHaveReceivedMessage("I want a refund", { times: 1 });
    await vi.waitFor(() => expect(messages().at(-1)).toContain("Your money is on its way."));
  });
});

test("sends a message once, though the service fails at first", async ({ emulator }) => {
  await startChat(emulator);
  emulator.control.injectFault({ kind: "httpError", status: 500, operation: "SendMessage", times: 1 });
  submit("[data-send]", "Hello");
  await expect(emulator).toHaveReceivedMessage("Hello", { within: 5_000 });
  await expect(emulator).toHaveRequested("SendMessage", { times: 2 });
  await expect(emulator).toHaveReceivedMessage("Hello", { times: 1 });
});

test("keeps the text of a message that was refused", async ({ emulator }) => {
  await startChat(emulator);
  emulator.control.injectFault({ kind: "httpError", status: 400, operation: "SendMessage" });
  submit("[data-send]", "Hello");
  await vi.waitFor(() => expect(status()).toBe("Not sent. Please try again"));
  expect(document.querySelector<HTMLInputElement>("[data-send] input")!.value).toBe("Hello");
  await expect(emulator).not.toHaveReceivedMessage("Hello");
});

test.for(["StartChatContact", "CreateParticipantConnection"] as const)(
  "has a chat at the second try, when %s failed at the first",
  async (operation, { emulator }) => {
    emulator.install();
    emulator.control.injectFault({ kind: "httpError", status: 403, operation });
    mountChat(document.body);
    submit("[data-start]", "Avery");
    await vi.waitFor(() => expect(status()).toBe("We cannot be reached. Please try again later"));
    expect(document.querySelector<HTMLElement>("[data-send]")!.hidden).toBe(true);
    emulator.control.clearFaults();
    submit("[data-start]", "Avery");
    await vi.waitFor(() => expect(status()).toBe("Connected"));
    submit("[data-send]", "Hello");
    await expect(emulator).toHaveReceivedMessage("Hello", { times: 1 });
    expect(status()).toBe("Connected");
  },
);

test("shows who types until something is said", async ({ emulator }) => {
  await startChat(emulator);
  const { control } = emulator;
  const { contactId } = control.listContacts()[0]!;
  const { participantId } = control.inviteAgent({ contactId, displayName: "Robin", agentId: "robin" });
  control.join({ contactId, participantId });
  control.type({ contactId, participantId });
  await vi.waitFor(() => expect(status()).toBe("Robin is typing"));
  control.say({ contactId, participantId, content: "Good morning" });
  await vi.waitFor(() => expect(messages()).toEqual(["Robin: Good morning"]));
  expect(status()).toBe("Connected");
});

test("keeps what a chat says out of the one that takes its place in the page", async ({ emulator }) => {
  await startChat(emulator);
  const earlier = document.querySelector("ol")!;
  mountChat(document.body);
  emulator.control.say({ contactId: emulator.control.listContacts()[0]!.contactId, content: "Hello?" });
  await vi.waitFor(() => expect(earlier.textContent).toContain("Hello?"));
  expect(messages()).toEqual([]);
});

test("says that the chat is over when the other side ends it", async ({ emulator }) => {
  await startChat(emulator);
  await expect(emulator).toHaveParticipant("Avery");
  emulator.control.end(emulator.control.listContacts()[0]!.contactId);
  await vi.waitFor(() => expect(status()).toBe("The chat is over"));
});
