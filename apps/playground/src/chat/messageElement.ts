import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import { clockTime, fullTime } from "@amazon-connect-chat/page/clockTime.js";
import { createMessageBody } from "./messageBody.js";
import type { MessageBody } from "./messageBody.js";
import type { RowActions } from "./rowActions.js";
import type { MessageRow } from "./rows.js";

/** A message's element, and the way to bring it up to date without building it anew. */
export interface MessageElement {
  readonly root: HTMLElement;
  update(row: MessageRow): void;
}

const STATUS_TEXT: Readonly<Record<MessageRow["status"], (row: MessageRow) => string>> = {
  sent: ({ side }) => (side === "own" ? "Sent" : ""),
  delivered: () => "Delivered",
  read: () => "Read",
  sending: ({ content }) =>
    content.as === "upload" && content.upload.status === "checking" ? "Being checked…" : "Sending…",
  failed: ({ reason }) => (reason ? `Not sent: ${reason}` : "Not sent"),
};

export function createMessageElement(actions: RowActions): MessageElement {
  const name = element("span", { class: "message__name" });
  const time = element("time", { class: "message__time" });
  const status = element("span", { class: "message__status" });
  const retry = element("button", { type: "button", class: "link-button", "data-testid": "retry-button" }, [
    "Try again",
  ]);
  const meta = element("div", { class: "message__meta" }, [time, status]);
  const root = element("div", { class: "message", "data-testid": "message" }, [name, meta]);
  let key = "";
  let body: MessageBody | undefined;
  retry.addEventListener("click", () => actions.retry(key));

  const show = (row: MessageRow) => {
    if (!body?.fits(row.content)) {
      body?.root.remove();
      body = createMessageBody(row.content, actions);
      name.after(body.root);
    }
    body.update(row);
    body.root.title = fullTime(row.atMs);
  };

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
      show(row);
      // Its pieces are read aloud together, when they are all there.
      root.ariaBusy = String(row.isGrowing);
      setText(time, clockTime(row.atMs));
      time.dateTime = new Date(row.atMs).toISOString();
      setText(status, STATUS_TEXT[row.status](row));
      if (row.status === "failed" && row.content.as === "text") meta.append(retry);
      else retry.remove();
    },
  };
}
