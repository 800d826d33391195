/**
 * Customers who sign in at an identity provider in the middle of a chat: in a window of its own or by leaving the page, with the
 * deadline, the way out and the way back; see [the guide](../../../docs/guides/signin.md).
 * @module amazon-connect-chatjs/signin
 */
export { signIn } from "./parts/signin/signInPart.js";
export type { WithSignIn } from "./parts/signin/signInPart.js";
export type {
  PopupOptions,
  RedirectOptions,
  ResumeOptions,
  SignIn,
  SignInOptions,
} from "./parts/signin/signInTypes.js";
export type { SignInStorage } from "./parts/signin/signInPlatform.js";
export type { SignInFailure, SignInState, SignInWay } from "./parts/signin/signInState.js";
export type { Abortable } from "./session/callTypes.js";
export type { OnChange } from "./session/observedValue.js";
export type { SessionPart } from "./session/parts.js";
