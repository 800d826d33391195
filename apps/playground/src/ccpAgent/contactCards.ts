import { createAttempts } from "../desk/attempts.js";
import type { Attempt } from "../desk/attempts.js";
import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import type { ContactStage } from "./contactStage.js";

/** A contact that asks for something at the side of the desk. */
export interface ContactCard {
  readonly contactId: string;
  readonly customerName: string;
  readonly stage: Exclude<ContactStage, "open">;
  /** Whether a colleague hands the chat on. */
  readonly isTransfer: boolean;
  /** The first is what the agent most likely wants. */
  readonly actions: readonly (Attempt & { readonly name: string })[];
}

export interface ContactCards {
  readonly root: HTMLElement;
  /** Shows a card, in the place of the one that the contact had. */
  show(card: ContactCard): void;
  remove(contactId: string): void;
}

const NOTES: Readonly<Record<ContactCard["stage"], string>> = {
  ringing: "Waits for you",
  afterContact: "After-contact work",
  missed: "Missed. Nothing rings until you clear it.",
  declined: "Declined. Nothing rings until you clear it.",
};

function createCard({ contactId, customerName, stage, isTransfer, actions }: ContactCard): HTMLElement {
  const { problem, createButton } = createAttempts("field__problem");
  const buttons = actions.map((action, index) =>
    createButton(action, {
      class: index === 0 ? "button button--primary" : "button",
      "aria-label": `${action.label} the chat with ${customerName}`,
      "data-testid": `${action.name}-button`,
    }),
  );
  const note = stage === "ringing" && isTransfer ? "A colleague hands it on to you" : NOTES[stage];
  return element(
    "li",
    {
      class: `queue-item queue-item--${stage}`,
      "data-testid": "contact-card",
      "data-contact-id": contactId,
      "data-stage": stage,
    },
    [
      element("strong", { class: "queue-item__name" }, [customerName]),
      element("p", { class: "queue-item__preview" }, [note]),
      element("div", { class: "queue-item__actions" }, buttons),
      problem,
    ],
  );
}

/**
 * The contacts that are no open chats: those that ring, and those that the agent has to clear.
 * @param onRinging told how many ring, whenever it changes
 */
export function createContactCards(onRinging: (count: number) => void): ContactCards {
  const list = element("ul", { class: "queue__list" });
  const count = element("span", { class: "badge", hidden: true, "data-testid": "queue-count" });
  const spoken = element("p", { class: "visually-hidden", role: "status" });
  const empty = element("p", { class: "queue__empty" }, [
    "Nothing rings. ",
    element("a", { href: "/customer", target: "_blank" }, ["Start a chat as a customer"]),
  ]);
  const root = element("section", { class: "queue", "aria-labelledby": "queue-heading" }, [
    element("h2", { id: "queue-heading", class: "queue__heading" }, ["Contacts ", count]),
    spoken,
    list,
    empty,
  ]);
  const shown = new Map<string, { readonly card: ContactCard; readonly root: HTMLElement }>();

  const update = () => {
    const ringing = [...shown.values()].filter(({ card }) => card.stage === "ringing").length;
    setText(count, String(ringing));
    count.hidden = ringing === 0;
    empty.hidden = shown.size > 0;
    onRinging(ringing);
  };

  return {
    root,
    show(card) {
      const { contactId, customerName, stage } = card;
      const before = shown.get(contactId);
      if (before?.card.stage === stage) return;
      const next = createCard(card);
      if (before) before.root.replaceWith(next);
      else list.append(next);
      shown.set(contactId, { card, root: next });
      if (stage === "ringing") setText(spoken, `A chat with ${customerName} rings`);
      update();
    },
    remove(contactId) {
      shown.get(contactId)?.root.remove();
      if (shown.delete(contactId)) update();
    },
  };
}
