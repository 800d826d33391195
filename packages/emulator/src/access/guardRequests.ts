import type { Context, MiddlewareHandler } from "hono";
import type { AppEnv } from "../appEnv.js";
import type { Access } from "./access.js";
import { openCorsHeaders, ownCorsHeaders, preflightHeaders } from "./corsHeaders.js";

/**
 * Refuses requests before anything of theirs is read, answers preflights, and gives all answers the headers that say who may read and
 * show them.
 */
export function guardRequests(
  access: Access,
  refuse: (context: Context<AppEnv>, reason: string) => Response,
): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const { path } = context.req;
    const host = context.req.header("host");
    const origin = context.req.header("origin");
    const refusal = access.refusalOf({ path, host, origin });
    if (refusal !== undefined) return refuse(context, refusal);
    const isOpen = access.isOpen(path);
    const cors = isOpen ? openCorsHeaders : ownCorsHeaders(origin);
    if (context.req.method === "OPTIONS")
      return new Response(null, {
        status: 204,
        headers: { ...cors, ...preflightHeaders(context.req.header("access-control-request-headers")) },
      });
    await next();
    const { headers } = context.res;
    for (const [name, value] of Object.entries(cors)) headers.set(name, value);
    if (!isOpen) headers.set("X-Content-Type-Options", "nosniff");
    if (headers.get("content-type")?.startsWith("text/html") && !headers.has("content-security-policy"))
      headers.set("Content-Security-Policy", access.frameAncestors(host));
    return undefined;
  };
}
