import { failureReason } from "../chat/failure.js";
import { element } from "@amazon-connect-chat/page/element.js";
import { webUrl } from "@amazon-connect-chat/page/jsonFields.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import { OUTCOME_WORDS } from "./signInSteps.js";
import type { SignInOutcome } from "./signInSteps.js";

export interface SignInElement {
  readonly root: HTMLElement;
  setOutcome(outcome: SignInOutcome | undefined): void;
}
export interface SignInOptions {
  /** Resolves with the address of the sign-in page. It can be asked for once. */
  readonly authenticationUrl: () => Promise<string>;
  /** Goes on without signing in. */
  readonly decline: () => Promise<unknown>;
}

/** Opened in the click itself, before the address is known: later, browsers would block it. */
function openPopup(): Window | null {
  const popup = window.open("", "_blank", "popup,width=480,height=640");
  // The page that signs in must not reach this one.
  if (popup) popup.opener = null;
  return popup;
}

/** Asks the customer to sign in, in a window of its own, and says what came of it. */
export function createSignInElement({ authenticationUrl, decline }: SignInOptions): SignInElement {
  const text = element("p", { class: "ask__title" }, ["Please sign in"]);
  const signIn = element(
    "button",
    { type: "button", class: "button button--primary", "data-testid": "sign-in" },
    ["Sign in"],
  );
  const skip = element("button", { type: "button", class: "button", "data-testid": "decline-sign-in" }, [
    "Go on without",
  ]);
  const link = element(
    "a",
    {
      class: "sign-in__link",
      target: "_blank",
      rel: "noopener noreferrer",
      hidden: true,
      "data-testid": "sign-in-link",
    },
    ["Open the sign-in page"],
  );
  const status = element("p", { class: "ask__subtitle", role: "status", "data-testid": "sign-in-status" });
  const buttons = element("div", { class: "view__actions" }, [signIn, skip]);
  const root = element(
    "div",
    { class: "sign-in card", role: "group", "aria-label": "Sign in", "data-testid": "sign-in-card" },
    [text, status, link, buttons],
  );

  signIn.addEventListener("click", () => {
    const popup = openPopup();
    signIn.disabled = true;
    setText(status, "Opening the sign-in page…");
    authenticationUrl()
      .then((address) => {
        const url = webUrl(address);
        if (url === undefined) throw new Error("unable to sign in; the address is not one of the web");
        popup?.location.replace(url);
        link.href = url;
        link.hidden = false;
        // The button goes away, and the focus with it.
        link.focus();
        signIn.hidden = true;
        setText(
          status,
          popup ? "Sign in in the window that has opened." : "Your browser blocked the window.",
        );
      })
      .catch((error: unknown) => {
        popup?.close();
        signIn.disabled = false;
        setText(status, `Unable to sign in; ${failureReason(error)}.`);
      });
  });
  skip.addEventListener("click", () => {
    skip.disabled = true;
    decline().catch((error: unknown) => {
      skip.disabled = false;
      setText(status, `Unable to go on without; ${failureReason(error)}.`);
    });
  });

  return {
    root,
    setOutcome(outcome) {
      root.dataset.outcome = outcome ?? "";
      if (outcome === undefined) return;
      buttons.hidden = true;
      link.hidden = true;
      setText(status, OUTCOME_WORDS[outcome]);
    },
  };
}
