import { fileURLToPath } from "node:url";
import { machine, openBrowser } from "./browser.mjs";
import { writeSection } from "./results.mjs";
import { median, shown } from "./statistics.mjs";
import { subjects } from "./subjects.mjs";

/**
 * What a page does, as `pages/growth.js` has it.
 * @typedef {object} Growth
 * @property {(count: number) => Promise<void>} openChat connects; the first page of the transcript has so many items
 * @property {(count: number) => Promise<void>} hear items come, each in a task of its own
 * @property {(count: number) => Promise<void>} beRead receipts come for messages all over the transcript
 * @property {(count: number) => Promise<void>} page older items are read, a hundred at a time
 * @property {() => void} stopListening removes the handler
 */

const sizes = [100, 1_000, 10_000, 100_000];
const rounds = 7;
/** @type {readonly { readonly title: string, readonly act: keyof Growth, readonly count: number, readonly alone?: boolean }[]} */
const acts = [
  { title: "a live message", act: "hear", count: 50 },
  { title: "a receipt", act: "beRead", count: 50 },
  { title: "an older page of 100", act: "page", count: 3 },
  { title: "a live message, after the handler was removed", act: "hear", count: 50, alone: true },
];
const libraries = subjects.filter(({ name }) => name !== "floor");
const harness = fileURLToPath(new URL("pages/growth.js", import.meta.url));

/**
 * A page with a chat of so many items.
 * @param {import("playwright-core").Browser} browser
 * @param {string} script
 * @param {number} size
 */
async function openChat(browser, script, size) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route("**/*", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
  await page.goto("http://localhost/");
  for (const path of [harness, script]) await page.addScriptTag({ path });
  const devTools = await context.newCDPSession(page);
  await devTools.send("Performance.enable");
  /** How long tasks of the page have taken so far, in milliseconds. */
  const busyMs = async () => {
    const { metrics } = await devTools.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN) * 1_000;
  };
  const call = (/** @type {keyof Growth} */ name, /** @type {number} */ count) =>
    page.evaluate(
      ([method, argument]) => /** @type {any} */ (globalThis).growth[method](argument),
      /** @type {const} */ ([name, count]),
    );
  await call("openChat", size);
  return { busyMs, call, close: () => context.close() };
}

const startMs = Date.now();
const browser = await openBrowser();
/** @type {string[]} */
const lines = [];
try {
  /** @type {Map<string, string[]>} */
  const cells = new Map(acts.map(({ title }) => [title, []]));
  for (const size of sizes)
    for (const { name, script } of libraries) {
      const chat = await openChat(browser, script, size);
      for (const { title, act, count, alone } of acts) {
        if (alone && name === "upstream") {
          cells.get(title)?.push("–");
          continue;
        }
        if (alone) await chat.call("stopListening", 0);
        /** @type {number[]} */
        const samples = [];
        for (let round = 0; round < rounds; round++) {
          const before = await chat.busyMs();
          await chat.call(act, count);
          samples.push((await chat.busyMs()) - before);
        }
        // The first rounds warm up.
        cells.get(title)?.push(shown(Math.round((median(samples.slice(2)) / count) * 1_000) / 1_000));
      }
      await chat.close();
      console.error(`${name}, ${size} items`);
    }
  for (const [title, values] of cells) lines.push(`| ${[title, ...values].join(" | ")} |`);
} finally {
  await browser.close();
}

const head = sizes.flatMap((size) => libraries.map(({ title }) => `${size.toLocaleString("en")}, ${title}`));
await writeSection(
  "Transcript growth",
  `${new Date().toISOString().slice(0, 10)}, \`npm run growth\`, ${Math.round((Date.now() - startMs) / 1_000)} s. ${machine(browser)}.
Milliseconds that the page is busy for each change of a transcript of so many items, medians of ${rounds - 2}, with one handler of
\`onTranscriptUpdated\` and one of \`onMessage\`. The service is a stub in the page: sockets and requests cost nothing.

| what | ${head.join(" | ")} |
| --- | ${head.map(() => "--:").join(" | ")} |
${lines.join("\n")}

* A handler is given an array of all items: making it grows with the transcript for both. Ours is made once for what changes
  together, and not at all when nobody listens; taking the item itself costs the same at any size.
* 5.0.0 has no way to remove a handler. It shows older pages out of order (see CP-34), which spares it sorting.
`,
);
console.log(lines.join("\n"));
