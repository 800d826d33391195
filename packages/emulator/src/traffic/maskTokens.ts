/** More of one body is not kept. */
const longestBody = 50_000;

/** Every token is a prefix and 43 characters, see `ids.ts`. */
const tokens = /\b(pt|ct|ws|vt|st|nt)\.[\w-]{43}/g;
const signatures = /(X-Amz-Signature=)[\w%]+/g;

/** A body as it may be shown: no token and no signature of a URL in it, and not too long. */
export function showableBody(text: string): string {
  const masked = text.replace(tokens, "$1.***").replace(signatures, "$1***");
  return masked.length > longestBody ? `${masked.slice(0, longestBody)} ... (cut)` : masked;
}
