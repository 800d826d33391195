import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { build } from "vite";
import { sourceAliases } from "../../vitest.config.js";
import { launchBrowser } from "../support/browser.js";
import type { SideBySide } from "../support/chatStage.js";
import { servePages } from "../support/pageServer.js";
import type { Trace } from "./trace.js";

/** The traces of a scenario, or why it could not be played. */
export type Played = SideBySide<Trace | Error>;

/** Where scenarios are played: a browser. */
export interface Theatre {
  /** Plays what the world knows by this name with our bundle and with 5.0.0: each in a page that is loaded anew. */
  play(name: string): Promise<Played>;
  close(): Promise<void>;
}

/** By the machine's clock, for one page: only a scenario that hangs takes as long. */
const LIMIT_MS = 15_000;

/** The scenarios' script: it reads which one to play from the page's address. */
const WORLD = new URL("world/entry.ts", import.meta.url);

/** What is played and its world as one classic script. */
export async function bundleWorld(entry = WORLD): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "warn",
    resolve: { alias: sourceAliases },
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(entry),
        formats: ["iife"],
        name: "conformance",
      },
    },
  });
  const bundle = [result].flat()[0];
  if (bundle === undefined || !("output" in bundle))
    throw new Error("unable to bundle the scenarios; nothing came out");
  return bundle.output[0].code;
}

/** Plays in pages that are free, with the two bundles one after the other, and opens another one where none is. */
export function playInTurns<Place>(
  open: () => Place | Promise<Place>,
  playIn: (place: Place, bundle: keyof Played, name: string) => Promise<Trace>,
): Theatre["play"] {
  const idle: Place[] = [];
  return async (name) => {
    const place = idle.pop() ?? (await open());
    const play = (bundle: keyof Played) =>
      playIn(place, bundle, name).catch((error: unknown) => error as Error);
    const ours = await play("ours");
    const upstream = await play("upstream");
    idle.push(place);
    return { ours, upstream };
  };
}

/** @param entry the script of the world: it reads what to play from the page's address */
export async function openTheatre(entry = WORLD): Promise<Theatre> {
  const world = await bundleWorld(entry);
  const pages = await servePages({ world });
  const browser = await launchBrowser();
  // A context each: their pages run in processes of their own, and so at the same time.
  const openPage = async () => (await browser.newContext()).newPage();

  let count = 0;

  const playIn = async (page: Page, bundle: keyof Played, name: string): Promise<Trace> => {
    // The query makes each address another page: a new fragment alone would load nothing.
    await page.goto(`${pages.pageUrl(["world", bundle])}&count=${++count}#${encodeURIComponent(name)}`);
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error("the scenario did not come to an end")), LIMIT_MS);
    });
    const trace = page.evaluate(() =>
      (globalThis as unknown as { playScenario(): Promise<Trace> }).playScenario(),
    );
    return Promise.race([trace, tooLate]).finally(() => clearTimeout(timer));
  };
  return {
    play: playInTurns(openPage, playIn),
    async close() {
      await browser.close();
      await pages.close();
    },
  };
}
