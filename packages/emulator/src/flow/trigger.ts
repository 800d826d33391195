import { eventContentType } from "@amazon-connect-chat/protocol";
import { INTERACTIVE } from "../operations/messageRules.js";
import { findParticipant } from "../world/contact.js";
import type { Contact } from "../world/contact.js";
import type { Item } from "../world/item.js";
import { toldReceipt } from "../world/receipts.js";
import type { Answer, Trigger } from "./flowStep.js";
import { isUnderstoodAs } from "./pattern.js";

const recordOf = (content: string): Readonly<Record<string, unknown>> => {
  try {
    return Object(JSON.parse(content)) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
};

/** What a message of the customer says. */
export function readAnswer({ Content = "", ContentType }: Pick<Item, "Content" | "ContentType">): Answer {
  if (ContentType === `${INTERACTIVE}.response`) {
    const { action, data } = recordOf(Content);
    return {
      text: typeof action === "string" ? action : "",
      data: Object(data) as Readonly<Record<string, unknown>>,
    };
  }
  const { selectionText } = recordOf(Content);
  return { text: typeof selectionText === "string" ? selectionText : Content };
}

export const isCustomerMessage = ({ Type, ParticipantRole }: Item): boolean =>
  Type === "MESSAGE" && ParticipantRole === "CUSTOMER";

/** Whether an item is what a trigger waits for; silence is no item. */
export function isTriggeredBy(trigger: Trigger, item: Item, contact: Contact): boolean {
  if ("says" in trigger)
    return isCustomerMessage(item) && isUnderstoodAs(trigger.says, readAnswer(item).text);
  if ("silentForMs" in trigger) return false;
  const { event, by = "customer" } = trigger;
  const receipt = toldReceipt(item);
  const role = receipt ? findParticipant(contact, receipt.participantId)?.role : item.ParticipantRole;
  if (role !== by.toUpperCase()) return false;
  if (event === "attachment") return item.Type === "ATTACHMENT";
  return (receipt?.contentType ?? item.ContentType) === eventContentType(event);
}
