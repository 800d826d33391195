import { ChatError, isRefusal, statusCodeOf } from "../errors.js";
import type { WebSocketStatus } from "./callTypes.js";
import type { ChatConnectionBrokenEvent } from "./eventTypes.js";

/** What a `connect()` that succeeded tells, in its result and in each onConnectionEstablished. // CP-20 */
export const connectSucceeded = (websocketStatus: WebSocketStatus) =>
  ({ _debug: { websocketStatus }, connectSuccess: true, connectCalled: true }) as const;

/** The error that a `connect()` rejects with, in the shape that 5.0.0's plain object has. // CP-23 */
export function connectFailed(cause: unknown, metadata: unknown): ChatError {
  const why = cause instanceof Error ? cause.message : String(cause);
  const isAnswer = cause instanceof ChatError && cause.code !== "ILLEGAL_ARGUMENT";
  const reason = "Failed to fetch connectionDetails with createParticipantConnection";
  return Object.assign(new ChatError("CONNECT_FAILED", `unable to connect; ${why}`, { cause }), {
    _debug: isAnswer ? { reason, _debug: cause } : cause,
    connectSuccess: false,
    connectCalled: true,
    metadata,
  });
}

/** What onConnectionBroken says of the failure behind it. */
export function whyBroken(reason: unknown): ChatConnectionBrokenEvent["data"]["reason"] {
  if ([401, 403].includes(statusCodeOf(reason) ?? 0)) return "NOT_AUTHORIZED";
  return isRefusal(reason) ? "REFUSED" : "FAILED";
}
