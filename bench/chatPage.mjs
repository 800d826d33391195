/* global performance */
/**
 * What a page's `createChat` gives.
 * @typedef {object} BenchChat
 * @property {(reached: (milestone: "established" | "answered") => void) => Promise<void>} connect
 * @property {(message: string) => Promise<unknown>} send
 *
 * @typedef {object} BenchScope
 * @property {(endpoint: string, chatDetails: { readonly participantToken: string }) => BenchChat} createChat
 * @property {BenchChat} [chat]
 */

/**
 * A page that can create chats.
 * @param {import("./run.mjs").Bench} bench
 * @param {import("./subjects.mjs").Subject} subject
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
 * @param {{ readonly endpoint: string, readonly chatDetails: { readonly participantToken: string } }} given
 * @returns {Promise<{ readonly establishedMs: number, readonly answeredMs: number }>}
 */
export function connectChat({ endpoint, chatDetails }) {
  const scope = /** @type {BenchScope} */ (/** @type {unknown} */ (globalThis));
  return new Promise((resolve, reject) => {
    const startMs = performance.now();
    /** @type {Record<string, number>} */
    const times = {};
    scope.chat = scope.createChat(endpoint, chatDetails);
    scope.chat
      .connect((milestone) => {
        times[milestone] ??= performance.now() - startMs;
        const { established, answered } = times;
        if (established !== undefined && answered !== undefined)
          resolve({ establishedMs: established, answeredMs: answered });
      })
      .catch(reject);
  });
}
