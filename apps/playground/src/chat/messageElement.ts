import { element } from "../dom/element.js";
import { setText } from "../dom/setText.js";
import { clockTime, fullTime } from "./clockTime.js";
import type { MessageRow } from "./transcriptRows.js";

/** A message's element, and the way to bring it up to date without building it anew. */
export interface MessageElement {
  readonly root: HTMLElement;
  update(row: MessageRow): void;
}

const STATUS_TEXT: Readonly<Record<MessageRow["status"], (row: MessageRow) => string>> = {
  sent: () => "",
  sending: () => "Sending…",
  failed: ({ reason }) => (reason ? `Not sent: ${reason}` : "Not sent"),
};

export function createMessageElement(onRetry: (clientToken: string) => void): MessageElement {
  const name = element("span", { class: "message__name" });
  const text = element("p", { class: "message__text", dir: "auto" });
  const time = element("time", { class: "message__time" });
  const status = element("span", { class: "message__status" });
  const retry = element("button", { type: "button", class: "link-button", "data-testid": "retry-button" }, [
    "Try again",
  ]);
  const meta = element("div", { class: "message__meta" }, [time, status]);
  const root = element("div", { class: "message", "data-testid": "message" }, [name, text, meta]);
  let key = "";
  retry.addEventListener("click", () => onRetry(key));

  return {
    root,
    update(row) {
      key = row.key;
      Object.assign(root.dataset, {
        id: row.id ?? "",
        role: row.role,
        side: row.side,
        status: row.status,
        group: [row.startsGroup ? "start" : "", row.endsGroup ? "end" : ""].join(" ").trim(),
      });
      setText(name, row.side === "own" ? "You" : row.name);
      setText(text, row.text);
      setText(time, clockTime(row.atMs));
      time.dateTime = new Date(row.atMs).toISOString();
      text.title = fullTime(row.atMs);
      setText(status, STATUS_TEXT[row.status](row));
      if (row.status === "failed") meta.append(retry);
      else retry.remove();
    },
  };
}
