import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import { clockTime } from "@amazon-connect-chat/page/clockTime.js";
import { missingText } from "./connectionText.js";
import type { ConversationState } from "./conversationState.js";

export interface GapNote {
  readonly root: HTMLElement;
  show(state: Pick<ConversationState, "connection" | "missing">): void;
}
export interface GapNoteOptions {
  readonly onLoad: () => void;
  readonly onDismiss: () => void;
}

/** Says that messages may be missing, and offers to look for them. */
export function createGapNote({ onLoad, onDismiss }: GapNoteOptions): GapNote {
  const text = element("span", { class: "gap-note__text", role: "status" });
  const load = element("button", { type: "button", class: "link-button", "data-testid": "load-gap" });
  const dismiss = element(
    "button",
    { type: "button", class: "dismiss", "aria-label": "Dismiss the note", "data-testid": "dismiss-gap" },
    ["×"],
  );
  // The live region has to be there before it says something.
  const root = element("div", { class: "gap-note" }, [text, load, dismiss]);
  load.addEventListener("click", onLoad);
  dismiss.addEventListener("click", onDismiss);
  return {
    root,
    show({ connection, missing }) {
      const hasEnded = connection === "ended";
      root.classList.toggle("gap-note--empty", !missing);
      if (missing) root.dataset.testid = "gap-note";
      else delete root.dataset.testid;
      setText(text, missing ? missingText(missing, { hasEnded, timeText: clockTime }) : "");
      const isLoading = missing?.status === "loading";
      load.hidden = !missing || hasEnded;
      load.disabled = isLoading;
      setText(load, isLoading ? "Loading…" : "Load from the transcript");
      dismiss.hidden = !missing;
    },
  };
}
