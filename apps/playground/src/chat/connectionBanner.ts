import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import { connectionText, lateText } from "./connectionText.js";
import type { ConversationState } from "./conversationState.js";

type Shown = Pick<ConversationState, "connection" | "reason" | "retry" | "late">;

export interface ConnectionBanner {
  readonly root: HTMLElement;
  show(state: Shown): void;
}
export interface ConnectionBannerOptions {
  readonly onReconnect: () => void;
  readonly onDismissLate: () => void;
}

/** Says how the connection is, counts down to the next attempt, and offers to try again when it is broken. */
export function createConnectionBanner(options: ConnectionBannerOptions): ConnectionBanner {
  const shownText = element("span", { class: "connection__text", "aria-hidden": "true" });
  const spokenText = element("span", { class: "visually-hidden", role: "status" });
  const retry = element(
    "button",
    { type: "button", class: "link-button", hidden: true, "data-testid": "reconnect-button" },
    ["Try again"],
  );
  const lateWords = element("span", { role: "status" });
  const dismiss = element(
    "button",
    {
      type: "button",
      class: "dismiss",
      "aria-label": "Dismiss the note",
      "data-testid": "dismiss-recovered",
    },
    ["×"],
  );
  const note = element("span", { class: "connection__note" }, [lateWords, dismiss]);
  const dot = element("span", { class: "connection__dot", "aria-hidden": "true" });
  const root = element("div", { class: "connection", "data-testid": "connection-state" }, [
    dot,
    shownText,
    spokenText,
    retry,
    note,
  ]);
  let state: Shown | undefined;
  let tick: ReturnType<typeof setTimeout> | undefined;

  retry.addEventListener("click", options.onReconnect);
  dismiss.addEventListener("click", options.onDismissLate);

  const showTime = () => {
    clearTimeout(tick);
    if (!state) return;
    const nowMs = Date.now();
    const { shown, spoken } = connectionText(state, nowMs);
    setText(shownText, shown);
    setText(spokenText, spoken);
    const leftMs = (state.retry?.atMs ?? 0) - nowMs;
    // Until the second that is shown is over.
    if (leftMs > 0) tick = setTimeout(showTime, (leftMs % 1_000) + 1);
  };

  return {
    root,
    show(next) {
      state = next;
      root.dataset.state = next.connection;
      if (next.retry) root.dataset.attempt = String(next.retry.attempt);
      else delete root.dataset.attempt;
      retry.hidden = next.connection !== "broken";
      setText(lateWords, next.late ? lateText(next.late) : "");
      note.classList.toggle("connection__note--empty", !next.late);
      if (next.late) note.dataset.testid = "recovered-note";
      else delete note.dataset.testid;
      dismiss.hidden = !next.late;
      showTime();
    },
  };
}
