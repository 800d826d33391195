/** The members of an object that somebody else made: any may be missing or of any type. */
export type Fields = Readonly<Record<string, unknown>>;

export const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null ? (value as Fields) : {};

/** A text without the blanks around it; empty when it is none. */
export const textOf = (value: unknown): string => (typeof value === "string" ? value.trim() : "");

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What a JSON text means; undefined when it is none. */
export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

/** An address that a page may show or open; undefined for those that run code or are none. */
export function webUrl(value: unknown): string | undefined {
  const text = textOf(value);
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : undefined;
}
