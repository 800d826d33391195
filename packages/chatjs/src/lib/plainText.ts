/** A text or a number as text, and nothing for anything else: an object from a peer may throw when it is made a text. */
export const plainText = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";
