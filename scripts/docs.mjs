import "./requireNode.mjs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { build } from "./build.mjs";
import { readOptions } from "./readOptions.mjs";
import { Failure, root, runMain, runTool } from "./run.mjs";
import { setup } from "./setup.mjs";

const folder = join(root, "dist/docs");

/** By the end of a file's name. */
const TYPES = /** @type {Readonly<Record<string, string>>} */ ({
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
});

/** @param {string} url */
async function answer(url) {
  const { pathname } = new URL(url, "http://localhost");
  // No path leads out of the folder: normalize knows no "..", once it begins with a slash.
  const path = normalize(decodeURIComponent(pathname)).replace(/\/$/, "/index.html");
  const type = TYPES[extname(path)] ?? "text/plain";
  return { type: `${type}; charset=utf-8`, body: await readFile(join(folder, path)) };
}

await runMain(async () => {
  const { values } = readOptions({ options: { port: { type: "string", default: "4520" } } });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Failure("unable to serve the documents; --port must be a number from 0 to 65535.");
  await setup({ browser: false });
  // The types of the protocol are part of the reference.
  await build({ onlyStale: true, names: ["protocol"] });
  // The emulator's is a book of its own, below the other one.
  for (const options of ["typedoc.json", "typedoc.emulator.json"])
    if ((await runTool("typedoc", ["--options", options, "--treatWarningsAsErrors"])) !== 0)
      throw new Failure("unable to make the reference; typedoc found errors (see above).");

  const server = createServer((request, response) => {
    answer(request.url ?? "/").then(
      ({ type, body }) => response.writeHead(200, { "content-type": type }).end(body),
      () =>
        response
          .writeHead(404, { "content-type": "text/plain" })
          .end("There is no such page. Links to folders lead somewhere in the repository alone."),
    );
  });
  server.on("error", (error) => {
    console.error(
      `unable to serve the documents; ${error.message}. Choose another port: npm run docs -- --port 4600`,
    );
    process.exit(1);
  });
  server.listen(port, "127.0.0.1", () => {
    const address = /** @type {import("node:net").AddressInfo} */ (server.address());
    console.log(`\nGuides and API reference: http://127.0.0.1:${address.port}/\nCtrl-C stops it.`);
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(0));
});
