const REDACTED = "[redacted]";
/** The rest of a longer line is cut. */
const MAX_LENGTH = 20_000;

/** Members whose value never reaches a log: tokens, and what people wrote. */
const SECRET_KEY = /(token|bearer|authorization|content|^message)$/i;

/** What must not stand in a text, each with what takes its place. Bounded, since a text may be hostile. */
const PATTERNS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // Pre-signed URLs carry their signature in the query.
  [/((?:https?|wss?):\/\/[^\s?#"'<>\\]*)[?#][^\s"'<>\\]*/gi, `$1?${REDACTED}`],
  // Behind a secret's name nothing is safe: quotes may be escaped, values may be cut.
  [/((?:token|authorization|content|\bmessage)\W{0,99}[:=]|bearer\W).*/gis, `$1 ${REDACTED}`],
  // No word is this long, a token is.
  [/[\w+/=-]{100,}/g, REDACTED],
];

/** `text` without tokens, message text and queries of URLs. */
export const redactText = (text: string): string =>
  PATTERNS.reduce(
    (current, [pattern, replacement]) => current.replace(pattern, replacement),
    text.slice(0, MAX_LENGTH),
  );

/** `value` as JSON that may be logged. Never throws; functions and repeated references are left out. */
export function redactedJson(value: unknown): string {
  const seen = new Set<unknown>();
  const replace = (key: string, member: unknown): unknown => {
    if (typeof member === "bigint") return String(member);
    if (SECRET_KEY.test(key) && member != null) return REDACTED;
    if (typeof member === "string") return redactText(member);
    if (typeof member !== "object" || member === null) return member;
    if (seen.has(member)) return undefined;
    seen.add(member);
    if (!(member instanceof Error)) return member;
    const { name, message, code, type, statusCode } = member as Error & Record<string, unknown>;
    // Told under another name: the text of an error is not a message of the chat.
    return { name, reason: message, code, type, statusCode };
  };
  try {
    return (JSON.stringify(value, replace) as string | undefined)?.slice(0, MAX_LENGTH) ?? "";
  } catch {
    return '"[unreadable]"';
  }
}
