import type { OperationName } from "@amazon-connect-chat/protocol";
import { z } from "zod";
import type { Operation } from "./operation.js";
import { ServiceError } from "./serviceError.js";

/** An operation of the service that the emulator knows but does not do. */
export const notYet = <Name extends OperationName>(name: Name): Operation<Name> => ({
  rules: z.any(),
  run() {
    throw new ServiceError(501, "NotImplementedException", {
      message: `${name} is not yet available in this emulator`,
    });
  },
});
