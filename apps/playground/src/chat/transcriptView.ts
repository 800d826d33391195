import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import type { EarlierMessages } from "./conversationState.js";
import { createRowElement } from "./rowElements.js";
import type { RowElement } from "./rowElements.js";
import type { RowActions } from "./rowActions.js";
import type { TranscriptRow } from "./rows.js";

export interface TranscriptView {
  readonly root: HTMLElement;
  render(rows: readonly TranscriptRow[], earlier: EarlierMessages): void;
  /** Goes to the newest message and stays there. */
  scrollToEnd(): void;
}
export interface TranscriptViewOptions {
  readonly actions: RowActions;
  readonly onLoadEarlier: () => void;
}

/** Nearer to the end than this counts as being there. */
const END_MARGIN_PX = 48;

/** Nearer to the beginning than this, what was said before is loaded. */
const START_MARGIN_PX = 120;

const EARLIER_TEXT: Readonly<Record<EarlierMessages, string>> = {
  unknown: "",
  none: "",
  loading: "Loading earlier messages…",
  more: "Show earlier messages",
  failed: "Earlier messages could not be loaded. Try again",
};

/** The scrolling list of messages. Keeps the reader's place: at the end it follows, elsewhere it offers to. */
export function createTranscriptView({ actions, onLoadEarlier }: TranscriptViewOptions): TranscriptView {
  const earlierButton = element("button", {
    type: "button",
    class: "link-button transcript__earlier",
    "data-testid": "load-earlier",
  });
  const list = element("div", { class: "transcript__rows" });
  const scroller = element(
    "div",
    {
      class: "transcript__scroller",
      role: "log",
      "aria-live": "polite",
      "aria-label": "Messages",
      tabindex: 0,
      "data-testid": "message-list",
    },
    [earlierButton, list],
  );
  const pill = element(
    "button",
    { type: "button", class: "pill", hidden: true, "data-testid": "new-messages" },
    ["New messages"],
  );
  const root = element("div", { class: "transcript" }, [scroller, pill]);
  const shown = new Map<string, RowElement>();
  let follows = true;
  /** Where following left the list. The scroll event of a reader who has moved away comes a frame late. */
  let followedTo = 0;
  let lastKey: string | undefined;
  let shownEarlier: EarlierMessages = "unknown";

  const isAtEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < END_MARGIN_PX;
  const scrollToEnd = () => {
    follows = true;
    pill.hidden = true;
    scroller.scrollTop = scroller.scrollHeight;
    followedTo = scroller.scrollTop;
  };
  /** Puts the rows' elements in order, and moves none that stands where it belongs. */
  const place = (rows: readonly TranscriptRow[]) => {
    let before: ChildNode | null = list.firstChild;
    for (const row of rows) {
      const rowElement = shown.get(row.key) ?? createRowElement(row.kind, actions);
      shown.set(row.key, rowElement);
      rowElement.update(row);
      if (rowElement.root === before) before = before.nextSibling;
      else list.insertBefore(rowElement.root, before);
    }
    const keys = new Set(rows.map(({ key }) => key));
    for (const [key, { root: gone }] of shown)
      if (!keys.has(key)) {
        gone.remove();
        shown.delete(key);
      }
  };

  scroller.addEventListener("scroll", () => {
    follows = isAtEnd();
    if (follows) pill.hidden = true;
    else if (scroller.scrollTop < START_MARGIN_PX && shownEarlier === "more") onLoadEarlier();
  });
  // The window's size, the composer's height, and pictures and forms that load change the list's; whoever reads the end stays
  // there.
  const sizes = new ResizeObserver(() => (follows ? scrollToEnd() : undefined));
  sizes.observe(scroller);
  sizes.observe(list);
  pill.addEventListener("click", scrollToEnd);
  earlierButton.addEventListener("click", onLoadEarlier);

  return {
    root,
    scrollToEnd,
    render(rows, earlier) {
      if (scroller.scrollTop < followedTo) follows &&= isAtEnd();
      const fromEnd = scroller.scrollHeight - scroller.scrollTop;
      const firstKey = rows[0]?.key;
      const isPrepended = firstKey !== undefined && shown.size > 0 && !shown.has(firstKey);
      shownEarlier = earlier;
      scroller.setAttribute("aria-busy", String(earlier === "loading"));
      earlierButton.hidden = EARLIER_TEXT[earlier] === "";
      earlierButton.disabled = earlier === "loading";
      setText(earlierButton, EARLIER_TEXT[earlier]);
      place(rows);
      const last = rows.at(-1);
      const isNew = last !== undefined && last.key !== lastKey;
      lastKey = last?.key;
      if (follows) scrollToEnd();
      else if (isNew) pill.hidden = false;
      else if (isPrepended) scroller.scrollTop = scroller.scrollHeight - fromEnd;
    },
  };
}
