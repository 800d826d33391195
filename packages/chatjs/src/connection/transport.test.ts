import { expect, it } from "vitest";
import { isAllowedUrl, lifetimeMs } from "./transport.js";

it.each([
  "wss://a1b2.transport.connect.us-west-2.amazonaws.com/prod?X-Amz-Signature=1%2F2",
  "wss://127.0.0.1",
  "ws://127.0.0.1:4510/ws?X-Emu-Connection=1",
  "ws://localhost/ws",
  "ws://localhost",
  "ws://[::1]:4510/ws",
  "wss://proxy.example/chat?user=avery@shop.example&url=wss%3A%2F%2F1",
])("a socket may be opened to %s", (url) => {
  expect(isAllowedUrl(url)).toBe(true);
});

it.each([
  "ws://service.example/",
  "ws://10.0.2.2:4510/ws",
  "ws://localhost.evil.example/",
  "ws://localhost:4510@evil.example/",
  "ws://127.0.0.1:80:@evil.example/ws",
  "ws://localhost/@evil.example",
  "wss://localhost@evil.example/",
  "https://service.example/",
  "/ws",
  "",
  undefined,
  null,
  { toString: () => "wss://service.example/" },
])("no socket is opened to %j, which is not encrypted, or not what it looks like", (url) => {
  expect(isAllowedUrl(url)).toBe(false);
});

it.each([
  [3_000, 3_000_000],
  [300, 300_000],
  ["600", 600_000],
  [299, 3_540_000],
  [7_200, 3_540_000],
  [undefined, 3_540_000],
  [NaN, 3_540_000],
])("a socket that may live for %j seconds is replaced after %d ms", (transportLifeTimeInSeconds, ms) => {
  expect(lifetimeMs({ url: "", transportLifeTimeInSeconds: transportLifeTimeInSeconds as number })).toBe(ms);
});
