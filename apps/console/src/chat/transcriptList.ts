import { element } from "@amazon-connect-chat/page/element.js";
import { createKeyedList } from "@amazon-connect-chat/page/keyedList.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import type { TranscriptItem } from "./transcriptItem.js";
import { createItemRow } from "./itemRow.js";

export interface TranscriptList {
  readonly root: HTMLElement;
  show(items: readonly TranscriptItem[]): void;
}

const SHOWN = 300;
/** So near to its end a list counts as scrolled there. */
const NEAR_PX = 40;

/** The transcript of a chat; it follows what is said for as long as its end is in view. */
export function createTranscriptList(): TranscriptList {
  const earlier = element("p", { class: "note", hidden: true });
  const list = element("ol", { class: "transcript", "aria-label": "Transcript" });
  const root = element(
    "div",
    { class: "transcript__scroll", tabindex: 0, role: "region", "aria-label": "Transcript of the chat" },
    [earlier, list],
  );
  const rows = createKeyedList<TranscriptItem>({
    container: list,
    keyOf: ({ Id }) => Id,
    create: createItemRow,
  });
  return {
    root,
    show(items) {
      const isAtEnd = root.scrollHeight - root.scrollTop - root.clientHeight < NEAR_PX;
      const hidden = Math.max(0, items.length - SHOWN);
      earlier.hidden = hidden === 0;
      setText(earlier, `${hidden} earlier items are not shown.`);
      rows.show(items.slice(hidden));
      if (isAtEnd) root.scrollTop = root.scrollHeight;
    },
  };
}
