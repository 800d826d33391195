import { ChatSession, LogLevel } from "amazon-connect-chatjs";
import { requireElement } from "../dom/element.js";
import { createNameForm } from "../dom/nameForm.js";
import { createFaultsDock } from "../faults/faultsDock.js";
import { createAgentDesk } from "./agentDesk.js";
import { agentIdOf, readIdentity, saveIdentity } from "./agentIdentity.js";
import type { AgentIdentity } from "./agentIdentity.js";

const main = requireElement("#main");
const who = requireElement("#who");

ChatSession.setGlobalConfig({
  endpoint: location.origin,
  region: "us-west-2",
  loggerConfig: { level: LogLevel.WARN },
  // Both sides are in sight here: let receipts come while one looks.
  throttleTime: 1_000,
});

function showDesk(identity: AgentIdentity): void {
  saveIdentity(identity);
  who.textContent = identity.displayName;
  const faults = createFaultsDock(location.origin);
  who.after(faults.button);
  main.replaceChildren(
    createAgentDesk(identity, (chat) => faults.setChat(chat)),
    faults.panel,
  );
}

const identity = readIdentity(location.search);
if (identity) showDesk(identity);
else {
  const form = createNameForm({
    title: "Agent desk",
    intro: "You are the agent. Accept chats from the queue and hold several at once.",
    submitLabel: "Open the desk",
    onSubmit(displayName) {
      showDesk({ agentId: agentIdOf(displayName), displayName });
      return Promise.resolve();
    },
  });
  main.replaceChildren(form);
  form.querySelector("input")?.focus();
}
