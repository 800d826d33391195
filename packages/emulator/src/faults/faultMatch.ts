import { OPERATIONS } from "@amazon-connect-chat/protocol";
import type { CallName, FaultRule } from "./faultRule.js";

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
  readonly operation?: CallName | undefined;
}

/** Whether a rule that names this operation, or none, is about that one. */
export const concernsCall = (named: CallName | undefined, operation: CallName): boolean =>
  named === undefined ? Object.hasOwn(OPERATIONS, operation) : named === operation;

/** Whether the rule is about this occasion. */
export function concerns(rule: FaultRule, { subject, operation }: Occasion): boolean {
  const ofOperation = "operation" in rule ? rule.operation : undefined;
  return (
    (operation ? concernsCall(ofOperation, operation) : ofOperation === undefined) &&
    (rule.contactId === undefined || rule.contactId === subject.contactId) &&
    (rule.participantId === undefined || rule.participantId === subject.participantId) &&
    (rule.agentId === undefined || rule.agentId === subject.agentId)
  );
}

/** Whether a rule that has struck `hits` times does not strike any more. */
export const isSpent = ({ times = Infinity }: FaultRule, hits: number): boolean => hits >= times;
