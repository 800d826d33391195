import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { ChatSession } from "amazon-connect-chatjs";
import { recorder } from "amazon-connect-chatjs/recorder";
import type { Recording } from "amazon-connect-chatjs/recorder";
import { addParts, attachments, createCustomerSession } from "amazon-connect-chatjs/session";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { repository } from "../package/project.js";
import { runInNode } from "../package/runInNode.js";
import { replayRecording } from "../replay/replayRecording.js";
import { launchBrowser } from "../support/browser.js";
import { bundleForPage } from "../support/bundleForPage.js";
import { complaintsOf, serveOrigin } from "../support/origin.js";
import { sample } from "../support/samples.js";
import { joinAgent, startChat } from "../support/startChat.js";
import { waitUntil } from "../support/waitUntil.js";

let emulator: RunningEmulator;
beforeAll(async () => {
  globalThis.WebSocket = WebSocket as never;
  emulator = await startEmulator({ flow: { prompts: [] }, endDelayMs: 0 });
});
afterAll(() => emulator.close());

const namesIn = ({ entries }: Recording) =>
  entries.flatMap((entry) => (entry.kind === "event" ? [entry.name] : []));

/** What the emulator does to a chat that is recorded: an outage, failures, a message meanwhile, the end. */
async function troubleFor(
  contactId: string,
  agent: Parameters<RunningEmulator["control"]["say"]>[0] & object,
) {
  const { control } = emulator;
  control.say({ ...agent, content: "secret: hello" });
  control.injectFault({ kind: "httpError", operation: "SendMessage", status: 503, times: 1, contactId });
  control.injectFault({
    kind: "httpError",
    operation: "CreateParticipantConnection",
    status: 500,
    times: 1,
    contactId,
  });
  control.dropSockets({ contactId, how: "abort" });
  control.say({ ...agent, content: "secret, while away" });
  return waitUntil(() => {
    const mine = control.listSockets().filter((socket) => socket.contactId === contactId);
    expect(mine.map(({ topics }) => topics)).toEqual([["aws/chat"]]);
  });
}

const expectFaithful = async (recording: Recording) => {
  const { differences, skipped } = await replayRecording(recording);
  // A machine that is busy with other tests is slow, which is no difference in what happened.
  const others = differences.filter(({ kind }) => kind !== "shifted");
  expect({ others, skipped }).toEqual({ others: [], skipped: [] });
};

describe("a session in Node, on the emulator's faults", () => {
  test("is recorded without what is secret, and its recording replays without a difference", async () => {
    const chatDetails = await startChat(emulator.url);
    const session = createCustomerSession({
      chatDetails,
      endpoint: emulator.url,
      parts: [recorder(), attachments],
    });
    const heard: unknown[] = [];
    session.onMessage(({ data }) => heard.push(data.Content));
    await session.connect();
    const agent = await joinAgent(emulator, chatDetails.ContactId);
    await troubleFor(chatDetails.ContactId, { ...agent, content: "" });
    await session.sendMessage({ message: "secret answer", contentType: "text/plain" });
    await session.sendAttachment({
      attachment: new File(["secret"], "secret.txt", { type: "text/plain" }),
    });
    await waitUntil(() =>
      expect(heard).toEqual(expect.arrayContaining(["secret, while away", "secret answer"])),
    );
    const { connectionToken = "-" } = session.getChatDetails().connectionDetails ?? {};
    await session.disconnectParticipant();
    await waitUntil(() => expect(namesIn(session.exportDiagnostics())).toContain("CHAT_ENDED"));
    const recording = session.exportDiagnostics();
    expect(namesIn(recording)).toEqual(expect.arrayContaining(["CONNECTION_LOST", "RECONNECTING"]));
    const text = JSON.stringify(recording);
    for (const secret of ["secret", "Avery", "Robin", connectionToken, chatDetails.ParticipantToken])
      expect(text).not.toContain(secret);
    await expectFaithful(JSON.parse(text) as Recording);
  });

  test("of the root is recorded by its calls and events, which cannot be replayed, and says so", async () => {
    const { ContactId, ...rest } = await startChat(emulator.url);
    ChatSession.setGlobalConfig({ endpoint: emulator.url });
    const made = ChatSession.create({ type: "CUSTOMER", chatDetails: { ContactId, ...rest } });
    const session = addParts(made, [recorder()]);
    const heard: unknown[] = [];
    session.onMessage(({ data }) => heard.push(data.Content));
    await session.connect();
    await session.sendMessage({ message: "secret", contentType: "text/plain" });
    await waitUntil(() => expect(heard).toContain("secret"));
    await session.disconnectParticipant();
    const recording = session.exportDiagnostics();
    expect(recording.hasNetwork).toBe(false);
    expect(namesIn(recording)).toEqual(
      expect.arrayContaining(["CONNECTION_ESTABLISHED", "INCOMING_MESSAGE"]),
    );
    expect(JSON.stringify(recording)).not.toContain("secret");
  });
});

describe("a page in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test("is recorded with its place, and its recording replays without a difference", async () => {
    const bundle = await bundleForPage(`
        import { createCustomerSession } from "amazon-connect-chatjs/session";
        import { recorder } from "amazon-connect-chatjs/recorder";
        globalThis.start = async (options) => {
          const session = createCustomerSession({ ...options, parts: [recorder()] });
          session.onMessage(() => undefined);
          await session.connect();
          globalThis.session = session;
        };`);
    const origin = await serveOrigin({
      "/": `<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>`,
      "/page.js": bundle,
    });
    const page = await browser.newPage();
    const complaints = complaintsOf(page);
    await page.goto(origin.url("/"), { waitUntil: "load" });
    const chatDetails = await startChat(emulator.url);
    await page.evaluate(
      (options) => (globalThis as unknown as { start(options: object): Promise<void> }).start(options),
      { chatDetails, endpoint: emulator.url },
    );
    const agent = await joinAgent(emulator, chatDetails.ContactId);
    await troubleFor(chatDetails.ContactId, { ...agent, content: "" });
    const exported = () =>
      page.evaluate(() =>
        (
          globalThis as unknown as { session: { exportDiagnostics(): Recording } }
        ).session.exportDiagnostics(),
      );
    await waitUntil(async () => {
      const names = namesIn(await exported());
      expect(names.lastIndexOf("CONNECTION_ESTABLISHED")).toBeGreaterThan(names.indexOf("CONNECTION_LOST"));
    });
    const recording = await exported();
    expect(recording.environment.browser).toContain("Chrome");
    expect(recording.environment.visible).toBe(true);
    expect(JSON.stringify(recording)).not.toContain("secret");
    await expectFaithful(recording);
    expect(complaints.filter((line) => !/status of 50\d/.test(line))).toEqual([]);
    await page.close();
    await origin.close();
  });
});

test("the samples run as printed, and npm run replay plays the file that they write", async () => {
  const folder = mkdtempSync(join(tmpdir(), "recording-"));
  try {
    const printed = await runInNode(`
        import { WebSocket } from "ws";
        globalThis.WebSocket = WebSocket;
        process.chdir(${JSON.stringify(folder)});
        const { startEmulator } = await import("amazon-connect-chat-emulator");
        const emulator = await startEmulator({ flow: { prompts: [] }, endDelayMs: 0 });
        const { url: endpoint } = emulator;
        ${sample("recorder").replace(/^const endpoint.*$/m, "")}
        const chatDetails = data.startChatResult;
        {
          ${sample("beyond-recorder").replace(/^import.*$/m, "")}
        }
        await emulator.close();
        process.exit();
      `);
    expect(printed).toMatch(/^\d+ entries, 0 dropped$/m);
    const command = ["run", "-s", "replay", join(folder, "recording.json")];
    const { stdout } = await promisify(execFile)("npm", command, { cwd: repository });
    expect(stdout).toMatch(/^(no difference|\d+ differences)$/m);
    writeFileSync(join(folder, "other.json"), "{}");
    const refused = promisify(execFile)("npm", ["run", "-s", "replay", join(folder, "other.json")], {
      cwd: repository,
    });
    await expect(refused).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining("unable to replay the recording; the file is none") as string,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
