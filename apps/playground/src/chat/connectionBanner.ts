import { element } from "../dom/element.js";
import { setText } from "../dom/setText.js";
import type { ConnectionState, ConversationState } from "./conversationState.js";

export interface ConnectionBanner {
  readonly root: HTMLElement;
  show(state: Pick<ConversationState, "connection" | "reason">): void;
}

const SENTENCES: Readonly<Record<ConnectionState, string>> = {
  connecting: "Connecting…",
  connected: "Connected",
  reconnecting: "Connection lost. Reconnecting…",
  broken: "Not connected",
  ended: "This chat has ended",
};

/** Says how the connection is, and offers to try again when it is broken. */
export function createConnectionBanner(onReconnect: () => void): ConnectionBanner {
  const sentence = element("span", { role: "status" });
  const retry = element(
    "button",
    { type: "button", class: "link-button", hidden: true, "data-testid": "reconnect-button" },
    ["Try again"],
  );
  retry.addEventListener("click", onReconnect);
  const dot = element("span", { class: "connection__dot", "aria-hidden": "true" });
  const root = element("div", { class: "connection", "data-testid": "connection-state" }, [
    dot,
    sentence,
    retry,
  ]);
  return {
    root,
    show({ connection, reason }) {
      root.dataset.state = connection;
      retry.hidden = connection !== "broken";
      const detail = connection === "broken" && reason ? `: ${reason}` : "";
      setText(sentence, `${SENTENCES[connection]}${detail}`);
    },
  };
}
