import { describe, expect, it } from "vitest";
import { CHAT, chatEnded, message } from "../../../test/fakeService.js";
import { createFakeBrowser } from "../../../test/fakeTabs.js";
import type { FakeBrowser } from "../../../test/fakeTabs.js";
import { createChatJS } from "../../chatSession.js";
import { addPartsOn } from "../../session/addParts.js";
import { logTo, receipts } from "../../session/partList.js";
import { agentSessionOn, customerSessionOn } from "../../session/sessionOn.js";
import { polling } from "../polling/polling.js";
import { PATIENCE_MS, QUIET_MS } from "./tabGroup.js";
import { tabs } from "./tabs.js";
import type { TabsOptions } from "./tabs.js";

const TYPING = "application/vnd.amazonaws.connect.event.typing";
const READ = "application/vnd.amazonaws.connect.event.message.read";

/** A tab with a session of the chat, and what it has heard. */
function openChat(browser: FakeBrowser, options?: TabsOptions, chatDetails = CHAT) {
  const tab = browser.openTab();
  const session = customerSessionOn(tab.platform, { chatDetails, parts: [receipts, tabs(options)] });
  const heard: unknown[] = [];
  const link: string[] = [];
  session.onMessage(({ data }) => heard.push(data.Id));
  session.onConnectionEstablished(() => link.push("established"));
  session.onConnectionLost(() => link.push("lost"));
  session.onConnectionBroken(() => link.push("broken"));
  session.onEnded(() => link.push("ended"));
  return { ...tab, session, heard, link };
}
type OpenChat = ReturnType<typeof openChat>;

/** So many connected tabs; the first leads. */
async function openTabs(count: number, browser = createFakeBrowser(), options?: TabsOptions) {
  const all: OpenChat[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const chat = openChat(browser, options);
    all.push(chat);
    const connecting = chat.session.connect();
    await browser.platform.settle();
    if (nth === 0) browser.accept();
    await browser.platform.settle();
    await connecting;
  }
  const opened = (): number => browser.platform.sockets.filter(({ readyState }) => readyState < 2).length;
  return { browser, all, opened, leaders: () => all.map(({ session }) => session.tabs.isLeader) };
}
/** The successor opens its socket. */
async function takeOver({ platform, accept }: FakeBrowser) {
  await platform.settle();
  accept();
  await platform.settle();
}

describe("tabs of one chat", () => {
  it("have one socket, one connection and one token among them, and one leader", async () => {
    const { browser, all, opened, leaders } = await openTabs(3);
    expect(opened()).toBe(1);
    expect(browser.requestsTo("/participant/connection")).toHaveLength(1);
    expect(leaders()).toEqual([true, false, false]);
    expect(all.map(({ session }) => session.tabs.count)).toEqual([3, 3, 3]);
    expect(all.map(({ session }) => session.getConnectionStatus())).toEqual(Array(3).fill("Established"));
    for (const { session } of all) await session.sendMessage({ message: "Hello", contentType: "text/plain" });
    const bearers = browser.requestsTo("/participant/message").map(({ headers }) => headers["x-amz-bearer"]);
    expect(new Set(bearers).size).toBe(1);
  });

  it("each hear each item once", async () => {
    const { browser, all } = await openTabs(3);
    for (const id of ["m1", "m2", "m2", "m3"]) browser.item(message(id));
    await browser.platform.settle();
    expect(all.map(({ heard }) => heard)).toEqual(Array(3).fill(["m1", "m2", "m3"]));
    expect(all.map(({ link }) => link)).toEqual(Array(3).fill(["established"]));
  });

  it("connect together when they are opened together", async () => {
    const browser = createFakeBrowser();
    const all = [0, 1, 2].map(() => openChat(browser));
    const connecting = all.map(({ session }) => session.connect());
    await browser.platform.settle();
    await takeOver(browser);
    await Promise.all(connecting);
    expect(browser.platform.sockets).toHaveLength(1);
    expect(browser.requestsTo("/participant/connection")).toHaveLength(1);
    expect(all.filter(({ session }) => session.tabs.isLeader)).toHaveLength(1);
  });

  it("hear of an outage together, and of its end", async () => {
    const { browser, all, opened } = await openTabs(2);
    const reconnecting: unknown[] = [];
    all[1]!.session.onReconnecting(({ data }) => reconnecting.push(data));
    browser.platform.socket().close();
    await browser.platform.settle();
    expect(all.map(({ link }) => link)).toEqual(Array(2).fill(["established", "lost"]));
    expect(reconnecting).toHaveLength(1);
    await browser.platform.advance(5_000);
    await takeOver(browser);
    expect(opened()).toBe(1);
    expect(all.map(({ link }) => link)).toEqual(Array(2).fill(["established", "lost", "established"]));
  });

  it("hurry the leader's next attempt when one of them needs the connection", async () => {
    const { browser, all, opened } = await openTabs(2);
    let retryAtMs = 0;
    all[1]!.session.onReconnecting(({ data }) => (retryAtMs = data.retryAtMs));
    browser.answers.set("/participant/connection", () => ({ status: 503 }));
    browser.platform.socket().close();
    await browser.platform.advance(60_000);
    browser.answers.delete("/participant/connection");
    expect(retryAtMs - browser.platform.nowMs()).toBeGreaterThan(1_000);
    void all[1]!.session.connect();
    await browser.platform.advance(1_000);
    expect(opened()).toBe(1);
  });

  it("end together, and nothing is left of them", async () => {
    const { browser, all } = await openTabs(3);
    browser.item(chatEnded);
    await browser.platform.settle();
    expect(all.map(({ link }) => link)).toEqual(Array(3).fill(["established", "ended"]));
    expect(browser.platform.live).toEqual({ timers: 0, tasks: 0, sockets: 0, requests: 0, listeners: 0 });
    expect([browser.locks, browser.channels]).toEqual([0, 0]);
  });

  it("are read by one of them where no socket opens, with the part polling before this one", async () => {
    const browser = createFakeBrowser();
    browser.platform.onSocket = () => {
      throw new DOMException("a proxy", "SecurityError");
    };
    const all = [0, 1].map(() => {
      const parts = [polling({ afterMs: 100 }), tabs()];
      const session = customerSessionOn(browser.openTab().platform, { chatDetails: CHAT, parts });
      const heard: unknown[] = [];
      session.onMessage(({ data }) => heard.push(data.Id));
      return { session, heard };
    });
    for (const { session } of all) void session.connect();
    await browser.platform.advance(1_000);
    const [joins] = browser.requestsTo("/participant/connection").slice(-1);
    expect(joins?.body).toEqual({ ConnectParticipant: true });
    const polls = () => browser.requestsTo("/participant/transcript").length;
    const before = polls();
    const item = message("m1", { AbsoluteTime: new Date(browser.platform.nowMs()).toISOString() });
    browser.answers.set("/participant/transcript", () => ({
      body: { InitialContactId: CHAT.contactId, Transcript: [item] },
    }));
    await browser.platform.advance(2_000);
    expect(polls() - before).toBe(1);
    expect(all.map(({ heard }) => heard)).toEqual([["m1"], ["m1"]]);
  });

  it("of another chat, or another name, do not share", async () => {
    const { browser } = await openTabs(1);
    const others = [
      openChat(browser, {}, { ...CHAT, contactId: "contact-2" }),
      openChat(browser, { name: "widget" }),
    ];
    for (const { session } of others) {
      void session.connect();
      await takeOver(browser);
      expect(session.tabs).toMatchObject({ isLeader: true, count: 1 });
    }
    expect(browser.platform.live.sockets).toBe(3);
  });
});

describe("when the leader goes", () => {
  it.each([
    ["crashes", ({ kill }: OpenChat) => kill()],
    ["is left", ({ lifecycle }: OpenChat) => lifecycle("pagehide")],
    ["is frozen", ({ lifecycle }: OpenChat) => lifecycle("freeze")],
    ["breaks its connection", ({ session }: OpenChat) => void session.breakConnection()],
  ])("as it %s, another one takes over at once, and finds what was missed", async (_, end) => {
    const { browser, all, opened } = await openTabs(3);
    const startMs = browser.platform.nowMs();
    browser.item(message("m1"));
    await browser.platform.settle();
    end(all[0]!);
    const missed = message("m2", { AbsoluteTime: "2026-01-01T00:00:01.000Z" });
    browser.answers.set("/participant/transcript", () => ({
      body: { InitialContactId: CHAT.contactId, Transcript: [message("m1"), missed] },
    }));
    await takeOver(browser);
    expect(browser.platform.nowMs() - startMs).toBeLessThan(1_000);
    expect(opened()).toBe(1);
    browser.item(message("m3", { AbsoluteTime: "2026-01-01T00:00:02.000Z" }));
    await browser.platform.settle();
    for (const { session, heard, link } of all.slice(1)) {
      expect(heard).toEqual(["m1", "m2", "m3"]);
      expect(link).toEqual(["established", "lost", "established"]);
      expect(session.tabs.count).toBe(2);
    }
    expect(all.slice(1).filter(({ session }) => session.tabs.isLeader)).toHaveLength(1);
    // The first one and the successor: the others share.
    expect(browser.requestsTo("/participant/connection")).toHaveLength(2);
  });

  it("as it hangs, another one takes over, and it follows when it can again", async () => {
    const { browser, all, opened } = await openTabs(2);
    all[0]!.hang(true);
    await browser.platform.advance(QUIET_MS + PATIENCE_MS);
    await takeOver(browser);
    expect(all[1]!.session.tabs.isLeader).toBe(true);
    expect(opened()).toBe(2);
    all[0]!.hang(false);
    await browser.platform.settle();
    expect(opened()).toBe(1);
    expect(all.map(({ session }) => session.tabs.isLeader)).toEqual([false, true]);
    browser.item(message("m1"));
    await browser.platform.settle();
    expect(all.map(({ heard }) => heard)).toEqual([["m1"], ["m1"]]);
    expect(all.map(({ session }) => session.getConnectionStatus())).toEqual(["Established", "Established"]);
  });

  it("is not taken for dead while it says something, nor by a tab that slept itself", async () => {
    const { browser, all } = await openTabs(2);
    for (let nth = 0; nth < 6; nth += 1) {
      await browser.platform.advance(QUIET_MS / 2);
      browser.item(message(`m${nth}`));
      browser.platform.socket().receive({ topic: "aws/heartbeat" });
      await browser.platform.settle();
    }
    all[1]!.hang(true);
    await browser.platform.advance(5 * QUIET_MS);
    all[1]!.hang(false);
    await browser.platform.settle();
    expect(all.map(({ session }) => session.tabs.isLeader)).toEqual([true, false]);
  });

  it("and comes back from its sleep, it follows, and knows what was said", async () => {
    const { browser, all } = await openTabs(2);
    browser.item(message("m1"));
    await browser.platform.settle();
    all[0]!.lifecycle("freeze");
    await takeOver(browser);
    const later = [message("m1"), message("m2", { AbsoluteTime: "2026-01-01T00:00:01.000Z" })];
    browser.answers.set("/participant/transcript", () => ({
      body: { InitialContactId: CHAT.contactId, Transcript: later },
    }));
    all[0]!.lifecycle("resume");
    await browser.platform.settle();
    expect(all[0]!.heard).toEqual(["m1", "m2"]);
    expect(all.map(({ session }) => [session.tabs.isLeader, session.tabs.count])).toEqual([
      [false, 2],
      [true, 2],
    ]);
  });

  it("and nobody is left, no socket is", async () => {
    const { browser, all } = await openTabs(2);
    for (const { kill } of all) {
      kill();
      await browser.platform.settle();
    }
    expect(browser.platform.live.sockets).toBe(0);
    expect([browser.locks, browser.channels]).toEqual([0, 0]);
  });

  it("because the chat has ended while it was away, each tab is told so", async () => {
    const { browser, all } = await openTabs(2);
    for (const path of ["/participant/connection", "/participant/transcript"])
      browser.answers.set(path, () => ({ status: 403, body: { message: "Access denied" } }));
    browser.platform.socket().close();
    await browser.platform.advance(30_000);
    expect(all.map(({ link }) => link.at(-1))).toEqual(["ended", "ended"]);
    expect([browser.locks, browser.channels, browser.platform.live.timers]).toEqual([0, 0, 0]);
  });
});

describe("what tabs send", () => {
  it("is typing once in ten seconds, whoever types and whoever leads", async () => {
    const { browser, all } = await openTabs(3);
    const type = () =>
      Promise.all(all.slice(-2).map(({ session }) => session.sendEvent({ contentType: TYPING })));
    const requests = () => browser.requestsTo("/participant/event").length;
    const outcomes = type();
    await browser.platform.settle();
    expect(new Set((await outcomes).map(({ data }) => data.Id)).size).toBe(1);
    all[0]!.kill();
    await takeOver(browser);
    void all[2]!.session.sendEvent({ contentType: TYPING });
    await browser.platform.advance(9_000);
    void type();
    await browser.platform.settle();
    expect(requests()).toBe(1);
    browser.platform.socket().receive({ topic: "aws/heartbeat" });
    await browser.platform.advance(1_000);
    void type();
    await browser.platform.settle();
    expect(requests()).toBe(2);
  });

  it("is one receipt for a message that all of them show", async () => {
    const { browser, all } = await openTabs(3);
    browser.item(message("m1"));
    await browser.platform.settle();
    const read = { contentType: READ, content: { messageId: "m1", disableThrottle: true } };
    const sent = Promise.all(all.map(({ session }) => session.sendEvent(read)));
    await browser.platform.settle();
    expect((await sent).every(({ data }) => data.Id)).toBe(true);
    expect(browser.requestsTo("/participant/event")).toHaveLength(1);
    // The service tells it to all sockets, and so to all tabs.
    const Receipts = [
      { RecipientParticipantId: CHAT.participantId, ReadTimestamp: "2026-01-01T00:00:01.000Z" },
    ];
    const metadata = { Type: "MESSAGEMETADATA", MessageMetadata: { MessageId: "m2", Receipts } };
    browser.item({ ...message("m2"), ...metadata });
    await browser.platform.settle();
    const known = all[2]!.session.sendEvent({ contentType: READ, content: { messageId: "m2" } });
    expect(await known).toMatchObject({ message: "Event already fired" });
  });

  it("is sent again by the next leader when the one that was asked dies, with the same ClientToken", async () => {
    const { browser, all } = await openTabs(2);
    browser.answers.set("/participant/event", () => new Promise(() => undefined));
    const typing = all[1]!.session.sendEvent({ contentType: TYPING });
    await browser.platform.settle();
    browser.answers.delete("/participant/event");
    all[0]!.kill();
    await browser.platform.settle();
    expect(await typing).toMatchObject({ data: { Id: expect.any(String) } });
    const tokens = browser.requestsTo("/participant/event").map(({ body }) => body["ClientToken"]);
    expect(tokens).toHaveLength(2);
    expect(new Set(tokens).size).toBe(1);
  });

  it("is asked for again by a tab that slept before the answer came", async () => {
    const { browser, all } = await openTabs(2);
    let finish: () => void = () => undefined;
    browser.answers.set("/participant/event", async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      return { body: { Id: "sent" } };
    });
    const outcomes: unknown[] = [];
    void all[1]!.session.sendEvent({ contentType: TYPING }).then(({ data }) => outcomes.push(data.Id));
    await browser.platform.settle();
    all[1]!.lifecycle("pagehide");
    finish();
    await browser.platform.settle();
    all[1]!.lifecycle("pageshow");
    await browser.platform.settle();
    expect(outcomes).toEqual(["sent"]);
    expect(browser.requestsTo("/participant/event")).toHaveLength(1);
  });

  it("may fail, and each of them is told how", async () => {
    const { browser, all } = await openTabs(2);
    browser.answers.set("/participant/event", () => ({ status: 400, body: { message: "no" } }));
    const failed = all.map(({ session }) => session.sendEvent({ contentType: TYPING }));
    const all400 = Promise.all(failed.map((each) => expect(each).rejects.toMatchObject({ statusCode: 400 })));
    await browser.platform.settle();
    await all400;
    browser.answers.delete("/participant/event");
    const again = all[1]!.session.sendEvent({ contentType: TYPING });
    await browser.platform.settle();
    expect(await again).toMatchObject({ data: {} });
  });
});

describe("the token of all tabs", () => {
  it("is renewed once when it has expired, by the leader, whoever notices", async () => {
    const { browser, all } = await openTabs(3);
    const good = "ct.secret-renewed";
    browser.answers.set("/participant/connection", () => ({
      body: { ConnectionCredentials: { ConnectionToken: good, Expiry: "2026-01-02T00:00:00.000Z" } },
    }));
    browser.answers.set("/participant/message", ({ headers }) =>
      headers["x-amz-bearer"] === good ? { body: { Id: "sent" } } : { status: 403, body: { message: "no" } },
    );
    const sent = Promise.all(
      [...all]
        .reverse()
        .map(({ session }) => session.sendMessage({ message: "x", contentType: "text/plain" })),
    );
    await browser.platform.settle();
    expect((await sent).map(({ data }) => data.Id)).toEqual(["sent", "sent", "sent"]);
    const details = all.map(({ session }) => session.getChatDetails().connectionDetails);
    expect(details.map((each) => each?.connectionToken)).toEqual([good, good, good]);
    expect(details[0]?.url).toMatch(/^wss:/);
    expect(
      browser
        .requestsTo("/participant/connection")
        .slice(1)
        .map(({ body }) => body["Type"]),
    ).toEqual([["CONNECTION_CREDENTIALS"]]);
  });

  it("is shown in no tab's details as an address", async () => {
    const { all } = await openTabs(2);
    expect(all.map(({ session }) => session.getChatDetails().connectionDetails?.url)).toEqual([
      expect.stringMatching(/^wss:/),
      "tabs:shared",
    ]);
  });

  it("is in no log line, whoever takes over", async () => {
    const browser = createFakeBrowser();
    const lines: unknown[] = [];
    const print = (...line: unknown[]) => void lines.push(...line);
    const sink = { debug: print, info: print, warn: print, error: print, log: print, advancedLog: print };
    const all = [0, 1].map(() => {
      const tab = browser.openTab();
      const parts = [logTo(sink, 10), tabs()];
      return { tab, session: customerSessionOn(tab.platform, { chatDetails: CHAT, parts }) };
    });
    for (const { session } of all) void session.connect();
    await takeOver(browser);
    all[0]!.tab.kill();
    await takeOver(browser);
    const text = JSON.stringify(lines);
    expect(text).toContain("connection connected");
    expect(text).not.toContain("secret");
  });

  it("is asked for by the next tab when the first cannot get one", async () => {
    const browser = createFakeBrowser();
    const [first, second] = [openChat(browser), openChat(browser)];
    browser.answers.set("/participant/connection", () => {
      browser.answers.delete("/participant/connection");
      return { status: 403, body: { message: "no" } };
    });
    const refused = expect(first.session.connect()).rejects.toMatchObject({ code: "CONNECT_FAILED" });
    const connecting = second.session.connect();
    await takeOver(browser);
    await Promise.all([refused, connecting]);
    expect(second.session.getConnectionStatus()).toBe("Established");
    expect([first, second].map(({ session }) => session.tabs.count)).toEqual([1, 1]);
  });

  it("is waited for by nobody who has let go", async () => {
    const browser = createFakeBrowser();
    const { session } = openChat(browser);
    const connecting = expect(session.connect()).rejects.toMatchObject({ code: "CONNECT_FAILED" });
    void session.breakConnection();
    await browser.platform.settle();
    await connecting;
    expect([browser.locks, browser.channels, browser.platform.live.timers]).toEqual([0, 0, 0]);
  });
});

describe("session.tabs", () => {
  it("tells each change once, until it is unsubscribed", async () => {
    const browser = createFakeBrowser();
    const first = openChat(browser);
    expect(first.session.tabs).toMatchObject({ isLeader: false, count: 1 });
    const seen: unknown[] = [];
    const controller = new AbortController();
    const off = first.session.tabs.onChange((now) => seen.push(now));
    first.session.tabs.onChange(() => {
      throw new Error("a mistake of the page");
    }, controller);
    void first.session.connect();
    await takeOver(browser);
    controller.abort();
    const second = openChat(browser);
    void second.session.connect();
    await browser.platform.settle();
    second.kill();
    await browser.platform.settle();
    expect(seen).toEqual([
      { isLeader: true, count: 1 },
      { isLeader: true, count: 2 },
      { isLeader: true, count: 1 },
    ]);
    expect(browser.platform.reportedErrors).toHaveLength(1);
    off();
    off();
    void first.session.breakConnection();
    await browser.platform.settle();
    expect(seen).toHaveLength(3);
  });

  it("tells everybody what is so last, also when a handler changes it", async () => {
    const { browser, all } = await openTabs(1);
    const { session } = all[0]!;
    const told: number[][] = [[], []];
    session.tabs.onChange(({ count }) => {
      told[0]?.push(count);
      if (count === 2) void session.breakConnection();
    });
    session.tabs.onChange(({ count }) => told[1]?.push(count));
    void openChat(browser).session.connect();
    await browser.platform.settle();
    expect(told).toEqual(Array(2).fill([2, 1]));
  });

  it("refuses what is no handler, and no name", () => {
    const { session } = openChat(createFakeBrowser());
    expect(() => session.tabs.onChange(null as never)).toThrow("the handler must be a function");
    for (const name of ["", 5]) expect(() => tabs({ name: name as string })).toThrow("name must be a text");
  });

  it.each([
    ["no locks", { navigator: {} }],
    ["no channels", { BroadcastChannel: undefined }],
    [
      "locks that it does not give",
      {
        navigator: { locks: { request: () => Promise.reject(new DOMException("opaque", "SecurityError")) } },
      },
    ],
    [
      "channels that it does not open",
      {
        BroadcastChannel: function () {
          throw new DOMException("opaque", "SecurityError");
        },
      },
    ],
  ])("says that a tab is alone where the browser has %s: it chats as without the part", async (_, lacks) => {
    const browser = createFakeBrowser();
    const all = [0, 1].map(() => {
      const { platform } = browser.openTab();
      const globals = { ...platform.globals, ...lacks };
      return customerSessionOn({ ...platform, globals }, { chatDetails: CHAT, parts: [tabs()] });
    });
    for (const session of all) {
      const connecting = session.connect();
      await takeOver(browser);
      await connecting;
      const sent = session.sendEvent({ contentType: TYPING });
      await browser.platform.settle();
      expect(await sent).toMatchObject({ data: {} });
      expect(session.tabs).toMatchObject({ isLeader: true, count: 1 });
    }
    expect(browser.platform.live.sockets).toBe(2);
    expect(browser.requestsTo("/participant/event")).toHaveLength(2);
    for (const session of all) void session.breakConnection();
    await browser.platform.settle();
    expect(browser.platform.live).toMatchObject({ timers: 0, sockets: 0, listeners: 0 });
  });

  it("is for customers' sessions, from their beginning", () => {
    const { platform } = createFakeBrowser();
    const chatJS = createChatJS(platform);
    const websocketManager = chatJS.WebSocketManager.create();
    expect(() => agentSessionOn(platform, { chatDetails: CHAT, websocketManager, parts: [tabs()] })).toThrow(
      "an agent's tabs share their socket by amazon-connect-streams",
    );
    const made = chatJS.ChatSession.create({ type: "CUSTOMER", chatDetails: CHAT });
    expect(() => addPartsOn(platform, made, [tabs()])).toThrow("pass the part to createCustomerSession");
  });
});
