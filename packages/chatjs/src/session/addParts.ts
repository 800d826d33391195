import { IllegalArgumentError } from "../errors.js";
import { isObject } from "../lib/isObject.js";
import type { Platform } from "../platform/platform.js";
import { contentsOf } from "./parts.js";
import type { AddedBy, OwnMethods, PlainSession, SomeParts } from "./parts.js";

/** Adds parts to a session that was made without them. */
export function addPartsOn<Session extends PlainSession, const Parts extends SomeParts>(
  platform: Platform,
  session: Session,
  parts: Parts,
): Session & AddedBy<Parts> {
  if (!isObject(session))
    throw new IllegalArgumentError("unable to add parts; there is no session to add them to", session);
  // Sessions of the root have them there, those of parts themselves.
  const { controller = session } = session as { readonly controller?: unknown };
  const own = controller as OwnMethods;
  const contents = contentsOf(parts);
  if (contents.some(({ extend }) => !extend))
    throw new IllegalArgumentError(
      "unable to add parts; one of them must be passed to createCustomerSession or createAgentSession instead",
      parts,
    );
  for (const part of contents) Object.assign(session, part.extend?.(session, { ...own, platform }));
  return session as Session & AddedBy<Parts>;
}
