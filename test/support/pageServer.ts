import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { BUNDLES, requireBundles } from "./bundles.js";
import type { BundleName } from "./bundles.js";

/** Serves empty pages that load scripts, from an origin that is not the service's. */
export interface PageServer {
  /** Address of a page that loads the scripts in this order. */
  pageUrl(scripts: readonly string[]): string;
  close(): Promise<void>;
}

const page = (bundles: readonly string[]) =>
  `<!doctype html><meta charset="utf-8"><title>chat</title><link rel="icon" href="data:,">` +
  bundles.map((name) => `<script src="/${name}.js"></script>`).join("");

const isBundle = (name: string): name is BundleName => Object.hasOwn(BUNDLES, name);

/**
 * @param extra scripts beside the bundles, by name
 * @param answerPost what is posted, and the JSON that answers it
 */
export async function servePages(
  extra: Readonly<Record<string, string>> = {},
  answerPost?: (body: string) => Promise<string>,
): Promise<PageServer> {
  requireBundles();
  const isScript = (name: string) => isBundle(name) || Object.hasOwn(extra, name);
  const answer = async (url: URL): Promise<readonly [type: string, text: string]> => {
    const name = url.pathname.slice(1).replace(/\.js$/, "");
    if (isBundle(name)) return ["text/javascript", await readFile(BUNDLES[name], "utf8")];
    if (isScript(name)) return ["text/javascript", extra[name] ?? ""];
    return ["text/html", page((url.searchParams.get("load") ?? "").split(",").filter(isScript))];
  };
  const server = createServer((request, response) => {
    const answered =
      request.method === "POST" && answerPost
        ? text(request)
            .then(answerPost)
            .then((json) => ["application/json", json] as const)
        : answer(new URL(request.url ?? "/", "http://127.0.0.1"));
    void answered.then(([type, content]) => {
      // Scripts do not change while they are served: a browser may keep what it has compiled.
      const kept = type === "text/javascript" && { "cache-control": "max-age=3600" };
      response.writeHead(200, { "content-type": `${type}; charset=utf-8`, ...kept }).end(content);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    pageUrl: (scripts) => `http://127.0.0.1:${port}/?load=${scripts.join(",")}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
