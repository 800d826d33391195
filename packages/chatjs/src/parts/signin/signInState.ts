/** Why signing in has failed. */
export type SignInFailure =
  /** The identity provider or the site's backend has refused the customer. */
  | "refused"
  /** The service gave no URL; `error` has its error. The flow still waits: `cancel()` lets it go on. */
  | "noUrl"
  /** The chat ended first. */
  | "chatEnded";

/** How the sign-in page was opened. */
export type SignInWay = "popup" | "redirect";

/**
 * How far the customer is; `name` tells which.
 *
 * - `none`: nobody has asked for anything
 * - `offered`: the flow asks; the page has until `urlUntilMs` (milliseconds since the epoch) to begin
 * - `waiting`: the sign-in page is open, or about to be. `url` is its address, once it is known: for a link where `popup` is
 *   `blocked` or `closed`. A popup also counts as closed when the identity provider's page severs it from this one
 *   (Cross-Origin-Opener-Policy): the outcome still comes.
 * - `succeeded`, `failed`, `canceled`: what came of it
 * - `timedOut`: too late. `cancelable` while the flow still waits: `cancel()` lets it go on
 */
export type SignInState =
  | { readonly name: "none" }
  | { readonly name: "offered"; readonly urlUntilMs: number }
  | {
      readonly name: "waiting";
      readonly by: SignInWay;
      readonly popup?: "open" | "blocked" | "closed" | undefined;
      readonly url?: string | undefined;
    }
  | { readonly name: "succeeded" }
  | {
      readonly name: "failed";
      readonly reason: SignInFailure;
      /** Of `refused`: the identity provider's `error`, where it told. Of `noUrl`: the error of the call. */
      readonly error?: unknown;
    }
  | { readonly name: "canceled" }
  | { readonly name: "timedOut"; readonly cancelable: boolean };

/** The service gives the URL for a minute from its event on. */
export const URL_WINDOW_MS = 60_000;

/** What happens to a sign-in. */
export type SignInEvent =
  | { readonly type: "asked"; readonly atMs: number }
  | { readonly type: "opening"; readonly by: SignInWay; readonly popup?: "open" | "blocked" | undefined }
  | { readonly type: "url"; readonly url: string }
  | {
      readonly type: "noUrl";
      readonly error: unknown;
      readonly isFinal: boolean;
      readonly urlUntilMs: number;
    }
  | { readonly type: "popupClosed" }
  | { readonly type: "returned" }
  | { readonly type: "tooLate" }
  | { readonly type: "chatEnded" }
  | { readonly type: "outcome"; readonly state: SignInState };

const isPending = ({ name }: SignInState) => name === "offered" || name === "waiting";

/** The next state; the same one where the event changes nothing. */
export function nextSignIn(state: SignInState, event: SignInEvent): SignInState {
  switch (event.type) {
    case "asked":
      return { name: "offered", urlUntilMs: event.atMs + URL_WINDOW_MS };
    case "opening":
      return { name: "waiting", by: event.by, ...(event.popup && { popup: event.popup }) };
    case "url":
      return state.name === "waiting" ? { ...state, url: event.url } : state;
    case "noUrl":
      if (state.name !== "waiting") return state;
      return event.isFinal
        ? { name: "failed", reason: "noUrl", error: event.error }
        : { name: "offered", urlUntilMs: event.urlUntilMs };
    case "popupClosed":
      return state.name === "waiting" && state.popup === "open" ? { ...state, popup: "closed" } : state;
    case "returned":
      return { name: "waiting", by: "redirect" };
    case "tooLate":
      return state.name === "offered" ? { name: "timedOut", cancelable: true } : state;
    case "chatEnded":
      return isPending(state) ? { name: "failed", reason: "chatEnded" } : state;
    case "outcome":
      // The first one counts: a cancellation answers, and then comes as an event too.
      return isPending(state) || mayCancel(state) ? event.state : state;
  }
}

/** Whether the flow still waits for the customer. */
export const mayCancel = (state: SignInState): boolean =>
  isPending(state) ||
  (state.name === "timedOut" && state.cancelable) ||
  (state.name === "failed" && state.reason === "noUrl");
