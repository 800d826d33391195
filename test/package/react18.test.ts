import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createProject, repository } from "./project.js";

const project = createProject();
let emulator: RunningEmulator;
beforeAll(async () => {
  emulator = await startEmulator({ flow: { prompts: ["Welcome"], promptDelayMs: 0 }, endDelayMs: 0 });
  await project.installPacked("packages/chatjs");
  const packages = ["react@18.3.1", "react-dom@18.3.1", "ws@8"];
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

/** A chat's window of every hook, in a document in which all elements are in view. */
const program = `
  import { createRequire } from "node:module";
  import { createElement as h, StrictMode, version } from "react";
  import { renderToString } from "react-dom/server";
  import { WebSocket } from "ws";
  import { connection, participants } from "amazon-connect-chatjs/connection";
  import { history } from "amazon-connect-chatjs/history";
  import { outbox } from "amazon-connect-chatjs/outbox";
  import * as hooks from "amazon-connect-chatjs/react";
  import { reading } from "amazon-connect-chatjs/reading";
  import { createCustomerSession } from "amazon-connect-chatjs/session";

  const endpoint = process.env.EMULATOR;
  const parts = [history, connection, participants, outbox(), reading];
  async function open() {
    const body = JSON.stringify({ ParticipantDetails: { DisplayName: "Avery" } });
    const { data } = await (await fetch(endpoint + "/start-chat", { method: "POST", body })).json();
    return createCustomerSession({ chatDetails: data.startChatResult, endpoint, parts });
  }
  const used = new Set();
  const use = Object.fromEntries(
    Object.entries(hooks).map(([name, hook]) => [name, (...args) => (used.add(name), hook(...args))]),
  );
  const soonMs = Date.now() + 600_000;
  const ticks = new Set();
  let shown;
  function Alone({ session }) {
    const { messages } = use.useMessages(session);
    const { items } = use.useTranscript(session);
    const { name } = use.useConnection(session);
    const { typing } = use.useTyping(session);
    const { text } = use.useComposer(session);
    const said = use.useAnnouncer(session);
    ticks.add(use.useCountdown(soonMs));
    shown = session;
    return h("p", { id: "alone" }, [...messages.filter(({ kind }) => kind === "message").map(({ text }) => text), items.length > 2, name, typing.length, text, said].join());
  }
  function Chat() {
    const { session, status } = use.useChatSession(open);
    const chat = use.useChatWindow(session);
    const list = use.useReadReceipts(session, { visibleForMs: 0 });
    const rows = chat.messages.map(({ key, item, name, text, status }) =>
      h("li", { key, "data-message-id": item?.Id }, name + ": " + text + " " + status));
    return h("main", null,
      h("b", null, status, " ", chat.connection.name),
      h("ol", { ref: list }, rows),
      h("form", chat.formProps, h("textarea", chat.fieldProps)),
      h("p", { role: "status" }, chat.announcement),
      h(Alone, { session }),
    );
  }
  console.log(version, renderToString(h(Chat)).includes("<b>idle<!-- --> <!-- -->idle</b>"));

  const { JSDOM } = createRequire(process.env.REPOSITORY)("jsdom");
  const { window } = new JSDOM("", { pretendToBeVisual: true });
  class IntersectionObserver {
    constructor(callback) {
      this.observe = (target) => {
        const entry = { target, isIntersecting: true, intersectionRatio: 1, intersectionRect: { height: 9 }, rootBounds: null };
        setTimeout(() => callback([entry]));
      };
      this.unobserve = this.disconnect = () => undefined;
    }
  }
  const { document, navigator, MutationObserver } = window;
  for (const [name, value] of Object.entries({ WebSocket, window, document, navigator, IntersectionObserver, MutationObserver }))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  const { createRoot } = await import("react-dom/client");
  const complaints = [];
  console.error = (...args) => complaints.push(args.join(" "));
  const until = async (isThere) => {
    while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const find = (name) => document.querySelector(name);
  const text = (name) => find(name)?.textContent ?? "";
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  root.render(h(StrictMode, null, h(Chat)));
  await until(() => text("b") === "open connected" && text("[role=status]").includes("Welcome"));
  const write = (value) => {
    Object.getOwnPropertyDescriptor(window.HTMLTextAreaElement.prototype, "value").set.call(find("textarea"), value);
    find("textarea").dispatchEvent(new window.Event("input", { bubbles: true }));
  };
  const bubbles = { bubbles: true, cancelable: true };
  write("Hello");
  find("textarea").dispatchEvent(new window.KeyboardEvent("keydown", { key: "Enter", ...bubbles }));
  await until(() => find("textarea").value === "" && text("ol").includes("Avery: Hello sent"));
  write("Bye");
  find("form").dispatchEvent(new window.Event("submit", bubbles));
  await until(() => text("ol").includes("Avery: Bye sent"));
  await until(() => shown.unreadCount() === 0 && ticks.size > 3);
  console.log(text("#alone"));
  console.log("said", text("[role=status]"));
  console.log("unused", Object.keys(hooks).filter((name) => name.startsWith("use") && !used.has(name)).join());
  root.unmount();
  console.log("complaints", complaints.join());
`;

test("every hook works with React 18: on a server, in StrictMode, in a chat, and ends with it", async () => {
  project.write("page.mjs", program);
  const environment = { EMULATOR: emulator.url, REPOSITORY: `${repository}/package.json` };
  const { status, stdout, stderr } = await project.nodeWith(environment, "page.mjs");
  expect({ status, stdout: stdout.split("\n") }, stderr).toEqual({
    status: 0,
    stdout: [
      "18.3.1 true",
      "Welcome,Hello,Bye,true,connected,0,,SYSTEM_MESSAGE: Welcome",
      "said SYSTEM_MESSAGE: Welcome",
      "unused ",
      "complaints ",
      "",
    ],
  });
  expect(emulator.control.listContacts()).toHaveLength(1);
  await expect.poll(() => emulator.control.listSockets()).toEqual([]);
});
