/** Why a control call was refused, and the HTTP status that says so. */
export const CONTROL_ERROR_STATUS = { InvalidRequest: 400, NotFound: 404, Conflict: 409 } as const;
export type ControlErrorCode = keyof typeof CONTROL_ERROR_STATUS;

/** A control call that was refused. */
export class ControlError extends Error {
  override readonly name = "ControlError";

  constructor(
    readonly code: ControlErrorCode,
    message: string,
  ) {
    super(message);
  }
}
