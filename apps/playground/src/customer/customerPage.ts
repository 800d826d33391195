import { useBackend } from "../backend/useBackend.js";
import { requireElement } from "@amazon-connect-chat/page/element.js";
import { createNameForm } from "../dom/nameForm.js";
import { createCustomerChat } from "./customerChat.js";
import { savedChat } from "./savedChat.js";
import type { SavedChat } from "./savedChat.js";
import { startChat } from "./startChat.js";
import type { PersistentChat } from "./startChat.js";

const main = requireElement("#main");

const { kind } = useBackend();
const intro = {
  emulator: "You are the customer. An agent sees the chat in the agent desk's queue.",
  aws: "You are the customer. The chat goes through the flow of your Amazon Connect instance.",
}[kind];

function showChat(chat: SavedChat): void {
  main.replaceChildren(
    createCustomerChat({
      chat,
      hasScenarios: kind === "emulator",
      onEnded: () => savedChat.clear(),
      onNewChat: () => showForm(chat.displayName),
      // The handler for Amazon Connect lets nobody have a past without looking whose it was.
      onGoOn:
        kind === "emulator" ? (persistentChat) => beginChat(chat.displayName, persistentChat) : undefined,
    }),
  );
}

async function beginChat(displayName: string, persistentChat?: PersistentChat): Promise<void> {
  const chat = await startChat(location.origin, displayName, persistentChat);
  savedChat.write(chat);
  showChat(chat);
}

function showForm(name?: string): void {
  const form = createNameForm({
    title: "Chat with us",
    intro,
    submitLabel: "Start chat",
    name,
    async onSubmit(displayName) {
      await beginChat(displayName);
    },
  });
  main.replaceChildren(form);
  form.querySelector("input")?.focus();
}

const saved = savedChat.read();
if (saved) showChat(saved);
else showForm();
