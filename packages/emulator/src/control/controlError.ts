/** Why the control API refuses a call, and the HTTP status that says so. `Forbidden` is of web pages; `Unavailable` is done, but not kept. */
export const CONTROL_ERROR_STATUS = {
  InvalidRequest: 400,
  Forbidden: 403,
  NotFound: 404,
  Conflict: 409,
  Unavailable: 503,
} as const;
export type ControlRefusalCode = keyof typeof CONTROL_ERROR_STATUS;
/** `Unreachable` is of a client alone: nobody answered, or nobody who is an emulator. */
export type ControlErrorCode = ControlRefusalCode | "Unreachable";

/** A control call that was refused, or did not arrive. */
export class ControlError extends Error {
  override readonly name = "ControlError";

  constructor(
    readonly code: ControlErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
