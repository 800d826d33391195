import html from "./page/ccpPage.html?raw";
import script from "./page/ccpPage.js?raw";
import type { Access } from "../access/access.js";
import type { AgentIdentity } from "./agentSnapshot.js";

/** Where Streams looks for the CCP of an instance. */
export const ccpPath = "/ccp-v2/";
export const ccpSocketPath = `${ccpPath}socket`;

/** What else pages ask an instance for: the addresses of older instances, and that of the softphone. */
const ccpAddress = /^\/(connect\/)?ccp-v2(\/|\/softphone\/?)?$/;

const files: Readonly<Record<string, readonly [type: string, text: string] | undefined>> = {
  [ccpPath]: ["text/html", html],
  [`${ccpPath}ccp.js`]: ["text/javascript", script],
};

/** Answers a request for the CCP page, which does what the page around it says: only those that may use the emulator may show it. */
export function serveCcpPage(request: Request, access: Access): Response {
  const host = request.headers.get("host") ?? undefined;
  // Before the address is read: with such a host it may be none.
  const refusal = access.refusalOf({ path: ccpPath, host });
  if (refusal !== undefined) return new Response(refusal, { status: 403 });
  const { pathname, search } = new URL(request.url);
  // Anywhere else the page would look for its script in the wrong place.
  if (pathname !== ccpPath && ccpAddress.test(pathname))
    return new Response(null, { status: 302, headers: { Location: ccpPath + search } });
  const [type, text] = files[pathname] ?? ["text/plain", "Not found"];
  return new Response(request.method === "HEAD" ? null : text, {
    status: files[pathname] ? 200 : 404,
    headers: {
      "Content-Type": `${type}; charset=utf-8`,
      "Cache-Control": "no-cache",
      "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": access.frameAncestors(host),
    },
  });
}

/** An agent id out of a name: letters and digits, joined by dashes. */
const agentIdOf = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .match(/[\p{Letter}\p{Number}]+/gu)
    ?.join("-") ?? "agent";

/** Whose CCP an address opens: `?agent=` names the agent. */
export function agentOfUrl(url: URL): AgentIdentity {
  const displayName = (url.searchParams.get("agent") ?? "").trim().slice(0, 256) || "Agent";
  return { agentId: agentIdOf(displayName), displayName };
}
