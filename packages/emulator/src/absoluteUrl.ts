/**
 * A URL as a page's scripts write it, in full.
 * @param origin - what it is relative to where there is no page
 * @throws TypeError for a malformed one
 */
export function absoluteUrl(url: string | URL, origin: string): URL {
  const page = (globalThis as { readonly location?: Location }).location?.href ?? "";
  return new URL(url, URL.canParse("/", page) ? page : origin);
}
