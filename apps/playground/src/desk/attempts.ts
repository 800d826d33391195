import { element } from "@amazon-connect-chat/page/element.js";
import { reasonOf } from "@amazon-connect-chat/page/reasonOf.js";
import { setText } from "@amazon-connect-chat/page/setText.js";

/** Something that a person can do once. */
export interface Attempt {
  readonly label: string;
  /** What it rejects with is shown. `false` says that nothing was done, and that it may be tried again. */
  readonly run: () => unknown;
}

export interface Attempts {
  /** Says why the latest attempt failed. */
  readonly problem: HTMLElement;
  /** A button that does nothing while its attempt goes on, or after it succeeded. */
  createButton(attempt: Attempt, attributes?: Readonly<Record<string, string | boolean>>): HTMLButtonElement;
}

/** Buttons for what may fail, and the place where the reason is shown. */
export function createAttempts(problemClass: string): Attempts {
  const problem = element("p", { class: problemClass, role: "alert", hidden: true });
  return {
    problem,
    createButton({ label, run }, attributes = {}) {
      const button = element("button", { type: "button", class: "button", ...attributes }, [label]);
      const isBusy = () => button.ariaDisabled === "true";
      // Unlike `disabled` it leaves the focus where it is.
      const setBusy = (busy: boolean) => button.setAttribute("aria-disabled", String(busy));
      const attempt = async () => {
        setBusy(true);
        problem.hidden = true;
        try {
          if ((await run()) === false) setBusy(false);
        } catch (error) {
          setText(problem, reasonOf(error));
          problem.hidden = false;
          setBusy(false);
        }
      };
      button.addEventListener("click", () => {
        if (!isBusy()) void attempt();
      });
      return button;
    },
  };
}
