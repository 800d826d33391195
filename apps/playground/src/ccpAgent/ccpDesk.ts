import { createChatPane } from "../desk/chatPane.js";
import { createDeskLayout } from "../desk/deskLayout.js";
import type { DeskLayoutOptions } from "../desk/deskLayout.js";
import { callStreams } from "./callStreams.js";
import { createContactCards } from "./contactCards.js";
import type { ContactCard } from "./contactCards.js";
import { contactStage } from "./contactStage.js";
import type { ContactStage } from "./contactStage.js";
import { openSession } from "./openSession.js";
import { transferChat } from "./transferChat.js";

/** The desk's view of the contacts that Streams tells of: those that ring at the side, and the accepted chats beside each other. */
export function createCcpDesk(displayName: string, onCurrent: DeskLayoutOptions["onCurrent"]): HTMLElement {
  const cards = createContactCards((ringing) => layout.setWaiting(ringing));
  const layout = createDeskLayout({
    sideLabel: "Contacts",
    side: cards.root,
    emptyText: "No chat is open. Accept one that rings, and it appears here beside the others.",
    onCurrent,
  });
  /** Chats that the agent has taken at this desk, and that come to the front once they are open. */
  const taken = new Set<string>();

  function follow(contact: connect.Contact): void {
    const contactId = contact.getContactId();
    const connection = contact.getAgentConnection() as connect.ChatConnection;
    const { participantId, initialContactId, originalInfo } = connection.getMediaInfo();
    const chat = { contactId, participantId, customerName: originalInfo.customerName ?? "a customer" };
    let isOpening = false;
    let isGone = false;

    const clear = () => callStreams("clear the contact", (callbacks) => contact.clear(callbacks));
    const cleared = { label: "Clear", name: "clear", run: clear };
    const actions: Readonly<Record<ContactCard["stage"], ContactCard["actions"]>> = {
      ringing: [
        {
          label: "Accept",
          name: "accept",
          run() {
            taken.add(contactId);
            return callStreams("accept the chat", (callbacks) => contact.accept(callbacks));
          },
        },
        {
          label: "Decline",
          name: "decline",
          run: () => callStreams("decline the chat", (callbacks) => contact.reject(callbacks)),
        },
      ],
      afterContact: [cleared],
      missed: [cleared],
      declined: [cleared],
    };

    const open = async () => {
      if (isOpening) return;
      isOpening = true;
      // Of a contact that is gone by now there is nothing to be had.
      const session = await openSession(connection).catch((error: unknown) => {
        if (!isGone) throw error;
        return undefined;
      });
      // The customer may have left meanwhile; a card says so.
      if (!session || isGone || contactStage(contact.getState().type) !== "open") return;
      layout.open(chat, (place) =>
        createChatPane({
          ...place,
          chat,
          session,
          displayName,
          transfer: { label: "Transfer", run: () => transferChat(contact, chat.customerName) },
          leave: () => callStreams("end the chat", (callbacks) => connection.destroy(callbacks)),
          close: {
            label: "Clear contact",
            note: "After-contact work. Nothing takes this chat's place until you clear it.",
            run: clear,
          },
        }),
      );
      // After a reload no chat is taken anew: then the first comes to the front.
      if (taken.delete(contactId) || layout.contactIds().length === 1) layout.show(contactId);
    };

    const showCard = (stage: Exclude<ContactStage, "open">) =>
      cards.show({
        ...chat,
        stage,
        isTransfer: initialContactId !== contactId,
        actions: actions[stage],
      });
    const see = () => {
      const stage = contactStage(contact.getState().type);
      const pane = layout.pane(contactId);
      if (stage === "open") {
        cards.remove(contactId);
        void open();
      } else if (pane) pane.contactEnded();
      else showCard(stage);
    };
    contact.onRefresh(see);
    contact.onDestroy(() => {
      isGone = true;
      cards.remove(contactId);
      layout.close(contactId);
    });
    see();
  }

  connect.contact((contact) => {
    if (contact.getType() === connect.ContactType.CHAT) follow(contact);
  });
  return layout.root;
}
