import { element } from "./element.js";

export interface ConfirmOptions {
  readonly question: string;
  readonly detail: string;
  readonly confirmLabel: string;
}

/** Asks in a modal dialog. Resolves with whether the person confirmed; Escape counts as no. */
export function confirmDialog({ question, detail, confirmLabel }: ConfirmOptions): Promise<boolean> {
  const confirm = element(
    "button",
    { class: "button button--danger", value: "confirm", "data-testid": "confirm-button" },
    [confirmLabel],
  );
  const cancel = element("button", { class: "button", value: "cancel", autofocus: true }, ["Cancel"]);
  const dialog = element("dialog", { class: "dialog", "aria-labelledby": "dialog-question" }, [
    element("form", { method: "dialog" }, [
      element("h2", { id: "dialog-question", class: "dialog__question" }, [question]),
      element("p", { class: "dialog__detail" }, [detail]),
      element("div", { class: "dialog__buttons" }, [cancel, confirm]),
    ]),
  ]);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "confirm");
    });
  });
}
