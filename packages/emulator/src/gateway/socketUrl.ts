const path = "/ws";
const ticketParameter = "X-Emu-Connection";

// ChatJS takes ws:// for 127.0.0.1 only, and that is where all these names lead to. A certificate may name only one of them.
const loopbackNames = new Set(["localhost", "[::1]", "::1"]);

/**
 * The URL that opens a socket.
 * @param origin - scheme, host and port that the service was called at.
 */
export function makeSocketUrl(origin: string, ticketId: string): string {
  const url = new URL(path, origin);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  if (url.protocol === "ws:" && loopbackNames.has(url.hostname)) url.hostname = "127.0.0.1";
  url.searchParams.set(ticketParameter, ticketId);
  return url.href;
}

/** The ticket in the path and query of a handshake; empty, as no ticket is, when it is no such URL. */
export function ticketIdOf(pathAndQuery: string): string {
  if (!URL.canParse(pathAndQuery, "http://localhost")) return "";
  const url = new URL(pathAndQuery, "http://localhost");
  return (url.pathname === path && url.searchParams.get(ticketParameter)) || "";
}
