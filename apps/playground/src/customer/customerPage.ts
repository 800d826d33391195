import { ChatSession, LogLevel } from "amazon-connect-chatjs";
import { requireElement } from "../dom/element.js";
import { createNameForm } from "../dom/nameForm.js";
import { createCustomerChat } from "./customerChat.js";
import { savedChat } from "./savedChat.js";
import type { SavedChat } from "./savedChat.js";
import { startChat } from "./startChat.js";

const main = requireElement("#main");

ChatSession.setGlobalConfig({
  endpoint: location.origin,
  region: "us-west-2",
  loggerConfig: { level: LogLevel.WARN },
  // Both sides are in sight here: let receipts come while one looks.
  throttleTime: 1_000,
});

function showChat(chat: SavedChat): void {
  main.replaceChildren(
    createCustomerChat({
      chat,
      onEnded: () => savedChat.clear(),
      onNewChat: () => showForm(chat.displayName),
    }),
  );
}

function showForm(name?: string): void {
  const form = createNameForm({
    title: "Chat with us",
    intro: "You are the customer. An agent sees the chat in the agent desk's queue.",
    submitLabel: "Start chat",
    name,
    async onSubmit(displayName) {
      const chat = await startChat(location.origin, displayName);
      savedChat.write(chat);
      showChat(chat);
    },
  });
  main.replaceChildren(form);
  form.querySelector("input")?.focus();
}

const saved = savedChat.read();
if (saved) showChat(saved);
else showForm();
