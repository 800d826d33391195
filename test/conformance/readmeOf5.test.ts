import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { BUNDLES, requireBundles } from "../support/bundles.js";
import { serveOrigin } from "../support/origin.js";
import { startChat } from "../support/startChat.js";

/** The README of 5.0.0 as npm has it; it is read here, and no word of it is kept in this repository. */
const readme = readFileSync(
  createRequire(import.meta.url)
    .resolve("chatjs-5/package.json")
    .replace("package.json", "README.md"),
  "utf8",
);
/** Its code, of what a reader sees. */
const blocks = Array.from(
  readme.slice(0, readme.lastIndexOf("\n<!--\n")).matchAll(/^```(\w+)\n([\s\S]*?)^```/gm),
  ([, language = "", code = ""]) => ({ language, code }),
);

let browser: Browser;
let emulator: RunningEmulator;
beforeAll(async () => {
  requireBundles();
  browser = await launchBrowser();
  emulator = await startEmulator({ flow: { prompts: [] } });
});
afterAll(async () => {
  await browser.close();
  await emulator.close();
});

type Library = "ours" | "upstream";

/** Opens a document where the README's addresses lead somewhere: to a library, the page's backend, and the service. */
async function openPage(document: string, library: Library) {
  const origin = await serveOrigin({ "/": document });
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  const headers = { "access-control-allow-origin": "*" };
  await page.route(/^https:\/\/unpkg\.com\/amazon-connect-chatjs/, (route) =>
    route.fulfill({ path: BUNDLES[library], contentType: "text/javascript", headers }),
  );
  await page.route(/chat-backend/, async (route) => route.fulfill({ json: await startChat(emulator.url) }));
  await page.route("https://participant.connect.us-west-2.amazonaws.com/**", async (route) => {
    const { pathname, search } = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: emulator.url + pathname + search }) });
  });
  const ids = () => emulator.control.listContacts().map(({ contactId }) => contactId);
  const before = ids();
  await page.goto(origin.url("/"));
  return {
    page,
    errors,
    /** The chat that the page has started; undefined until it has. */
    chat() {
      const id = ids().find((each) => !before.includes(each));
      return id === undefined ? undefined : emulator.control.getContact(id);
    },
    async close() {
      await page.close();
      await origin.close();
    },
  };
}

describe("the code of 5.0.0's README does the same with this library", () => {
  test("the customer's page, as printed, comes into its chat", async () => {
    const [html] = blocks.filter(
      ({ language, code }) => language === "html" && /type: "CUSTOMER"/.test(code),
    );
    const play = async (library: Library) => {
      const { errors, chat, close } = await openPage(html!.code, library);
      await expect.poll(() => chat()?.contact.participants[0]?.state).toBe("CONNECTED");
      await expect.poll(() => chat()?.transcript.length).toBeGreaterThan(0);
      await close();
      return { errors, heard: chat()?.transcript.map(({ ContentType }) => ContentType) };
    };
    const [ours, upstream] = [await play("ours"), await play("upstream")];
    expect(ours.errors).toEqual([]);
    expect(ours).toEqual(upstream);
  });

  test("the customer's steps, as printed, say and end what they are to", async () => {
    const [steps] = blocks.filter(({ code }) =>
      /^import "amazon-connect-chatjs"[\s\S]*disconnectParticipant/.test(code),
    );
    const map = '{"imports":{"amazon-connect-chatjs":"https://unpkg.com/amazon-connect-chatjs"}}';
    const document = `<script type="importmap">${map}</script><script type="module">${steps!.code}</script>`;
    const play = async (library: Library) => {
      const { errors, chat, close } = await openPage(document, library);
      await expect.poll(() => chat()?.contact.state).toBe("ENDED");
      await close();
      const heard = chat()?.transcript.map(({ ContentType, Content = "" }) => `${ContentType} ${Content}`);
      return { errors, heard: heard ?? [] };
    };
    const [ours, upstream] = [await play("ours"), await play("upstream")];
    expect(ours.heard[0]).toMatch(/participant\.joined/);
    expect(ours.heard[1]).toBe("text/plain Hello World!");
    // 5.0.0 may send before it has subscribed, and it joins by subscribing.
    expect(upstream).toEqual({ errors: ours.errors, heard: expect.arrayContaining(ours.heard) as unknown });
    expect(upstream.heard).toHaveLength(ours.heard.length);
  });
});

/** Connects a session, and gives it and the rest the names that the README has for them; sent to the page as text. */
async function nameThings(endpoint: string): Promise<void> {
  const { ChatSession } = (globalThis as unknown as { connect: Record<string, any> }).connect;
  ChatSession.setGlobalConfig({ endpoint });
  const response = await fetch(`${endpoint}/start-chat`, {
    method: "POST",
    body: JSON.stringify({ ParticipantDetails: { DisplayName: "Avery" } }),
  });
  const { ContactId, ParticipantId, ParticipantToken } = (await response.json()).data.startChatResult;
  const chat = { contactId: ContactId, participantId: ParticipantId, participantToken: ParticipantToken };
  const session = ChatSession.create({ chatDetails: chat, type: "CUSTOMER", disableCSM: true });
  await session.connect();
  Object.assign(globalThis, {
    ...chat,
    chatSession: session,
    customerChatSession: session,
    agentChatSession: session,
    transcript: [],
    attachment: new File(["a"], "a.txt", { type: "text/plain" }),
    attachmentItem: { AttachmentId: "a", AttachmentName: "a.txt" },
  });
}
/** Runs code as the body of an async function, and tells what came of it. */
const run = (page: Page, code: string): Promise<string> =>
  page
    .evaluate<string>(
      `(async () => {${code}\n})().then(() => "ran", ({ type, name }) => String(type ?? name))`,
    )
    .catch((error: unknown) => (String(error).includes("SyntaxError") ? "SyntaxError" : String(error)));

test("each of its blocks that runs with 5.0.0 runs with this library, and the service refuses the same ones", async () => {
  const runnable = blocks
    .filter(
      ({ language, code }) =>
        language === "js" &&
        // Modules are above. Others list the members of an object, or leave out the chat (CP-24).
        !/^import |^(window\.)?connect\.ChatSession(\.\w+)? = |\.create\(\{\s*\/\/ \.\.\./m.test(code),
    )
    .map(({ code }) => code.replaceAll("<AWS-REGION>", "us-west-2"));
  const play = async (library: Library) => {
    const { page, close } = await openPage(
      '<script src="https://unpkg.com/amazon-connect-chatjs"></script>',
      library,
    );
    const outcomes: string[] = [];
    for (const code of runnable) {
      await page.evaluate(nameThings, emulator.url);
      outcomes.push(await run(page, code));
      // What a block configures is not to reach the next.
      if (code.includes("setGlobalConfig")) await page.reload();
    }
    await close();
    return outcomes;
  };
  const [ours, upstream] = await Promise.all([play("ours"), play("upstream")]);
  expect(upstream.filter((outcome) => outcome === "ran").length).toBeGreaterThan(30);
  // Those that are no JavaScript, or only part of a program, fail with both.
  const comparable = (outcome: string) => /^ran$|Exception$|^SyntaxError$/.test(outcome);
  expect(ours.filter((_, index) => comparable(upstream[index]!))).toEqual(upstream.filter(comparable));
});
