import { element } from "@amazon-connect-chat/page/element.js";
import { isSendKey } from "@amazon-connect-chat/page/isSendKey.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import { excessBytes } from "./messageSize.js";

export interface Composer {
  readonly root: HTMLElement;
  /** Whether messages can be sent now. What has been typed stays. */
  setEnabled(enabled: boolean): void;
  focus(): void;
}
export interface ComposerOptions {
  /** Makes the ids of a page with several composers differ. */
  readonly id: string;
  readonly label: string;
  readonly onSend: (text: string) => void;
  readonly onFile: (file: File) => void;
  readonly onTyping: () => void;
}

/** Where one writes. Enter sends, Shift+Enter begins a new line. */
export function createComposer({ id, label, onSend, onFile, onTyping }: ComposerOptions): Composer {
  const input = element("textarea", {
    id: `composer-${id}`,
    class: "composer__input",
    rows: 1,
    placeholder: "Write a message",
    enterkeyhint: "send",
    autocomplete: "off",
    "aria-describedby": `composer-hint-${id}`,
    "data-testid": "composer-input",
  });
  const send = element("button", { class: "button button--primary", "data-testid": "send-button" }, ["Send"]);
  const picker = element("input", {
    type: "file",
    multiple: true,
    hidden: true,
    tabindex: -1,
    "aria-hidden": "true",
    "data-testid": "file-input",
  });
  const attach = element(
    "button",
    {
      type: "button",
      class: "button composer__attach",
      "aria-label": "Attach files",
      "data-testid": "attach-button",
    },
    [element("span", { class: "file__icon", "aria-hidden": "true" })],
  );
  const hint = element("p", { id: `composer-hint-${id}`, class: "composer__hint", role: "status" });
  const root = element("form", { class: "composer" }, [
    element("label", { for: input.id, class: "visually-hidden" }, [label]),
    element("div", { class: "composer__row" }, [attach, picker, input, send]),
    hint,
  ]);
  let enabled = false;

  const fit = () => {
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight + input.offsetHeight - input.clientHeight}px`;
  };
  const refresh = () => {
    const excess = excessBytes(input.value);
    setText(
      hint,
      excess > 0 ? `The message is too long by ${excess} bytes. Shorten it or send it in parts.` : "",
    );
    hint.hidden = excess === 0;
    input.disabled = !enabled;
    attach.disabled = !enabled;
    send.disabled = !enabled || excess > 0 || input.value.trim() === "";
  };
  const submit = () => {
    if (send.disabled) return;
    const text = input.value;
    input.value = "";
    fit();
    refresh();
    onSend(text);
  };

  attach.addEventListener("click", () => picker.click());
  picker.addEventListener("change", () => {
    for (const file of picker.files ?? []) onFile(file);
    // The same file may be chosen again.
    picker.value = "";
    input.focus();
  });
  input.addEventListener("input", () => {
    fit();
    refresh();
    if (input.value.trim() !== "") onTyping();
  });
  input.addEventListener("keydown", (event) => {
    if (!isSendKey(event)) return;
    event.preventDefault();
    submit();
  });
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
    input.focus();
  });
  refresh();

  return {
    root,
    setEnabled(next) {
      if (next === enabled) return;
      enabled = next;
      refresh();
    },
    focus: () => input.focus(),
  };
}
