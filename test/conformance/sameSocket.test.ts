import { afterAll, beforeAll, expect, test } from "vitest";
import { openChatStage } from "../support/chatStage.js";
import type { ChatStage } from "../support/chatStage.js";
import { chatItem } from "../support/chatItems.js";
import { playScripted } from "../support/scriptedChat.js";
import { message } from "../support/waitForEvent.js";
import { waitUntil } from "../support/waitUntil.js";

const subscribe = '{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}';
const ping = '{"topic":"aws/ping"}';
const heartbeat = '{"topic":"aws/heartbeat"}';

/** Notes when each frame is sent from now on, by the page's clock. */
function watchFrames(): void {
  const sentAtMs: number[] = [];
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (frame) {
    sentAtMs.push(Date.now());
    send.call(this, frame);
  };
  Object.assign(globalThis, { sentAtMs });
}
const sentAtMs = () => (globalThis as unknown as { sentAtMs: number[] }).sentAtMs;

let stage: ChatStage;
beforeAll(async () => {
  stage = await openChatStage();
});
afterAll(() => stage.close());

test("ping and heartbeat go out every ten seconds, byte for byte (CP-13)", async () => {
  const { ours, upstream } = await playScripted(stage, async ({ page, create, connect, service, wait }) => {
    await page.page.clock.install();
    await page.run(watchFrames, undefined);
    await create();
    await connect();
    const [frames] = page.sentFrames;
    for (const round of [1, 2]) {
      await page.page.clock.runFor(10_000);
      await waitUntil(() => expect(frames!.length).toBe(3 + 2 * round));
      // By the answer to a later frame, the heartbeat's has come too.
      service.sendItem(chatItem(`round ${round}`));
      await wait(message({ Id: `round ${round}` }));
    }
    const [subscribedAtMs = 0, ...laterAtMs] = await page.run(sentAtMs, undefined);
    const atSeconds = laterAtMs.map((atMs) => Math.round((atMs - subscribedAtMs) / 1_000));
    return { atSeconds, frames, journal: [...service.journal] };
  });
  expect(ours).toEqual({
    atSeconds: [0, 0, 10, 10, 20, 20],
    frames: [subscribe, ping, heartbeat, ping, heartbeat, ping, heartbeat],
    journal: ["open 1", "subscribe 1"],
  });
  expect(ours).toEqual(upstream);
});

test("within an hour a second socket takes over, and only then the first is closed with 1000 (CP-13)", async () => {
  const { ours, upstream } = await playScripted(stage, async ({ page, create, connect, service, wait }) => {
    await page.page.clock.install();
    await create();
    await connect();
    await page.page.clock.fastForward(3_599_000);
    await waitUntil(() => expect(service.journal.some((line) => line.startsWith("close"))).toBe(true));
    service.sendItem(chatItem("after"));
    await wait(message({ Id: "after" }));
    return {
      journal: service.journal.slice(0, 5),
      // Ours also looks whether the change of sockets cost an item (CP-27).
      paths: service.requests
        .filter(({ path }) => path !== "/participant/transcript")
        .map(({ path, body }) => `${path} ${body}`),
      transcripts: service.requests.filter(({ path }) => path === "/participant/transcript").length,
      second: page.sentFrames[1]!.slice(0, 3),
    };
  });
  const connection = '/participant/connection {"Type":["WEBSOCKET","CONNECTION_CREDENTIALS"]}';
  expect(ours).toEqual({
    journal: ["open 1", "subscribe 1", "open 2", "subscribe 2", "close 1 1000"],
    paths: [connection, connection],
    second: [subscribe, ping, heartbeat],
    transcripts: 1,
  });
  expect({ ...ours, transcripts: 0 }).toEqual(upstream);
});

test("a session that ends closes its socket with 1000", async () => {
  const { ours, upstream } = await playScripted(stage, async ({ create, connect, service }) => {
    await create();
    await connect();
    service.sendItem(
      chatItem("end", { Type: "EVENT", ContentType: "application/vnd.amazonaws.connect.event.chat.ended" }),
    );
    await waitUntil(() => expect(service.journal.at(-1)).toBe("close 1 1000"));
    return [...service.journal];
  });
  expect(ours).toEqual(upstream);
});
