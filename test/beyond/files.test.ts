import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { ChatSession } from "amazon-connect-chatjs";
import { CONNECT_FILE_RULES, files } from "amazon-connect-chatjs/files";
import type { downscale, FileState, FileTransfer, SessionFiles } from "amazon-connect-chatjs/files";
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
import { waitUntil } from "../support/waitUntil.js";

let emulator: RunningEmulator;
beforeAll(async () => {
  globalThis.WebSocket = WebSocket as never;
  emulator = await startEmulator({ flow: { prompts: [] }, endDelayMs: 0, seed: 8 });
});
afterEach(() => {
  emulator.control.clearFaults();
  emulator.control.setScanner({ verdict: "approve" });
});
afterAll(() => emulator.close());

const text = (name: string) => new File(["some bytes"], name, { type: "text/plain" });
/** Names and verdicts of files, in the order of the transcript. */
const filesIn = (contactId: string) =>
  emulator.control
    .getContact(contactId)
    .transcript.flatMap(({ Attachments = [] }) =>
      Attachments.map(({ AttachmentName, Status }) => `${AttachmentName} ${Status}`),
    );

async function open() {
  const chatDetails = await startChat(emulator.url);
  const session = createCustomerSession({ chatDetails, endpoint: emulator.url, parts: [files()] });
  await session.connect();
  return { session, contactId: chatDetails.ContactId, close: session.breakConnection, ...session.files };
}

describe("a file", () => {
  test.each([
    ["StartAttachmentUpload", "after"],
    ["PutObject", "before"],
    ["PutObject", "after"],
    ["CompleteAttachmentUpload", "before"],
    ["CompleteAttachmentUpload", "after"],
  ] as const)("is there once when two answers of %s get lost %s it is done", async (operation, when) => {
    const { send, contactId, close } = await open();
    const rule = { kind: "dropResponse", operation, when, times: 2, contactId } as const;
    emulator.control.injectFault(rule);
    const transfer = send(text("once.txt"));
    expect(await transfer.verdict).toBe("APPROVED");
    expect(transfer.state.name).toBe("approved");
    expect(emulator.control.listFaults()).toMatchObject([{ hits: 2 }]);
    expect(filesIn(contactId)).toEqual(["once.txt APPROVED"]);
    expect(emulator.control.listAttachments(contactId)).toHaveLength(1);
    await close();
  });

  test("gets there on a bad day, once and in order", async () => {
    const { send, contactId, close } = await open();
    emulator.control.applyProfile({ profile: "flaky-uploads", contactId });
    const transfers = ["one.txt", "two.txt"].map((name) => send(text(name)));
    expect(await Promise.all(transfers.map(({ verdict }) => verdict))).toEqual(["APPROVED", "APPROVED"]);
    expect(filesIn(contactId)).toEqual(["one.txt APPROVED", "two.txt APPROVED"]);
    await close();
  });

  test("that the scanner rejects is told as such", async () => {
    const { send, contactId, close } = await open();
    emulator.control.setScanner({ contactId, verdict: "reject" });
    const transfer = send(text("virus.txt"));
    expect([await transfer.verdict, transfer.state]).toEqual(["REJECTED", { name: "rejected" }]);
    await close();
  });

  test("whose verdict falls while the socket is away is told nevertheless", async () => {
    const { send, contactId, close } = await open();
    emulator.control.setScanner({ contactId, verdict: "hold" });
    const transfer = send(text("held.txt"));
    const attachmentId = await transfer.sent;
    expect(transfer.state.name).toBe("scanning");
    emulator.control.injectFault({ kind: "refuseUpgrade", contactId, times: 1 });
    emulator.control.dropSockets({ contactId });
    emulator.control.decideAttachment({ contactId, attachmentId: attachmentId!, verdict: "approve" });
    expect(await transfer.verdict).toBe("APPROVED");
    await close();
  });

  test("whose frame is lost is found in the transcript", async () => {
    const { send, contactId, close } = await open();
    emulator.control.injectFault({ kind: "dropFrames", contactId });
    expect(await send(text("unheard.txt")).verdict).toBe("APPROVED");
    await close();
  });
});

test("what the rules allow the service takes, and what they do not it refuses", async () => {
  const { send, check, accept, contactId, close } = await open();
  const rows = Object.entries(CONNECT_FILE_RULES.types).flatMap(([extension, types]) =>
    types.map((type) => new File(["x"], `file${extension}`, { type })),
  );
  expect(rows.flatMap(check)).toEqual([]);
  expect(await Promise.all(rows.map((file) => send(file).verdict))).toEqual(rows.map(() => "APPROVED"));
  expect(filesIn(contactId)).toHaveLength(rows.length);
  expect(accept).toContain(".heic");
  const gif = new File(["GIF89a"], "a.gif", { type: "image/gif" });
  await expect(send(gif).sent).rejects.toMatchObject({ code: "ILLEGAL_ARGUMENT", type: "TYPE_NOT_ALLOWED" });
  await expect(send(gif, { ignoreRules: true }).sent).rejects.toMatchObject({ statusCode: 400 });
  await close();
});

test("a session of the root tells its file by the name, and does not guess what got lost", async () => {
  ChatSession.setGlobalConfig({ endpoint: emulator.url, loggerConfig: { useDefaultLogger: false } });
  const chatDetails = await startChat(emulator.url);
  const contactId = chatDetails.ContactId;
  const session = addParts(ChatSession.create({ type: "CUSTOMER", chatDetails }), [files()]);
  session.onMessage(() => undefined);
  await session.connect();
  emulator.control.setScanner({ contactId, verdict: "reject" });
  expect(await session.files.send(text("same.txt")).verdict).toBe("REJECTED");
  emulator.control.setScanner({ contactId, verdict: "approve" });
  emulator.control.injectFault({ kind: "dropResponse", operation: "PutObject", contactId, times: 1 });
  const second = session.files.send(text("same.txt"));
  expect(await second.verdict).toBe("APPROVED");
  expect(second.attachmentId).toEqual(expect.any(String));
  emulator.control.injectFault({ kind: "dropResponse", operation: "CompleteAttachmentUpload", contactId });
  await expect(session.files.send(text("unsure.txt")).sent).rejects.toMatchObject({ type: "MaybeSentError" });
  expect(filesIn(contactId)).toEqual(["same.txt REJECTED", "same.txt APPROVED", "unsure.txt APPROVED"]);
  await session.controller.breakConnection();
});

describe("a page", () => {
  let browser: Browser;
  let origin: Origin;
  beforeAll(async () => {
    const guide = sample("files").replace("http://127.0.0.1:4510", emulator.url);
    origin = await serveOrigin({
      "/": `<!doctype html><link rel="icon" href="data:,"><input type="file" multiple><output></output>
        <script type="module" src="/page.js"></script>`,
      "/page.js": await bundleForPage(`${guide}
        globalThis.chat = { session, downscale, contactId: data.startChatResult.ContactId };`),
    });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await origin.close();
  });

  interface Scope {
    readonly chat: {
      readonly session: { readonly files: SessionFiles };
      readonly contactId: string;
      readonly downscale: typeof downscale;
    };
    transfer: FileTransfer;
    states: FileState[];
    makePicture(width: number, height: number, type: string): Promise<File>;
  }
  async function openPage() {
    const page = await browser.newPage();
    const complaints = complaintsOf(page);
    await page.goto(origin.url("/"), { waitUntil: "load" });
    await page.waitForFunction(() => "chat" in globalThis);
    await page.evaluate(() => {
      // Red on the left, blue on the right, and noise that no encoder can make small.
      const makePicture = async (width: number, height: number, type: string) => {
        const canvas = new OffscreenCanvas(width, height);
        const context = canvas.getContext("2d")!;
        const noise = context.createImageData(width, height);
        for (let index = 0; index < noise.data.length; index += 4) {
          const isLeft = (index / 4) % width < width / 2;
          noise.data.set(
            [isLeft ? 200 + Math.random() * 55 : 0, 0, isLeft ? 0 : 200 + Math.random() * 55, 255],
            index,
          );
        }
        context.putImageData(noise, 0, 0);
        return new File([await canvas.convertToBlob({ type, quality: 1 })], "photo.one", { type });
      };
      Object.assign(globalThis, { makePicture });
    });
    const contactId = await page.evaluate(() => (globalThis as unknown as Scope).chat.contactId);
    return { page, complaints, contactId };
  }
  /** Lets so much out that an upload can be seen going on; returns the way to cut the network. */
  const slowDown = async (page: Page) => {
    const devTools = await page.context().newCDPSession(page);
    await devTools.send("Network.enable");
    const setOffline = (offline: boolean) =>
      devTools.send("Network.emulateNetworkConditions", {
        offline,
        latency: 0,
        downloadThroughput: -1,
        uploadThroughput: 2_000_000,
      });
    await setOffline(false);
    return setOffline;
  };

  test("of the guide sends what is chosen, smaller, and shows how far it is", async () => {
    const { page, complaints, contactId } = await openPage();
    const picture = await page.evaluate(async () => {
      const file = await (globalThis as unknown as Scope).makePicture(2_000, 1_000, "image/png");
      return {
        size: file.size,
        text: btoa(
          Array.from(new Uint8Array(await file.arrayBuffer()), (byte) => String.fromCharCode(byte)).join(""),
        ),
      };
    });
    const chosen = { name: "photo.png", mimeType: "image/png", buffer: Buffer.from(picture.text, "base64") };
    expect(await page.getAttribute("input", "accept")).toContain(".png");
    await page.setInputFiles("input", chosen);
    await waitUntil(async () => expect(await page.textContent("output")).toBe("approved"));
    const [attachment] = emulator.control.listAttachments(contactId);
    expect(attachment).toMatchObject({ name: "photo.png", contentType: "image/png", state: "APPROVED" });
    expect(attachment!.sizeBytes).toBeLessThan(picture.size);
    await page.setInputFiles("input", { name: "a.exe", mimeType: "", buffer: Buffer.from("MZ") });
    await waitUntil(async () => expect(await page.textContent("output")).toContain("not taken"));
    expect(complaints).toEqual([]);
    await page.close();
  });

  /** A picture after `downscale`, as the page sees it. */
  const downscaled = (
    page: Page,
    given: {
      readonly width: number;
      readonly height: number;
      readonly type: string;
      readonly orientation?: number;
      readonly options: object;
    },
  ) =>
    page.evaluate(async ({ width, height, type, orientation, options }) => {
      const { chat, makePicture } = globalThis as unknown as Scope;
      let file: File = await makePicture(width, height, type);
      if (orientation !== undefined) {
        const bytes = new Uint8Array(await file.arrayBuffer());
        const tag = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
        const tiff = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, ...tag, 0, 0, 0, 0];
        const exif = [0xff, 0xe1, 0, 8 + tiff.length, ...new TextEncoder().encode("Exif\0\0"), ...tiff];
        file = new File([bytes.slice(0, 2), new Uint8Array(exif), bytes.slice(2)], "photo.one", { type });
      }
      const made = (await chat.downscale(options)(file)) as File;
      const picture = await createImageBitmap(made);
      const context = new OffscreenCanvas(picture.width, picture.height).getContext("2d", {
        willReadFrequently: true,
      })!;
      context.drawImage(picture, 0, 0);
      const isRedAt = (x: number, y: number) => {
        const [red = 0, , blue = 0] = context.getImageData(x, y, 1, 1).data;
        return red > blue;
      };
      return {
        isSame: made === file,
        name: made.name,
        type: made.type,
        shrinks: made.size < file.size,
        size: made.size,
        side: [picture.width, picture.height],
        isRedAtTopLeft: isRedAt(2, 2),
        isRedAtTopRight: isRedAt(picture.width - 3, 2),
      };
    }, given);

  test("makes pictures smaller, and leaves small ones alone", async () => {
    const { page, complaints } = await openPage();
    const large = { width: 1_200, height: 600, type: "image/jpeg" };
    expect(await downscaled(page, { ...large, options: { maxWidth: 300 } })).toMatchObject({
      isSame: false,
      name: "photo.one",
      type: "image/jpeg",
      shrinks: true,
      side: [300, 150],
      isRedAtTopLeft: true,
      isRedAtTopRight: false,
    });
    const fitted = await downscaled(page, { ...large, options: { maxBytes: 50_000 } });
    expect(fitted.size).toBeLessThanOrEqual(50_000);
    expect(fitted.side[0]! / fitted.side[1]!).toBeCloseTo(2, 1);
    expect(await downscaled(page, { ...large, options: {} })).toMatchObject({ isSame: true });
    const asJpeg = { width: 400, height: 400, type: "image/png", options: { type: "image/jpeg" } };
    expect(await downscaled(page, asJpeg)).toMatchObject({ name: "photo.jpg", type: "image/jpeg" });
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("keeps a picture upright that a camera has turned", async () => {
    const { page } = await openPage();
    const turned = { width: 800, height: 400, type: "image/jpeg", orientation: 6 };
    // Its left side is its top.
    expect(await downscaled(page, { ...turned, options: { maxHeight: 200 } })).toMatchObject({
      side: [100, 200],
      isRedAtTopLeft: true,
      isRedAtTopRight: true,
    });
    await page.close();
  });

  const begin = (page: Page, sizeBytes: number, abortAtBytes: number) =>
    page.evaluate(
      ([size, abortAt]) => {
        const scope = globalThis as unknown as Scope;
        const controller = new AbortController();
        const file = new File([new Uint8Array(size)], "scan.pdf", { type: "application/pdf" });
        scope.states = [];
        scope.transfer = scope.chat.session.files.send(file, {
          signal: controller.signal,
          onProgress: ({ loadedBytes }) => loadedBytes >= abortAt && controller.abort(),
        });
        scope.transfer.onChange((state) => scope.states.push(state));
      },
      [sizeBytes, abortAtBytes] as const,
    );
  const statesOf = (page: Page) => page.evaluate(() => (globalThis as unknown as Scope).states);

  test("sees an upload go on, and ends one on the way", async () => {
    const { page, contactId } = await openPage();
    await slowDown(page);
    await begin(page, 3_000_000, Infinity);
    await waitUntil(async () => expect((await statesOf(page)).at(-1)).toEqual({ name: "approved" }));
    const loaded = (await statesOf(page)).flatMap((state) =>
      state.name === "uploading" ? [state.loadedBytes] : [],
    );
    expect(loaded.filter((bytes) => bytes > 0 && bytes < 3_000_000).length).toBeGreaterThan(2);
    expect(loaded).toEqual([...loaded].sort((one, other) => one - other));
    const stopped = page.waitForEvent("requestfailed", (request) => request.method() === "PUT");
    await begin(page, 3_000_000, 1);
    expect((await stopped).failure()?.errorText).toBe("net::ERR_ABORTED");
    expect((await statesOf(page)).at(-1)).toMatchObject({ name: "failed" });
    const states = emulator.control.listAttachments(contactId).map(({ state }) => state);
    expect(states).toEqual(["APPROVED", "STARTED"]);
    await page.close();
  });

  test("goes on after the network was gone in the middle of an upload", async () => {
    const { page, contactId } = await openPage();
    const setOffline = await slowDown(page);
    await begin(page, 3_000_000, Infinity);
    await waitUntil(async () =>
      expect(
        (await statesOf(page)).some((state) => state.name === "uploading" && state.loadedBytes > 0),
      ).toBe(true),
    );
    await setOffline(true);
    await waitUntil(async () =>
      expect((await statesOf(page)).at(-1)).toMatchObject({ name: "waiting", error: {} }),
    );
    await setOffline(false);
    await waitUntil(async () => expect((await statesOf(page)).at(-1)).toEqual({ name: "approved" }));
    expect(filesIn(contactId)).toEqual(["scan.pdf APPROVED"]);
    await page.close();
  });
});

test("the sample of docs/beyond.md runs as printed", async () => {
  const printed = await runInNode(`
    import { WebSocket } from "ws";
    globalThis.WebSocket = WebSocket;
    const { startEmulator } = await import("amazon-connect-chat-emulator");
    const { createCustomerSession } = await import("amazon-connect-chatjs/session");
    const emulator = await startEmulator({ flow: { prompts: [] }, endDelayMs: 0 });
    const { url: endpoint } = emulator;
    const body = JSON.stringify({ ParticipantDetails: { DisplayName: "Avery" } });
    const { data } = await (await fetch(endpoint + "/start-chat", { method: "POST", body })).json();
    const chatDetails = data.startChatResult;
    const file = new File(["two chairs"], "order.txt", { type: "text/plain" });
    ${sample("beyond-files")}
    await session.breakConnection();
    await emulator.close();
    process.exit();
  `);
  expect(printed).toMatch(/^approved ?$/m);
  expect(printed).toMatch(/^the scanner says APPROVED$/m);
});
