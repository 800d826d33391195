import { CONNECTION_TYPES } from "@amazon-connect-chat/protocol";
import { z } from "zod";
import { issueConnection } from "./issueConnection.js";
import type { Operation } from "./operation.js";
import { invalidParameter } from "./serviceError.js";

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_CreateParticipantConnection.html */
export const createParticipantConnection: Operation<"CreateParticipantConnection"> = {
  rules: z.object({
    Type: z.array(z.enum(CONNECTION_TYPES)).min(1).optional(),
    ConnectParticipant: z.boolean().optional(),
  }),

  run(call, { Type: types = [], ConnectParticipant: connect = false }) {
    if (types.includes("WEBRTC_CONNECTION"))
      throw invalidParameter("Type", "WEBRTC_CONNECTION is for voice contacts, and this is a chat");
    if (connect) call.world.connect(call.ref);
    return issueConnection(call, call.ref, types);
  },
};
