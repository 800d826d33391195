import { element } from "./element.js";
import { openDialog } from "./openDialog.js";

export interface ConfirmOptions {
  readonly question: string;
  readonly detail: string;
  readonly confirmLabel: string;
}

/** Asks in a modal dialog. Resolves with whether the person confirmed; Escape counts as no. */
export async function confirmDialog({ question, detail, confirmLabel }: ConfirmOptions): Promise<boolean> {
  const confirm = element(
    "button",
    { class: "button button--danger", value: "confirm", "data-testid": "confirm-button" },
    [confirmLabel],
  );
  const cancel = element("button", { class: "button", value: "cancel", autofocus: true }, ["Cancel"]);
  const buttons = element("div", { class: "dialog__buttons" }, [cancel, confirm]);
  return (await openDialog({ question, detail, choices: [buttons] })) === "confirm";
}
