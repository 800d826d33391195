import { element } from "@amazon-connect-chat/page/element.js";

/** Which part of the console is shown where there is room for one. */
export type ViewId = "contacts" | "chat" | "tools";

const LABELS: Readonly<Record<ViewId, string>> = { contacts: "Contacts", chat: "Chat", tools: "Tools" };

export interface Views {
  readonly root: HTMLElement;
  show(view: ViewId): void;
}

/** The way between the parts on a narrow screen; a wide one shows all of them. */
export function createViews(onShow: (view: ViewId) => void): Views {
  const buttons = (Object.keys(LABELS) as ViewId[]).map((view) => {
    const button = element("button", { type: "button", class: "tab", "data-testid": `view-${view}` }, [
      LABELS[view],
    ]);
    button.addEventListener("click", () => show(view));
    return { view, button };
  });
  const show = (current: ViewId) => {
    for (const { view, button } of buttons) button.setAttribute("aria-current", String(view === current));
    onShow(current);
  };
  const root = element(
    "nav",
    { class: "views", "aria-label": "Parts" },
    buttons.map(({ button }) => button),
  );
  return { root, show };
}
