import { readObject } from "../../lib/readObject.js";
import { PAGING_ACTIONS } from "./interactiveRules.js";
import type { JsonObject, ListPage, PagingAction } from "./interactiveTypes.js";

/** What a customer answered, as agents' pages and backends see it. */
export type ReadReply =
  | {
      /** An element of a list, a panel or quick replies, or a time: what was said, or chosen, word for word. */
      readonly kind: "text";
      readonly text: string;
    }
  | {
      /** An element of a carousel's card. */
      readonly kind: "card";
      readonly templateIdentifier: string;
      readonly listTitle: string;
      readonly selectionText: string;
    }
  | ({
      /** Another page of a list is asked for. */
      readonly kind: "paging";
      readonly action: PagingAction;
    } & ListPage)
  | {
      /** A button of a view was pressed; `data` has what was entered. */
      readonly kind: "view";
      readonly action: string;
      readonly data: JsonObject;
    };

const isText = (value: unknown): value is string => typeof value === "string";

function pageOf(data: JsonObject): ListPage {
  const texts = ["listId", "referenceId"].filter((name) => isText(data[name]));
  const numbers = ["preIndex", "nextIndex"].filter((name) => Number.isFinite(data[name]));
  return Object.fromEntries([...texts, ...numbers].map((name) => [name, data[name]]));
}

function responseOf(content: string): ReadReply | undefined {
  const { action, data: given } = readObject(content) ?? {};
  if (!isText(action)) return undefined;
  const data = readObject(given) ?? {};
  const paging = PAGING_ACTIONS.find((each) => each === action);
  return paging ? { kind: "paging", action: paging, ...pageOf(data) } : { kind: "view", action, data };
}

/**
 * Reads what a customer answered to an interactive message. Never throws.
 * @param item an item of the chat
 * @returns undefined for what is no answer: an event, a file, a response that is none
 */
export function readReply(item: {
  readonly ContentType?: string | undefined;
  readonly Content?: string | undefined;
}): ReadReply | undefined {
  const { ContentType, Content } = (item as typeof item | null) ?? {};
  if (!isText(Content)) return undefined;
  if (ContentType === "application/vnd.amazonaws.connect.message.interactive.response")
    return responseOf(Content);
  if (ContentType !== "text/plain") return undefined;
  const { templateIdentifier, listTitle, selectionText } = readObject(Content) ?? {};
  return isText(templateIdentifier) && isText(listTitle) && isText(selectionText)
    ? { kind: "card", templateIdentifier, listTitle, selectionText }
    : { kind: "text", text: Content };
}
