import type { Hono } from "hono";
import { HonoBase } from "hono/hono-base";
import { RegExpRouter } from "hono/router/reg-exp-router";
import type { AppEnv } from "./appEnv.js";

/** Routes of the emulator. With the presets of Hono come more routers, to a page that has the emulator as well. */
export const createRoutes = (): Hono<AppEnv> => new HonoBase<AppEnv>({ router: new RegExpRouter() });
