import type { OperationName } from "@amazon-connect-chat/protocol";
import { FILE_OPERATIONS } from "./faultRule.js";
import type { FaultRule, FileOperation } from "./faultRule.js";

/** Whom something happens to, as far as that is known. */
export interface FaultSubject {
  readonly contactId?: string | undefined;
  readonly participantId?: string | undefined;
  readonly agentId?: string | undefined;
}

/** Something that a fault may strike. */
export interface Occasion {
  readonly subject: FaultSubject;
  /** Of requests. */
  readonly operation?: OperationName | FileOperation | undefined;
}

/** Whether the rule is about this occasion. */
export function concerns(rule: FaultRule, { subject, operation }: Occasion): boolean {
  const ofOperation = "operation" in rule ? rule.operation : undefined;
  const isFile = FILE_OPERATIONS.some((name) => name === operation);
  return (
    (ofOperation === undefined ? !isFile : ofOperation === operation) &&
    (rule.contactId === undefined || rule.contactId === subject.contactId) &&
    (rule.participantId === undefined || rule.participantId === subject.participantId) &&
    (rule.agentId === undefined || rule.agentId === subject.agentId)
  );
}

/** Whether a rule that has struck `hits` times does not strike any more. */
export const isSpent = ({ times = Infinity }: FaultRule, hits: number): boolean => hits >= times;
