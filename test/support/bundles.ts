import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const pathOf = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** Scripts that a page may load: the library as built here, the published ChatJS 5.0.0, and amazon-connect-streams. */
export const BUNDLES = {
  ours: pathOf("packages/chatjs/dist/amazon-connect-chat.js"),
  upstream: pathOf("node_modules/chatjs-5/dist/amazon-connect-chat.js"),
  streams: pathOf("node_modules/amazon-connect-streams/release/connect-streams.js"),
} as const;
export type BundleName = keyof typeof BUNDLES;

/** @throws Error when a script is missing */
export function requireBundles(): void {
  for (const [name, path] of Object.entries(BUNDLES))
    if (!existsSync(path))
      throw new Error(`unable to load the ${name} script; ${path} is missing. Run \`npm run build\``);
}
