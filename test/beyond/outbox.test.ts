import type { OperationName } from "@amazon-connect-chat/protocol";
import { startEmulator } from "amazon-connect-chat-emulator";
import type { FaultRule, RunningEmulator } from "amazon-connect-chat-emulator";
import { ChatSession } from "amazon-connect-chatjs";
import { outbox } from "amazon-connect-chatjs/outbox";
import type { Outbox } from "amazon-connect-chatjs/outbox";
import { addParts, createCustomerSession } from "amazon-connect-chatjs/session";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { runInNode } from "../package/runInNode.js";
import { launchBrowser } from "../support/browser.js";
import { bundleForPage } from "../support/bundleForPage.js";
import { complaintsOf, serveOrigin } from "../support/origin.js";
import type { Origin } from "../support/origin.js";
import { sample } from "../support/samples.js";
import { startChat } from "../support/startChat.js";
import type { StartedChat } from "../support/startChat.js";
import { waitUntil } from "../support/waitUntil.js";

let emulator: RunningEmulator;
beforeAll(async () => {
  globalThis.WebSocket = WebSocket as never;
  emulator = await startEmulator({ flow: { prompts: [] }, endDelayMs: 0 });
});
afterEach(() => emulator.control.clearFaults());
afterAll(() => emulator.close());

/** What the customer said, and the files, in the order of the transcript. */
const saidIn = ({ ContactId, ParticipantId }: StartedChat) =>
  emulator.control
    .getContact(ContactId)
    .transcript.filter(({ ParticipantId: by, Type }) => by === ParticipantId && Type !== "EVENT")
    .map(({ Content, Attachments }) => Content ?? Attachments?.[0]?.AttachmentName);
const text = (message: string) => ({ message, contentType: "text/plain" });
const file = (name: string) => ({ attachment: new File(["some bytes"], name, { type: "text/plain" }) });
const faultOf = (operation: OperationName, when: "before" | "after", times: number): FaultRule => ({
  kind: "dropResponse",
  operation,
  when,
  times,
});

interface Place {
  readonly outbox: Outbox;
  connect(): Promise<unknown>;
  close(): Promise<unknown>;
}
const places: readonly (readonly [string, (chatDetails: StartedChat) => Place])[] = [
  [
    "made with it",
    (chatDetails) => {
      const session = createCustomerSession({ chatDetails, endpoint: emulator.url, parts: [outbox()] });
      return { outbox: session.outbox, connect: session.connect, close: session.breakConnection };
    },
  ],
  [
    "of the root, that gets it with addParts",
    (chatDetails) => {
      ChatSession.setGlobalConfig({ endpoint: emulator.url, loggerConfig: { useDefaultLogger: false } });
      const session = addParts(ChatSession.create({ type: "CUSTOMER", chatDetails }), [outbox()]);
      return {
        outbox: session.outbox,
        connect: () => session.connect(),
        close: () => session.controller.breakConnection(),
      };
    },
  ],
];

describe.each(places)("the outbox of a session %s", (_whose, open) => {
  test("sends what was said before and in an outage once and in order, whatever gets lost", async () => {
    const chatDetails = await startChat(emulator.url);
    const place = open(chatDetails);
    const { control } = emulator;
    control.injectFault(faultOf("SendMessage", "after", 1));
    const first = place.outbox.sendMessage(text("one"));
    place.outbox.sendMessage(text("two"));
    await place.connect();
    await first.sent;
    control.injectFault(faultOf("SendMessage", "before", 1));
    control.injectFault({
      kind: "httpError",
      operation: "SendMessage",
      status: 500,
      when: "after",
      times: 4,
    });
    control.dropSockets({ contactId: chatDetails.ContactId });
    const last = place.outbox.sendMessage(text("three"));
    place.outbox.sendAttachment(file("four.txt"));
    place.outbox.sendMessage({ ...text("five"), contentType: "text/plain" });
    await last.sent;
    await waitUntil(() => {
      expect(place.outbox.entries.map(({ state }) => state)).toEqual(Array(5).fill("sent"));
    });
    expect(saidIn(chatDetails)).toEqual(["one", "two", "three", "four.txt", "five"]);
    await place.close();
  });

  test("puts aside what the service refuses, and sends the rest", async () => {
    const chatDetails = await startChat(emulator.url);
    const place = open(chatDetails);
    await place.connect();
    const tooLong = place.outbox.sendMessage(text("x".repeat(20_000)));
    const next = place.outbox.sendMessage(text("short"));
    await expect(tooLong.sent).rejects.toMatchObject({ statusCode: 400 });
    await next.sent;
    expect(saidIn(chatDetails)).toEqual(["short"]);
    await place.close();
  });
});

test.each(["StartAttachmentUpload", "CompleteAttachmentUpload"] as const)(
  "an attachment whose answer of %s gets lost is there once",
  async (operation) => {
    const chatDetails = await startChat(emulator.url);
    const parts = [outbox()] as const;
    const session = createCustomerSession({ chatDetails, endpoint: emulator.url, parts });
    await session.connect();
    emulator.control.injectFault(faultOf(operation, "after", 2));
    const { sent } = session.outbox.sendAttachment(file("once.txt"));
    expect(await sent).toMatchObject({ state: "sent", attempts: 3 });
    expect(saidIn(chatDetails)).toEqual(["once.txt"]);
    await session.breakConnection();
  },
);

describe("a page", () => {
  let browser: Browser;
  let origin: Origin;
  beforeAll(async () => {
    const script = await bundleForPage(`
      import { createCustomerSession } from "amazon-connect-chatjs/session";
      import { outbox } from "amazon-connect-chatjs/outbox";
      ${sample("outbox-files")}
      globalThis.openSession = (chatDetails, endpoint) => {
        const parts = [outbox({ storage: sessionStorage, fileStorage })];
        return (globalThis.session = createCustomerSession({ chatDetails, endpoint, parts }));
      };
    `);
    origin = await serveOrigin({
      "/": `<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>`,
      "/page.js": script,
    });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await origin.close();
  });

  interface Scope {
    openSession(chatDetails: StartedChat, endpoint: string): Scope["session"];
    session: { connect(): Promise<unknown>; outbox: Outbox };
  }
  const openSession = (page: Page, chatDetails: StartedChat) =>
    page.evaluate(
      async ([details, endpoint]) => {
        const { connect } = (globalThis as unknown as Scope).openSession(details, endpoint);
        await connect();
      },
      [chatDetails, emulator.url] as const,
    );
  const entriesOf = (page: Page) =>
    page.evaluate(() =>
      (globalThis as unknown as Scope).session.outbox.entries.map(({ state, kind }) => `${kind} ${state}`),
    );

  test("that is reloaded while answers get lost sends once and in order, files too", async () => {
    const chatDetails = await startChat(emulator.url);
    const page = await browser.newPage();
    await page.goto(origin.url("/"), { waitUntil: "load" });
    await openSession(page, chatDetails);
    emulator.control.injectFault({ kind: "hangResponse", operation: "SendMessage", when: "after" });
    const stored = await page.evaluate(async () => {
      const { outbox } = (globalThis as unknown as Scope).session;
      const tickets = [
        outbox.sendMessage({ message: "one", contentType: "text/plain" }),
        outbox.sendAttachment({ attachment: new File(["some bytes"], "two.txt", { type: "text/plain" }) }),
        outbox.sendMessage({ message: "three", contentType: "text/plain" }),
      ];
      return Promise.all(tickets.map((ticket) => ticket.stored));
    });
    expect(stored).toEqual([true, true, true]);
    // The service has it, and the page does not know.
    await waitUntil(() => expect(saidIn(chatDetails)).toEqual(["one"]));
    expect(await entriesOf(page)).toEqual(["message sending", "attachment waiting", "message waiting"]);
    await page.reload({ waitUntil: "load" });
    emulator.control.clearFaults();
    emulator.control.injectFault(faultOf("CompleteAttachmentUpload", "after", 1));
    const complaints = complaintsOf(page);
    await openSession(page, chatDetails);
    await waitUntil(async () =>
      expect(await entriesOf(page)).toEqual(["message sent", "attachment sent", "message sent"]),
    );
    expect(saidIn(chatDetails)).toEqual(["one", "two.txt", "three"]);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    // Nothing but what the fault did to the network.
    expect(complaints.filter((line) => !line.includes("Failed to load resource"))).toEqual([]);
    await page.close();
  });

  test("that has no network keeps what is said until it is back", async () => {
    const chatDetails = await startChat(emulator.url);
    const page = await browser.newPage();
    await page.goto(origin.url("/"), { waitUntil: "load" });
    await openSession(page, chatDetails);
    await page.context().setOffline(true);
    await page.evaluate(() => {
      const { outbox } = (globalThis as unknown as Scope).session;
      for (const message of ["one", "two"]) outbox.sendMessage({ message, contentType: "text/plain" });
    });
    await waitUntil(async () => {
      const attempts = await page.evaluate(
        () => (globalThis as unknown as Scope).session.outbox.entries[0]?.attempts ?? 0,
      );
      expect(attempts).toBeGreaterThan(1);
    });
    expect(saidIn(chatDetails)).toEqual([]);
    await page.context().setOffline(false);
    await waitUntil(() => expect(saidIn(chatDetails)).toEqual(["one", "two"]));
    await page.close();
  });
});

test("the samples run as printed", async () => {
  const printed = await runInNode(`
    import { WebSocket } from "ws";
    globalThis.WebSocket = WebSocket;
    const { startEmulator } = await import("amazon-connect-chat-emulator");
    const emulator = await startEmulator({ flow: { prompts: [] }, endDelayMs: 0 });
    const { url: endpoint } = emulator;
    ${sample("outbox").replace(/^const endpoint.*$/m, "")}
    await session.breakConnection();
    const chatDetails = data.startChatResult;
    {
      ${sample("beyond-outbox").replace(/^import.*$/m, "")}
      await session.breakConnection();
    }
    await emulator.close();
    process.exit();
  `);
  expect(printed).toMatch(/^waiting: My order has not come $/m);
  expect(printed).toMatch(/^the service calls it \S+$/m);
  expect(printed).toMatch(/^sent$/m);
});
