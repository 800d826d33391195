import { z } from "zod";
import { clientToken } from "./bodyRules.js";
import type { Operation } from "./operation.js";

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_DisconnectParticipant.html */
export const disconnectParticipant: Operation<"DisconnectParticipant"> = {
  rules: z.object({ ClientToken: clientToken }),
  repeatableAfterLeaving: true,

  run({ ref, world }) {
    world.leave(ref);
    return {};
  },
};
