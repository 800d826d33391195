import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the playground and the console, built for this run; it is gone after it. */
    builtPages: string;
  }
}

async function buildPage(name: string, outDir: string): Promise<void> {
  const configFile = fileURLToPath(new URL(`../../apps/${name}/vite.config.ts`, import.meta.url));
  await build({ configFile, logLevel: "error", build: { outDir } });
}

/** Runs before the first of the tests in browsers; what it resolves with, after the last. */
export default async function buildPages({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "playground-"));
  await buildPage("playground", folder);
  // The emulator serves its own console only where the package was built.
  await buildPage("console", join(folder, "console"));
  provide("builtPages", folder);
  return () => rm(folder, { recursive: true, force: true });
}
