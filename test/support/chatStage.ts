import { launchBrowser } from "./browser.js";
import type { BundleName } from "./bundles.js";
import { openChatPage } from "./chatPlace.js";
import type { ChatPage } from "./chatPlace.js";
import { servePages } from "./pageServer.js";

/** What a script gave in a page with our library, and in one with ChatJS 5.0.0. */
export interface SideBySide<Result> {
  readonly ours: Result;
  readonly upstream: Result;
}

/** A browser, and pages in it that load the library, or ChatJS 5.0.0. */
export interface ChatStage {
  open(...bundles: readonly BundleName[]): Promise<ChatPage>;
  /** Does the same in both pages, one after the other. Fails when an error went uncaught in one. */
  sideBySide<Result>(
    play: (page: ChatPage, bundle: BundleName) => Promise<Result>,
  ): Promise<SideBySide<Result>>;
  close(): Promise<void>;
}

export async function openChatStage(): Promise<ChatStage> {
  const pages = await servePages();
  const browser = await launchBrowser();
  const context = await browser.newContext();
  const open = (...bundles: readonly BundleName[]) => openChatPage(context, pages.pageUrl(bundles));
  return {
    open,
    async sideBySide(play) {
      const playIn = async (bundle: BundleName) => {
        const page = await open(bundle);
        try {
          const result = await play(page, bundle);
          const uncaught = page.complaints.filter((complaint) => complaint.startsWith("uncaught"));
          if (uncaught.length) throw new Error(`${bundle}: ${uncaught.join("; ")}`);
          return result;
        } finally {
          await page.close();
        }
      };
      return { ours: await playIn("ours"), upstream: await playIn("upstream") };
    },
    async close() {
      await browser.close();
      await pages.close();
    },
  };
}
