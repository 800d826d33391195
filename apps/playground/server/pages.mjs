import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";

/**
 * A value as HTML has it between quotes.
 * @param {string} value
 */
const quoted = (value) =>
  `"${value.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")}"`;

/**
 * Serves the built pages, each of which is told by its root element's `data-` attributes where its chats take place.
 * @param {string} folder where they are, with what they load
 * @param {Readonly<Record<string, string>>} backend the attributes without `data-`
 */
export function createPages(folder, backend) {
  const attributes = Object.entries(backend).map(([name, value]) => ` data-${name}=${quoted(value)}`);
  const app = new Hono();
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".html"))) {
    const html = readFileSync(join(folder, name), "utf8").replace("<html", `<html${attributes.join("")}`);
    const path = name === "index.html" ? "/" : `/${name.replace(/\.html$/, "")}`;
    app.get(path, (context) => context.html(html, 200, { "Cache-Control": "no-cache" }));
  }
  app.use(serveStatic({ root: folder }));
  return app;
}
