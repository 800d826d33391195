import { beforeEach, expect, test } from "vitest";
import type { ChatPage } from "../support/chatPlace.js";
import { useEmulatedStage } from "../support/emulatedStage.js";
import { addCounts, setCsmEndpoint } from "../support/libraryScripts.js";
import { callSession } from "../support/sessionScripts.js";
import { waitUntil } from "../support/waitUntil.js";

const key = "customer";

const { stage, emulator, createCustomer } = useEmulatedStage();
let page: ChatPage;
let known: number;

beforeEach(async () => {
  page = await stage().open("ours");
  known = emulator().control.metrics().length;
  await page.run(setCsmEndpoint, `${emulator().url}/csm/put-metrics`);
  return () => page.close();
});

/** Names of the metrics in the batches of this page. */
const arrived = () =>
  emulator()
    .control.metrics()
    .slice(known)
    .map(({ metricList }) => metricList.map(({ metricName }) => metricName));

test("thirty metrics reach the endpoint at once, as a batch (CP-76)", async () => {
  await page.run(addCounts, 31);
  const [batch] = await waitUntil(() => {
    expect(arrived()).not.toEqual([]);
    return arrived();
  });
  expect(batch).toEqual(Array.from({ length: 30 }, (_, nth) => `count-${nth}`));
});

test("what a chat measured reaches it thirty seconds later (CP-76)", async () => {
  await page.page.clock.install();
  await createCustomer(page, key, { disableCSM: false });
  await page.run(callSession, { key, method: "connect" });
  const hello = { message: "Hello", contentType: "text/plain" };
  await page.run(callSession, { key, method: "sendMessage", args: [hello] });
  expect(arrived()).toEqual([]);
  await page.page.clock.fastForward(30_000);
  const [batch] = await waitUntil(() => {
    expect(arrived()).not.toEqual([]);
    return arrived();
  });
  expect(batch).toEqual(
    expect.arrayContaining(["CreateParticipantConnection", "WebsocketConnectionGained", "SendMessage"]),
  );
});

test("what is left when the page is closed reaches it too (CP-76)", async () => {
  await page.run(addCounts, 2);
  await page.page.goto("about:blank");
  await waitUntil(() => expect(arrived()).toEqual([["count-0", "count-1"]]));
});

test("without an endpoint nothing is sent, and nothing is injected (CP-38)", async () => {
  const plain = await stage().open("ours");
  const asked: string[] = [];
  plain.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await plain.run(addCounts, 60);
  await createCustomer(plain, key, { disableCSM: false });
  await plain.run(callSession, { key, method: "connect" });
  expect(new Set(asked)).toEqual(new Set(["/participant/connection"]));
  expect(await plain.page.locator("script").count()).toBe(1);
  expect(plain.complaints).toEqual([]);
  await plain.close();
});
