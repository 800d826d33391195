import { eventContentType } from "@amazon-connect-chat/protocol";
import type { EventType } from "@amazon-connect-chat/protocol";
import { INTERACTIVE } from "../operations/messageRules.js";
import type { Item } from "../world/item.js";

/** What a flow may wait for. */
export type Trigger =
  | {
      /** The customer's message: a regular expression; as text it is not case-sensitive. */
      readonly says: string | RegExp;
    }
  | {
      /** The end of an event's name, such as `typing` or `participant.left`; or `attachment`, a file that has come in. */
      readonly event: EventType | "attachment";
      /** @defaultValue "customer" */
      readonly by?: "customer" | "agent";
    }
  | {
      /** Milliseconds without a message of the customer. */
      readonly silentForMs: number;
    };

/** What the customer has said. */
export interface Answer {
  /** The text; of a form the action, such as the button that was pressed; of a carousel the choice. */
  readonly text: string;
  /** Of a form: what was filled in. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** A regular expression; a text becomes one that is not case-sensitive. */
export const patternOf = (says: string | RegExp): RegExp =>
  typeof says === "string" ? new RegExp(says, "iu") : says;

/** Whether a text fits, wherever a global expression has stopped before. */
export const fits = (says: string | RegExp, text: string): boolean => text.search(patternOf(says)) >= 0;

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
    return { text: String(action ?? ""), data: Object(data) as Readonly<Record<string, unknown>> };
  }
  const { selectionText } = recordOf(Content);
  return { text: typeof selectionText === "string" ? selectionText : Content };
}

export const isCustomerMessage = ({ Type, ParticipantRole }: Item): boolean =>
  Type === "MESSAGE" && ParticipantRole === "CUSTOMER";

/** Whether an item is what a trigger waits for; silence is no item. */
export function isTriggeredBy(trigger: Trigger, item: Item): boolean {
  if ("says" in trigger) return isCustomerMessage(item) && fits(trigger.says, readAnswer(item).text);
  if ("silentForMs" in trigger) return false;
  const { event, by = "customer" } = trigger;
  if (item.ParticipantRole !== by.toUpperCase()) return false;
  return event === "attachment" ? item.Type === "ATTACHMENT" : item.ContentType === eventContentType(event);
}
