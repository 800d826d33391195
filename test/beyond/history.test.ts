import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { history } from "amazon-connect-chatjs/history";
import { createCustomerSession } from "amazon-connect-chatjs/session";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { runInNode } from "../package/runInNode.js";
import { sample } from "../support/samples.js";
import { joinAgent, startChat } from "../support/startChat.js";
import type { JoinedAgent } from "../support/startChat.js";

let emulator: RunningEmulator;
beforeAll(async () => {
  globalThis.WebSocket = WebSocket as never;
  emulator = await startEmulator({ flow: { prompts: [] }, endDelayMs: 0 });
});
afterAll(() => emulator.close());

const counted = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_none, index) => `text ${from + index}`);

/** A chat in which an agent says numbered texts, and the customer's session, which comes after the first of them. */
async function chatWith(saidBefore: number) {
  const chatDetails = await startChat(emulator.url);
  const agent: JoinedAgent = await joinAgent(emulator, chatDetails.ContactId);
  const say = (from: number, to: number) => {
    for (const content of counted(from, to)) {
      emulator.control.say({ ...agent, content });
      // Sooner than that nobody says anything.
      emulator.control.advanceClock(100);
    }
  };
  say(1, saidBefore);
  const session = createCustomerSession({ chatDetails, endpoint: emulator.url, parts: [history] });
  await session.connect();
  await expect.poll(() => session.transcript.hasOlder).toBe(true);
  const texts = () =>
    session.transcript.items.filter(({ Type }) => Type === "MESSAGE").map(({ Content }) => Content);
  return { say, session, texts, ...chatDetails };
}

test("a page that comes later reads the whole chat page by page, while it goes on", async () => {
  const { session, say, texts } = await chatWith(230);
  const loading = session.transcript.loadAll({ maxResults: 20 });
  say(231, 240);
  await loading;
  await expect.poll(texts).toEqual(counted(1, 240));
  expect(session.transcript.hasOlder).toBe(false);
  const found = session.transcript.search("text 10").map(({ Content }) => Content);
  expect(found).toEqual(["text 10", ...counted(100, 109)]);
  expect(session.transcript.export("text")).toContain("] Robin: text 7\n");
  await session.breakConnection();
});

test("an outage and failing requests leave no hole", async () => {
  const { session, say, texts, ContactId } = await chatWith(150);
  emulator.control.dropSockets({ contactId: ContactId });
  say(151, 160);
  emulator.control.injectFault({ kind: "httpError", operation: "GetTranscript", status: 500, times: 2 });
  await session.transcript.loadAll({ maxResults: 10 });
  say(161, 165);
  await expect.poll(texts).toEqual(counted(1, 165));
  await session.breakConnection();
});

test("the samples run as printed", async () => {
  const printed = await runInNode(`
    import { WebSocket } from "ws";
    globalThis.WebSocket = WebSocket;
    const { startEmulator } = await import("amazon-connect-chat-emulator");
    const emulator = await startEmulator({ flow: { prompts: [] }, endDelayMs: 0 });
    const { url: endpoint } = emulator;
    ${sample("history").replace(/^const endpoint.*$/m, "")}
    await session.breakConnection();
    const chatDetails = data.startChatResult;
    {
      ${sample("beyond-history").replace(/^import.*$/m, "")}
      await session.breakConnection();
    }
    await emulator.close();
    process.exit();
  `);
  expect(printed).toMatch(/^\d items$/m);
  expect(printed).toMatch(/^found: My order has not come\n\[/m);
  expect(printed).toMatch(/^\[\S+Z\] Avery: My order has not come$/m);
  expect(printed).toMatch(/^0 true$/m);
});
