import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import { createSignInElement } from "../signIn/signInElement.js";
import { dayLabel, fullTime } from "@amazon-connect-chat/page/clockTime.js";
import { createMessageElement } from "./messageElement.js";
import type { RowActions } from "./rowActions.js";
import type { TranscriptRow } from "./rows.js";

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

function createSegment(): RowElement {
  const root = element("div", { class: "day", "data-testid": "segment" });
  return { root, update: (row) => setText(root, row.kind === "segment" ? row.text : "") };
}

function createMessage(actions: RowActions): RowElement {
  const { root, update } = createMessageElement(actions);
  return { root, update: (row) => (row.kind === "message" ? update(row) : undefined) };
}

function createSignIn(actions: RowActions): RowElement {
  let sessionId = "";
  const { root, setOutcome } = createSignInElement({
    authenticationUrl: () => actions.authenticationUrl(sessionId),
    decline: () => actions.declineSignIn(sessionId),
  });
  return {
    root,
    update(row) {
      if (row.kind !== "signIn") return;
      sessionId = row.sessionId;
      setOutcome(row.outcome);
    },
  };
}

/** An empty element for a row; `update` fills it. */
export function createRowElement(kind: TranscriptRow["kind"], actions: RowActions): RowElement {
  switch (kind) {
    case "message":
      return createMessage(actions);
    case "notice":
      return createNotice();
    case "signIn":
      return createSignIn(actions);
    case "segment":
      return createSegment();
    case "day":
      return createDay();
  }
}
