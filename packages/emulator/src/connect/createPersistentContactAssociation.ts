import type { z } from "zod";
import { clientToken, text } from "../operations/bodyRules.js";
import { onceForToken, requireLiveRoom } from "./connectOperation.js";
import type { ConnectOperation } from "./connectOperation.js";
import { persistentChatRules } from "./startChatRules.js";

const rules = persistentChatRules.extend({
  InstanceId: text(1, 100),
  InitialContactId: text(1, 256),
  ClientToken: clientToken,
});

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_CreatePersistentContactAssociation.html */
export const createPersistentContactAssociation: ConnectOperation<z.infer<typeof rules>> = {
  method: "POST",
  path: "/contact/persistent-contact-association/:InstanceId/:InitialContactId",
  rules,
  run(call, { InitialContactId, RehydrationType, SourceContactId, ClientToken }) {
    const { contactId } = requireLiveRoom(call.world, InitialContactId).contact;
    return onceForToken(
      call,
      { contactId, operation: "CreatePersistentContactAssociation", clientToken: ClientToken },
      () => ({
        ContinuedFromContactId: call.world.continueFrom(contactId, {
          rehydrationType: RehydrationType,
          sourceContactId: SourceContactId,
        }),
      }),
    );
  },
};
