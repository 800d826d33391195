import { beforeEach, expect, it } from "vitest";
import type { ChatPage } from "../support/chatPlace.js";
import { useEmulatedStage } from "../support/emulatedStage.js";
import { callSession } from "../support/sessionScripts.js";
import type { ChatScope } from "../support/sessionScripts.js";

const key = "session";
const SIZE_BYTES = 3_000_000;

const { stage, emulator, createCustomer } = useEmulatedStage();
let page: ChatPage;
let contactId: string;
beforeEach(async () => {
  page = await stage().open("ours");
  contactId = (await createCustomer(page, key)).ContactId;
  await page.run(callSession, { key, method: "connect" });
  const devTools = await page.page.context().newCDPSession(page.page);
  await devTools.send("Network.enable");
  // Slow enough to see the upload go on.
  const uploadThroughput = 2_000_000;
  await devTools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput,
  });
  return () => page.close();
});

/** Sends a large file, and tells its progress and what came of it; sent to the page as text. */
async function sendLarge(given: { key: string; sizeBytes: number; abortAtBytes: number }) {
  const { session } = (globalThis as unknown as ChatScope).held![given.key]!;
  const controller = new AbortController();
  const told: { loadedBytes: number; totalBytes: number }[] = [];
  const outcome: string = await session["sendAttachment"]!({
    attachment: new File([new Uint8Array(given.sizeBytes)], "scan.pdf", { type: "application/pdf" }),
    signal: controller.signal,
    onProgress(progress: (typeof told)[number]) {
      told.push(progress);
      if (progress.loadedBytes >= given.abortAtBytes) controller.abort();
    },
  }).then(
    () => "sent",
    (error: Error) => error.name,
  );
  return { told, outcome };
}

it("a large file's progress is told while it goes out (CP-67)", async () => {
  const { told, outcome } = await page.run(sendLarge, { key, sizeBytes: SIZE_BYTES, abortAtBytes: Infinity });
  expect(outcome).toBe("sent");
  const loaded = told.map(({ loadedBytes }) => loadedBytes);
  expect([loaded[0], loaded.at(-1)]).toEqual([0, SIZE_BYTES]);
  expect(loaded.filter((bytes) => bytes > 0 && bytes < SIZE_BYTES).length).toBeGreaterThan(2);
  expect(loaded).toEqual([...loaded].sort((one, other) => one - other));
  expect(new Set(told.map(({ totalBytes }) => totalBytes))).toEqual(new Set([SIZE_BYTES]));
  const [attachment] = emulator().control.listAttachments(contactId);
  expect(attachment).toMatchObject({ name: "scan.pdf", sizeBytes: SIZE_BYTES, state: "APPROVED" });
  expect(page.complaints).toEqual([]);
});

it("an upload that is aborted on the way stops, and is not completed (CP-67)", async () => {
  const stopped = page.page.waitForEvent("requestfailed", (request) => request.method() === "PUT");
  const { told, outcome } = await page.run(sendLarge, { key, sizeBytes: SIZE_BYTES, abortAtBytes: 1 });
  expect(outcome).toBe("AbortError");
  expect(told.at(-1)!.loadedBytes).toBeLessThan(SIZE_BYTES);
  expect((await stopped).failure()?.errorText).toBe("net::ERR_ABORTED");
  expect(
    emulator()
      .control.listAttachments(contactId)
      .map(({ state }) => state),
  ).toEqual(["STARTED"]);
  expect(page.complaints).toEqual([]);
});
