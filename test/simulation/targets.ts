import type { FaultRule } from "amazon-connect-chat-emulator";
import type { Page } from "./page.js";

/** What a fault or a drop must name to concern a page. */
export const targetOf = ({ owner }: Page): Pick<FaultRule, "contactId" | "participantId" | "agentId"> =>
  typeof owner === "string"
    ? { agentId: owner }
    : { contactId: owner.contactId, participantId: owner.participantId };
