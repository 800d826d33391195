import { expect, test } from "vitest";
import { emulatedUrl, isEmulatedSocket } from "./emulatedUrl.js";

const at = (url: string, startChatUrl?: string | RegExp) => emulatedUrl(new URL(url), { startChatUrl })?.href;

test.each([
  "https://participant.connect.us-west-2.amazonaws.com/participant/connection",
  "http://127.0.0.1:4510/participant/message",
  "http://localhost:5173/bucket/a?X-Amz-Date=1",
  "http://localhost:5173/emulator/pictures/a.svg",
  "http://localhost:5173/start-chat",
  "http://localhost:5173/csm/put-metrics",
])("%s is the emulator's", (url) => {
  expect(at(url)).toBe(url);
});

test.each([
  "http://localhost:5173/",
  "http://localhost:5173/src/main.ts",
  "http://localhost:5173/participants",
  "http://localhost:5173/start-chat/other",
  "http://localhost:5173/control/contacts",
])("%s is somebody else's", (url) => {
  expect(at(url)).toBeUndefined();
});

test.each([
  ["a path", "/api/chat", "https://shop.example/api/chat?x=1", "https://shop.example/start-chat"],
  [
    "a whole URL",
    "https://api.example/chat",
    "https://api.example/chat?x=1",
    "https://api.example/start-chat",
  ],
  ["a pattern", /\/prod\/?$/i, "https://api.example/Prod/", "https://api.example/start-chat"],
  ["a pattern that keeps its place", /chat/g, "https://api.example/chat", "https://api.example/start-chat"],
])("the page's backend may be named by %s", (_, startChatUrl, url, expected) => {
  expect(at(url, startChatUrl)).toBe(expected);
  // Nothing of it is left for the next request.
  expect(at(url, startChatUrl)).toBe(expected);
});

test.each([
  ["https://other.example/chat", "https://api.example/chat"],
  ["https://api.example/chat/more", "https://api.example/chat"],
])("%s is not the backend at %s", (url, startChatUrl) => {
  expect(at(url, startChatUrl)).toBeUndefined();
});

test("a socket is the emulator's by its ticket", () => {
  expect(isEmulatedSocket(new URL("wss://any.example/ws?X-Emu-Connection=a"))).toBe(true);
  expect(isEmulatedSocket(new URL("wss://any.example/ws"))).toBe(false);
});
