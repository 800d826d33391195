import { PARTICIPANT_ROLES } from "@amazon-connect-chat/protocol";
import { z } from "zod";
import { toIsoTime } from "../isoTime.js";
import { clientToken, text } from "../operations/bodyRules.js";
import { invalidRequest, onceForToken, requireLiveRoom } from "./connectOperation.js";
import type { ConnectOperation } from "./connectOperation.js";

const rules = z.object({
  InstanceId: text(1, 100),
  ContactId: text(1, 256),
  ParticipantDetails: z.object({
    ParticipantRole: z.enum(PARTICIPANT_ROLES),
    DisplayName: text(1, 256),
  }),
  ClientToken: clientToken,
});

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateParticipant.html */
export const createParticipant: ConnectOperation<z.infer<typeof rules>> = {
  method: "POST",
  path: "/contact/create-participant",
  rules,
  run(call, { ContactId, ParticipantDetails, ClientToken }) {
    const { world } = call;
    const { contact } = requireLiveRoom(world, ContactId);
    if (ParticipantDetails.ParticipantRole !== "CUSTOM_BOT")
      throw invalidRequest("ParticipantDetails.ParticipantRole: is not CUSTOM_BOT, the only one for a chat");
    const { contactId } = contact;
    return onceForToken(call, { contactId, operation: "CreateParticipant", clientToken: ClientToken }, () => {
      const { DisplayName: displayName } = ParticipantDetails;
      const ref = world.invite(contactId, { displayName, role: "CUSTOM_BOT" });
      const { token } = world.issueToken("participantToken", ref);
      return {
        ParticipantId: ref.participantId,
        ParticipantCredentials: {
          ParticipantToken: token,
          // It lives as long as the participant, which is at most to the end of the chat.
          Expiry: toIsoTime(contact.createdAtMs + contact.durationMs),
        },
      };
    });
  },
};
