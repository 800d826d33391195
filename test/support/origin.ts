import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { BUNDLES } from "./bundles.js";

const FILES: Readonly<Record<string, string>> = {
  "/script.js": BUNDLES.ours,
  "/module.js": fileURLToPath(new URL("../../packages/chatjs/dist/index.js", import.meta.url)),
  "/upstream.js": BUNDLES.upstream,
};

/** An origin that serves the builds of the library beside documents and scripts of a test. */
export interface Origin {
  /** Address of a document. */
  url(path: string): string;
  close(): Promise<void>;
}

/**
 * @param policy Content-Security-Policy of everything that it serves
 * @param tried one that forbids nothing, and only tells what it would forbid
 */
export async function serveOrigin(
  documents: Readonly<Record<string, string>>,
  policy = "",
  tried = "",
): Promise<Origin> {
  const server = createServer(({ url = "" }, response) => {
    const file = FILES[url];
    const [path = ""] = url.split("?");
    const text = file === undefined ? (documents[url] ?? documents[path] ?? "") : readFileSync(file, "utf8");
    const type = url.endsWith(".js") ? "text/javascript" : "text/html";
    response
      .writeHead(200, {
        "content-type": `${type}; charset=utf-8`,
        "content-security-policy": policy,
        "content-security-policy-report-only": tried,
      })
      .end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** What a page or its workers complain about, on the console or by an error that nobody caught. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  return complaints;
}
