import { element } from "@amazon-connect-chat/page/element.js";
import { openDialog } from "@amazon-connect-chat/page/openDialog.js";

/** Asks for an agent's name in a modal dialog; undefined when it was cancelled. */
export async function askName(question: string, confirmLabel: string): Promise<string | undefined> {
  const name = element("input", {
    class: "input",
    value: "Sam",
    maxlength: 100,
    "aria-label": "Agent's name",
    "data-testid": "agent-name",
  });
  const buttons = element("div", { class: "dialog__buttons" }, [
    element(
      "button",
      { class: "button button--primary", value: "confirm", "data-testid": "confirm-button" },
      [confirmLabel],
    ),
    element("button", { class: "button", value: "cancel" }, ["Cancel"]),
  ]);
  const answer = await openDialog({ question, detail: "The agent's name:", choices: [name, buttons] });
  return (answer === "confirm" && name.value.trim()) || undefined;
}
