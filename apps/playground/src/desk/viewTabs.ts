import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";

/** `queue`, or the contact id of a chat. */
export type ViewId = string;

export interface ViewTabs {
  readonly root: HTMLElement;
  add(view: ViewId, label: string): void;
  remove(view: ViewId): void;
  setCount(view: ViewId, count: number): void;
  setCurrent(view: ViewId): void;
}

/** On narrow screens only one of queue and chats has room: these buttons choose which. */
export function createViewTabs(onSelect: (view: ViewId) => void): ViewTabs {
  const root = element("nav", { class: "tabs", "aria-label": "Queue and chats" });
  const tabs = new Map<ViewId, { readonly button: HTMLElement; readonly count: HTMLElement }>();
  return {
    root,
    add(view, label) {
      const count = element("span", { class: "badge", hidden: true });
      const button = element(
        "button",
        { type: "button", class: "tab", "data-testid": "chat-tab", "data-view": view },
        [element("span", { class: "tab__label" }, [label]), count],
      );
      button.addEventListener("click", () => onSelect(view));
      tabs.set(view, { button, count });
      root.append(button);
    },
    remove(view) {
      tabs.get(view)?.button.remove();
      tabs.delete(view);
    },
    setCount(view, count) {
      const tab = tabs.get(view);
      if (!tab) return;
      tab.count.hidden = count === 0;
      setText(tab.count, String(count));
    },
    setCurrent(view) {
      for (const [id, { button }] of tabs)
        if (id === view) button.setAttribute("aria-current", "true");
        else button.removeAttribute("aria-current");
    },
  };
}
