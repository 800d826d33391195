import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { bundleForPage } from "../support/bundleForPage.js";
import { complaintsOf, serveOrigin } from "../support/origin.js";
import type { Origin } from "../support/origin.js";
import { sample } from "../support/samples.js";
import { joinAgent } from "../support/startChat.js";
import type { JoinedAgent } from "../support/startChat.js";
import { waitUntil } from "../support/waitUntil.js";

const TYPING = "application/vnd.amazonaws.connect.event.typing";
const READ = "application/vnd.amazonaws.connect.event.message.read";

/** What the page's script gives it, and what it keeps. */
interface TabScope {
  connectTab(options: object): Promise<void>;
  session: {
    readonly tabs: { readonly isLeader: boolean; readonly count: number };
    connect(): Promise<unknown>;
    sendMessage(args: object): Promise<{ readonly data: { readonly Id: string } }>;
    sendEvent(args: object): Promise<unknown>;
    disconnectParticipant(): Promise<unknown>;
  };
  heard: string[];
  /** Connection events and changes of the tabs, with their times. */
  told: { readonly what: string; readonly atMs: number }[];
}

const SCRIPT = `
  import { createCustomerSession, receipts } from "amazon-connect-chatjs/session";
  import { tabs } from "amazon-connect-chatjs/tabs";

  globalThis.connectTab = async (options) => {
    const session = createCustomerSession({ ...options, parts: [receipts, tabs()] });
    const heard = [];
    const told = [];
    const tell = (what) => told.push({ what, atMs: Date.now() });
    session.onMessage(({ data }) => heard.push(data.Id));
    session.onConnectionEstablished(() => tell("established"));
    session.onConnectionLost(() => tell("lost"));
    session.onEnded(() => tell("ended"));
    session.tabs.onChange(({ isLeader }) => tell(isLeader ? "leads" : "follows"));
    Object.assign(globalThis, { session, heard, told });
    await session.connect();
  };`;

let browser: Browser;
let origin: Origin;
let emulator: RunningEmulator;
let context: BrowserContext;
let chat: { readonly contactId: string; readonly participantId: string };
let agent: JoinedAgent;

beforeAll(async () => {
  const local = sample("tabs").replace('"http://127.0.0.1:4510"', "globalThis.endpoint");
  const document = (script: string) =>
    `<!doctype html><title>chat</title><link rel="icon" href="data:,"><script>globalThis.endpoint = location.hash.slice(1)</script><script type="module" src="${script}"></script>`;
  origin = await serveOrigin({
    "/": document("/tab.js"),
    "/sample": document("/sample.js"),
    "/tab.js": await bundleForPage(SCRIPT),
    "/sample.js": await bundleForPage(local),
    "/overview": document("/overview.js"),
    "/overview.js": await bundleForPage(`
      import { createCustomerSession } from "amazon-connect-chatjs/session";
      const { endpoint, chatDetails } = globalThis;
      ${sample("beyond-tabs")}`),
  });
  browser = await launchBrowser({ comforts: ["back-forward-cache"] });
});
afterAll(async () => {
  await browser.close();
  await origin.close();
});
beforeEach(async () => {
  emulator = await startEmulator({ flow: { prompts: [] }, endDelayMs: 0 });
  context = await browser.newContext();
  chat = emulator.control.startChat({ displayName: "Avery" });
});
afterEach(async () => {
  await context.close();
  await emulator.close();
});

interface Tab {
  readonly page: Page;
  readonly complaints: readonly string[];
  /** What its scope has, read by a function that names nothing else. */
  read<Result>(script: (scope: TabScope) => Result | Promise<Result>): Promise<Result>;
}
async function openTab(): Promise<Tab> {
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(origin.url("/"), { waitUntil: "load" });
  const options = { endpoint: emulator.url, chatDetails: chat, throttleTime: 100 };
  await page.evaluate((given) => (globalThis as unknown as TabScope).connectTab(given), options);
  const tab: Tab = {
    page,
    complaints,
    read: (script) => page.evaluate(`(${script.toString()})(globalThis)`),
  };
  await waitUntil(async () => expect(await timeOf(tab, "established")).toBeGreaterThan(0));
  return tab;
}
/** So many connected tabs, with an agent in the chat. */
async function openTabs(count: number): Promise<readonly Tab[]> {
  const all: Tab[] = [];
  for (let nth = 0; nth < count; nth += 1) all.push(await openTab());
  agent = await joinAgent(emulator, chat.contactId);
  return all;
}
const say = (content: string): string => emulator.control.say({ ...agent, content }).Id;
const sockets = () => emulator.control.listSockets().map(({ socketId }) => socketId);
const messages = () =>
  emulator.control
    .getContact(chat.contactId)
    .transcript.filter(({ Type }) => Type === "MESSAGE")
    .map(({ Id }) => Id);
/** Every one of them has heard every message once, and in order. */
async function heardEverywhere(all: readonly Tab[]): Promise<void> {
  for (const { read } of all)
    await waitUntil(async () => {
      const heard = await read((scope) => scope.heard);
      const said = messages();
      expect(heard.filter((id) => said.includes(id))).toEqual(said);
    });
}
const leadersOf = (all: readonly Tab[]) =>
  Promise.all(all.map(({ read }) => read(({ session }) => session.tabs.isLeader)));
const requestsOf = (operation: string) =>
  emulator.control.requests().filter((request) => request.operation === operation);
/** Crashes the renderer of a page, and of no other; when it was told to. */
async function crash({ page }: Tab): Promise<number> {
  const crashed = page.waitForEvent("crash");
  const devtools = await context.newCDPSession(page);
  const toldAtMs = Date.now();
  // It has nobody left to answer it.
  void devtools.send("Page.crash").catch(() => undefined);
  await crashed;
  return toldAtMs;
}

const timeOf = async ({ read }: Tab, what: string): Promise<number | undefined> =>
  (await read((scope) => scope.told)).filter((each) => each.what === what).at(-1)?.atMs;
const timed =
  (end: (page: Page) => Promise<void>) =>
  async ({ page }: Tab) => {
    const toldAtMs = Date.now();
    await end(page);
    return toldAtMs;
  };
const crashes: readonly [string, (tab: Tab) => Promise<number>][] = [
  ["crashes", crash],
  ["is killed without a word", timed((page) => page.close({ runBeforeUnload: false }))],
  ["goes to another page", timed((page) => page.evaluate(() => location.assign("about:blank")))],
];

describe("three tabs of one chat in Chromium", () => {
  test("have one socket, and each hears each message once, those of the other tabs too", async () => {
    const all = await openTabs(3);
    expect(sockets()).toHaveLength(1);
    expect(await leadersOf(all)).toEqual([true, false, false]);
    for (const { read } of all)
      await waitUntil(async () => expect(await read(({ session }) => session.tabs.count)).toBe(3));
    // That of the agent is among them.
    expect(requestsOf("CreateParticipantConnection")).toHaveLength(2);
    say("Hello from Robin");
    for (const { read } of all)
      await read(({ session }) => session.sendMessage({ message: "Hello", contentType: "text/plain" }));
    await heardEverywhere(all);
    expect(messages()).toHaveLength(4);
    const joined = emulator.control
      .getContact(chat.contactId)
      .transcript.filter(({ ContentType }) => ContentType?.endsWith("participant.joined"));
    expect(joined.filter(({ ParticipantRole }) => ParticipantRole === "CUSTOMER")).toHaveLength(1);
    for (const { complaints } of all) expect(complaints).toEqual([]);
  });

  test.each(crashes)(
    "when the leader %s, another one takes over within a second, and nothing is lost or heard twice",
    async (how, end) => {
      const [first, ...others] = (await openTabs(3)) as [Tab, Tab, Tab];
      const [socket] = sockets();
      say("before");
      await heardEverywhere(others);
      let count = 0;
      const chatting = setInterval(() => say(`meanwhile ${(count += 1)}`), 10);
      let endedAtMs: number;
      try {
        endedAtMs = await end(first);
        await waitUntil(async () => {
          expect(sockets()).toHaveLength(1);
          expect(sockets()).not.toEqual([socket]);
          for (const tab of others)
            expect(await timeOf(tab, "established")).toBeGreaterThan((await timeOf(tab, "lost")) ?? Infinity);
        });
      } finally {
        clearInterval(chatting);
      }
      say("after");
      await heardEverywhere(others);
      expect(count).toBeGreaterThan(0);
      expect((await leadersOf(others)).filter(Boolean)).toHaveLength(1);
      const tookMs = Math.min(
        ...(await Promise.all(others.map(async (tab) => (await timeOf(tab, "leads")) ?? Infinity))),
      );
      const upMs = Math.max(
        ...(await Promise.all(others.map(async (tab) => (await timeOf(tab, "established")) ?? Infinity))),
      );
      console.log(`the leader ${how}: led after ${tookMs - endedAtMs} ms, up after ${upMs - endedAtMs} ms`);
      expect(tookMs - endedAtMs).toBeLessThan(1_000);
      for (const { read } of others)
        await read(({ session }) =>
          session.sendMessage({ message: "still here", contentType: "text/plain" }),
        );
      await heardEverywhere(others);
    },
  );

  test("when the leader is frozen, another one takes over, and it follows when it thaws", async () => {
    const [first, second] = (await openTabs(2)) as [Tab, Tab];
    const [socket] = sockets();
    // Headless browsers freeze no page: this one is told what they would tell it.
    await first.page.evaluate(() => void document.dispatchEvent(new Event("freeze")));
    await waitUntil(async () => {
      expect(await second.read(({ session }) => session.tabs.isLeader)).toBe(true);
      expect(sockets()).toHaveLength(1);
      expect(sockets()).not.toEqual([socket]);
    });
    say("while it is frozen");
    await heardEverywhere([second]);
    expect(await first.read(({ heard }) => heard)).not.toContain(messages().at(-1));
    await first.page.evaluate(() => void document.dispatchEvent(new Event("resume")));
    await heardEverywhere([first, second]);
    expect(await leadersOf([first, second])).toEqual([false, true]);
    expect(sockets()).toHaveLength(1);
  });

  test("when the leader is left, and the customer comes back to it, it has missed nothing", async () => {
    const [first, second] = (await openTabs(2)) as [Tab, Tab];
    await first.page.goto("about:blank");
    await waitUntil(async () => expect(await timeOf(second, "leads")).toBeGreaterThan(0));
    say("meanwhile");
    await heardEverywhere([second]);
    await first.page.goBack({ waitUntil: "commit" });
    await heardEverywhere([first, second]);
    expect(await leadersOf([first, second])).toEqual([false, true]);
    expect(sockets()).toHaveLength(1);
  });

  test("when the leader hangs, the next one that has something to ask takes over, and loses nothing", async () => {
    const [first, second] = (await openTabs(2)) as [Tab, Tab];
    const begun = first.page.waitForEvent("console");
    const hanging = first.page.evaluate(() => {
      console.log("hangs");
      const untilMs = Date.now() + 8_000;
      while (Date.now() < untilMs);
    });
    await begun;
    await second.read(({ session }) =>
      session.sendEvent({ contentType: "application/vnd.amazonaws.connect.event.typing" }),
    );
    expect(await second.read(({ session }) => session.tabs.isLeader)).toBe(true);
    say("while it hangs");
    await heardEverywhere([second]);
    await hanging;
    await heardEverywhere([first, second]);
    await waitUntil(() => expect(sockets()).toHaveLength(1));
    expect(await leadersOf([first, second])).toEqual([false, true]);
    expect(requestsOf("SendEvent").length).toBeLessThanOrEqual(2);
  });

  test("send typing and a receipt once for all of them", async () => {
    const all = await openTabs(3);
    const id = say("Please read this");
    await heardEverywhere(all);
    const before = requestsOf("SendEvent").length;
    const send = (contentType: string, content: object | null) =>
      Promise.all(
        all.map(({ page }) =>
          page.evaluate((args) => (globalThis as unknown as TabScope).session.sendEvent(args).then(() => 1), {
            contentType,
            content,
          }),
        ),
      );
    expect(await send(TYPING, null)).toEqual([1, 1, 1]);
    expect(requestsOf("SendEvent").length - before).toBe(1);
    expect(await send(READ, { messageId: id })).toEqual([1, 1, 1]);
    expect(requestsOf("SendEvent").length - before).toBe(2);
    await crash(all[0]!);
    await waitUntil(async () => expect((await leadersOf(all.slice(1))).filter(Boolean)).toHaveLength(1));
    await all[1]!.read(({ session }) =>
      session.sendEvent({ contentType: "application/vnd.amazonaws.connect.event.typing" }),
    );
    expect(requestsOf("SendEvent").length - before).toBe(2);
  });

  test("lose nothing while connections drop, answers fail and frames come twice", async () => {
    const all = await openTabs(3);
    const { control } = emulator;
    control.injectFault({ kind: "duplicateFrames", probability: 0.5 });
    for (let round = 1; round <= 2; round += 1) {
      control.injectFault({ kind: "httpError", status: 503, operation: "GetTranscript", times: 2 });
      control.injectFault({
        kind: "httpError",
        status: 503,
        operation: "CreateParticipantConnection",
        times: 1,
      });
      control.dropSockets({ contactId: chat.contactId, how: "abort" });
      say(`round ${round}, in the outage`);
      for (const { read } of all)
        await read(({ session }) => session.sendMessage({ message: "in it too", contentType: "text/plain" }));
      await waitUntil(async () => {
        // A tab that needs the connection ends the leader's wait for its next attempt.
        void all[2]!.read(({ session }) => session.connect().then(() => undefined));
        expect(sockets()).toHaveLength(1);
        for (const tab of all)
          expect(await timeOf(tab, "established")).toBeGreaterThan((await timeOf(tab, "lost")) ?? Infinity);
      });
      say(`round ${round}, after it`);
      await heardEverywhere(all);
    }
    expect(messages()).toHaveLength(10);
  });

  test("close one by one, and the last one leaves no socket; the chat's end reaches all", async () => {
    const [first, second] = (await openTabs(2)) as [Tab, Tab];
    await first.page.close();
    await waitUntil(() => expect(sockets()).toHaveLength(1));
    await waitUntil(async () => expect(await second.read(({ session }) => session.tabs.count)).toBe(1));
    await second.page.close();
    await waitUntil(() => expect(sockets()).toEqual([]));
    const again = [await openTab(), await openTab()];
    expect(sockets()).toHaveLength(1);
    await again[1]!.read(({ session }) => session.disconnectParticipant());
    for (const tab of again)
      await waitUntil(async () => expect(await timeOf(tab, "ended")).toBeGreaterThan(0));
    expect(await again[0]!.read(async () => (await navigator.locks.query()).held?.length)).toBe(0);
  });

  test("are opened by the guide's page, whichever comes first", async () => {
    const lines: string[][] = [[], []];
    const before = emulator.control.listContacts().length;
    const all = await Promise.all(
      lines.map(async (printed) => {
        const page = await context.newPage();
        page.on("console", (line) => printed.push(line.text()));
        await page.goto(`${origin.url("/sample")}#${emulator.url}`);
        return { page, complaints: complaintsOf(page) };
      }),
    );
    await waitUntil(
      // The item that tells of the customer may be printed before or after.
      () =>
        expect(lines.map((each) => each.filter((line) => line.endsWith(" tabs")).at(-1)).sort()).toEqual([
          "follows, 2 tabs",
          "leads, 2 tabs",
        ]),
    );
    expect(emulator.control.listContacts()).toHaveLength(before + 1);
    expect(sockets()).toHaveLength(1);
    const { contactId } = emulator.control.listContacts().at(-1)!;
    emulator.control.say({ contactId, content: "Hello, both" });
    for (const printed of lines)
      await waitUntil(() => expect(printed.filter((line) => line.endsWith("Hello, both"))).toHaveLength(1));
    for (const { complaints } of all) expect(complaints).toEqual([]);
  });

  test("need no more than the overview's page", async () => {
    const lines: string[] = [];
    for (const nth of [1, 2]) {
      const page = await context.newPage();
      page.on("console", (line) => lines.push(`${nth}: ${line.text()}`));
      await page.addInitScript((chatDetails) => Object.assign(globalThis, { chatDetails }), chat);
      await page.goto(`${origin.url("/overview")}#${emulator.url}`);
      await waitUntil(() => expect(lines).toContain(nth === 1 ? "1: leads 1" : "2: follows 2"));
    }
    await waitUntil(() => expect(lines).toContain("1: leads 2"));
  });
});
