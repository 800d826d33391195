import { fileURLToPath } from "node:url";
import { build } from "vite";

/**
 * Bundles a module of the tests, with what it imports from the packages as they were built, into a script for pages.
 * @param path from `test/`
 */
export async function bundleForPage(path: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "warn",
    root: fileURLToPath(new URL("..", import.meta.url)),
    build: {
      write: false,
      target: "es2022",
      rolldownOptions: {
        input: fileURLToPath(new URL(`../${path}`, import.meta.url)),
        output: { format: "iife" },
        // What needs Node has no place here.
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
