import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";

/** A chat that faults can be limited to. */
export interface ScopedChat {
  readonly contactId: string;
  readonly customerName: string;
}

export interface ScopeChoice {
  readonly root: HTMLElement;
  /** The chat that faults are limited to; undefined for all. */
  contactId(): string | undefined;
  /** The chat in view changed. */
  setChat(chat: ScopedChat | undefined): void;
}

/** Chooses whom faults strike: all chats, or the one in view. */
export function createScopeChoice(onChange: () => void): ScopeChoice {
  const radio = (value: string, checked: boolean) =>
    element("input", { type: "radio", name: "fault-scope", value, checked, "data-testid": `scope-${value}` });
  const [all, one] = [radio("all", true), radio("chat", false)];
  const chatName = element("span");
  const hint = element("p", { class: "faults__hint" });
  const root = element("fieldset", { class: "faults__scope" }, [
    element("legend", {}, ["Strikes"]),
    element("label", {}, [all, "All chats"]),
    element("label", {}, [one, chatName]),
    hint,
  ]);
  let chat: ScopedChat | undefined;

  const refresh = () => {
    one.disabled = !chat;
    if (!chat && one.checked) all.checked = true;
    setText(chatName, chat ? `Only the chat with ${chat.customerName}` : "Only the chat in view");
    setText(hint, one.checked ? "Your own socket carries all your chats and stays." : "");
    hint.hidden = !one.checked;
  };
  root.addEventListener("change", () => {
    refresh();
    onChange();
  });
  refresh();

  return {
    root,
    contactId: () => (one.checked ? chat?.contactId : undefined),
    setChat(next) {
      if (next?.contactId === chat?.contactId) return;
      chat = next;
      refresh();
      onChange();
    },
  };
}
