import { clockTime } from "@amazon-connect-chat/page/clockTime.js";
import { element } from "@amazon-connect-chat/page/element.js";
import { interactiveText } from "@amazon-connect-chat/page/interactiveText.js";
import type { KeyedElement } from "@amazon-connect-chat/page/keyedList.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import type { ContactSummary } from "amazon-connect-chat-emulator";

/** What a contact's states are called. */
export const STATES: Readonly<Record<ContactSummary["state"], string>> = {
  CREATED: "not connected",
  FLOW: "in the flow",
  QUEUED: "queued",
  WITH_AGENT: "with an agent",
  ENDED: "ended",
  EXPIRED: "expired",
};

/** Who is in the chat now, customers aside. */
const othersOf = ({ participants }: ContactSummary): string =>
  participants
    .filter(({ role, state }) => role !== "CUSTOMER" && state !== "LEFT")
    .map(({ displayName, state }) => (state === "CONNECTED" ? displayName : `${displayName} (invited)`))
    .join(", ");

/** What was said last, in one line. */
function previewOf({ lastMessage }: ContactSummary): string {
  const content = lastMessage?.content ?? "";
  // A contact says the content of its last message and not its type.
  return content.startsWith('{"templateType"') ? interactiveText(content) : content;
}

/** A contact in the list, which shows its chat when pressed. */
export function createContactRow(
  contactId: string,
  onSelect: (contactId: string) => void,
): KeyedElement<{ readonly contact: ContactSummary; readonly isCurrent: boolean }> {
  const name = element("span", { class: "contact__name" });
  const state = element("span", { class: "state" });
  const since = element("span", { class: "contact__since" });
  const others = element("span", { class: "contact__others" });
  const last = element("span", { class: "contact__last" });
  const button = element("button", { type: "button", class: "contact" }, [name, state, since, others, last]);
  const root = element("li", { "data-testid": "contact", "data-contact-id": contactId }, [button]);
  button.addEventListener("click", () => onSelect(contactId));
  return {
    root,
    update({ contact, isCurrent }) {
      setText(name, contact.customerName);
      setText(state, STATES[contact.state]);
      state.dataset.state = contact.state;
      setText(since, `since ${clockTime(Date.parse(contact.createdAt))}`);
      const names = othersOf(contact);
      setText(others, names && `with ${names}`);
      setText(last, previewOf(contact));
      if (isCurrent) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    },
  };
}
