import { OPERATIONS } from "@amazon-connect-chat/protocol";
import type { OperationName } from "@amazon-connect-chat/protocol";
import { findParticipant } from "../world/contact.js";
import type { ParticipantRef } from "../world/contact.js";
import type { CallKey } from "../world/answerBook.js";
import type { World } from "../world/world.js";
import { parseBody } from "./bodyRules.js";
import type { Call, Operation } from "./operation.js";
import { operationTable } from "./operationTable.js";
import { accessDenied, notAuthorized, serviceError } from "./serviceError.js";

/** A request of an operation, as far as its answer depends on it. */
export interface OperationRequest {
  readonly bearer: string | undefined;
  readonly body: string;
  /** Members of the input that are in the path. */
  readonly members: Readonly<Record<string, string>>;
  readonly origin: string;
}

/** What every call gets. */
export type OperationContext = Pick<
  Call,
  "world" | "sockets" | "throttle" | "settings" | "attachments" | "authentications" | "messages"
>;

function authenticate(world: World, name: OperationName, bearer: string | undefined): ParticipantRef {
  if (!bearer) throw accessDenied();
  const verdict = world.judgeToken(OPERATIONS[name].token, bearer);
  if (verdict.is === "unknown") throw notAuthorized();
  if (verdict.is === "refused") throw accessDenied();
  return verdict.ref;
}

const clientTokenOf = (input: unknown): string | undefined => {
  if (typeof input !== "object" || input === null || !("ClientToken" in input)) return undefined;
  return typeof input.ClientToken === "string" ? input.ClientToken : undefined;
};

/** The answer to an earlier call with the same ClientToken, for a participant that has left. */
function recallAfterLeaving(
  world: World,
  operation: Operation,
  call: Omit<CallKey, "clientToken">,
  body: string,
) {
  if (!operation.repeatableAfterLeaving) return undefined;
  try {
    const clientToken = clientTokenOf(parseBody(body, operation.rules));
    return clientToken ? world.answers.recall({ ...call, clientToken }) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Answers a call, checking in the service's order: token, life of the chat, rate, body, rules, meaning.
 * @throws ServiceError
 */
export function runOperation(
  name: OperationName,
  context: OperationContext,
  { bearer, body, members, origin }: OperationRequest,
): object {
  // The name decides the types of the rules and of the runner together.
  const operation = operationTable[name] as Operation;
  const { world, settings } = context;
  const ref = authenticate(world, name, bearer);
  const contact = world.room(ref.contactId)?.contact;
  const participant = contact && findParticipant(contact, ref.participantId);
  if (!participant) throw accessDenied();
  if (!world.mayAct(ref)) {
    const answer = recallAfterLeaving(world, operation, { ref, operation: name }, body);
    if (answer) return answer;
    throw accessDenied();
  }

  if (!context.throttle.admits(name)) throw serviceError("ThrottlingException", "Rate exceeded");
  const input = parseBody(body, operation.rules, members);
  const clientToken = clientTokenOf(input);
  const key = clientToken ? { ref, operation: name, clientToken } : undefined;
  const answered = key && world.answers.recall(key);
  if (answered) return answered;
  const call: Call = { ...context, ref, contact, participant, limits: settings.limits, origin };
  const answer = operation.run(call, input);
  if (key) world.answers.remember(key, answer);
  return answer;
}
