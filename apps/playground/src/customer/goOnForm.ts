import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import type { PersistentChat } from "./startChat.js";

export interface GoOnFormOptions {
  readonly initialContactId: string;
  /** Starts the next chat; what it rejects with is shown. */
  readonly onGoOn: (persistentChat: PersistentChat) => Promise<void>;
}

export interface GoOnForm {
  readonly root: HTMLElement;
  /** Offers the chat as a whole, and up to each of its contacts. */
  offer(contactIds: readonly string[]): void;
}

/** Lets the customer go on from the chat that has ended: from all of it, or from one of its contacts and what was before. */
export function createGoOnForm({ initialContactId, onGoOn }: GoOnFormOptions): GoOnForm {
  const choice = element("select", {
    id: "go-on",
    class: "scenarios__choice",
    "data-testid": "go-on-choice",
  });
  const submit = element("button", { class: "button", "data-testid": "go-on-button" }, ["Go on"]);
  const problem = element("p", { class: "field__problem", role: "alert" });
  const root = element("form", { class: "go-on" }, [
    element("label", { for: choice.id, class: "scenarios__label" }, ["Go on from"]),
    choice,
    submit,
    problem,
  ]);
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    submit.disabled = true;
    setText(problem, "");
    onGoOn(
      choice.value === ""
        ? { RehydrationType: "ENTIRE_PAST_SESSION", SourceContactId: initialContactId }
        : { RehydrationType: "FROM_SEGMENT", SourceContactId: choice.value },
    )
      .catch((error: unknown) => setText(problem, error instanceof Error ? error.message : String(error)))
      .finally(() => (submit.disabled = false));
  });
  return {
    root,
    offer(contactIds) {
      choice.replaceChildren(
        element("option", { value: "" }, ["all of this chat"]),
        ...contactIds.map((contactId, index) =>
          element("option", { value: contactId }, [
            `part ${index + 1} (${contactId.slice(0, 8)}) and what was before`,
          ]),
        ),
      );
    },
  };
}
