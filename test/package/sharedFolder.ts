import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** A folder for what the package tests make once for all of them; it is gone after the run. */
    sharedFolder: string;
  }
}

/** Runs before the first of the package tests; what it returns, after the last. */
export default function provideSharedFolder({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "chat-packages-"));
  provide("sharedFolder", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
