import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const fileOf = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const library = fileOf("../packages/chatjs/");
const page = "virtual:page";

/**
 * What a page's bundler makes of it, minified.
 * @param {string} source the page's module
 */
async function bundle(source) {
  const built = await build({
    root: fileOf("."),
    configFile: false,
    logLevel: "silent",
    plugins: [
      {
        name: "page",
        resolveId: (id) => (id === page ? `\0${page}` : undefined),
        load: (id) => (id === `\0${page}` ? source : undefined),
      },
    ],
    build: { write: false, target: "es2022", rolldownOptions: { input: page } },
  });
  const { output } = /** @type {import("vite").Rolldown.RolldownOutput} */ (built);
  return output.map((file) => (file.type === "chunk" ? file.code : "")).join("");
}

/** The names of the library's entry points. @type {{ readonly exports: Record<string, { readonly import: { readonly default: string } }> }} */
const { exports: entries } = JSON.parse(readFileSync(`${library}package.json`, "utf8"));
const entry = (/** @type {string} */ name) => JSON.stringify(library + String(entries[name]?.import.default));

const start = "session.onMessage(console.log);\nsession.connect();";

/** A page with a customer's chat, on the root of each package. */
export const bundleOurs = () =>
  bundle(
    `import { ChatSession } from ${entry(".")};\nconst session = ChatSession.create({ chatDetails: {}, type: "CUSTOMER" });\n${start}`,
  );
export const bundleUpstream = () =>
  bundle(
    `import "chatjs-5";\nconst session = connect.ChatSession.create({ chatDetails: {}, type: "CUSTOMER" });\n${start}`,
  );
export const bundleFloor = () =>
  bundle(`import ${JSON.stringify(fileOf("pages/floor.js"))};\ncreateChat("", {}, {}).connect(console.log);`);

/** A page that needs text only, on the entry point without globals; undefined where the package has none. */
export const bundleTextOnly = async () =>
  entries["./session"] === undefined
    ? undefined
    : bundle(
        `import { createCustomerSession } from ${entry("./session")};\nconst session = createCustomerSession({ chatDetails: {}, region: "us-west-2" });\n${start}`,
      );
