/* global performance */
/**
 * What a page's `createChat` gives.
 * @typedef {object} BenchChat
 * @property {(reached: (milestone: "established" | "answered") => void) => Promise<void>} connect
 * @property {(message: string) => Promise<unknown>} send
 *
 * What a page wants to be told; for what is left out nobody listens.
 * @typedef {object} Listeners
 * @property {(item: any) => void} [message]
 * @property {(items: readonly any[]) => void} [transcript]
 * @property {(item: any) => void} [receipt]
 * @property {() => void} [ended]
 *
 * @typedef {{ readonly participantToken: string }} ChatDetails
 *
 * @typedef {object} BenchScope
 * @property {(endpoint: string, chatDetails: ChatDetails, listeners: Listeners) => BenchChat} createChat
 * @property {BenchChat} [chat]
 */

/**
 * A page that can create chats.
 * @param {import("./harness.mjs").Bench} bench
 * @param {Pick<import("./subjects.mjs").Subject, "scripts">} subject
 */
export async function openChatPage(bench, subject) {
  const context = await bench.browser.newContext();
  const page = await context.newPage();
  await page.goto(bench.pageUrl);
  for (const path of subject.scripts) await page.addScriptTag({ path });
  return page;
}

/**
 * Runs in the page: creates a chat, connects it, and says when it got how far.
 * @param {{ readonly endpoint: string, readonly chatDetails: ChatDetails }} given
 * @returns {Promise<{ readonly startMs: number, readonly establishedMs: number, readonly answeredMs: number }>} the times from the
 * start on, which is counted from the navigation
 */
export function connectChat({ endpoint, chatDetails }) {
  const scope = /** @type {BenchScope} */ (/** @type {unknown} */ (globalThis));
  return new Promise((resolve, reject) => {
    const startMs = performance.now();
    /** @type {Record<string, number>} */
    const times = {};
    scope.chat = scope.createChat(endpoint, chatDetails, { message: () => undefined });
    scope.chat
      .connect((milestone) => {
        times[milestone] ??= performance.now() - startMs;
        const { established, answered } = times;
        if (established !== undefined && answered !== undefined)
          resolve({ startMs, establishedMs: established, answeredMs: answered });
      })
      .catch(reject);
  });
}
