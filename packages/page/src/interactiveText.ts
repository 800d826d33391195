import { fieldsOf, listOf, parseJson, textOf } from "./jsonFields.js";

/** An element of a list, a time slot, or a card of a carousel, in one line. */
function choiceOf(element: unknown): string {
  const fields = fieldsOf(element);
  const card = fieldsOf(fieldsOf(fields.data).content);
  const [title, subtitle] = [textOf(fields.title) || textOf(card.title), textOf(fields.subtitle)];
  const line = title && subtitle ? `${title} (${subtitle})` : title;
  return line || textOf(fields.date);
}

/**
 * An interactive message as plain text: title, subtitle and the choices, one a line.
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/interactive-messages.html
 */
export function interactiveText(json: string): string {
  const parsed = parseJson(json);
  if (parsed === undefined) return UNREADABLE;
  const message = fieldsOf(parsed);
  const content = fieldsOf(fieldsOf(message.data).content);
  const choices = [...listOf(content.elements), ...listOf(content.timeslots)]
    .map(choiceOf)
    .filter((choice) => choice)
    .map((choice) => `• ${choice}`);
  const lines = [textOf(content.title), textOf(content.subtitle), ...choices].filter((line) => line);
  return lines.length > 0
    ? lines.join("\n")
    : `Interactive message (${textOf(message.templateType) || "unknown"})`;
}

const UNREADABLE = "Interactive message that this page cannot read";
