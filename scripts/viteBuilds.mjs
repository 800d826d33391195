import { build } from "vite";

/** `node scripts/viteBuilds.mjs <configuration> [modes]`: vite's build, once for each mode, in a process that loads the bundler once. */
const [configFile, ...modes] = process.argv.slice(2);
for (const mode of modes.length > 0 ? modes : ["production"])
  await build({ configFile, mode, logLevel: "warn" });
