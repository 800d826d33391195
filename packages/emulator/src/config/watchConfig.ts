import { unwatchFile, watchFile } from "node:fs";
import { readConfig } from "./readConfig.js";
import type { EmulatorConfig } from "./emulatorConfig.js";

/** How often the file is looked at: asking works on every disk, and outlives editors that put a new file in its place. */
const intervalMs = 300;

/** Reads a configuration again whenever its file has changed; returns what stops that. */
export function watchConfig(
  file: string,
  heard: { onConfig(config: EmulatorConfig): void; onError(error: unknown): void },
): () => void {
  let latest = 0;
  const read = async () => {
    const reading = ++latest;
    try {
      const config = await readConfig(file);
      // One that was overtaken while it was read is old.
      if (reading === latest) heard.onConfig(config);
    } catch (error) {
      if (reading === latest) heard.onError(error);
    }
  };
  const changed = (now: { readonly mtimeMs: number }, before: { readonly mtimeMs: number }) => {
    // A file that is gone for a moment is being written.
    if (now.mtimeMs !== before.mtimeMs && now.mtimeMs > 0) void read();
  };
  watchFile(file, { interval: intervalMs, persistent: false }, changed);
  return () => {
    latest += 1;
    unwatchFile(file, changed);
  };
}
