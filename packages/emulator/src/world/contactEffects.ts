import type { Contact, Participant } from "./contact.js";
import type { ItemDraft } from "./item.js";

/** What has to be done about it, in order. */
export type ContactEffect =
  | { readonly type: "record"; readonly draft: ItemDraft }
  /** Tells everyone of something that is not stored. */
  | { readonly type: "tell"; readonly draft: ItemDraft }
  /** Makes the past readable soon, and tells everyone. */
  | { readonly type: "rehydrate" }
  /** The flow that the contact was started with, or the one that comes afterwards. */
  | { readonly type: "startFlow"; readonly afterwards?: string }
  | { readonly type: "endSoon" }
  | { readonly type: "release" };

export interface Transition {
  readonly contact: Contact;
  readonly effects: readonly ContactEffect[];
}

/** An event of somebody, or of nobody, that everyone is told of and that is stored. */
export const recordEvent = (contentType: string, sender?: Participant): ContactEffect => ({
  type: "record",
  draft: { type: "EVENT", contentType, sender },
});

/** The contact with a participant replaced by who has changed. */
export const withParticipant = (contact: Contact, changed: Participant): Contact => ({
  ...contact,
  participants: contact.participants.map((participant) =>
    participant.participantId === changed.participantId ? changed : participant,
  ),
});
