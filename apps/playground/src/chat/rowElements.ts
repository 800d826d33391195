import { element } from "../dom/element.js";
import { setText } from "../dom/setText.js";
import { dayLabel, fullTime } from "./clockTime.js";
import { createMessageElement } from "./messageElement.js";
import type { TranscriptRow } from "./transcriptRows.js";

export interface RowElement {
  readonly root: HTMLElement;
  update(row: TranscriptRow): void;
}

function createNotice(): RowElement {
  const root = element("div", { class: "notice", "data-testid": "notice" });
  return {
    root,
    update(row) {
      if (row.kind !== "notice") return;
      Object.assign(root.dataset, { id: row.id, role: row.role });
      root.title = fullTime(row.atMs);
      setText(root, row.text);
    },
  };
}

function createDay(): RowElement {
  const root = element("div", { class: "day" });
  return { root, update: (row) => setText(root, row.kind === "day" ? dayLabel(row.atMs, Date.now()) : "") };
}

function createMessage(onRetry: (clientToken: string) => void): RowElement {
  const { root, update } = createMessageElement(onRetry);
  return { root, update: (row) => (row.kind === "message" ? update(row) : undefined) };
}

/** An empty element for a row; `update` fills it. */
export function createRowElement(
  kind: TranscriptRow["kind"],
  onRetry: (clientToken: string) => void,
): RowElement {
  if (kind === "message") return createMessage(onRetry);
  return kind === "notice" ? createNotice() : createDay();
}
