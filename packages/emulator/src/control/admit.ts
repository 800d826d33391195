import { currentContactId } from "../world/contact.js";
import type { Contact, ParticipantRef } from "../world/contact.js";
import type { StartedChat, World } from "../world/world.js";

/** What a guest of a chat gets. `contactId` is that of the contact which the guest comes into. */
export function admit(
  world: World,
  contact: Contact,
  ref: ParticipantRef,
  contactId = currentContactId(contact),
): StartedChat {
  const { token: participantToken } = world.issueToken("participantToken", ref);
  const { initialContactId } = contact;
  return { contactId, participantId: ref.participantId, initialContactId, participantToken };
}
