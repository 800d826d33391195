import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";

export interface TypingIndicator {
  readonly root: HTMLElement;
  /** An empty sentence hides it. */
  show(sentence: string): void;
}

/** Says who is typing. Keeps its height, so that nothing jumps when somebody starts. */
export function createTypingIndicator(): TypingIndicator {
  const sentence = element("span", { class: "typing__text" });
  const dots = element("span", { class: "typing__dots", "aria-hidden": "true" }, [
    element("i"),
    element("i"),
    element("i"),
  ]);
  const root = element(
    "div",
    { class: "typing", "aria-live": "polite", "data-testid": "typing-indicator", "data-active": "false" },
    [dots, sentence],
  );
  return {
    root,
    show(text) {
      setText(sentence, text);
      root.dataset.active = String(text !== "");
    },
  };
}
