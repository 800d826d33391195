import type { View } from "amazon-connect-chatjs";
import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import { createViewElement } from "../view/viewElement.js";
import { choiceList, headingElements } from "./choiceElements.js";
import type { InteractiveMessage } from "./readInteractive.js";
import { cardReply, choiceReply, timeReply } from "./reply.js";
import type { Reply } from "./reply.js";
import { timeElements } from "./timeElements.js";

export interface InteractiveElement {
  readonly root: HTMLElement;
  /** Whether it can be answered; and once it was, what to say of that. */
  setState(state: { readonly isOpen: boolean; readonly closingWords: string }): void;
}
export interface InteractiveOptions {
  readonly message: InteractiveMessage;
  readonly onReply: (reply: Reply) => void;
  readonly describeView: (viewToken: string) => Promise<View>;
}

function bodyOf({ message, onReply, describeView }: InteractiveOptions): (HTMLElement | undefined)[] {
  switch (message.template) {
    case "TimePicker":
      return [
        ...headingElements(message),
        ...timeElements(message, (slot) => onReply(timeReply(slot, message.offsetMinutes))),
      ];
    case "Carousel":
      return [
        ...headingElements(message),
        element(
          "ul",
          { class: "carousel", role: "list", tabindex: 0, "aria-label": message.title || "Cards" },
          message.cards.map((card) =>
            element("li", { class: "carousel__card", "data-testid": "card" }, [
              ...headingElements(card.message),
              choiceList(card.message, (choice) => onReply(cardReply(card, choice))),
            ]),
          ),
        ),
      ];
    case "ViewResource":
      return [createViewElement({ message, describeView, onReply })];
    case "ListPicker":
    case "Panel":
    case "QuickReply":
      return [...headingElements(message), choiceList(message, (choice) => onReply(choiceReply(choice)))];
  }
}

/** A message with buttons to answer it. */
export function createInteractiveElement(options: InteractiveOptions): InteractiveElement {
  const { message } = options;
  const label = message.template === "ViewResource" ? "Form" : message.title;
  const fieldset = element(
    "fieldset",
    { class: "ask", "aria-label": label || "Question", "data-testid": "interactive" },
    bodyOf(options),
  );
  fieldset.dataset.template = message.template;
  const closing = element("p", { class: "ask__closing", role: "status" });
  const root = element("div", { class: "message__card" }, [fieldset, closing]);
  return {
    root,
    setState({ isOpen, closingWords }) {
      fieldset.disabled = !isOpen;
      setText(closing, closingWords);
      closing.hidden = closingWords === "";
    },
  };
}
