import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { connectChat } from "./chatPage.mjs";
import { subjects } from "./subjects.mjs";

/** A page that loads one script and connects at once; it is told the endpoint and the chat in its address. */
const pageOf = (/** @type {string} */ name) => `<!doctype html>
<meta charset="utf-8" />
<link rel="icon" href="data:," />
<script src="/${name}.js"></script>
<script>
  connected = (${connectChat})(JSON.parse(decodeURIComponent(location.hash.slice(1))));
</script>
`;

/** Serves a page for each subject as a site would: compressed. */
export async function openSlowPages() {
  /** @type {ReadonlyMap<string | undefined, { readonly type: string, readonly body: Buffer }>} */
  const files = new Map(
    subjects.flatMap(({ name, scripts }) => {
      const script = scripts.map((path) => readFileSync(path, "utf8")).join("\n");
      /** @type {[string, { readonly type: string, readonly body: Buffer }][]} */
      const both = [
        [`/${name}`, { type: "text/html", body: gzipSync(pageOf(name)) }],
        [`/${name}.js`, { type: "text/javascript", body: gzipSync(script, { level: 9 }) }],
      ];
      return both;
    }),
  );
  const server = createServer((request, response) => {
    const file = files.get(request.url);
    const headers = { "content-type": `${file?.type}; charset=utf-8`, "content-encoding": "gzip" };
    if (file) response.writeHead(200, headers).end(file.body);
    else response.writeHead(404).end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
