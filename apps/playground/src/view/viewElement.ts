import type { View } from "amazon-connect-chatjs";
import { failureReason } from "../chat/failure.js";
import { element } from "@amazon-connect-chat/page/element.js";
import { textOf } from "@amazon-connect-chat/page/jsonFields.js";
import type { ViewMessage } from "../interactive/readInteractive.js";
import { viewReply } from "../interactive/reply.js";
import type { Reply } from "../interactive/reply.js";
import { readView } from "./readView.js";
import type { ViewAction, ViewChoice, ViewField, ViewForm } from "./readView.js";

/** The names of a form's controls are of its own making: those of the view could be anything. */
const fieldName = (index: number) => `field-${index}`;

const fieldElement = ({ label, isRequired }: ViewField, index: number): HTMLElement =>
  element("label", { class: "view__field" }, [
    element("span", { class: "field__label" }, [label, isRequired ? " (required)" : ""]),
    element("input", {
      class: "field__input",
      name: fieldName(index),
      required: isRequired,
      maxlength: 1_000,
    }),
  ]);

const choiceElement = ({ label, text }: ViewChoice, index: number): HTMLElement =>
  element("label", { class: "view__choice" }, [
    element("input", { type: "radio", name: "choice", value: index, required: true }),
    element("span", { class: "choice__words" }, [
      element("span", { class: "choice__title" }, [label]),
      text ? element("span", { class: "choice__subtitle" }, [text]) : undefined,
    ]),
  ]);

const factsElement = (facts: ViewForm["facts"]): HTMLElement | undefined =>
  facts.length === 0
    ? undefined
    : element(
        "dl",
        { class: "view__facts" },
        facts.map(({ label, value }) =>
          element("div", {}, [element("dt", {}, [label]), element("dd", {}, [value])]),
        ),
      );

/** The first button needs all that is required; the others, such as Back, do without. */
const actionElement = ({ name, label }: ViewAction, index: number): HTMLElement =>
  element(
    "button",
    {
      class: index === 0 ? "button button--primary" : "button",
      value: index,
      formnovalidate: index > 0,
      "data-testid": "view-action",
      "data-action": name,
    },
    [label],
  );

/** What was entered and chosen, by the names that the view gives them. */
function enteredIn(form: HTMLFormElement, view: ViewForm): Record<string, string> {
  const values = new FormData(form);
  const textAt = (name: string) => textOf(values.get(name));
  const entered = Object.fromEntries(
    view.fields
      .map(({ name }, index) => [name, textAt(fieldName(index))] as const)
      .filter(([, text]) => text),
  );
  const chosen = view.choices[Number(textAt("choice") || Number.NaN)];
  return chosen ? { ...entered, Id: chosen.id, Heading: chosen.label } : entered;
}

function createForm(view: ViewForm, onReply: (reply: Reply) => void): HTMLFormElement {
  const form = element("form", { class: "view", "data-testid": "view" }, [
    view.title ? element("p", { class: "ask__title" }, [view.title]) : undefined,
    ...view.texts.map((text) => element("p", { class: "ask__subtitle" }, [text])),
    factsElement(view.facts),
    ...view.fields.map(fieldElement),
    ...view.choices.map(choiceElement),
    element("div", { class: "view__actions" }, view.actions.map(actionElement)),
  ]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { submitter } = event;
    const action = submitter instanceof HTMLButtonElement ? view.actions[Number(submitter.value)] : undefined;
    if (action) onReply(viewReply(action.name, enteredIn(form, view)));
  });
  return form;
}

/** A view, as soon as the service has said how it is to be shown. */
export function createViewElement(options: {
  readonly message: ViewMessage;
  readonly describeView: (viewToken: string) => Promise<View>;
  readonly onReply: (reply: Reply) => void;
}): HTMLElement {
  const { message, describeView, onReply } = options;
  const loading = element("p", { class: "ask__subtitle", role: "status" }, ["Loading the form…"]);
  const root = element("div", { class: "view-place" }, [loading]);
  describeView(message.viewToken)
    .then((view) => root.replaceChildren(createForm(readView(view, message.viewData), onReply)))
    .catch((error: unknown) => {
      loading.textContent = `This form cannot be shown; ${failureReason(error)}.`;
    });
  return root;
}
