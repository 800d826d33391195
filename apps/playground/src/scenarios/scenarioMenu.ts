import { createControlClient } from "@amazon-connect-chat/page/controlClient.js";
import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import { wordsOf } from "@amazon-connect-chat/page/wordsOf.js";

/** What the emulator's own scenarios show; others are called by their name. */
const LABELS: Readonly<Record<string, string>> = {
  interactive: "Questions of each kind",
  tour: "A tour that waits for each answer",
  "streaming-bot": "A bot that writes piece by piece",
  "support-bot": "A bot to talk to",
  attachments: "Files from an agent",
  authentication: "Signing in",
  views: "Forms and other views",
  transfer: "A transfer between agents",
  "persistent-chat": "A chat to go on from",
  "multi-party": "Two agents in one chat",
  survey: "A question after the agent has left",
  "exit-survey": "A question when you leave",
  rating: "That question alone",
  events: "Every event, up to the end",
};

const labelOf = (name: string) => (Object.hasOwn(LABELS, name) ? (LABELS[name] ?? name) : wordsOf(name));

/** Plays one of the emulator's scenarios in a chat: something to see without an agent. */
export function createScenarioMenu(contactId: string): HTMLFormElement {
  const client = createControlClient(location.origin);
  const choice = element("select", { id: "scenario", class: "scenarios__choice", "data-testid": "scenario" });
  const play = element("button", { class: "button", disabled: true, "data-testid": "play-scenario" }, [
    "Play",
  ]);
  const status = element("span", { class: "scenarios__status", role: "status" });
  const root = element("form", { class: "scenarios" }, [
    element("label", { for: choice.id, class: "scenarios__label" }, ["Show me"]),
    choice,
    play,
    status,
  ]);
  const fail = (error: unknown) => setText(status, error instanceof Error ? error.message : String(error));

  client
    .listScenarios()
    .then((names) => {
      choice.append(...names.map((name) => element("option", { value: name }, [labelOf(name)])));
      play.disabled = names.length === 0;
    })
    .catch(fail);
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    play.disabled = true;
    setText(status, "");
    client
      .startScenario(contactId, choice.value)
      .catch(fail)
      .finally(() => (play.disabled = false));
  });
  return root;
}
