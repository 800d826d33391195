import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { ChatSession } from "amazon-connect-chatjs";
import { keepSession, readKeptChat, resumable, resumeSession } from "amazon-connect-chatjs/resume";
import { addParts, createCustomerSession } from "amazon-connect-chatjs/session";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { launchBrowser } from "../support/browser.js";
import { bundleForPage } from "../support/bundleForPage.js";
import { forbidStorage } from "../support/forbidStorage.js";
import { complaintsOf, serveOrigin } from "../support/origin.js";
import type { Origin } from "../support/origin.js";
import { sample } from "../support/samples.js";
import { startChat } from "../support/startChat.js";
import { waitUntil } from "../support/waitUntil.js";

const KEY = "amazon-connect-chatjs/chat";

let browser: Browser;
let origin: Origin;
let emulator: RunningEmulator;
let context: BrowserContext;

beforeAll(async () => {
  globalThis.WebSocket = WebSocket as never;
  const document = (script: string) =>
    `<!doctype html><title>chat</title><link rel="icon" href="data:,"><script>
      globalThis.endpoint = location.hash.slice(1);
    </script><script type="module" src="${script}"></script>`;
  origin = await serveOrigin({
    "/guide": document("/guide.js"),
    "/overview": document("/overview.js"),
    "/guide.js": await bundleForPage(
      sample("resume").replace('"http://127.0.0.1:4510"', "globalThis.endpoint"),
    ),
    "/overview.js": await bundleForPage(`
      import { createCustomerSession } from "amazon-connect-chatjs/session";
      const { endpoint } = globalThis;
      const body = JSON.stringify({ ParticipantDetails: { DisplayName: "Avery" } });
      const { data } = await (await fetch(endpoint + "/start-chat", { method: "POST", body })).json();
      const chatDetails = data.startChatResult;
      ${sample("beyond-resume")}
      console.log(session.getChatDetails().contactId, session.getConnectionStatus());`),
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await origin.close();
});
beforeEach(async () => {
  emulator = await startEmulator({ flow: { prompts: [] }, endDelayMs: 0 });
  context = await browser.newContext();
});
afterEach(async () => {
  await context.close();
  await emulator.close();
});

const newest = () => emulator.control.listContacts().at(-1)!;
/** How often the customer has joined: the service says so once for a participant. */
const joins = (contactId: string) =>
  emulator.control
    .getContact(contactId)
    .transcript.filter(({ ContentType }) => ContentType?.endsWith("participant.joined")).length;

/** A page, what it has printed since it was loaded, and how to load it again. */
async function openPage(path: string, prepare?: (page: Page) => Promise<unknown>) {
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  const lines: string[] = [];
  page.on("console", (line) => lines.push(line.text()));
  await prepare?.(page);
  const load = async (how: () => Promise<unknown>) => {
    lines.length = 0;
    await how();
  };
  await load(() => page.goto(`${origin.url(path)}#${emulator.url}`));
  const printed = (expected: string | RegExp) =>
    waitUntil(() => expect(lines).toContainEqual(expect.stringMatching(expected)));
  const kept = () => page.evaluate((key) => sessionStorage.getItem(key), KEY);
  return { page, lines, complaints, printed, kept, reload: () => load(() => page.reload()) };
}

/** What the guide's page prints last: it is in the chat, and has shown what was there. */
const shown = /^before: .*participant\.joined$/;

describe("the guide's page in Chromium", () => {
  test("comes back to its chat after a reload, as the same participant, and shows what was said", async () => {
    const { printed, reload, kept, complaints, lines } = await openPage("/guide");
    await printed(shown);
    const { contactId } = newest();
    emulator.control.say({ contactId, content: "Said before" });
    await printed("now: Said before");
    await reload();
    await printed("before: Said before");
    emulator.control.say({ contactId, content: "Said after" });
    await printed("now: Said after");
    expect(lines.filter((line) => line.endsWith("Said before"))).toHaveLength(1);
    expect(emulator.control.listContacts()).toHaveLength(1);
    expect(joins(contactId)).toBe(1);
    await waitUntil(() => expect(emulator.control.listSockets()).toHaveLength(1));

    expect(await kept()).toContain(contactId);
    emulator.control.end(contactId);
    await printed("the chat is over");
    await waitUntil(async () => expect(await kept()).toBeNull());
    await reload();
    await waitUntil(() => expect(emulator.control.listContacts()).toHaveLength(2));
    expect(complaints).toEqual([]);
  });

  test("starts a new chat when the one that it had has ended meanwhile", async () => {
    const { page, printed, kept } = await openPage("/guide");
    await printed(shown);
    const { contactId } = newest();
    await page.goto("about:blank");
    emulator.control.end(contactId);
    await page.goto(`${origin.url("/guide")}#${emulator.url}`);
    await waitUntil(() => expect(emulator.control.listContacts()).toHaveLength(2));
    await waitUntil(async () => expect(await kept()).toContain(newest().contactId));
    expect(newest().contactId).not.toBe(contactId);
  });

  test("gets in when the service fails at first, and the connection drops at once", async () => {
    const { printed, reload } = await openPage("/guide");
    await printed(shown);
    const { contactId } = newest();
    const operation = "CreateParticipantConnection";
    emulator.control.injectFault({ kind: "httpError", status: 503, operation, times: 2 });
    await reload();
    await printed(shown);
    emulator.control.dropSockets({ contactId, how: "abort" });
    emulator.control.say({ contactId, content: "In the outage" });
    await printed("now: In the outage");
    expect(joins(contactId)).toBe(1);
    expect(emulator.control.listContacts()).toHaveLength(1);
  });

  test("chats where the browser refuses storage, and begins anew after a reload", async () => {
    const { printed, reload, complaints } = await openPage("/guide", forbidStorage);
    await printed(shown);
    await reload();
    await printed(shown);
    expect(emulator.control.listContacts()).toHaveLength(2);
    expect(complaints).toEqual([]);
  });

  test("is what the overview's is, in short", async () => {
    const { printed, reload, complaints } = await openPage("/overview");
    await printed(/Established$/);
    const [first] = emulator.control.listContacts();
    await reload();
    await printed(`${first!.contactId} Established`);
    expect(complaints).toEqual([]);
  });
});

test("a session of ChatSession.create can be kept, in a storage that answers later, and resumed as another kind", async () => {
  const items = new Map<string, string>();
  const storage = {
    getItem: (key: string) => Promise.resolve(items.get(key) ?? null),
    setItem: (key: string, value: string) => Promise.resolve(items.set(key, value)),
    removeItem: (key: string) => Promise.resolve(items.delete(key)),
  };
  const chatDetails = await startChat(emulator.url);
  ChatSession.setGlobalConfig({ endpoint: emulator.url });
  const first = addParts(ChatSession.create({ type: "CUSTOMER", chatDetails }), [resumable]);
  keepSession(first, storage, { ttlMs: 60_000 });
  await first.connect();
  await first.controller.breakConnection();
  expect(await readKeptChat(storage)).toMatchObject({ participantId: chatDetails.ParticipantId });

  const second = await resumeSession(storage, (kept) =>
    createCustomerSession({ chatDetails: kept, endpoint: emulator.url, parts: [resumable] }),
  );
  const { data } = await second!.sendMessage({ message: "Me again", contentType: "text/plain" });
  const { transcript } = emulator.control.getContact(chatDetails.ContactId);
  expect(transcript.at(-1)).toMatchObject({ Id: data.Id, ParticipantId: chatDetails.ParticipantId });
  expect(joins(chatDetails.ContactId)).toBe(1);
  await second!.disconnectParticipant();
  await waitUntil(() => expect(items.size).toBe(0));
});
