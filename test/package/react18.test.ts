import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createProject } from "./project.js";

const project = createProject();
let emulator: RunningEmulator;
beforeAll(async () => {
  emulator = await startEmulator({ flow: { prompts: ["Welcome"], promptDelayMs: 0 }, endDelayMs: 0 });
  await project.installPacked("packages/chatjs");
  const packages = ["react@18.3.1", "react-dom@18.3.1", "react-test-renderer@18.3.1", "ws@8"];
  const flags = [
    "--prefer-offline",
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
    "--prefix",
    project.folder,
  ];
  const { status, stderr } = await project.npm(["install", ...flags, ...packages]);
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
});
afterAll(async () => {
  await emulator.close();
  project.remove();
});

const program = `
  import { createElement, StrictMode, version } from "react";
  import { renderToString } from "react-dom/server";
  import { create } from "react-test-renderer";
  import { WebSocket } from "ws";
  import { connection, participants } from "amazon-connect-chatjs/connection";
  import { history } from "amazon-connect-chatjs/history";
  import * as hooks from "amazon-connect-chatjs/react";
  import { createCustomerSession } from "amazon-connect-chatjs/session";

  globalThis.WebSocket = WebSocket;
  const endpoint = process.env.EMULATOR;
  const parts = [history, connection, participants];
  async function open() {
    const body = JSON.stringify({ ParticipantDetails: { DisplayName: "Avery" } });
    const { data } = await (await fetch(endpoint + "/start-chat", { method: "POST", body })).json();
    return createCustomerSession({ chatDetails: data.startChatResult, endpoint, parts });
  }
  let now;
  function Chat() {
    const chat = hooks.useChatSession(open);
    const { session, status } = chat;
    const { items } = hooks.useTranscript(session);
    const composer = hooks.useComposer(session);
    hooks.useTyping(session);
    now = { status, items, composer, link: hooks.useConnection(session), said: hooks.useAnnouncer(session) };
    return createElement("p", null, status);
  }
  const until = async (isThere) => {
    while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  console.log(version, renderToString(createElement(Chat)));
  const shown = create(createElement(StrictMode, null, createElement(Chat)));
  await until(() => now.status === "open" && now.link.name === "connected" && now.said.includes("Welcome"));
  now.composer.setText("Hello");
  await until(() => now.composer.text === "Hello");
  await now.composer.send();
  await until(() => now.items.some(({ Content }) => Content === "Hello"));
  shown.unmount();
  console.log("said", now.said);
`;

test("the hooks work with React 18: on a server, in StrictMode, in a chat, and end with it", async () => {
  project.write("page.mjs", program);
  const { status, stdout, stderr } = await project.nodeWith({ EMULATOR: emulator.url }, "page.mjs");
  expect({ status, stdout }, stderr).toEqual({
    status: 0,
    stdout: "18.3.1 <p>idle</p>\nsaid SYSTEM_MESSAGE: Welcome\n",
  });
  expect(emulator.control.listContacts()).toHaveLength(1);
  await expect.poll(() => emulator.control.listSockets()).toEqual([]);
});
