import { definePart } from "../../session/parts.js";
import type { SessionPart } from "../../session/parts.js";
import { createSignIn } from "./signIn.js";
import { createSignInPlatform } from "./signInPlatform.js";
import type { SignInPlatform } from "./signInPlatform.js";
import type { SignIn } from "./signInTypes.js";

/** What the part adds. */
export interface WithSignIn {
  readonly signIn: SignIn;
}

export const signInOn = (world: SignInPlatform): SessionPart<WithSignIn> =>
  definePart(() => ({ extend: (session, kit) => ({ signIn: createSignIn(world, session, kit) }) }));

/**
 * Customers who sign in: `session.signIn`. It may be added to a session of the root, or to one that was made with the part
 * `authentication`; passed when the session is made, it needs no other part. An agent's session stays at `none`.
 */
export const signIn: SessionPart<WithSignIn> = /* @__PURE__ */ signInOn(
  /* @__PURE__ */ createSignInPlatform(),
);
