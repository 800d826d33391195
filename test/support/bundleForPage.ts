import { fileURLToPath } from "node:url";
import { build } from "vite";

const entry = "virtual:entry";

/**
 * Bundles a module, with what it imports from the packages as they were built, into one for pages and workers.
 * @throws Error when something in it needs Node
 */
export async function bundleForPage(code: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    root: fileURLToPath(new URL("..", import.meta.url)),
    plugins: [
      {
        name: "code",
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? code : undefined),
      },
    ],
    build: {
      write: false,
      target: "es2022",
      rolldownOptions: {
        input: entry,
        // What needs Node gives a warning only.
        onLog(level, { message }) {
          if (level === "warn") throw new Error(message);
        },
      },
    },
  });
  const [bundle] = [result].flat();
  if (!bundle || !("output" in bundle)) throw new Error("unable to bundle for a page; nothing was built");
  return bundle.output[0].code;
}
