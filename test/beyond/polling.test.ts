import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { polling } from "amazon-connect-chatjs/polling";
import { createCustomerSession } from "amazon-connect-chatjs/session";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { runInNode } from "../package/runInNode.js";
import { sample } from "../support/samples.js";
import { joinAgent, startChat } from "../support/startChat.js";
import type { JoinedAgent } from "../support/startChat.js";

let emulator: RunningEmulator;
beforeEach(async () => {
  globalThis.WebSocket = WebSocket as never;
  emulator = await startEmulator({ flow: { prompts: ["Welcome"], promptDelayMs: 0 }, endDelayMs: 0 });
});
afterEach(() => emulator.close());

const post = async (path: string, bearer: string, body: object) => {
  const headers = { "content-type": "application/json", "x-amz-bearer": bearer };
  const response = await fetch(emulator.url + path, { method: "POST", headers, body: JSON.stringify(body) });
  expect(response.status).toBe(200);
  return response.json();
};

/** The agent has read a message. */
async function markRead({ participantToken }: JoinedAgent, messageId: string) {
  const Type = ["CONNECTION_CREDENTIALS"];
  const { ConnectionCredentials } = await post("/participant/connection", participantToken, { Type });
  await post("/participant/event", ConnectionCredentials.ConnectionToken, {
    ContentType: "application/vnd.amazonaws.connect.event.message.read",
    Content: JSON.stringify({ messageId }),
  });
}

/** A customer's session behind a proxy that lets no WebSocket through, and what its page hears. */
async function behindProxy() {
  const { faultId } = emulator.control.injectFault({ kind: "refuseUpgrade", status: 403 });
  const chatDetails = await startChat(emulator.url);
  const parts = [polling({ afterMs: 200 })] as const;
  const session = createCustomerSession({ chatDetails, endpoint: emulator.url, parts });
  const heard: string[] = [];
  session.onMessage(({ data }) => {
    if (data.Type === "MESSAGE") heard.push(data.Content);
  });
  session.onReadReceipt(({ data }) => heard.push(`read ${data.MessageMetadata.MessageId}`));
  session.onEnded(() => heard.push("ended"));
  await session.connect();
  return { session, heard, letThrough: () => emulator.control.clearFault(faultId), ...chatDetails };
}

test("a chat goes on where no WebSocket opens: the flow greets, both talk, receipts come, and the end does", async () => {
  const { session, heard, ContactId } = await behindProxy();
  await expect.poll(() => heard).toEqual(["Welcome"]);
  expect(session.polling.isPolling).toBe(true);
  expect(emulator.control.listSockets()).toEqual([]);
  const { data } = await session.sendMessage({ message: "Hello", contentType: "text/plain" });
  const agent = await joinAgent(emulator, ContactId);
  emulator.control.say({ ...agent, content: "Hi, Robin here" });
  await markRead(agent, data.Id!);
  await expect.poll(() => heard).toEqual(["Welcome", "Hello", "Hi, Robin here", `read ${data.Id}`]);
  emulator.control.end(ContactId);
  await expect.poll(() => heard.at(-1)).toBe("ended");
});

test("the socket takes over by itself when it opens, and everything comes once", async () => {
  const { session, heard, letThrough, ContactId } = await behindProxy();
  await expect.poll(() => heard).toEqual(["Welcome"]);
  const agent = await joinAgent(emulator, ContactId);
  for (let number = 1; number <= 120; number++) emulator.control.say({ ...agent, content: `text ${number}` });
  letThrough();
  await session.connect();
  await expect.poll(() => session.polling.isPolling).toBe(false);
  emulator.control.say({ ...agent, content: "by socket" });
  await expect.poll(() => heard.at(-1)).toBe("by socket");
  const texts = Array.from({ length: 120 }, (_none, index) => `text ${index + 1}`);
  expect([...heard].sort()).toEqual(["Welcome", ...texts, "by socket"].sort());
  await session.breakConnection();
});

test("the samples run as printed", async () => {
  const printed = await runInNode(`
    import { WebSocket } from "ws";
    globalThis.WebSocket = WebSocket;
    const { startEmulator } = await import("amazon-connect-chat-emulator");
    const emulator = await startEmulator({ flow: { prompts: ["Welcome"], promptDelayMs: 0 }, endDelayMs: 0 });
    emulator.control.injectFault({ kind: "refuseUpgrade", status: 403 });
    const { url: endpoint } = emulator;
    ${sample("polling").replace(/^const endpoint.*$/m, "")}
    while (!session.polling.isPolling) await new Promise((resolve) => session.polling.onChange(resolve));
    await session.breakConnection();
    const chatDetails = data.startChatResult;
    {
      ${sample("beyond-polling")
        .replace(/^import.*$/m, "")
        .replace("5_000", "100")}
      while (!session.polling.isPolling) await new Promise((resolve) => session.polling.onChange(resolve));
      await session.breakConnection();
    }
    await emulator.close();
    process.exit();
  `);
  expect(printed).toMatch(/^polling: true$/m);
  expect(printed).toMatch(/^no WebSocket opens$/m);
});
