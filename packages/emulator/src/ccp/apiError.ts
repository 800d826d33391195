/** A refusal of a call that came through the CCP, in the form that Streams hands to failure callbacks. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}
