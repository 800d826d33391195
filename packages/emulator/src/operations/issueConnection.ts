import type { OperationOutput } from "@amazon-connect-chat/protocol";
import { toIsoTime } from "../isoTime.js";
import type { ParticipantRef } from "../world/contact.js";
import type { Call } from "./operation.js";

/** What a participant connects with, as far as it was asked for. */
export function issueConnection(
  { world, sockets, origin }: Pick<Call, "world" | "sockets" | "origin">,
  ref: ParticipantRef,
  types: readonly string[],
): OperationOutput<"CreateParticipantConnection"> {
  const socket = types.includes("WEBSOCKET") && sockets.issue(ref, origin);
  const credentials = types.includes("CONNECTION_CREDENTIALS") && world.issueToken("connectionToken", ref);
  return {
    ...(socket && { Websocket: { Url: socket.url, ConnectionExpiry: toIsoTime(socket.expiresAtMs) } }),
    ...(credentials && {
      ConnectionCredentials: {
        ConnectionToken: credentials.token,
        Expiry: toIsoTime(credentials.expiresAtMs),
      },
    }),
  };
}
