import { element } from "./element.js";

export interface DialogOptions {
  readonly question: string;
  readonly detail: string;
  /** What stands below the text. The value of the button that is pressed is the answer. */
  readonly choices: readonly HTMLElement[];
}

/** Asks in a modal dialog. Resolves with the value of the pressed button; empty when Escape closed it. */
export function openDialog({ question, detail, choices }: DialogOptions): Promise<string> {
  const dialog = element("dialog", { class: "dialog", "aria-labelledby": "dialog-question" }, [
    element("form", { method: "dialog" }, [
      element("h2", { id: "dialog-question", class: "dialog__question" }, [question]),
      element("p", { class: "dialog__detail" }, [detail]),
      ...choices,
    ]),
  ]);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
  });
}
