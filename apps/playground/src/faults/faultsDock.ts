import { createControlClient } from "@amazon-connect-chat/page/controlClient.js";
import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import { createFaultsPanel } from "./faultsPanel.js";
import type { ScopedChat } from "./scopeChoice.js";

export interface FaultsDock {
  /** Opens and closes the panel. */
  readonly button: HTMLElement;
  readonly panel: HTMLElement;
  /** The chat that the page's user works in. */
  setChat(chat: ScopedChat | undefined): void;
}

const PANEL_ID = "faults";

/** The faults panel, closed until its button is pressed; the button shows how many faults are on. */
export function createFaultsDock(baseUrl: string): FaultsDock {
  const number = element("span");
  const badge = element(
    "span",
    { class: "badge badge--warn", hidden: true, "data-testid": "faults-active" },
    [number, element("span", { class: "visually-hidden" }, [" on"])],
  );
  const button = element(
    "button",
    {
      type: "button",
      class: "button bar__button",
      "aria-expanded": "false",
      "aria-controls": PANEL_ID,
      "data-testid": "faults-button",
    },
    ["Faults", badge],
  );
  let isOpen = false;
  const setOpen = (open: boolean) => {
    isOpen = open;
    button.setAttribute("aria-expanded", String(open));
    panel.setOpen(open);
  };
  const close = () => {
    setOpen(false);
    button.focus();
  };
  const panel = createFaultsPanel({
    id: PANEL_ID,
    client: createControlClient(baseUrl),
    onClose: close,
    onActive(count) {
      badge.hidden = count === 0;
      setText(number, String(count));
    },
  });
  button.addEventListener("click", () => setOpen(!isOpen));
  panel.root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  return { button, panel: panel.root, setChat: (chat) => panel.setChat(chat) };
}
