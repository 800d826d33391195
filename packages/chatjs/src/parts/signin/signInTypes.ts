import type { Abortable } from "../../session/callTypes.js";
import type { OnChange } from "../../session/observedValue.js";
import type { SignInStorage } from "./signInPlatform.js";
import type { SignInState } from "./signInState.js";

/** Where the customer comes back to; aborted, the call for the address is given up. */
export interface SignInOptions extends Abortable {
  /** Absolute address, known to the identity provider; at most 1024 characters. */
  readonly redirectUri: string;
}
/** What `inPopup` takes. */
export interface PopupOptions extends SignInOptions {
  /** Of the window, as `window.open` takes them; not `noopener`, with which the page could not lead it anywhere. @defaultValue "popup,width=480,height=640" */
  readonly features?: string | undefined;
}
/** What `byRedirect` takes. */
export interface RedirectOptions extends SignInOptions {
  /** Keeps, until the customer is back, which session it is; no token. @defaultValue the page's `sessionStorage` */
  readonly storage?: SignInStorage | undefined;
}
/** What `resume` takes. */
export interface ResumeOptions extends Pick<RedirectOptions, "storage"> {
  /** The address that the customer came back to. @defaultValue that of the page */
  readonly address?: string | undefined;
  /** What came of it, where the site's backend has told the page: the service does not tell it again. */
  readonly outcome?: "succeeded" | "failed" | undefined;
}

/** What the part `signIn` adds, as `session.signIn`. */
export interface SignIn {
  /** How far the customer is; the same object until it changes. */
  readonly state: SignInState;
  /** Calls back after each change, with the state and the one before. */
  readonly onChange: OnChange<SignInState>;
  /**
   * Opens the sign-in page in a window of its own. To be called in the customer's click, before anything is awaited: browsers
   * block windows that open later. A second call, where the window was blocked or closed, opens the same page again.
   * @returns the state once the page's address is known; what comes of it is told by `onChange`
   * @throws IllegalArgumentError when the flow does not ask, or for a `redirectUri` that is no absolute address
   * @throws ChatError (rejection) as `sendMessage`; after one that may be tried again the state is `offered`, otherwise `failed`
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_GetAuthenticationUrl.html
   */
  inPopup(options: PopupOptions): Promise<SignInState>;
  /**
   * Leaves the page for the sign-in page. The page that the customer comes back to takes the chat up again, and calls `resume()`.
   * @throws IllegalArgumentError, ChatError as `inPopup`
   */
  byRedirect(options: RedirectOptions): Promise<SignInState>;
  /**
   * Takes up what `byRedirect` has left. Call it once the session is made. The events that came meanwhile are not told again: where
   * the address has no `error`, and the page does not know the outcome, the state is `waiting` until an event or 15 minutes have passed.
   * @returns the state; `none` when nothing of this chat was left
   */
  resume(options?: ResumeOptions): SignInState;
  /**
   * Goes on without signing in: the flow takes its branch for that.
   * @throws IllegalArgumentError when the flow does not wait for it
   * @throws ChatError (rejection) as `sendMessage`
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_CancelParticipantAuthentication.html
   */
  cancel(options?: Abortable): Promise<void>;
}
