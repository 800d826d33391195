import { parseJson } from "@amazon-connect-chat/page/jsonFields.js";

/** JSON, and JSON texts in it, laid out for reading; any other text as it is. */
export function layOut(text: string): string {
  const value = parseJson(text);
  if (typeof value !== "object" || value === null) return text;
  return JSON.stringify(
    value,
    (_name, member: unknown) => {
      const inner = typeof member === "string" && /^[[{]/.test(member) ? parseJson(member) : undefined;
      return inner ?? member;
    },
    2,
  );
}
