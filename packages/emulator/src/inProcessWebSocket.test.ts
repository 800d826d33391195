import { expect, test } from "vitest";
import { createStage } from "../test/chat.js";
import type { Stage } from "../test/chat.js";
import { urlFor } from "../test/memorySocket.js";
import { subscribeFrame } from "../test/socketClient.js";
import { createVirtualClock } from "./clock.js";
import type { Clock } from "./clock.js";

const subscription = JSON.stringify(subscribeFrame);

/** A customer's socket, and the events that it has raised. */
async function openSocket(stage: Stage) {
  const customer = await stage.customer();
  const socket = new stage.emulator.WebSocket(await urlFor(stage, customer.participantToken));
  const heard: Event[] = [];
  for (const type of ["open", "message", "error", "close"])
    socket.addEventListener(type, (event) => heard.push(event));
  return { socket, heard, types: () => heard.map(({ type }) => type), customer };
}

test("a socket opens, takes frames and hears those of the service, as a page's WebSocket does", async () => {
  const stage = createStage();
  const { socket, heard, types } = await openSocket(stage);
  expect([socket.readyState, socket.url]).toEqual([0, expect.stringMatching(/^ws:\/\/127\.0\.0\.1/)]);
  expect(() => socket.send(subscription)).toThrow(
    expect.objectContaining({ name: "InvalidStateError" }) as Error,
  );
  stage.clock.advance(0);
  expect([socket.readyState, types()]).toEqual([1, ["open"]]);
  socket.send(subscription);
  stage.clock.advance(0);
  expect(JSON.parse((heard[1] as MessageEvent<string>).data)).toMatchObject({ topic: "aws/subscribe" });
  expect(heard[1]).toMatchObject({ target: socket, type: "message" });
});

test("what onmessage is set to is called, is told back, and makes way for the next", async () => {
  const stage = createStage();
  const { socket } = await openSocket(stage);
  const heard: string[] = [];
  const first = () => heard.push("first");
  const second = () => heard.push("second");
  expect(socket.onopen).toBeNull();
  socket.onopen = first;
  socket.onopen = second;
  expect(socket.onopen).toBe(second);
  stage.clock.advance(0);
  expect(heard).toEqual(["second"]);
  socket.onclose = second;
  socket.onclose = null;
  socket.close();
  stage.clock.advance(0);
  expect(heard).toEqual(["second"]);
});

test("a page's close comes back with its code, clean and without an error", async () => {
  const stage = createStage();
  const { socket, heard, types } = await openSocket(stage);
  stage.clock.advance(0);
  socket.close(4_000, "done");
  stage.clock.advance(0);
  expect(types()).toEqual(["open", "close"]);
  expect(heard[1]).toMatchObject({ code: 4_000, reason: "done", wasClean: true });
});

test("a lost socket raises an error, then close with 1006", async () => {
  const stage = createStage();
  const { heard, types } = await openSocket(stage);
  stage.clock.advance(0);
  stage.emulator.control.dropSockets({ how: "abort" });
  stage.clock.advance(0);
  expect(types()).toEqual(["open", "error", "close"]);
  expect(heard[2]).toMatchObject({ code: 1006, wasClean: false });
});

test("the states are on the class and on each socket", async () => {
  const stage = createStage();
  const { socket } = await openSocket(stage);
  const states = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 };
  expect(socket).toMatchObject(states);
  expect({ ...stage.emulator.WebSocket }).toEqual(states);
});

test.each([
  ["a URL that is none", "ws://", "SyntaxError"],
  ["another scheme", "ftp://127.0.0.1/ws", "SyntaxError"],
])("%s is refused", (_, url, name) => {
  const { emulator } = createStage();
  expect(() => new emulator.WebSocket(url)).toThrow(expect.objectContaining({ name }) as Error);
});

test("an http URL is taken for that of a socket", () => {
  const { emulator } = createStage();
  expect(new emulator.WebSocket("https://127.0.0.1/ws").url).toBe("wss://127.0.0.1/ws");
});

test.each([999, 1_001, 5_000])("a page cannot close with %d", async (code) => {
  const { socket } = await openSocket(createStage());
  expect(() => socket.close(code)).toThrow(expect.objectContaining({ name: "InvalidAccessError" }) as Error);
});

/** A clock whose timers wait as those of a browser do: four milliseconds at least, five levels down in others. */
function createPageClock() {
  const virtual = createVirtualClock();
  let level = 0;
  const clock: Clock = {
    nowMs: virtual.nowMs,
    setTimer(delayMs, callback) {
      const ownLevel = level + 1;
      return virtual.setTimer(ownLevel > 5 ? Math.max(delayMs, 4) : delayMs, () => {
        level = ownLevel;
        callback();
        level = 0;
      });
    },
  };
  return { clock, advance: virtual.advance };
}

test("frames come in their order, also where a browser lets some timers wait longer than others", async () => {
  const { clock, advance } = createPageClock();
  const stage = createStage({ clock });
  const { socket, customer } = await openSocket(stage);
  const heard: string[] = [];
  advance(0);
  socket.send(subscription);
  advance(0);
  socket.onmessage = ({ data }: MessageEvent<string>) => {
    const { content } = JSON.parse(data) as { readonly content: string };
    heard.push((JSON.parse(content) as { readonly Content: string }).Content);
  };
  const say = (content: string) =>
    void stage.emulator.control.say({ contactId: customer.contactId, content });
  const sayAtLevel = (level: number): void =>
    void clock.setTimer(0, () => (level === 1 ? say("first") : sayAtLevel(level - 1)));
  sayAtLevel(5);
  advance(4);
  say("second");
  advance(20);
  expect(heard).toEqual(["first", "second"]);
});
