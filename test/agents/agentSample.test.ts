import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import type { Browser } from "playwright-core";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { sample } from "../support/samples.js";
import { waitUntil } from "../support/waitUntil.js";
import { startCustomer } from "./customer.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const imports = {
  "amazon-connect-streams": "node_modules/amazon-connect-streams/release/connect-streams-min.js",
  "amazon-connect-chatjs": "packages/chatjs/dist/index.js",
};

let pages: string;
let browser: Browser;
let emulator: RunningEmulator;
beforeAll(async () => {
  pages = mkdtempSync(join(tmpdir(), "agent-sample-"));
  for (const [name, path] of Object.entries(imports))
    cpSync(join(repository, path), join(pages, `${name}.js`));
  browser = await launchBrowser();
  return async () => {
    await browser.close();
    rmSync(pages, { recursive: true });
  };
});
beforeEach(async () => {
  emulator = await startEmulator({ pages, ccpPort: 0, flow: { prompts: [] }, endDelayMs: 0 });
  return () => emulator.close();
});

/** Opens a page that is the sample, at the emulator's addresses. */
async function openSample(script: string) {
  const at = script
    .replaceAll(/http:\/\/(127\.0\.0\.1|localhost):4510/g, emulator.url)
    .replaceAll(/http:\/\/(127\.0\.0\.1|localhost):4511\/ccp-v2\//g, emulator.ccpUrl!);
  const map = Object.fromEntries(Object.keys(imports).map((name) => [name, `/${name}.js`]));
  const html = `<!doctype html><body><div id="ccp"></div><script type="importmap">${JSON.stringify({ imports: map })}</script>
    <script type="module">${at}</script>`;
  writeFileSync(join(pages, "index.html"), html);
  const page = await browser.newPage();
  const lines: string[] = [];
  const errors: string[] = [];
  page.on("console", (message) => lines.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(emulator.url);
  return { lines, errors };
}

/** A customer who is asked how one can help, and says goodbye. */
async function chat({ lines, errors }: Awaited<ReturnType<typeof openSample>>) {
  const avery = await startCustomer(emulator);
  await waitUntil(() => expect(avery.transcript()).toEqual(["How can I help?"]));
  await avery.say("Goodbye");
  await waitUntil(() => expect(lines).toContain("Avery: Goodbye"));
  await waitUntil(() => {
    expect(emulator.control.getContact(avery.contactId).contact.state).toBe("ENDED");
    expect(emulator.control.ccp.listAgents()[0]!.contacts).toEqual([]);
  });
  expect(errors).toEqual([]);
}

test("the README's agent runs as printed, from ringing to cleared", async () => {
  await chat(await openSample(sample("agent")));
});

test("the page that docs/agent.md builds up accepts, reads, hears and ends a chat", async () => {
  const { lines, errors } = await openSample(
    `${sample("agent-page")}
     ${sample("agent-chat")}
     connect.contact((contact) => {
       contact.onConnecting(() => accept(contact));
       contact.onConnected(async () => {
         const session = await contact.getAgentConnection().getMediaController();
         session.onMessage(({ data }) => data.Content === "Goodbye" && end(contact));
       });
     });`,
  );
  const avery = await startCustomer(emulator);
  await waitUntil(() => expect(lines).toContainEqual(expect.stringMatching(/^\d+ items so far$/)));
  await avery.say("Goodbye");
  await waitUntil(() => expect(lines).toContain("Avery Goodbye"));
  await waitUntil(() => expect(emulator.control.ccp.listAgents()[0]!.contacts).toEqual([]));
  expect(errors).toEqual([]);
});

test("the session that docs/agent.md opens in the place of one that failed holds the chat", async () => {
  emulator.control.injectFault({ kind: "refuseTransport", times: 1 });
  const page = await openSample(
    `${sample("agent").replace("agentConnection.getMediaController()", "openSession(agentConnection)")}
     ${sample("agent-own-session")}`,
  );
  const { control } = emulator;
  // By then the customer is in; the next to connect is Streams.
  const stop = control.watchContacts(({ state }) => {
    if (state !== "QUEUED") return;
    stop();
    control.injectFault({
      kind: "httpError",
      status: 400,
      operation: "CreateParticipantConnection",
      times: 1,
    });
  });
  await chat(page);
  expect(control.listFaults().map(({ hits }) => hits)).toEqual([1, 1]);
});
