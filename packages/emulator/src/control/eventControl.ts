import { eventContentType } from "@amazon-connect-chat/protocol";
import type { World } from "../world/world.js";
import { ControlError } from "./controlError.js";
import type { ControlSubjects } from "./controlSubjects.js";
import type { Sent } from "./messageControl.js";
import { systemEvents } from "./systemEvents.js";
import type { SystemEvent, SystemEventRule } from "./systemEvents.js";

/** An event of the service. */
export interface ControlEvent {
  readonly contactId: string;
  readonly event: SystemEvent;
  /** Whose it is. @defaultValue the customer, or of `transfer.*` the first agent in the chat */
  readonly participantId?: string | undefined;
  /** The new name, of `participant.displayname.updated`. */
  readonly displayName?: string | undefined;
}

export interface EventControl {
  /**
   * Tells everyone of an event, as if it had happened. Only `participant.displayname.updated` changes something: the name. Its Id is not
   * given.
   */
  sendEvent(event: ControlEvent): Partial<Sent>;
}

export function createEventControl(world: World, subjects: ControlSubjects): EventControl {
  const senderOf = (
    { contactId, participantId }: ControlEvent,
    { sender }: SystemEventRule,
  ): string | undefined => {
    if (sender === "nobody") return undefined;
    if (sender === "agent") return subjects.agentOf(contactId, participantId).participantId;
    return participantId ?? subjects.customerOf(contactId).participantId;
  };

  const rename = (contactId: string, participantId: string, displayName: string | undefined): void => {
    if (!displayName)
      throw new ControlError("InvalidRequest", "unable to rename the participant; displayName is missing");
    world.rename({ contactId, participantId }, displayName);
  };

  return {
    sendEvent(event) {
      const { contact } = subjects.liveRoomOf(event.contactId);
      const rule: SystemEventRule = systemEvents[event.event];
      const participantId = senderOf(event, rule);
      if (participantId !== undefined)
        subjects.requireActive({ contactId: contact.contactId, participantId });
      if (event.event === "participant.displayname.updated" && participantId !== undefined) {
        rename(contact.contactId, participantId, event.displayName);
        return {};
      }
      const { Id, AbsoluteTime } = world.post({
        contactId: contact.contactId,
        by: participantId === undefined ? undefined : { participantId },
        draft: { type: "EVENT", contentType: eventContentType(event.event) },
        stored: rule.stored,
      });
      return { Id, AbsoluteTime };
    },
  };
}
