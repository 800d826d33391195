/**
 * Where a request went to: scheme, host and port. A proxy that ends TLS calls with http itself.
 * @param forwardedProto - the header in which such a proxy says what it was called with; when there are more, the first one
 */
export function calledOrigin(url: string, forwardedProto: string | undefined): string {
  const { host, origin } = new URL(url);
  const [scheme = ""] = /^https?(?=\s*(?:,|$))/i.exec(forwardedProto ?? "") ?? [];
  return scheme === "" ? origin : new URL(`${scheme}://${host}`).origin;
}

/** Whether a page's request goes to where the page itself is from, whichever scheme a proxy in front takes. */
export const isOwnOrigin = (origin: string, host: string | undefined): boolean =>
  URL.canParse(origin) && new URL(origin).host === host;
