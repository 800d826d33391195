import { ServiceError } from "../operations/serviceError.js";
import type { RuleOf } from "./faultRule.js";

interface Answer {
  readonly type: string;
  readonly message: string;
}

/** What the service, or the gateway in front of it, says with each status. */
const answers: Readonly<Record<number, Answer>> = {
  400: { type: "ValidationException", message: "Validation exception due to invalid parameter" },
  402: { type: "ServiceQuotaExceededException", message: "Service quota exceeded" },
  403: { type: "AccessDeniedException", message: "Access denied" },
  404: { type: "ResourceNotFoundException", message: "Resource not found" },
  409: { type: "ConflictException", message: "Conflict" },
  429: { type: "ThrottlingException", message: "Too Many Requests" },
  500: { type: "InternalServerException", message: "Internal server error" },
  502: { type: "InternalServerException", message: "Internal server error" },
  503: { type: "ServiceUnavailableException", message: "Service Unavailable" },
  504: { type: "InternalServerException", message: "Endpoint request timed out" },
};

/** The error that an `httpError` fault answers with. */
export function faultAnswer({ status, type }: RuleOf<"httpError">): ServiceError {
  const answer = answers[status] ?? {
    type: status < 500 ? "ValidationException" : "InternalServerException",
    message: `Injected fault ${status}`,
  };
  return new ServiceError(status, type ?? answer.type, { message: answer.message });
}
