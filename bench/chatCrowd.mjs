/**
 * @typedef {object} CrowdScope
 * @property {import("./chatPage.mjs").BenchChat[]} chats
 * @property {number} ended
 * @property {number} heard how many messages had the awaited text
 */

/** What `heard` counts. */
export const awaited = "The parcel has left the depot.";

/**
 * Runs in the page: connects many chats, and keeps them.
 * @param {{ readonly endpoint: string, readonly all: readonly import("./chatPage.mjs").ChatDetails[], readonly awaited: string }} given
 */
async function connectAll({ endpoint, all, awaited }) {
  const scope = /** @type {import("./chatPage.mjs").BenchScope & CrowdScope} */ (
    /** @type {unknown} */ (globalThis)
  );
  [scope.ended, scope.heard] = [0, 0];
  const listeners = {
    message: (/** @type {any} */ { Content }) => (scope.heard += Content === awaited ? 1 : 0),
    ended: () => (scope.ended += 1),
  };
  scope.chats = [];
  // One after the other: Chromium lets sockets wait, by seconds, when a page opens many at once.
  for (const chatDetails of all)
    await new Promise((resolve, reject) => {
      const chat = scope.createChat(endpoint, chatDetails, listeners);
      scope.chats.push(chat);
      chat.connect((milestone) => milestone === "answered" && resolve(undefined)).catch(reject);
    });
}

/** Runs in the page: waits for the end of so many chats, and lets go of them. */
const seeAllEnd = (/** @type {number} */ count) =>
  new Promise((resolve) => {
    const scope = /** @type {CrowdScope} */ (/** @type {unknown} */ (globalThis));
    const look = () => {
      if (scope.ended < count) return void setTimeout(look, 20);
      scope.chats = [];
      resolve(undefined);
    };
    look();
  });

/**
 * Many chats of one page, each with a session of its own.
 * @param {import("./harness.mjs").Bench} bench
 * @param {import("playwright-core").Page} page
 * @param {number} count
 */
export async function openCrowd({ emulator, endpoint }, page, count) {
  const { control } = emulator;
  const all = Array.from({ length: count }, () => control.startChat({ displayName: "Avery" }));
  await page.evaluate(connectAll, { endpoint, all, awaited });
  const contactIds = all.map(({ contactId }) => contactId);
  return {
    contactIds,
    /** How many messages with the awaited text the page has been told of. */
    heard: () => page.evaluate(() => /** @type {CrowdScope} */ (/** @type {unknown} */ (globalThis)).heard),
    /** Ends all chats, as the service does when an agent leaves; the page keeps nothing of them. */
    async end() {
      for (const contactId of contactIds) control.end(contactId);
      await page.evaluate(seeAllEnd, count);
    },
  };
}
