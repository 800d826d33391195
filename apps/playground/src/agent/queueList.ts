import type { ContactSummary } from "amazon-connect-chat-emulator";
import { arrivingCount, waitingContacts, waitingTime } from "@amazon-connect-chat/page/contactBoard.js";
import type { ContactBoard } from "@amazon-connect-chat/page/contactBoard.js";
import { createAttempts } from "../desk/attempts.js";
import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";

export interface QueueList {
  readonly root: HTMLElement;
  show(board: ContactBoard): void;
  setLive(live: boolean): void;
}
export interface QueueListOptions {
  readonly onAccept: (contact: ContactSummary) => Promise<void>;
}

interface QueueItem {
  readonly root: HTMLElement;
  update(contact: ContactSummary): void;
}

/** Waiting times are shown in minutes. */
const REFRESH_MS = 15_000;

function createQueueItem({ contactId }: ContactSummary, onAccept: () => Promise<void>): QueueItem {
  const name = element("strong", { class: "queue-item__name" });
  const wait = element("span", { class: "queue-item__wait" });
  const preview = element("p", { class: "queue-item__preview" });
  const { problem, createButton } = createAttempts("field__problem");
  const accept = createButton(
    { label: "Accept", run: onAccept },
    { class: "button button--primary", "data-testid": "accept-button" },
  );
  const root = element(
    "li",
    { class: "queue-item", "data-testid": "queue-item", "data-contact-id": contactId },
    [element("div", { class: "queue-item__head" }, [name, wait]), preview, accept, problem],
  );
  return {
    root,
    update(contact) {
      setText(name, contact.customerName);
      setText(wait, waitingTime(contact.createdAt, Date.now()));
      const said = contact.lastMessage;
      preview.hidden = said?.displayName !== contact.customerName;
      setText(preview, said?.content ?? "");
      accept.setAttribute("aria-label", `Accept the chat with ${contact.customerName}`);
    },
  };
}

/** The chats that wait for an agent, live. */
export function createQueueList({ onAccept }: QueueListOptions): QueueList {
  const count = element("span", { class: "badge", hidden: true, "data-testid": "queue-count" });
  const list = element("ul", { class: "queue__list" });
  const emptyText = element("span");
  const empty = element("p", { class: "queue__empty" }, [
    emptyText,
    " ",
    element("a", { href: "/customer", target: "_blank" }, ["Start a chat as a customer"]),
  ]);
  const lost = element("p", { class: "queue__lost", role: "status", hidden: true }, [
    "No live connection to the emulator. Trying again…",
  ]);
  const root = element("section", { class: "queue", "aria-labelledby": "queue-heading" }, [
    element("h2", { id: "queue-heading", class: "queue__heading" }, ["Waiting ", count]),
    lost,
    list,
    empty,
  ]);
  const items = new Map<string, QueueItem>();
  let board: ContactBoard = new Map();

  const render = () => {
    const waiting = waitingContacts(board);
    const arriving = arrivingCount(board);
    for (const contact of waiting) {
      const item = items.get(contact.contactId) ?? createQueueItem(contact, () => onAccept(contact));
      if (!items.has(contact.contactId)) list.append(item.root);
      items.set(contact.contactId, item);
      item.update(contact);
    }
    for (const [contactId, item] of items)
      if (!waiting.some((contact) => contact.contactId === contactId)) {
        item.root.remove();
        items.delete(contactId);
      }
    setText(count, String(waiting.length));
    count.hidden = waiting.length === 0;
    empty.hidden = waiting.length > 0;
    setText(emptyText, arriving > 0 ? "A customer is on the way to the queue." : "Nobody is waiting.");
  };
  setInterval(render, REFRESH_MS);

  return {
    root,
    show(next) {
      board = next;
      render();
    },
    setLive: (live) => (lost.hidden = live),
  };
}
