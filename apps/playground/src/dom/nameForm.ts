import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";

export interface NameFormOptions {
  readonly title: string;
  readonly intro: string;
  readonly submitLabel: string;
  readonly name?: string | undefined;
  /** Called with a trimmed, non-empty name. What it rejects with is shown below the field. */
  readonly onSubmit: (name: string) => Promise<void>;
}

/** Asks who somebody is, before a chat or a desk begins. */
export function createNameForm(options: NameFormOptions): HTMLFormElement {
  const input = element("input", {
    id: "name",
    class: "field__input",
    name: "name",
    required: true,
    maxlength: 100,
    autocomplete: "nickname",
    "aria-describedby": "name-problem",
    value: options.name,
    "data-testid": "name-input",
  });
  const submit = element("button", { class: "button button--primary", "data-testid": "start-button" }, [
    options.submitLabel,
  ]);
  const problem = element("p", { id: "name-problem", class: "field__problem", role: "alert" });
  const form = element("form", { class: "card name-form", "data-testid": "start-form" }, [
    element("h1", {}, [options.title]),
    element("p", { class: "name-form__intro" }, [options.intro]),
    element("label", { for: "name", class: "field__label" }, ["Your name"]),
    input,
    problem,
    submit,
  ]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = input.value.trim();
    if (!name) {
      setText(problem, "Enter a name to go on.");
      input.focus();
      return;
    }
    setText(problem, "");
    submit.disabled = true;
    options
      .onSubmit(name)
      .catch((error: unknown) => setText(problem, error instanceof Error ? error.message : String(error)))
      .finally(() => (submit.disabled = false));
  });
  return form;
}
