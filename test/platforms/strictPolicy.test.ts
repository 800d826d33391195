import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { requireBundles } from "../support/bundles.js";
import type { ChatPlace } from "../support/chatPlace.js";
import { customerChatTests } from "../support/customerChat.js";
import { addCounts, setCsmEndpoint } from "../support/libraryScripts.js";
import { callSession, createSession } from "../support/sessionScripts.js";
import type { ChatScope } from "../support/sessionScripts.js";
import { joinAgent } from "../support/startChat.js";
import { waitUntil } from "../support/waitUntil.js";
import { complaintsOf, serveOrigin } from "../support/origin.js";

const documents = {
  "/script": `<!doctype html><script src="/script.js"></script>`,
  "/module": `<!doctype html><script type="module" src="/page.js"></script>`,
  "/page.js": `import { ChatSession } from "/module.js"; if (!ChatSession) throw new Error("no export");`,
  "/upstream": `<!doctype html><script src="/upstream.js"></script>`,
};
/** The page's own scripts, and the service: what the README names, and nothing unsafe. */
const policyFor = (endpoint: string) =>
  `default-src 'none'; script-src 'self'; connect-src ${endpoint} ${endpoint.replace("http", "ws")}`;

let browser: Browser;
beforeAll(async () => {
  requireBundles();
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** A page under the strictest policy that lets a chat happen. What violates it is one of the page's complaints. */
async function openPage(path: string, endpoint: string): Promise<ChatPlace> {
  const origin = await serveOrigin(documents, policyFor(endpoint));
  const page = await browser.newPage();
  const complaints = complaintsOf(page);
  await page.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
      console.error(`violates ${effectiveDirective}: ${blockedURI}`),
    ),
  );
  await page.goto(origin.url(path), { waitUntil: "load" });
  return {
    complaints,
    run: (script, argument) => page.evaluate(script as never, argument as never),
    async close() {
      await page.close();
      await origin.close();
    },
  };
}

for (const path of ["/script", "/module"])
  customerChatTests(
    `a customer under a strict policy, from ${path} (CP-84)`,
    (endpoint) => openPage(path, endpoint),
    { hurries: true },
  );

const key = "customer";
const interactive = "application/vnd.amazonaws.connect.message.interactive";

/** Connects with client-side metrics on, does what `play` says, leaves, and tells what the page complained about. */
async function complaintsAbout(
  path: string,
  play: (place: ChatPlace, contactId: string, emulator: RunningEmulator) => Promise<unknown> = () =>
    Promise.resolve(),
): Promise<readonly string[]> {
  const emulator = await startEmulator({ flow: { prompts: [] } });
  const place = await openPage(path, emulator.url);
  const chatDetails = emulator.control.startChat({
    displayName: "Avery",
    supportedContentTypes: ["text/plain", interactive, `${interactive}.response`],
  });
  await place.run(createSession, {
    key,
    endpoint: emulator.url,
    args: { chatDetails, type: "CUSTOMER", disableCSM: false },
  });
  await place.run(callSession, { key, method: "connect" });
  await play(place, chatDetails.contactId, emulator);
  await place.run(callSession, { key, method: "disconnectParticipant" });
  await place.close();
  await emulator.close();
  return place.complaints;
}

/** Sends a file, with its progress asked for or not; sent to the page as text. */
function sendFile({
  key,
  tellsProgress,
}: {
  readonly key: string;
  readonly tellsProgress: boolean;
}): Promise<unknown> {
  const { session } = (globalThis as unknown as ChatScope).held![key]!;
  return session["sendAttachment"]!({
    attachment: new File(["a note"], "note.txt", { type: "text/plain" }),
    ...(tellsProgress && { onProgress: () => undefined }),
  });
}

test("attachments go up and down, with metrics on, and nothing is violated (CP-84)", async () => {
  const complaints = await complaintsAbout("/script", async (place, contactId, emulator) => {
    for (const tellsProgress of [false, true]) await place.run(sendFile, { key, tellsProgress });
    const attachments = emulator.control.listAttachments(contactId);
    expect(attachments).toHaveLength(2);
    const { attachmentId } = attachments[0]!;
    const args = [{ attachmentId }];
    expect(await place.run(callSession, { key, method: "downloadAttachment", args })).toMatchObject({
      kind: "resolved",
    });
  });
  expect(complaints).toEqual([]);
});

test("views, signing in, receipts and the metrics' endpoint violate nothing (CP-84)", async () => {
  const complaints = await complaintsAbout("/script", async (place, contactId, emulator) => {
    const call = async (method: string, args: object) => {
      const outcome = await place.run(callSession, { key, method, args: [args] });
      expect(outcome, method).toMatchObject({ kind: "resolved" });
    };
    await place.run(setCsmEndpoint, `${emulator.url}/csm/put-metrics`);
    const { viewToken } = emulator.control.showView({ contactId, view: "form" });
    await call("describeView", { viewToken });
    const { sessionId } = emulator.control.startAuthentication({ contactId });
    await call("getAuthenticationUrl", { sessionId, redirectUri: "https://shop.example/signed-in" });
    await call("cancelParticipantAuthentication", { sessionId });
    const agent = await joinAgent(emulator, contactId);
    const { Id: messageId } = emulator.control.say({ ...agent, content: "How can I help?" });
    await call("sendMessageReceipt", { event: "read", messageId });
    const contentType = "application/vnd.amazonaws.connect.event.message.delivered";
    await call("sendEvent", { contentType, content: { messageId, disableThrottle: true } });
    await place.run(addCounts, 30);
    await waitUntil(() => expect(emulator.control.metrics().length).toBeGreaterThan(0));
  });
  expect(complaints).toEqual([]);
});

test("5.0.0 injects a script, which the policy refuses (CP-38, CP-84)", async () => {
  expect((await complaintsAbout("/upstream")).join()).toContain("violates script-src-elem: inline");
});
