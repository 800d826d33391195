import { CONNECTION_TYPES } from "@amazon-connect-chat/protocol";
import { z } from "zod";
import { toIsoTime } from "../isoTime.js";
import type { Operation } from "./operation.js";
import { invalidParameter } from "./serviceError.js";

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_CreateParticipantConnection.html */
export const createParticipantConnection: Operation<"CreateParticipantConnection"> = {
  rules: z.object({
    Type: z.array(z.enum(CONNECTION_TYPES)).min(1).optional(),
    ConnectParticipant: z.boolean().optional(),
  }),

  run({ ref, world, sockets, origin }, { Type: types = [], ConnectParticipant: connect = false }) {
    if (types.includes("WEBRTC_CONNECTION"))
      throw invalidParameter("Type", "WEBRTC_CONNECTION is for voice contacts, and this is a chat");
    if (connect) world.connect(ref);
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
  },
};
