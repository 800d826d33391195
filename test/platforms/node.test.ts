import { readFileSync } from "node:fs";
import { startEmulator } from "amazon-connect-chat-emulator";
import { expect, test } from "vitest";
import { customerChatTests } from "../support/customerChat.js";
import { callSession, createSession, eventsOf } from "../support/sessionScripts.js";
import type { ChatScope } from "../support/sessionScripts.js";
import { startChat } from "../support/startChat.js";
import { asScript, createBareRealm } from "./device.js";
import { startNode } from "./nodePlace.js";

const key = "customer";

// The module first: what it needs it looks up when it is needed.
const applications = {
  mjs: `import "amazon-connect-chatjs"; import { WebSocket } from "ws"; globalThis.WebSocket = WebSocket;`,
  cjs: `require("amazon-connect-chatjs"); globalThis.WebSocket = require("ws").WebSocket;`,
} as const;
for (const format of ["mjs", "cjs"] as const)
  customerChatTests(
    `a customer in Node, in a .${format} file`,
    () => startNode(format, applications[format]),
    {
      hurries: true,
    },
  );

test("without a WebSocket, connect() rejects with what to do, and works once that is done (CP-81)", async () => {
  const emulator = await startEmulator({ flow: { prompts: [] } });
  const node = await startNode(
    "mjs",
    `import "amazon-connect-chatjs"; import { WebSocket } from "ws";
     delete globalThis.WebSocket; globalThis.fromPackage = WebSocket;`,
  );
  const chatDetails = await startChat(emulator.url);
  await node.run(createSession, { key, endpoint: emulator.url, args: { chatDetails, type: "CUSTOMER" } });
  expect(await node.run(callSession, { key, method: "connect" })).toMatchObject({
    kind: "rejected",
    failure: {
      message: expect.stringMatching(/^unable to connect; .*set globalThis\.WebSocket/),
      connectSuccess: false,
    },
  });
  expect((await node.run(eventsOf, key)).map(({ name }) => name)).toEqual(["CONNECTION_BROKEN"]);
  await node.run(() => {
    Object.assign(globalThis, { WebSocket: (globalThis as { fromPackage?: unknown }).fromPackage });
  }, undefined);
  expect(await node.run(callSession, { key, method: "connect" })).toMatchObject({ kind: "resolved" });
  await node.close();
  await emulator.close();
});

test("a handshake that is refused is an outage as any other: the process lives on, and the next one is tried", async () => {
  const emulator = await startEmulator({ flow: { prompts: [] } });
  emulator.control.injectFault({ kind: "refuseUpgrade", status: 403, times: 1 });
  const node = await startNode("mjs", applications.mjs);
  const chatDetails = await startChat(emulator.url);
  await node.run(createSession, { key, endpoint: emulator.url, args: { chatDetails, type: "CUSTOMER" } });
  expect(await node.run(callSession, { key, method: "connect" })).toMatchObject({ kind: "resolved" });
  await expect
    .poll(async () => (await node.run(eventsOf, key)).map(({ name }) => name))
    .toContain("CONNECTION_ESTABLISHED");
  expect(node.complaints).toEqual([]);
  await node.close();
  await emulator.close();
});

/** What a page does while it is rendered on a server: all but to connect. */
function render({ subscribes }: { readonly subscribes: boolean }): unknown {
  const { ChatSession } = (globalThis as unknown as ChatScope).connect;
  ChatSession.setGlobalConfig({ region: "eu-west-2", features: { messageReceipts: {} } });
  const session = ChatSession.create({
    type: "CUSTOMER",
    chatDetails: { contactId: "c", participantId: "p", participantToken: "t" },
  });
  if (subscribes) session.onMessage(() => undefined);
  return session.sendMessage({ contentType: "text/plain", message: "early" }).then(
    () => "sent",
    (error: unknown) => String(error),
  );
}

test("a server renders with it, and its process ends at once: nothing is left alive", async () => {
  const node = await startNode("mjs", `import "amazon-connect-chatjs";`);
  expect(await node.run(render, { subscribes: true })).toBe(
    "Failed to call sendMessage, No active connection",
  );
  expect(
    await node.run(() => process.getActiveResourcesInfo().filter((name) => name !== "PipeWrap"), undefined),
  ).toEqual([]);
  expect(await node.ended()).toEqual({ status: 0, signal: null });
  expect(node.complaints).toEqual([]);
});

test("where there is no global at all it loads and creates, and adds connect alone", async () => {
  const commonJs = new URL("../../packages/chatjs/dist/index.cjs", import.meta.url);
  const realm = createBareRealm();
  realm.load(asScript(readFileSync(commonJs, "utf8")));
  expect(realm.globals()).toEqual(["connect"]);
  expect(await realm.run(render, { subscribes: false })).toBe(
    "Failed to call sendMessage, No active connection",
  );
  expect(realm.globals()).toEqual(["connect"]);
});
