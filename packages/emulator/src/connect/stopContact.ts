import { z } from "zod";
import { text } from "../operations/bodyRules.js";
import { ServiceError } from "../operations/serviceError.js";
import { isOver } from "../world/contact.js";
import type { ConnectOperation } from "./connectOperation.js";

const rules = z.object({ ContactId: text(1, 256), InstanceId: text(1, 100) });

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_StopContact.html */
export const stopContact: ConnectOperation<z.infer<typeof rules>> = {
  method: "POST",
  path: "/contact/stop",
  rules,
  run({ world }, { ContactId: contactId }) {
    const contact = world.room(contactId)?.contact;
    if (!contact || isOver(contact))
      throw new ServiceError(410, "ContactNotFoundException", {
        message: "The contact is not active or does not exist",
      });
    world.end(contactId);
    return {};
  },
};
