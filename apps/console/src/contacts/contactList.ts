import { isOver } from "@amazon-connect-chat/page/contactBoard.js";
import type { ContactBoard } from "@amazon-connect-chat/page/contactBoard.js";
import { element } from "@amazon-connect-chat/page/element.js";
import { createKeyedList } from "@amazon-connect-chat/page/keyedList.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import type { ContactSummary } from "amazon-connect-chat-emulator";
import { createContactRow } from "./contactRow.js";

export interface ContactList {
  readonly root: HTMLElement;
  show(board: ContactBoard, currentId: string | undefined): void;
}

const SHOWN = 200;

const namesOf = ({ customerName, contactId, participants }: ContactSummary) =>
  [customerName, contactId, ...participants.map(({ displayName }) => displayName)].join(" ").toLowerCase();

/** The contacts that there are, newest first and those that are over last. */
export function createContactList(onSelect: (contactId: string) => void): ContactList {
  const search = element("input", {
    class: "input",
    type: "search",
    placeholder: "Find by name or id",
    "aria-label": "Find a contact",
    "data-testid": "contact-search",
  });
  const note = element("p", { class: "note", "data-testid": "contacts-note" });
  const list = element("ul", { class: "contacts", "aria-label": "Contacts" });
  const rows = createKeyedList<{ readonly contact: ContactSummary; readonly isCurrent: boolean }>({
    container: list,
    keyOf: ({ contact }) => contact.contactId,
    create: ({ contact }) => createContactRow(contact.contactId, onSelect),
  });
  let shown: { readonly board: ContactBoard; readonly currentId: string | undefined } = {
    board: new Map(),
    currentId: undefined,
  };

  const render = () => {
    const { board, currentId } = shown;
    const wanted = search.value.trim().toLowerCase();
    const found = [...board.values()]
      .filter((contact) => wanted === "" || namesOf(contact).includes(wanted))
      .reverse()
      .sort((one, other) => Number(isOver(one)) - Number(isOver(other)));
    rows.show(
      found.slice(0, SHOWN).map((contact) => ({ contact, isCurrent: contact.contactId === currentId })),
    );
    const more = found.length > SHOWN ? `${found.length - SHOWN} more; find them by name.` : "";
    setText(note, board.size === 0 ? "No chat yet. Start one above, or on a page of yours." : more);
  };
  search.addEventListener("input", render);

  return {
    root: element("div", { class: "panel" }, [search, note, list]),
    show(board, currentId) {
      shown = { board, currentId };
      render();
    },
  };
}
