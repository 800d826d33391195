import { REDACTED, redactText, SECRET_KEY } from "./redactText.js";

/** What one value may cost: 1 a member, and the length of each text. The rest is cut. */
const BUDGET = 20_000;
const MAX_DEPTH = 10;
const MAX_JSON_LENGTH = 200_000;
const CUT = "[cut]";
const UNREADABLE = "[unreadable]";

/** What an error shows of itself. */
const ERROR_MEMBERS = ["name", "message", "code", "type", "statusCode"];

/**
 * A copy of `value` that may be logged: plain data without tokens, message text and queries of URLs, at any depth and inside
 * JSON texts. Never throws. Functions and repeated references are left out.
 */
export function redact(value: unknown): unknown {
  const seen = new Set<object>();
  let left = BUDGET;

  const attempt = (read: () => unknown): unknown => {
    try {
      return read();
    } catch {
      return UNREADABLE;
    }
  };

  function copy(source: unknown, depth: number): unknown {
    if (left-- <= 0) return CUT;
    if (typeof source === "string") return copyText(source, depth);
    if (typeof source === "function") return undefined;
    if (typeof source === "bigint" || typeof source === "symbol") return String(source);
    return typeof source === "object" && source ? attempt(() => copyObject(source, depth)) : source;
  }

  function copyText(text: string, depth: number): string {
    if (/^\s*[[{"]/.test(text) && text.length < MAX_JSON_LENGTH) {
      try {
        return JSON.stringify(copy(JSON.parse(text), depth + 1));
      } catch {
        // It only looked like JSON.
      }
    }
    const start = text.slice(0, left);
    left -= start.length;
    return redactText(start) + (start.length < text.length ? CUT : "");
  }

  function copyObject(source: object, depth: number): unknown {
    if (seen.has(source)) return undefined;
    seen.add(source);
    if (depth > MAX_DEPTH) return CUT;
    const { toJSON } = source as { toJSON?: unknown };
    if (typeof toJSON === "function") return copy(toJSON.call(source), depth);
    if (Array.isArray(source)) return source.slice(0, left + 1).map((entry) => copy(entry, depth + 1));
    const isError = source instanceof Error;
    const keys = isError ? ERROR_MEMBERS : Object.keys(source).slice(0, left + 1);
    return Object.fromEntries(
      keys.map((key) => [
        key,
        attempt(() => {
          const member = (source as Readonly<Record<string, unknown>>)[key];
          const isSecret = !isError && member != null && typeof member !== "function" && SECRET_KEY.test(key);
          return isSecret ? REDACTED : copy(member, depth + 1);
        }),
      ]),
    );
  }

  return copy(value, 0);
}
