/** The parts of an origin that rules look at. */
export interface OriginName {
  /** Such as `https`, in lower case. */
  readonly scheme: string;
  readonly hostname: string;
}

const originPattern = /^([a-z][a-z\d+.-]*):\/\/([a-z\d._-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i;
const hostPattern = /^([a-z\d._-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i;
const addressPattern = /^(\d{1,3}(\.\d{1,3}){3}|\[.+\])$/;

/** Reads an `Origin` header; undefined for one that names no place, such as `null`. */
export function readOrigin(text: string): OriginName | undefined {
  const [, scheme, hostname] = originPattern.exec(text) ?? [];
  return scheme && hostname ? { scheme: scheme.toLowerCase(), hostname: hostname.toLowerCase() } : undefined;
}

/** The name in a `Host` header, without its port; undefined for what is no host, as no URL can have it. */
export const hostnameOf = (host: string): string | undefined =>
  URL.canParse(`http://${host}`) ? hostPattern.exec(host)?.[1]?.toLowerCase() : undefined;

/** An IP address as it stands in URLs. Nobody's name server can make a page of another site one of it. */
export const isAddress = (hostname: string): boolean => addressPattern.test(hostname);

/** Whether a name of a URL leads to this machine and to no other. */
export const isLoopbackName = (hostname: string): boolean =>
  hostname === "localhost" ||
  hostname.endsWith(".localhost") ||
  hostname === "[::1]" ||
  (hostname.startsWith("127.") && isAddress(hostname));

/**
 * Whether `text` is an origin just as browsers send it: with a scheme, without path and wildcard. `null` is none: any site can make
 * a page that has it.
 */
export function isOrigin(text: string): boolean {
  const name = readOrigin(text);
  if (!name) return false;
  return /^https?$/.test(name.scheme) ? URL.canParse(text) && new URL(text).origin === text : true;
}
