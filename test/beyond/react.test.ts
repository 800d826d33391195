import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { connection, participants } from "amazon-connect-chatjs/connection";
import { history } from "amazon-connect-chatjs/history";
import { outbox } from "amazon-connect-chatjs/outbox";
import {
  useAnnouncer,
  useChatSession,
  useChatWindow,
  useComposer,
  useConnection,
  useTranscript,
  useTyping,
} from "amazon-connect-chatjs/react";
import { createCustomerSession } from "amazon-connect-chatjs/session";
import { createElement, StrictMode } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";
import { transformWithOxc } from "vite";
import { Chat } from "../../examples/next/app/Chat.js";
import { openReactDocument } from "../../packages/chatjs/test/reactDocument.js";
import type { ReactDocument } from "../../packages/chatjs/test/reactDocument.js";
import { runInNode } from "../package/runInNode.js";
import { sample } from "../support/samples.js";
import { joinAgent, startChat } from "../support/startChat.js";
import { waitUntil } from "../support/waitUntil.js";

let emulator: RunningEmulator;
let document: ReactDocument | undefined;
let shown: ReturnType<ReactDocument["createRoot"]> | undefined;
beforeEach(async () => {
  Object.assign(globalThis, { WebSocket });
  emulator = await startEmulator({ flow: { prompts: [] }, endDelayMs: 0 });
});
afterEach(async () => {
  shown?.unmount();
  await emulator.close();
  document?.close();
  document = shown = undefined;
});

/** Makes a customer's session of a new chat. */
async function createSession() {
  const chatDetails = await startChat(emulator.url);
  const parts = [history, connection, participants] as const;
  return createCustomerSession({ chatDetails, endpoint: emulator.url, parts });
}
type Session = Awaited<ReturnType<typeof createSession>>;

/** All hooks of one chat, as a page would use them. */
function useChat(open: () => Promise<Session>, autoStart = true) {
  const chat = useChatSession(open, { autoStart });
  return {
    chat,
    connection: useConnection(chat.session),
    transcript: useTranscript(chat.session),
    typing: useTyping(chat.session),
    composer: useComposer(chat.session),
    said: useAnnouncer(chat.session, { joined: "{name} is here" }),
  };
}

/** Renders a chat in StrictMode, and gives what its hooks give now. */
const render = (open: () => Promise<Session>, autoStart?: boolean) =>
  renderHooks(() => useChat(open, autoStart));

async function renderHooks<Chat>(useHooks: () => Chat) {
  let now: Chat | undefined;
  let renders = 0;
  const Page = () => {
    now = useHooks();
    renders += 1;
    return null;
  };
  document = openReactDocument();
  shown = document.createRoot(document.addContainer());
  shown.render(createElement(StrictMode, undefined, createElement(Page)));
  const until = (condition: (chat: Chat) => boolean) =>
    waitUntil(() => {
      if (!now || !condition(now)) throw new Error("not yet");
    });
  await until(() => true);
  const read = () => now as Chat;
  return { read, until, renders: () => renders };
}

test("a chat in StrictMode: one contact, connected, talked in, and let go with its component", async () => {
  const { read, until } = await render(createSession);
  await until(({ chat }) => chat.status === "open");
  expect(emulator.control.listContacts()).toHaveLength(1);
  const contactId = emulator.control.listContacts()[0]!.contactId;
  const agent = await joinAgent(emulator, contactId);
  await until(({ said }) => said === "Robin is here");
  emulator.control.type(agent);
  await until(({ typing }) => typing.typing.length === 1);
  emulator.control.say({ ...agent, content: "Hello" });
  await until(({ said }) => said === "Robin: Hello");
  expect(read().typing.typing).toEqual([]);

  read().composer.setText("  Hi, Robin ");
  await until(({ composer }) => composer.text.includes("Robin"));
  await read().composer.send();
  await until(({ composer }) => composer.text === "");
  await until(({ transcript }) => transcript.items.filter(({ Type }) => Type === "MESSAGE").length === 2);
  // Nobody needs to be told of one's own words.
  expect(read().said).toBe("Robin: Hello");

  shown?.unmount();
  await waitUntil(() => expect(emulator.control.listSockets()).toEqual([]));
});

test("nothing is rendered again while nothing changes", async () => {
  const { until, renders } = await render(createSession);
  await until(({ chat, connection: { name } }) => chat.status === "open" && name === "connected");
  await until(({ transcript }) => transcript.items.length > 0);
  const noMore = async () => {
    const before = renders();
    await new Promise((resolve) => setImmediate(resolve));
    expect(renders()).toBe(before);
  };
  // What is known at first comes in more than one change.
  await waitUntil(noMore);
  await noMore();
});

test("the connection and what is said of it follow an outage", async () => {
  const { until } = await render(createSession);
  await until(({ connection: { name } }) => name === "connected");
  emulator.control.dropSockets({});
  await until(({ said }) => said === "The connection is lost. It will be back");
  await until(({ connection: { name } }) => name === "connected");
  await until(({ said }) => said === "Connected again");
});

test("a chat that cannot be made says why, and can be tried again", async () => {
  let isDown = true;
  const { read, until } = await render(() =>
    isDown ? Promise.reject(new Error("no chat")) : createSession(),
  );
  await until(({ chat }) => chat.status === "failed");
  expect(read().chat.error).toEqual(new Error("no chat"));
  isDown = false;
  read().chat.start();
  await until(({ chat }) => chat.status === "open");
});

test("a chat begins when it is asked for, and says when it has ended", async () => {
  const { read, until } = await render(createSession, false);
  expect([read().chat.status, read().connection.name, read().transcript.items]).toEqual(["idle", "idle", []]);
  read().chat.start();
  await until(({ chat }) => chat.status === "open");
  emulator.control.end(emulator.control.listContacts()[0]!.contactId);
  await until(({ chat }) => chat.status === "ended");
  expect(read().said).toBe("The chat has ended");
});

test("what could not be sent comes back into the composer, before what was written meanwhile", async () => {
  const { read, until } = await render(createSession);
  await until(({ chat }) => chat.status === "open");
  emulator.control.injectFault({ kind: "httpError", operation: "SendMessage", status: 400, times: 1 });
  read().composer.setText("first");
  await until(({ composer }) => composer.text === "first");
  const sending = read().composer.send();
  read().composer.setText("second");
  await sending;
  await until(({ composer }) => composer.text === "first\nsecond" && !composer.isSending);
  expect(read().composer.error).toMatchObject({ code: "SERVICE_ERROR" });
});

/** A window on a chat whose session has an outbox, begun for whom `start` names. */
function useWindow() {
  const chat = useChatSession(
    async (name: string | undefined) => {
      const chatDetails = await startChat(emulator.url);
      const parts = [history, connection, participants, outbox()] as const;
      return { ...createCustomerSession({ chatDetails, endpoint: emulator.url, parts }), name };
    },
    { autoStart: false },
  );
  return { chat, shown: useChatWindow(chat.session) };
}
const inShort = ({ shown: { messages } }: ReturnType<typeof useWindow>) =>
  messages.filter(({ kind }) => kind === "message").map(({ text, status }) => `${text}: ${status}`);

async function renderWindow() {
  const rendered = await renderHooks(useWindow);
  rendered.read().chat.start("Avery");
  await rendered.until(({ chat }) => chat.status === "open");
  const write = async (text: string) => {
    rendered.read().shown.fieldProps.onChange({ target: { value: text } });
    await rendered.until(({ shown }) => shown.text === text);
  };
  const press = (more: object = {}) => {
    const preventDefault = vi.fn();
    const key = { key: "Enter", shiftKey: false, nativeEvent: { isComposing: false }, preventDefault };
    rendered.read().shown.fieldProps.onKeyDown({ ...key, ...more });
    return preventDefault.mock.calls.length > 0;
  };
  return { ...rendered, write, press };
}

test("what start is given goes to what makes the session", async () => {
  const { read } = await renderWindow();
  expect(read().chat.session?.name).toBe("Avery");
});

test("messages are shown once and in order, whatever answers are lost", async () => {
  const { read, until, write, press } = await renderWindow();
  emulator.control.injectFault({ kind: "dropResponse", operation: "SendMessage", times: 2 });
  emulator.control.injectFault({ kind: "httpError", operation: "SendMessage", status: 500, times: 2 });
  const seen = new Set<string>();
  for (const text of ["one", "two", "three"]) {
    await write(text);
    press();
    await until(({ shown }) => shown.text === "");
  }
  await until((chat) => {
    inShort(chat).forEach((row) => seen.add(row));
    return chat.shown.messages.filter(({ item }) => item?.Type === "MESSAGE").length === 3;
  });
  expect(inShort(read())).toEqual(["one: sent", "two: sent", "three: sent"]);
  expect([...seen].some((row) => /waiting|sending/.test(row))).toBe(true);
});

test("a message that was refused is sent again, or forgotten", async () => {
  const { read, until, write, press } = await renderWindow();
  emulator.control.injectFault({ kind: "httpError", operation: "SendMessage", status: 400, times: 2 });
  for (const text of ["one", "two"]) {
    await write(text);
    press();
    await until((chat) => inShort(chat).includes(`${text}: failed`));
  }
  const [one, two] = read().shown.messages.filter(({ status }) => status === "failed");
  read().shown.retry(one!);
  read().shown.discard(two!);
  await until((chat) => inShort(chat).join() === "one: sent");
  expect(() => read().shown.retry(two!)).toThrow("unable to");
});

test("the field sends on Enter alone, and tells that somebody types", async () => {
  const { read, until, write, press } = await renderWindow();
  const requests = vi.spyOn(globalThis, "fetch");
  const typed = () =>
    requests.mock.calls.filter(([, init]) => /event\.typing/.test(JSON.stringify(init?.body)));
  await write(" ");
  expect(typed()).toEqual([]);
  await write("a");
  await waitUntil(() => expect(typed()).toHaveLength(1));
  expect(press({ shiftKey: true })).toBe(false);
  expect(press({ nativeEvent: { isComposing: true } })).toBe(false);
  expect(press({ key: "a" })).toBe(false);
  expect(read().shown.text).toBe("a");
  const focus = vi.fn();
  read().shown.fieldProps.ref({ focus });
  expect(press()).toBe(true);
  expect(focus).toHaveBeenCalledOnce();
  await until((chat) => inShort(chat).join() === "a: sent");
  requests.mockRestore();
});

test("seconds are counted down to the next attempt to connect", async () => {
  const { until } = await renderWindow();
  emulator.control.injectFault({ kind: "refuseUpgrade", times: 1 });
  emulator.control.dropSockets({});
  await until(({ shown }) => shown.retrySeconds > 0);
  await until(({ shown }) => shown.connection.name === "connected" && shown.retrySeconds === 0);
});

test("on a server nothing is started, and the same is rendered as in the page at first", () => {
  const open = vi.fn(createSession);
  const Page = () => {
    const { chat, connection: state, transcript } = useChat(open);
    return createElement("p", undefined, `${chat.status} ${state.name} ${transcript.items.length}`);
  };
  expect(renderToString(createElement(Page))).toBe("<p>idle idle 0</p>");
  expect(open).not.toHaveBeenCalled();
});

test("the Next.js example lets go of a chat whose page was left while it connected", async () => {
  const network = globalThis.fetch;
  onTestFinished(() => void vi.unstubAllGlobals());
  vi.stubGlobal("fetch", (path: string, init?: RequestInit) => {
    const { pathname } = new URL(path, emulator.url);
    return network(emulator.url + pathname, init);
  });
  emulator.control.injectFault({ kind: "latency", ms: 300, operation: "CreateParticipantConnection" });
  document = openReactDocument();
  const { window } = document;
  const { body } = window.document;
  window.Element.prototype.scrollTo = () => undefined;
  shown = document.createRoot(document.addContainer());
  shown.render(createElement(Chat, { region: undefined, endpoint: undefined }));
  await waitUntil(() => expect(body.querySelector("input:enabled")).not.toBeNull());
  const field = body.querySelector("input")!;
  // React takes notice of a value that is not set by way of the element itself.
  Object.getOwnPropertyDescriptor(window.HTMLInputElement.prototype, "value")!.set!.call(field, "Avery");
  field.dispatchEvent(new window.Event("input", { bubbles: true }));
  body.querySelector("form")!.requestSubmit();
  await waitUntil(() => expect(emulator.control.listContacts()).toHaveLength(1));

  shown.unmount();
  const ofSocket: string[] = [];
  emulator.control.watchTraffic((entry) => {
    if (entry.kind === "socket") ofSocket.push(entry.event);
  });
  await waitUntil(() => expect(ofSocket).toEqual(["opened", "gone"]));
});

test("the samples run as printed, in JSX", async () => {
  const compiled = async (code: string) => (await transformWithOxc(code, "sample.jsx")).code;
  const chat = await compiled(sample("react").replace(/^const endpoint.*$/m, ""));
  const short = await compiled(sample("beyond-react"));
  const printed = await runInNode(`
    import { JSDOM } from "jsdom";
    import { WebSocket } from "ws";
    const { window } = new JSDOM("");
    const { document } = window;
    Object.assign(globalThis, { WebSocket, window, document });
    globalThis.navigator ??= window.navigator;
    const { createElement } = await import("react");
    const { createRoot } = await import("react-dom/client");
    import { useComposer, useMessages } from "amazon-connect-chatjs/react";
    const { startEmulator } = await import("amazon-connect-chat-emulator");
    const emulator = await startEmulator({ flow: { prompts: ["Welcome"], promptDelayMs: 0 }, endDelayMs: 0 });
    const { url: endpoint } = emulator;
    ${chat}
    const until = async (isThere) => {
      while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    const show = (component) => {
      const container = document.body.appendChild(document.createElement("div"));
      const root = createRoot(container);
      root.render(createElement(component));
      return { text: () => container.textContent, find: (name) => container.querySelector(name), unmount: () => root.unmount() };
    };
    const shown = show(Chat);
    await until(() => shown.text().includes("Chat with us"));
    shown.find("button").click();
    await until(() => shown.text().includes("Welcome") && shown.find("input")?.disabled === false);
    Object.getOwnPropertyDescriptor(window.HTMLInputElement.prototype, "value").set.call(shown.find("input"), "Hello");
    shown.find("input").dispatchEvent(new window.Event("input", { bubbles: true }));
    await until(() => shown.find("input").value === "Hello");
    shown.find("form").dispatchEvent(new window.Event("submit", { bubbles: true, cancelable: true }));
    await until(() => shown.text().includes("You: Hello"));
    console.log("said");
    shown.unmount();
    const body = JSON.stringify({ ParticipantDetails: { DisplayName: "Avery" } });
    const { data } = await (await fetch(endpoint + "/start-chat", { method: "POST", body })).json();
    const chatDetails = data.startChatResult;
    {
      ${short.replace(/^import.*$/gm, "")}
      const short = show(Chat);
      await until(() => short.text().startsWith("open") && short.text().includes("Welcome"));
      console.log(short.text());
      short.unmount();
    }
    await emulator.close();
    process.exit();
  `);
  expect(printed).toMatch(/^said$/m);
  expect(printed).toMatch(/^open.*Welcome/m);
});
