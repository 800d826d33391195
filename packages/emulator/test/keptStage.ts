import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { EmulatorOptions } from "../src/index.js";
import { openStore } from "../src/store/openStore.js";
import type { Store } from "../src/store/openStore.js";
import { createStage } from "./chat.js";
import type { Stage } from "./chat.js";

/** A directory that is gone when the test is over. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "emulator-kept-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** A stage whose chats are kept. */
export interface KeptStage extends Stage {
  readonly directory: string;
  readonly store: Store;
  /** Lines of the log. */
  readonly log: readonly string[];
  close(): Promise<void>;
  /** Ends this one, and gives the next one on the same directory. */
  restart(options?: EmulatorOptions): Promise<KeptStage>;
}

/** @param directory - one of its own unless given. */
export async function createKeptStage(options: EmulatorOptions = {}, directory?: string): Promise<KeptStage> {
  const place = directory ?? (await temporaryDirectory());
  const log: string[] = [];
  const write = (line: string) => void log.push(line);
  const logger = { info: write, error: write };
  const store = await openStore(place, logger);
  const stage = createStage({ logger, ...options }, store);
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    stage.emulator.close();
    await store.close();
  };
  onTestFinished(close);
  return {
    ...stage,
    directory: place,
    store,
    log,
    close,
    async restart(next = options) {
      await close();
      return createKeptStage(next, place);
    },
  };
}
