/** Whether a value can be sent as a bearer: a header refuses other characters, with an error that shows the token. */
export const isToken = (value: unknown): value is string =>
  typeof value === "string" && /^[!-~]+$/.test(value);
