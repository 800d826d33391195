import { createRoutes } from "../createRoutes.js";
import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { z } from "zod";
import { calledOrigin } from "../access/calledOrigin.js";
import type { AppEnv } from "../appEnv.js";
import type { ContactEvents } from "./contactEvents.js";
import type { Control } from "./control.js";
import { CONTROL_ERROR_STATUS, ControlError } from "./controlError.js";
import type { ControlRefusalCode } from "./controlError.js";
import type { AnyControlRoute, ControlCall } from "./controlRoute.js";
import { readControlBody, readControlValue } from "./controlRules.js";
import { controlTable } from "./controlTable.js";
import { describeControl } from "./describeControl.js";

const refuse = (context: Context, code: ControlRefusalCode, message: string) =>
  context.json({ error: { code, message } }, CONTROL_ERROR_STATUS[code] satisfies ContentfulStatusCode);

/** What the body holds, or the query of a GET. */
const readInput = (context: Context<AppEnv>, method: string, rules: z.ZodType): unknown =>
  method === "GET" ? readControlValue(context.req.query(), rules) : readControlBody(context.var.body, rules);

/** The control API under `/control`. */
export function createControlRoutes(control: Control, events: ContactEvents): Hono<AppEnv> {
  const routes = createRoutes();

  const add = (route: AnyControlRoute) => {
    const [method = "", path = ""] = route.key.split(" ");
    routes.on(method, path.replaceAll(/\{(\w+)\}/g, ":$1"), (context) => {
      const origin = calledOrigin(context.req.url, context.req.header("x-forwarded-proto"));
      const call: ControlCall = { control, events, origin, describe: () => describeControl(origin) };
      const body = route.body ? readInput(context, method, route.body) : {};
      // The table's own types say that this is what the route takes.
      const answer = route.run(call, { ...(body as object), ...context.req.param() } as never);
      return answer instanceof Response ? answer : context.json(answer ?? {});
    });
  };

  for (const route of Object.values(controlTable).flat()) add(route);
  routes.all("*", (context) =>
    refuse(context, "NotFound", "unable to find the route; GET /control/openapi.json describes all of them"),
  );
  routes.onError((error, context) => {
    if (!(error instanceof ControlError) || error.code === "Unreachable") throw error;
    return refuse(context, error.code, error.message);
  });
  return routes;
}
