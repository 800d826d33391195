import { element } from "@amazon-connect-chat/page/element.js";
import type { ChatPane, ChatPaneOptions, DeskChat } from "./chatPane.js";
import { createViewTabs } from "./viewTabs.js";
import type { ViewId } from "./viewTabs.js";

/** The view of the chats that are not accepted yet. */
export const QUEUE: ViewId = "queue";

/** What a pane asks of its place, and tells it. */
export type PanePlace = Pick<ChatPaneOptions, "isCurrent" | "onUnread">;

export interface DeskLayout {
  readonly root: HTMLElement;
  /** Ids of the chats that are open. */
  contactIds(): readonly string[];
  pane(contactId: string): ChatPane | undefined;
  /** Opens a chat beside the others, unless it is open. */
  open(chat: DeskChat, create: (place: PanePlace) => ChatPane): void;
  /** Closes a chat if it is open, and shows the one beside it. */
  close(contactId: string): void;
  show(view: ViewId): void;
  /** How many chats ask for the agent. */
  setWaiting(count: number): void;
}
export interface DeskLayoutOptions {
  /** What the side holds, in a word. */
  readonly sideLabel: string;
  readonly side: HTMLElement;
  /** Stands where the chats do when there is none. */
  readonly emptyText: string;
  /** Told of the chat that the agent works in, whenever it changes. */
  readonly onCurrent: (chat: DeskChat | undefined) => void;
}

/** A desk: what comes at the side, and the accepted chats beside each other. */
export function createDeskLayout({ sideLabel, side, emptyText, onCurrent }: DeskLayoutOptions): DeskLayout {
  const opened = new Map<ViewId, { readonly chat: DeskChat; readonly pane: ChatPane }>();
  let current: ViewId = QUEUE;

  const tabs = createViewTabs((view) => show(view));
  const noChats = element("p", { class: "desk__empty" }, [emptyText]);
  const paneList = element("div", { class: "desk__panes" }, [noChats]);
  const root = element("div", { class: "desk" }, [
    tabs.root,
    element("aside", { class: "desk__side", "aria-label": sideLabel }, [side]),
    paneList,
  ]);
  tabs.add(QUEUE, sideLabel);

  function setCurrent(view: ViewId): void {
    current = view;
    onCurrent(opened.get(view)?.chat);
  }
  function show(view: ViewId): void {
    setCurrent(view);
    root.dataset.view = view === QUEUE ? "queue" : "chats";
    tabs.setCurrent(view);
    for (const [contactId, { pane }] of opened) pane.root.dataset.current = String(contactId === view);
    opened.get(view)?.pane.focus();
  }
  show(QUEUE);

  return {
    root,
    show,
    contactIds: () => [...opened.keys()],
    pane: (contactId) => opened.get(contactId)?.pane,
    open(chat, create) {
      const { contactId, customerName } = chat;
      if (opened.has(contactId)) return;
      tabs.add(contactId, customerName);
      const pane = create({
        isCurrent: () => current === contactId,
        onUnread: (count) => tabs.setCount(contactId, count),
      });
      // Before the pane itself hears of it, and asks whether it is the current one.
      pane.root.addEventListener("focusin", () => setCurrent(contactId), { capture: true });
      opened.set(contactId, { chat, pane });
      noChats.hidden = true;
      paneList.append(pane.root);
    },
    close(contactId) {
      const closing = opened.get(contactId);
      if (!closing) return;
      closing.pane.close();
      closing.pane.root.remove();
      opened.delete(contactId);
      tabs.remove(contactId);
      noChats.hidden = opened.size > 0;
      show([...opened.keys()].at(-1) ?? QUEUE);
    },
    setWaiting(count) {
      tabs.setCount(QUEUE, count);
      document.title = count > 0 ? `(${count}) Agent desk` : "Agent desk";
    },
  };
}
