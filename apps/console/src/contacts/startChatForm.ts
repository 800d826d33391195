import type { ControlClient } from "@amazon-connect-chat/page/controlClient.js";
import { element } from "@amazon-connect-chat/page/element.js";
import { perform } from "../perform.js";

/** A participant of a chat. */
export interface Place {
  readonly contactId: string;
  readonly participantId: string;
}

export interface StartChatForm {
  readonly root: HTMLElement;
  setScenarios(names: readonly string[]): void;
}

/** Starts a chat whose customer is played from here. */
export function createStartChatForm(
  client: Pick<ControlClient, "startChat" | "join">,
  onStarted: (customer: Place) => void,
): StartChatForm {
  const name = element("input", {
    class: "input",
    required: true,
    maxlength: 100,
    value: "Avery",
    "aria-label": "Customer's name",
    "data-testid": "start-name",
  });
  const scenario = element(
    "select",
    { class: "input", "aria-label": "Flow", "data-testid": "start-scenario" },
    [element("option", { value: "" }, ["Usual flow"])],
  );
  const start = element("button", { class: "button button--primary", "data-testid": "start-chat" }, [
    "Start",
  ]);
  const problem = element("p", { class: "problem", role: "alert" });
  const form = element("form", { class: "start" }, [name, scenario, start, problem]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void perform(problem, [start], async () => {
      const { contactId, participantId } = await client.startChat({
        displayName: name.value.trim(),
        ...(scenario.value && { attributes: { scenario: scenario.value } }),
      });
      await client.join({ contactId, participantId });
      onStarted({ contactId, participantId });
    });
  });
  return {
    root: element("details", { class: "fold", "data-testid": "start-fold" }, [
      element("summary", {}, ["Start a chat as a customer"]),
      form,
    ]),
    setScenarios(names) {
      scenario.append(...names.map((value) => element("option", { value }, [value])));
    },
  };
}
