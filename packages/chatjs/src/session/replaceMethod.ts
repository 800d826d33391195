import type { AgentChatSession, ChatController } from "./chatSessionTypes.js";

/** What a session may have, whoever's it is and whoever made it. */
type Methods = ChatController & Pick<AgentChatSession, "cleanUp">;
type AnyMethod = (...args: never[]) => unknown;

function replace(session: object, name: string, make: (method: AnyMethod) => AnyMethod): void {
  const { controller = {} } = session as { readonly controller?: object };
  const faces = [session, controller] as Record<string, AnyMethod | undefined>[];
  const method = faces.map((face) => face[name]).find((each) => typeof each === "function");
  if (!method) return;
  const replaced = make(method);
  for (const face of faces) if (face[name] === method) face[name] = replaced;
}

/** Puts a method in the place of one that is there, on the session and on the controller that sessions of the root have. */
export const replaceMethod = <Name extends keyof Methods>(
  session: object,
  name: Name,
  make: (method: Methods[Name]) => Methods[Name],
): void => replace(session, name, make as unknown as (method: AnyMethod) => AnyMethod);

/** Acts before the page lets go of the connection or of its handlers. */
export function beforeLetGo(session: object, act: () => void): void {
  for (const name of ["breakConnection", "cleanUp", "cleanUpOnParticipantDisconnect"])
    replace(session, name, (method) => (...args) => {
      act();
      return method(...args);
    });
}
