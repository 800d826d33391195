export const REDACTED = "[redacted]";

/** Members whose value never reaches a log: tokens, and what people wrote. */
export const SECRET_KEY = /(token|bearer|authorization|content)$|^message$/i;

/** What stands in a text that is not JSON as a whole, each with what takes its place. Bounded, since a text may be hostile. */
const PATTERNS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // Pre-signed URLs carry their signature in the query.
  [/((?:https?|wss?):\/\/[^\s?#"'<>\\]*)[?#][^\s"'<>\\]*/gi, `$1?${REDACTED}`],
  // A member of a JSON text, its quotes escaped or not; a value that opens an object or a list takes the rest with it.
  [
    /(["'](?:[\w-]{0,40}(?:token|bearer|authorization|content)|message)\\*["']\s*:\s*)(?:\\*"(?:[^"\\]|\\.)*"?|'[^']*'?|[[{][^]*|[^\s,}\]]+)/gi,
    `$1"${REDACTED}"`,
  ],
  [
    /\b((?:[\w-]{0,40}token|x-amz-bearer|authorization)\s*[:=]\s*["']?|bearer\s+)(?:bearer\s+)?[^\s"',;}\]]+/gi,
    `$1${REDACTED}`,
  ],
  // No word is this long, a token is.
  [/[\w+/=-]{100,}/g, REDACTED],
];

/** `text` without tokens, without queries of URLs and without the secret members of JSON inside it. */
export const redactText = (text: string): string =>
  PATTERNS.reduce((current, [pattern, replacement]) => current.replace(pattern, replacement), text);
