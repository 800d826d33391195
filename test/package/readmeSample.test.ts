import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { sample } from "../support/samples.js";
import { joinAgent } from "../support/startChat.js";

const fromHere = (path: string) => new URL(path, import.meta.url);
const pages = mkdtempSync(join(tmpdir(), "readme-sample-"));
let browser: Browser;
let emulator: RunningEmulator;
beforeAll(async () => {
  browser = await launchBrowser();
  emulator = await startEmulator({ pages });
});
afterAll(async () => {
  await browser.close();
  await emulator.close();
  rmSync(pages, { recursive: true });
});

/** What the samples take from the page around them. */
const PAGE = 'const render = (lines) => console.log(lines.join(" | ")), olderButton = {}';

/** Says where the emulator is. */
const useEmulator = () => `ChatSession.setGlobalConfig({ endpoint: "${emulator.url}" });`;

/** Opens a document whose modules find the built library, and hears what it prints. */
async function openDocument(html: string, imports: Readonly<Record<string, string>> = {}) {
  const importMap = JSON.stringify({ imports: { "amazon-connect-chatjs": "/library.js", ...imports } });
  writeFileSync(
    join(pages, "index.html"),
    `<!doctype html><script type="importmap">${importMap}</script>${html}`,
  );
  cpSync(fromHere("../../packages/chatjs/dist/index.js"), join(pages, "library.js"));

  const page = await browser.newPage();
  const lines: string[] = [];
  const errors: string[] = [];
  page.on("console", (message) => lines.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  // A script's page has no more to say than the sample does: where the emulator is, its server adds.
  const script = readFileSync(fromHere("../../packages/chatjs/dist/amazon-connect-chat.js"), "utf8");
  await page.route(/\/amazon-connect-chat\.js$/, (route) =>
    route.fulfill({ body: `${script}; connect.${useEmulator()}`, contentType: "text/javascript" }),
  );
  await page.goto(emulator.url);
  return { page, lines, errors };
}
/** Opens a page that runs samples of the README as printed, one after the other. */
const openSamples = (...names: readonly string[]) => {
  // The port differs: a test must not take the one of `npm start`. And it need not wait for receipts.
  const script =
    `${PAGE}; ${names.map(sample).join("\n")}; ChatSession.setGlobalConfig({ throttleTime: 100 });`.replaceAll(
      "http://127.0.0.1:4510",
      emulator.url,
    );
  return openDocument(`<script type="module">${script}</script>`);
};

it("the README's samples of a chat run as printed, one after the other", async () => {
  const { lines, errors } = await openSamples("customer", "receipts", "attachments", "views", "transcript");
  await expect.poll(() => lines, { timeout: 20_000 }).toContain("Avery: Hello, I need help.");
  expect(lines).toContain("connected");
  await expect.poll(() => lines, { timeout: 20_000 }).toContain("order.txt: 22 bytes");
  expect(lines).toContain("22 of 22 bytes sent");

  const [contact] = emulator.control.listContacts();
  const agent = await joinAgent(emulator, contact!.contactId);
  const { Id } = emulator.control.say({ ...agent, content: "How can I help?" });
  const answer = () =>
    emulator.control.getContact(contact!.contactId).transcript.find((item) => item.Id === Id);
  await expect
    .poll(() => answer()?.MessageMetadata?.Receipts?.[0]?.ReadTimestamp, { timeout: 20_000 })
    .toBeDefined();

  const { contactId } = contact!;
  emulator.control.showView({ contactId, view: "Form" });
  await expect
    .poll(() => lines, { timeout: 20_000 })
    .toContainEqual(expect.stringMatching(/^show Form with {/));
  emulator.control.startAuthentication({ contactId });
  await expect
    .poll(() => lines, { timeout: 20_000 })
    .toContainEqual(expect.stringMatching(/^sign in at http:/));
  emulator.control.finishAuthentication({ contactId, outcome: "succeeded" });
  await expect.poll(() => lines, { timeout: 20_000 }).toContain("signed in");
  await expect
    .poll(() => lines, { timeout: 20_000 })
    .toContainEqual(expect.stringMatching(/^Avery: Hello, I need help\. .*Robin: How can I help\?/));

  emulator.control.end(contactId);
  await expect.poll(() => lines, { timeout: 20_000 }).toContain("the chat is over");
  expect(errors).toEqual([]);
});

it("the README's sample of metrics runs as printed, and its metrics arrive", async () => {
  const { page, errors } = await openSamples("metrics");
  await page.goto("about:blank");
  await expect.poll(() => emulator.control.metrics(), { timeout: 20_000 }).toHaveLength(1);
  const [batch] = emulator.control.metrics();
  expect(batch!.metricList.map(({ metricName, value }) => [metricName, value])).toEqual([
    ["OpenChat", 1],
    ["OpenChat", 0],
    ["OpenChat", 120],
  ]);
  const [metric] = batch!.metricList;
  const printed = JSON.parse(sample("batch")) as typeof batch;
  expect({
    ...batch,
    metricList: [{ ...metric, timestamp: printed!.metricList[0]!.timestamp }],
  }).toMatchObject(printed!);
  expect(errors).toEqual([]);
});

/** Starts a customer's chat; what a page has of it, as code. */
const chatDetails = () => JSON.stringify(emulator.control.startChat({ displayName: "Avery" }));

it.each([
  ["script", "session"],
  ["npm-script", 'connect.ChatSession.create({ type: "CUSTOMER", chatDetails })'],
])("the sample %s works as printed, and its session connects", async (name, session) => {
  const { page, errors } = await openDocument(
    `<script>const chatDetails = ${chatDetails()};</script>
    ${sample(name)}
    <script>
      const connecting = ${session}.connect();
    </script>`,
  );
  expect(await page.evaluate("connecting")).toMatchObject({ connectSuccess: true });
  expect(errors).toEqual([]);
});

it("the sample of the package runs as printed", async () => {
  const given = `import { ChatSession as Session } from "amazon-connect-chatjs"; const chatDetails = ${chatDetails()};`;
  const { lines, errors } = await openDocument(
    `<script type="module">${given} ${useEmulator().replace("Chat", "")} ${sample("npm-customer")}</script>`,
  );
  await expect.poll(() => lines, { timeout: 20_000 }).toContain("Avery Hello");
  expect(errors).toEqual([]);
});
