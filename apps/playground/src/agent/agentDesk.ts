import { isOver, waitingContacts } from "@amazon-connect-chat/page/contactBoard.js";
import type { ContactBoard } from "@amazon-connect-chat/page/contactBoard.js";
import { createControlClient } from "@amazon-connect-chat/page/controlClient.js";
import { watchContacts } from "@amazon-connect-chat/page/watchContacts.js";
import type { AgentIdentity } from "../desk/agentIdentity.js";
import { createChatPane } from "../desk/chatPane.js";
import { createDeskLayout, QUEUE } from "../desk/deskLayout.js";
import type { DeskLayoutOptions } from "../desk/deskLayout.js";
import { createAcceptedChats } from "./acceptedChats.js";
import type { AcceptedChat } from "./acceptedChats.js";
import { createAgentSessions } from "./agentSessions.js";
import { createQueueList } from "./queueList.js";

/**
 * The agent's desk: the queue, and the accepted chats side by side.
 * @param onCurrent told of the chat that the agent works in, whenever it changes
 */
export function createAgentDesk(
  identity: AgentIdentity,
  onCurrent: DeskLayoutOptions["onCurrent"],
): HTMLElement {
  const { agentId, displayName } = identity;
  const control = createControlClient(location.origin);
  const sessions = createAgentSessions(agentId, control);
  const accepted = createAcceptedChats(agentId);
  let restored: "not yet" | "done" = "not yet";

  const queue = createQueueList({
    async onAccept({ contactId, customerName }) {
      const invited = await control.inviteAgent({ contactId, ...identity });
      const chat = { ...invited, contactId, agentContactId: invited.contactId, customerName };
      accepted.add(chat);
      // The chat may have been here before, and have come back to the queue.
      layout.close(contactId);
      open(chat);
      layout.show(contactId);
    },
  });
  const layout = createDeskLayout({
    sideLabel: "Queue",
    side: queue.root,
    emptyText: "No chat is open. Accept one from the queue, and it appears here beside the others.",
    onCurrent,
  });

  function open(chat: AcceptedChat): void {
    const { contactId, participantId } = chat;
    layout.open(chat, (place) =>
      createChatPane({
        ...place,
        chat,
        session: sessions.open(chat),
        displayName,
        leave: () => control.leave({ contactId, participantId }),
        onEnded: () => accepted.remove(contactId),
        close: { label: "Close", run: () => layout.close(contactId) },
      }),
    );
  }

  /** Chats from before a reload: those that are over are forgotten. */
  function restore(board: ContactBoard): void {
    for (const chat of accepted.read()) {
      const contact = board.get(chat.contactId);
      if (contact && !isOver(contact)) open(chat);
      else accepted.remove(chat.contactId);
    }
    layout.show(layout.contactIds()[0] ?? QUEUE);
  }

  watchContacts(location.origin, {
    onLive: (live) => queue.setLive(live),
    onBoard(board) {
      if (restored === "not yet") restore(board);
      restored = "done";
      queue.show(board);
      layout.setWaiting(waitingContacts(board).length);
      for (const contactId of layout.contactIds()) {
        const contact = board.get(contactId);
        if (contact && isOver(contact)) layout.pane(contactId)?.contactEnded();
      }
    },
  });
  return layout.root;
}
