import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";

/** What a tab shows. */
export interface TabPanel {
  readonly id: string;
  readonly label: string;
  readonly content: HTMLElement;
}

export interface Tabs {
  readonly root: HTMLElement;
  current(): string;
  /** Puts a number on a tab; none for 0. */
  setCount(id: string, count: number): void;
}

/** Panels of which one is shown. The arrow keys, Home and End move between the tabs. */
export function createTabs(label: string, panels: readonly TabPanel[], onShow: (id: string) => void): Tabs {
  const tabs = panels.map(({ id, label: name, content }) => {
    const count = element("span", { class: "badge", hidden: true });
    const button = element(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${id}`,
        class: "tab",
        "aria-controls": `panel-${id}`,
        "data-testid": `tab-${id}`,
      },
      [name, count],
    );
    const panel = element(
      "div",
      { role: "tabpanel", id: `panel-${id}`, class: "tabpanel", "aria-labelledby": `tab-${id}` },
      [content],
    );
    return { id, button, panel, count };
  });
  let shown = 0;
  const show = (index: number) => {
    shown = index;
    for (const [place, { button, panel }] of tabs.entries()) {
      const isShown = place === index;
      button.setAttribute("aria-selected", String(isShown));
      button.tabIndex = isShown ? 0 : -1;
      panel.hidden = !isShown;
    }
    const tab = tabs[index];
    if (tab) onShow(tab.id);
  };
  const tablist = element(
    "div",
    { role: "tablist", class: "tabs", "aria-label": label },
    tabs.map(({ button }) => button),
  );
  for (const [index, { button }] of tabs.entries()) button.addEventListener("click", () => show(index));
  tablist.addEventListener("keydown", (event) => {
    const last = tabs.length - 1;
    const targets: Readonly<Record<string, number>> = {
      ArrowRight: shown === last ? 0 : shown + 1,
      ArrowLeft: shown === 0 ? last : shown - 1,
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    show(target);
    tabs[target]?.button.focus();
  });
  show(0);
  return {
    root: element("div", { class: "tools" }, [tablist, ...tabs.map(({ panel }) => panel)]),
    current: () => tabs[shown]?.id ?? "",
    setCount(id, count) {
      const tab = tabs.find((each) => each.id === id);
      if (!tab) return;
      tab.count.hidden = count === 0;
      setText(tab.count, String(count));
    },
  };
}
