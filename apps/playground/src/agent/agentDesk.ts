import { isOver, waitingContacts } from "../control/contactBoard.js";
import type { ContactBoard } from "../control/contactBoard.js";
import { createControlClient } from "../control/controlClient.js";
import { watchContacts } from "../control/watchContacts.js";
import { element } from "../dom/element.js";
import { createAcceptedChats } from "./acceptedChats.js";
import type { AcceptedChat } from "./acceptedChats.js";
import type { AgentIdentity } from "./agentIdentity.js";
import { createAgentSessions } from "./agentSessions.js";
import { createChatPane } from "./chatPane.js";
import type { ChatPane } from "./chatPane.js";
import { createQueueList } from "./queueList.js";
import { createViewTabs } from "./viewTabs.js";
import type { ViewId } from "./viewTabs.js";

const QUEUE: ViewId = "queue";

/**
 * The agent's desk: the queue, and the accepted chats side by side.
 * @param onCurrent told of the chat that the agent works in, whenever it changes
 */
export function createAgentDesk(
  identity: AgentIdentity,
  onCurrent: (chat: AcceptedChat | undefined) => void,
): HTMLElement {
  const { agentId, displayName } = identity;
  const control = createControlClient(location.origin);
  const sessions = createAgentSessions(agentId, control);
  const accepted = createAcceptedChats(agentId);
  const panes = new Map<ViewId, ChatPane>();
  const chats = new Map<ViewId, AcceptedChat>();
  let current: ViewId = QUEUE;
  let restored: "not yet" | "done" = "not yet";

  const tabs = createViewTabs((view) => show(view));
  const noChats = element("p", { class: "desk__empty" }, [
    "No chat is open. Accept one from the queue, and it appears here beside the others.",
  ]);
  const paneList = element("div", { class: "desk__panes" }, [noChats]);
  const queue = createQueueList({
    async onAccept({ contactId, customerName }) {
      const chat = { ...(await control.inviteAgent(contactId, identity)), customerName };
      accepted.add(chat);
      open(chat);
      show(contactId);
    },
  });
  const root = element("div", { class: "desk" }, [
    tabs.root,
    element("aside", { class: "desk__side", "aria-label": "Queue" }, [queue.root]),
    paneList,
  ]);
  tabs.add(QUEUE, "Queue");

  function setCurrent(view: ViewId): void {
    current = view;
    onCurrent(chats.get(view));
  }

  function show(view: ViewId): void {
    setCurrent(view);
    root.dataset.view = view === QUEUE ? "queue" : "chats";
    tabs.setCurrent(view);
    for (const [contactId, pane] of panes) pane.root.dataset.current = String(contactId === view);
    panes.get(view)?.focus();
  }

  function open(chat: AcceptedChat): void {
    const { contactId, participantId } = chat;
    if (panes.has(contactId)) return;
    tabs.add(contactId, chat.customerName);
    const pane = createChatPane({
      chat,
      session: sessions.open(chat),
      displayName,
      leave: () => control.leave(contactId, participantId),
      isCurrent: () => current === contactId,
      onUnread: (count) => tabs.setCount(contactId, count),
      onEnded: () => accepted.remove(contactId),
      onClose() {
        pane.close();
        pane.root.remove();
        panes.delete(contactId);
        chats.delete(contactId);
        tabs.remove(contactId);
        noChats.hidden = panes.size > 0;
        show([...panes.keys()].at(-1) ?? QUEUE);
      },
    });
    // Before the pane itself hears of it, and asks whether it is the current one.
    pane.root.addEventListener("focusin", () => setCurrent(contactId), { capture: true });
    panes.set(contactId, pane);
    chats.set(contactId, chat);
    noChats.hidden = true;
    paneList.append(pane.root);
  }

  /** Chats from before a reload: those that are over are forgotten. */
  function restore(board: ContactBoard): void {
    for (const chat of accepted.read()) {
      const contact = board.get(chat.contactId);
      if (contact && !isOver(contact)) open(chat);
      else accepted.remove(chat.contactId);
    }
    show([...panes.keys()][0] ?? QUEUE);
  }

  watchContacts(location.origin, {
    onLive: (live) => queue.setLive(live),
    onBoard(board) {
      if (restored === "not yet") restore(board);
      restored = "done";
      queue.show(board);
      const waiting = waitingContacts(board).length;
      tabs.setCount(QUEUE, waiting);
      document.title = waiting > 0 ? `(${waiting}) Agent desk` : "Agent desk";
      for (const [contactId, pane] of panes) {
        const contact = board.get(contactId);
        if (contact && isOver(contact)) pane.contactEnded();
      }
    },
  });
  show(QUEUE);
  return root;
}
