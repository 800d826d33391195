import type { Hono } from "hono";
import { createRoutes } from "../createRoutes.js";
import { z } from "zod";
import type { AppEnv } from "../appEnv.js";
import { asConnectError } from "../connect/connectOperation.js";
import { parseBody, text } from "../operations/bodyRules.js";
import { serviceError } from "../operations/serviceError.js";
import { findParticipant } from "../world/contact.js";
import type { World } from "../world/world.js";
import type { AuthenticationOptions } from "./authenticationOptions.js";
import type { Authentications } from "./authentications.js";
import { isOpen } from "./authenticationSession.js";
import type { AuthenticationSession } from "./authenticationSession.js";
import { signInOverPage, signInPage } from "./signInPage.js";
import { redirectUrl, signInPath } from "./signInUrl.js";

const updateRules = z.object({
  State: text(1, 1_000),
  InstanceId: text(1, 100),
  Code: text(1, 2_048).optional(),
  Error: text(1, 2_048).optional(),
  ErrorDescription: text(1, 2_048).optional(),
});

const seeOther = (location: string) => new Response(null, { status: 303, headers: { Location: location } });

/** The sign-in page, and the route by which a site's backend tells what came of it. */
export function createAuthenticationRoutes(given: {
  readonly world: World;
  readonly authentications: Authentications;
  readonly options: AuthenticationOptions;
}): Hono<AppEnv> {
  const { world, authentications, options } = given;

  const openSession = (state: string): AuthenticationSession | undefined => {
    const session = authentications.findByState(state);
    return session && isOpen(session) ? session : undefined;
  };

  const nameOf = ({ ref }: AuthenticationSession): string => {
    const contact = world.room(ref.contactId)?.contact;
    return (contact && findParticipant(contact, ref.participantId)?.displayName) ?? "";
  };

  const goBack = (session: AuthenticationSession, choice: string, name: string): Response => {
    const { signIn } = session;
    if (!signIn) return signInOverPage("over");
    const { redirectUri, state, code } = signIn;
    if (choice === "signIn") {
      const signedIn = authentications.noteProfile(session, name);
      if (options.actsAsBackend) authentications.finish(signedIn, "succeeded", name);
      return seeOther(redirectUrl(redirectUri, { code, state }));
    }
    if (options.actsAsBackend) authentications.finish(session, "failed");
    return seeOther(
      redirectUrl(redirectUri, {
        error: "access_denied",
        error_description: "The user has cancelled",
        state,
      }),
    );
  };

  const update = (body: string): void => {
    const input = parseBody(body, updateRules);
    const session = authentications.findByState(input.State);
    if (!session?.signIn) throw serviceError("AccessDeniedException", "Access denied", "State: is unknown");
    if (input.Error === undefined && input.Code !== session.signIn.code)
      throw serviceError(
        "AccessDeniedException",
        "Access denied",
        "Code: is not the one that was handed out",
      );
    if (input.Error === undefined) authentications.finish(session, "succeeded", session.profileName);
    else authentications.finish(session, "failed");
  };

  const routes = createRoutes();
  routes.get(signInPath, (context) => {
    const session = openSession(context.req.query("state") ?? "");
    if (!session?.signIn) return signInOverPage("over");
    return signInPage({ state: session.signIn.state, name: nameOf(session) });
  });
  routes.post(signInPath, (context) => {
    const form = new URLSearchParams(context.var.body);
    const session = openSession(form.get("state") ?? "");
    if (!session) return signInOverPage("over");
    const choice = form.get("choice") ?? "";
    if (choice !== "signIn" && choice !== "cancel") return signInOverPage("waiting");
    return goBack(session, choice, (form.get("name") ?? "").trim().slice(0, 256));
  });
  routes.post("/contact/update-participant-authentication", (context) => {
    try {
      update(context.var.body);
    } catch (error) {
      throw asConnectError(error);
    }
    return context.json({});
  });
  return routes;
}
