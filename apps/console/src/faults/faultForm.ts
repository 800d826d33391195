import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import { wordsOf } from "@amazon-connect-chat/page/wordsOf.js";
import type { FaultKind, FaultRule } from "amazon-connect-chat-emulator";
import { FAULT_FIELDS, SCOPE_FIELDS } from "./faultFields.js";
import type { FaultField } from "./faultFields.js";

export interface FaultForm {
  readonly root: HTMLElement;
  readonly submit: HTMLButtonElement;
  /** The contact that faults of one chat are for. */
  contactId(): string | undefined;
  setContact(contact: { readonly contactId: string; readonly name: string } | undefined): void;
}

function fieldElement({ name, label, choices, unset, ...limits }: FaultField): HTMLElement {
  const control = choices
    ? element(
        "select",
        { class: "input", name },
        choices.map((value) => element("option", { value }, [value || unset])),
      )
    : element("input", { class: "input", name, type: "number", step: "1", ...limits });
  return element("label", { class: "field" }, [label, control]);
}

/** What was filled in, as the members of a rule; what is empty is left out. */
function membersOf(form: HTMLFormElement): Readonly<Record<string, string | number>> {
  const controls = [...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[name]")];
  return Object.fromEntries(
    controls
      .filter(({ type, value }) => type !== "radio" && value !== "")
      .map(({ name, type, value }) => [name, type === "number" ? Number(value) : value]),
  );
}

/** A form for any fault that there is. */
export function createFaultForm(onSubmit: (rule: FaultRule) => void): FaultForm {
  const kinds = Object.keys(FAULT_FIELDS) as FaultKind[];
  const kind = element(
    "select",
    { class: "input", name: "kind", "data-testid": "fault-kind" },
    kinds.map((value) => element("option", { value }, [wordsOf(value)])),
  );
  const fields = element("div", { class: "fields" });
  const one = element("input", { type: "checkbox", "data-testid": "fault-this-chat" });
  const oneLabel = element("span");
  const submit = element("button", { class: "button button--primary", "data-testid": "inject-fault" }, [
    "Inject",
  ]);
  const form = element("form", { class: "fault-form" }, [
    element("label", { class: "field field--wide" }, ["Fault", kind]),
    fields,
    element("label", { class: "check" }, [one, oneLabel]),
    submit,
  ]);
  let contact: { readonly contactId: string; readonly name: string } | undefined;

  const contactId = () => (one.checked ? contact?.contactId : undefined);
  const showFields = () =>
    fields.replaceChildren(...[...FAULT_FIELDS[kind.value as FaultKind], ...SCOPE_FIELDS].map(fieldElement));
  const showContact = () => {
    one.disabled = !contact;
    if (!contact) one.checked = false;
    setText(oneLabel, contact ? `Only the chat of ${contact.name}` : "Only the chat in view");
  };
  kind.addEventListener("input", showFields);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chat = contactId();
    // The emulator checks it, and says what is wrong.
    onSubmit({ ...membersOf(form), ...(chat !== undefined && { contactId: chat }) } as unknown as FaultRule);
  });
  showFields();
  showContact();
  return {
    root: form,
    submit,
    contactId,
    setContact(next) {
      contact = next;
      showContact();
    },
  };
}
