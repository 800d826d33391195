import { ChatError, nameOf } from "../../errors.js";
import type { ChatErrorCode, ChatErrorDetails } from "../../errors.js";

/** An error on its way to another tab. */
export interface ErrorNote {
  readonly code: ChatErrorCode;
  readonly message: string;
  readonly details: Pick<ChatErrorDetails, "type" | "statusCode" | "requestId" | "retryAfterMs" | "attempts">;
}

export function noteOfError(error: unknown): ErrorNote {
  if (!(error instanceof ChatError))
    return {
      code: "NETWORK_ERROR",
      message: "unable to call; the other tab failed",
      details: { type: nameOf(error) },
    };
  const { code, message, type, statusCode, requestId, retryAfterMs, attempts } = error;
  return { code, message, details: { type, statusCode, requestId, retryAfterMs, attempts } };
}

export const errorOfNote = ({ code, message, details }: ErrorNote): ChatError =>
  new ChatError(code, message, details);
