import { EXCEPTION_STATUS } from "@amazon-connect-chat/protocol";
import type { ExceptionName } from "@amazon-connect-chat/protocol";

/** What goes over the wire when an operation refuses. */
export class ServiceError extends Error {
  override readonly name = "ServiceError";

  /**
   * @param status - HTTP status.
   * @param type - what `x-amzn-errortype` says.
   * @param body - the answer's body; it must not repeat tokens or content.
   * @param detail - for the developer, in `x-emu-detail`: which member is wrong and why.
   */
  constructor(
    readonly status: number,
    readonly type: string,
    readonly body: Readonly<Record<string, string>>,
    readonly detail?: string,
  ) {
    super(Object.values(body)[0]);
  }
}

/** An exception of the service's model. */
export const serviceError = (type: ExceptionName, message: string, detail?: string): ServiceError =>
  new ServiceError(EXCEPTION_STATUS[type], type, { message }, detail);

/** The participant is gone, the chat has ended, or the token is expired or of the wrong kind. */
export const accessDenied = (): ServiceError => serviceError("AccessDeniedException", "Access denied");

/** A token that this service never issued: the answer comes from the gateway's authorizer. */
export const notAuthorized = (): ServiceError =>
  new ServiceError(EXCEPTION_STATUS.AccessDeniedException, "AccessDeniedException", {
    Message: "User is not authorized to access this resource with an explicit deny",
  });

/** A member of the body breaks a rule. */
export const invalidParameter = (member: string, reason: string): ServiceError =>
  serviceError(
    "ValidationException",
    "Validation exception due to invalid parameter",
    `${member}: ${reason}`,
  );

/** What the gateway says to a path it has no route for. */
export const missingAuthenticationToken = (): ServiceError =>
  new ServiceError(403, "MissingAuthenticationTokenException", { message: "Missing Authentication Token" });

/** What the gateway says to a body it does not take. */
export const requestTooLong = (): ServiceError =>
  new ServiceError(413, "RequestEntityTooLargeException", { message: "Request Too Long" });
