import { setText } from "@amazon-connect-chat/page/setText.js";
import { element } from "@amazon-connect-chat/page/element.js";
import type { ContactSummary, TrafficEntry } from "amazon-connect-chat-emulator";

const SHOWN_MS = 6_000;

export interface TypingNote {
  readonly root: HTMLElement;
  /** Takes note of who types in the chat. */
  see(entry: TrafficEntry, contact: ContactSummary): void;
  clear(): void;
}

/** Says who typed a moment ago, by the requests that tell of it. */
export function createTypingNote(): TypingNote {
  const root = element("p", { class: "typing", role: "status", "data-testid": "typing" });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const clear = () => {
    clearTimeout(timer);
    setText(root, "");
  };
  return {
    root,
    see(entry, { participants }) {
      if (entry.kind !== "request" || entry.status !== 200) return;
      if (entry.operation === "SendMessage") clear();
      if (entry.operation !== "SendEvent" || !entry.contentType?.endsWith(".event.typing")) return;
      const who = participants.find(({ participantId }) => participantId === entry.participantId);
      clear();
      setText(root, `${who?.displayName ?? "Somebody"} is typing…`);
      timer = setTimeout(clear, SHOWN_MS);
    },
    clear,
  };
}
