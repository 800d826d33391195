import type { View } from "amazon-connect-chatjs";
import { fieldsOf, listOf, parseJson, textOf } from "@amazon-connect-chat/page/jsonFields.js";
import type { Fields } from "@amazon-connect-chat/page/jsonFields.js";
import { wordsOf } from "@amazon-connect-chat/page/wordsOf.js";

export interface ViewField {
  readonly name: string;
  readonly label: string;
  readonly isRequired: boolean;
}
export interface ViewChoice {
  readonly id: string;
  readonly label: string;
  readonly text: string;
}
export interface ViewAction {
  readonly name: string;
  readonly label: string;
}
/** A view as a simple form. */
export interface ViewForm {
  readonly title: string;
  readonly texts: readonly string[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly fields: readonly ViewField[];
  readonly choices: readonly ViewChoice[];
  readonly actions: readonly ViewAction[];
}

/** Values may be JSON texts in themselves. */
function valueOf(value: unknown): unknown {
  return typeof value === "string" && /^\s*[[{]/.test(value) ? (parseJson(value) ?? value) : value;
}

const scalarText = (value: unknown): string =>
  typeof value === "number" || typeof value === "boolean" ? String(value) : textOf(value);

/** One entry of a list: a field to fill in, a fact, or something to choose. */
function readEntry(entry: unknown): Partial<ViewForm> {
  const fields = fieldsOf(entry);
  const label = textOf(fields.Label);
  if (fields.Type === "FormInput") {
    const props = fieldsOf(fields.Props);
    const name = textOf(fields._id) || textOf(props.Name);
    if (!name) return {};
    const field = { name, label: textOf(props.Label) || wordsOf(name), isRequired: props.Required === true };
    return { fields: [field] };
  }
  if (label) return { facts: [{ label, value: scalarText(fields.Value) }] };
  const summary = fieldsOf(fields.Summary ?? fields);
  const heading = textOf(summary.Heading);
  const detail = textOf(fieldsOf(fields.Detail).Heading);
  const choice = {
    id: textOf(summary.Id) || heading,
    label: heading,
    text: textOf(summary.Description) || detail,
  };
  return heading ? { choices: [choice] } : {};
}

function readProperty(value: unknown): Partial<ViewForm>[] {
  if (Array.isArray(value)) return value.map(readEntry);
  const text = textOf(value) || textOf(fieldsOf(value).TemplateString);
  return text ? [{ texts: [text] }] : [];
}

const CHOOSING: readonly unknown[] = ["ActionSelected", "CardSelected"];

/** A button that stands for what is chosen says so; others bear the words that the data has for them, or their own name. */
function actionOf(name: string, data: Fields, hasChoices: boolean): ViewAction {
  const given = textOf(fieldsOf(valueOf(data[name])).Label);
  const word = CHOOSING.includes(name) ? (hasChoices ? "Choose" : "Continue") : wordsOf(name);
  return { name, label: given || word };
}

/**
 * Makes a form of a view and the data it is shown with. How a view really looks is known to the renderer of Amazon Connect
 * alone: here its texts, fields, choices and buttons stand one below the other, in the order of its schema.
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_DescribeView.html
 */
export function readView(view: View, viewData: Fields): ViewForm {
  const schema = fieldsOf(fieldsOf(parseJson(view.Content?.InputSchema ?? "")).properties);
  const names = [...new Set([...Object.keys(schema), ...Object.keys(viewData)])];
  const parts = names
    .filter((name) => name !== "Heading")
    .flatMap((name) => readProperty(valueOf(viewData[name])));
  const actions = listOf(view.Content?.Actions)
    .map(textOf)
    .filter((name) => name);
  const choices = parts.flatMap((part) => part.choices ?? []);
  return {
    title: textOf(viewData.Heading) || (view.Name ?? ""),
    texts: parts.flatMap(({ texts = [] }) => texts),
    facts: parts.flatMap(({ facts = [] }) => facts),
    fields: parts.flatMap(({ fields = [] }) => fields),
    choices,
    actions: actions.map((name) => actionOf(name, viewData, choices.length > 0)),
  };
}
