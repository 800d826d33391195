import { connect } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { call, fetchFrom } from "../../test/service.js";
import { openSocket, subscribeFrame } from "../../test/socketClient.js";
import { startEmulator } from "../startEmulator.js";
import type { RunningEmulator } from "../startEmulator.js";

let emulator: RunningEmulator;
let url: string;

beforeEach(async () => {
  emulator = await startEmulator({ flow: { prompts: [] } });
  const { participantToken } = emulator.control.startChat({ displayName: "Avery" });
  const send = fetchFrom(emulator.url);
  const { Websocket } = await call(send, "CreateParticipantConnection", participantToken, {
    Type: ["WEBSOCKET"],
  });
  url = Websocket!.Url!;
});

afterEach(() => emulator.close());

const heartbeat = { topic: "aws/heartbeat" };
const isHeartbeat = ({ topic }: { readonly topic?: string }) => topic === "aws/heartbeat";

test.each([
  ["no ticket", (good: string) => good.split("?")[0]!],
  ["a foreign ticket", (good: string) => `${good}x`],
  ["another path", (good: string) => good.replace("/ws?", "/socket?")],
  ["a path of another service", (good: string) => good.replace("/ws?", "/participant/message?")],
])("refuses a handshake with %s", async (_, spoil) => {
  await expect(openSocket(spoil(url))).rejects.toThrow("403");
});

test("takes a subscription with garbage behind it", async () => {
  const socket = await openSocket(url);
  socket.sendRaw(`${JSON.stringify(subscribeFrame)})`);
  await socket.until((items) => items.length === 1);
  expect(socket.contentTypes()).toEqual(["application/vnd.amazonaws.connect.event.participant.joined"]);
});

test.each<[string, string | Buffer]>([
  ["text that is no JSON", "hello"],
  ["a binary frame", Buffer.from([0, 255, 1])],
  ["a polluting frame", '{"__proto__":{"topic":"aws/subscribe"},"topic":"__proto__"}'],
  ["a deep frame", "[".repeat(100_000)],
  ["braces without end", "{".repeat(131_072)],
])("%s is answered with Forbidden and the socket lives on", async (_, data) => {
  const socket = await openSocket(url);
  socket.sendRaw(data);
  socket.send(heartbeat);
  await socket.until((_items, frames) => frames.some(isHeartbeat));
  expect(socket.frames.map(({ message }) => message)).toEqual(["Forbidden", undefined]);
});

test("a frame of more than 128 KB closes that socket with 1009, and no other", async () => {
  const [large, other] = [await openSocket(url), await openSocket(url)];
  large.sendRaw("x".repeat(131_073));
  expect((await large.closed).code).toBe(1009);
  other.send(heartbeat);
  await other.until((_items, frames) => frames.some(isHeartbeat));
});

test("a dropped socket tells its client the code, an aborted one does not", async () => {
  const [first, second] = [await openSocket(url), await openSocket(url)];
  emulator.control.dropSockets({ code: 4_000 });
  expect(await Promise.all([first.closed, second.closed])).toEqual([
    { code: 4_000, reason: "dropped" },
    { code: 4_000, reason: "dropped" },
  ]);
  const third = await openSocket(url);
  emulator.control.dropSockets({ how: "abort" });
  expect((await third.closed).code).toBe(1006);
});

test("a socket that its client closes no longer counts", async () => {
  const socket = await openSocket(url);
  expect(emulator.control.listSockets()).toHaveLength(1);
  socket.close();
  await socket.closed;
  await expect.poll(() => emulator.control.listSockets()).toEqual([]);
});

test.each([
  "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
  "\0\0\0\0\r\n\r\n",
])("a broken handshake harms nobody", async (bytes) => {
  const { port } = new URL(url);
  const connection = connect(Number(port), "127.0.0.1");
  connection.end(bytes);
  await new Promise((resolve) => connection.on("error", resolve).on("close", resolve).resume());
  const socket = await openSocket(url);
  expect(socket.isOpen()).toBe(true);
});

test("closing the emulator closes the sockets with 1001", async () => {
  const socket = await openSocket(url);
  await emulator.close();
  expect((await socket.closed).code).toBe(1001);
});
