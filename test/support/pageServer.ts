import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { BUNDLES, requireBundles } from "./bundles.js";
import type { BundleName } from "./bundles.js";

/** Serves empty pages that load scripts, from an origin that is not the service's. */
export interface PageServer {
  /** Address of a page that loads the scripts in this order. */
  pageUrl(bundles: readonly BundleName[]): string;
  close(): Promise<void>;
}

const page = (bundles: readonly string[]) =>
  `<!doctype html><meta charset="utf-8"><title>chat</title><link rel="icon" href="data:,">` +
  bundles.map((name) => `<script src="/${name}.js"></script>`).join("");

const isBundle = (name: string): name is BundleName => Object.hasOwn(BUNDLES, name);

export async function servePages(): Promise<PageServer> {
  requireBundles();
  const answer = async (url: URL): Promise<readonly [type: string, text: string]> => {
    const name = url.pathname.slice(1).replace(/\.js$/, "");
    if (isBundle(name)) return ["text/javascript", await readFile(BUNDLES[name], "utf8")];
    return ["text/html", page((url.searchParams.get("load") ?? "").split(",").filter(isBundle))];
  };
  const server = createServer((request, response) => {
    void answer(new URL(request.url ?? "/", "http://127.0.0.1")).then(([type, text]) => {
      response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    pageUrl: (bundles) => `http://127.0.0.1:${port}/?load=${bundles.join(",")}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
