import { z } from "zod";
import { text } from "./bodyRules.js";
import type { Operation } from "./operation.js";
import { serviceError } from "./serviceError.js";

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_DescribeView.html */
export const describeView: Operation<"DescribeView"> = {
  rules: z.object({ ViewToken: text(1, 1_000) }),

  run({ contact, world }, { ViewToken: token }) {
    const view = world.room(contact.contactId)?.views.get(token);
    if (!view)
      throw serviceError(
        "ResourceNotFoundException",
        "The resource was not found",
        "ViewToken: is not that of a view shown in this chat",
      );
    return { View: view };
  },
};
