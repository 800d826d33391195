import { expect, test } from "vitest";
import { createStage } from "../test/chat.js";
import type { InstallTarget } from "./index.js";

/** A page's globals, whose network tells what it was asked for. */
function createGlobals() {
  const asked: string[] = [];
  const globals: InstallTarget = {
    fetch: (input) => {
      asked.push(input instanceof Request ? input.url : String(input));
      return Promise.resolve(new Response("the network"));
    },
    WebSocket: function (url: string | URL) {
      asked.push(String(url));
    } as unknown as NonNullable<InstallTarget["WebSocket"]>,
  };
  return { globals, asked };
}

const chat = { method: "POST", body: JSON.stringify({ ParticipantDetails: { DisplayName: "Avery" } }) };

test("requests for the service go to the emulator, others where they went before", async () => {
  const { emulator } = createStage();
  const { globals, asked } = createGlobals();
  emulator.install(globals);
  const started = await globals.fetch!("https://shop.example/start-chat", chat);
  expect([started.status, emulator.control.listContacts()]).toMatchObject([200, [{ customerName: "Avery" }]]);
  const refused = await globals.fetch!(
    "https://participant.connect.us-west-2.amazonaws.com/participant/connection",
    { method: "POST" },
  );
  expect(refused.status).toBe(403);
  expect(await (await globals.fetch!("https://shop.example/logo.svg")).text()).toBe("the network");
  expect(asked).toEqual(["https://shop.example/logo.svg"]);
});

test("a request to the page's own backend for a chat is answered in its place, also as a Request", async () => {
  const { emulator } = createStage();
  const { globals } = createGlobals();
  emulator.install(globals, { startChatUrl: "/api/chat" });
  await globals.fetch!("https://shop.example/api/chat", chat);
  await globals.fetch!(new Request("https://shop.example/api/chat", chat));
  expect(emulator.control.listContacts()).toHaveLength(2);
});

test("the body of a Request is not lost where requests do not show theirs, as in Firefox", async () => {
  const { emulator } = createStage();
  const { globals } = createGlobals();
  emulator.install(globals, { startChatUrl: "/api/chat" });
  for (const path of ["/start-chat", "/api/chat"]) {
    const request = new Request(`https://shop.example${path}`, chat);
    Object.defineProperty(request, "body", { value: undefined });
    expect((await globals.fetch!(request)).status).toBe(200);
  }
});

test("a URL without a host is the emulator's where there is no page", async () => {
  const { emulator } = createStage();
  const { globals } = createGlobals();
  emulator.install(globals);
  expect((await globals.fetch!("/start-chat", chat)).status).toBe(200);
});

test("sockets with a ticket of the emulator go there, others where they went before", () => {
  const { emulator } = createStage();
  const { globals, asked } = createGlobals();
  emulator.install(globals);
  const ours = new globals.WebSocket!("wss://shop.example/ws?X-Emu-Connection=unknown");
  new globals.WebSocket!("wss://shop.example/live");
  expect(ours).toBeInstanceOf(emulator.WebSocket);
  expect(globals.WebSocket!.OPEN).toBe(1);
  expect(asked).toEqual(["wss://shop.example/live"]);
});

test("uninstalling gives back what was there, and what was not is gone", () => {
  const { emulator } = createStage();
  const { globals } = createGlobals();
  const before = { ...globals };
  const uninstall = emulator.install(globals);
  uninstall();
  uninstall();
  expect(globals).toEqual(before);
  const bare: InstallTarget = {};
  emulator.install(bare)();
  expect(Object.keys(bare)).toEqual([]);
});

test("closing the emulator uninstalls it everywhere", () => {
  const { emulator } = createStage();
  const { globals } = createGlobals();
  const before = { ...globals };
  emulator.install(globals);
  emulator.install(globals, { startChatUrl: "/api/chat" });
  emulator.close();
  expect(globals).toEqual(before);
});

test("two emulators may be uninstalled in either order, and neither answers afterwards", async () => {
  const { globals, asked } = createGlobals();
  const [first, second] = [createStage().emulator, createStage().emulator];
  first.install(globals);
  second.install(globals);
  first.close();
  await globals.fetch!("https://shop.example/start-chat", chat);
  expect(second.control.listContacts()).toHaveLength(1);
  second.close();
  await globals.fetch!("https://shop.example/start-chat", chat);
  new globals.WebSocket!("wss://shop.example/ws?X-Emu-Connection=unknown");
  expect(first.control.listContacts()).toEqual([]);
  expect(asked).toEqual([
    "https://shop.example/start-chat",
    "wss://shop.example/ws?X-Emu-Connection=unknown",
  ]);
});

test("without a network beside it, what is not the emulator's fails as fetch does", async () => {
  const { emulator } = createStage();
  const bare: InstallTarget = {};
  emulator.install(bare);
  await expect(bare.fetch!("https://shop.example/")).rejects.toThrow(TypeError);
});

test("an address that is none is refused as it is without the emulator", async () => {
  const { emulator } = createStage();
  const { globals, asked } = createGlobals();
  emulator.install(globals);
  await globals.fetch!("http://");
  new globals.WebSocket!("ws://");
  expect(asked).toEqual(["http://", "ws://"]);
  const bare: InstallTarget = {};
  emulator.install(bare);
  await expect(bare.fetch!("http://")).rejects.toThrow(TypeError);
  expect(() => new bare.WebSocket!("ws://")).toThrow(DOMException);
});
