import { IllegalArgumentError } from "../../errors.js";
import { isObject } from "../../lib/isObject.js";
import { parseTimeMs, toIsoTime } from "../../platform/time.js";
import { byteLength } from "./bytes.js";
import type {
  InteractiveElement,
  InteractiveMessage,
  InteractiveReply,
  JsonObject,
  ListPicker,
  OptionOf,
  Panel,
  QuickReply,
  TimePicker,
} from "./interactiveTypes.js";

const RESPONSE_TYPE = "application/vnd.amazonaws.connect.message.interactive.response";
/** SendMessage takes no more, in bytes of UTF-8. */
const MAX_REPLY_BYTES = 16_384;
/** Engines know no later time, nor one before its opposite. */
const LAST_TIME_MS = 8.64e15;

const refused = (reason: string) => new IllegalArgumentError(`unable to reply; ${reason}`);
const plain = (message: string): InteractiveReply => ({ contentType: "text/plain", message });
const response = (fields: JsonObject): InteractiveReply => ({
  contentType: RESPONSE_TYPE,
  message: JSON.stringify({ version: "1.0", ...fields }),
});

/** What an option names: itself, or a member of it. */
const named = (option: unknown, name: string): unknown => (isObject(option) ? option[name] : option);

function elementOf(elements: readonly InteractiveElement[], option: unknown): InteractiveElement {
  const title = named(option, "title");
  // Two elements may have one title: the very element counts first.
  const element = elements.find((each) => each === option) ?? elements.find((each) => each.title === title);
  if (!element) throw refused("the message has no such element. Pass one of its elements");
  if (element.url !== undefined) throw refused("the element is a link: open it instead");
  return element;
}

function choiceReply(message: ListPicker | Panel | QuickReply, option: unknown): InteractiveReply {
  const { title, actionDetail } = elementOf(message.elements, option);
  if (!actionDetail) return plain(title);
  const { templateType } = message;
  const { preIndex, nextIndex, listId, referenceId } = message as ListPicker;
  const data = { actionName: actionDetail, preIndex, nextIndex, listId, templateType, referenceId };
  return response({ action: actionDetail, data });
}

function timeReply({ timeslots, timeZoneOffset = 0 }: TimePicker, option: unknown): InteractiveReply {
  const date = named(option, "date");
  const slot = timeslots.find((each) => each.date === date);
  if (!slot) throw refused("the message has no such time. Pass one of its timeslots");
  if (!timeZoneOffset) return plain(slot.date);
  // With a zone of its own, the time on the clocks there, in the form that AWS's own chat page gives it.
  const thereMs = parseTimeMs(slot.date) + timeZoneOffset * 60_000;
  if (!(Math.abs(thereMs) <= LAST_TIME_MS)) throw refused("the time is out of the range of dates");
  return plain(`${toIsoTime(thereMs).slice(0, -2)}+00:00`);
}

function viewReply(option: unknown, actions: readonly string[] | undefined): InteractiveReply {
  const { action, data = {} } = (isObject(option) ? option : {}) as { action?: unknown; data?: unknown };
  if (typeof action !== "string" || !action || Array.from(action).length > 200)
    throw refused("action must have 1 to 200 characters");
  if (actions && !actions.includes(action))
    throw refused(`the view has no such action. It has ${actions.join(", ")}`);
  if (!isObject(data) || Array.isArray(data)) throw refused("data must be an object");
  return response({ action, templateType: "ViewResource", data });
}

/** @throws SyntaxError and the like for data that is no JSON */
function replyOf(
  message: InteractiveMessage,
  option: unknown,
  actions: readonly string[] | undefined,
): InteractiveReply {
  switch (message.templateType) {
    case "ListPicker":
    case "Panel":
    case "QuickReply":
      return choiceReply(message, option);
    case "TimePicker":
      return timeReply(message, option);
    case "Carousel": {
      const { templateIdentifier, title } = (isObject(option) ? option : {}) as Record<string, unknown>;
      const card = message.elements.find((each) => each.templateIdentifier === templateIdentifier);
      if (!card) throw refused("the message has no such card. Pass the templateIdentifier of one");
      const chosen = elementOf(card.elements, title);
      return chosen.actionDetail
        ? choiceReply(card, chosen)
        : plain(JSON.stringify({ templateIdentifier, listTitle: card.title, selectionText: chosen.title }));
    }
    case "ViewResource":
      return viewReply(option, actions);
    default:
      throw refused("messages of this template are answered by the devices of their channel");
  }
}

/**
 * Makes the answer to an interactive message, in the form that the service expects of its template.
 * @param option one that the message has: an element or its title, a timeslot or its date, of a carousel the card's
 * `templateIdentifier` and the element's `title`, of a view `action` and `data`
 * @param actions those of the view, where it was described
 * @throws IllegalArgumentError for an option that the message does not have, that is a link, or that is larger than 16,384 bytes
 */
export function replyTo<Message extends InteractiveMessage>(
  message: Message,
  option: OptionOf<Message>,
  actions?: readonly string[],
): InteractiveReply {
  let reply: InteractiveReply;
  try {
    reply = replyOf(message, option, actions);
  } catch (error) {
    throw error instanceof IllegalArgumentError ? error : refused("data cannot be written as JSON");
  }
  if (byteLength(reply.message) > MAX_REPLY_BYTES)
    throw refused(`it is larger than ${MAX_REPLY_BYTES} bytes. Shorten data`);
  return reply;
}
