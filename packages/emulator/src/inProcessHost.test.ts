import { describe, expect, test } from "vitest";
import { createStage } from "../test/chat.js";
import { clientFor, connectInProcess } from "../test/inProcessClient.js";
import { urlFor } from "../test/memorySocket.js";
import { subscribeFrame } from "../test/socketClient.js";

const lost = { code: 1006, reason: "", wasClean: false };

test("answers requests of any part of the emulator", async () => {
  const { emulator } = createStage();
  const response = await emulator.fetch("http://127.0.0.1/control/contacts");
  expect([response.status, await response.json()]).toEqual([200, { contacts: [] }]);
});

test("a request whose signal has aborted rejects with its reason", async () => {
  const { emulator } = createStage();
  const signal = AbortSignal.abort(new Error("given up"));
  await expect(emulator.fetch("http://127.0.0.1/control/contacts", { signal })).rejects.toThrow("given up");
});

test("a socket opens in a later turn of the clock, and so does all that it hears", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const client = connectInProcess(stage, await urlFor(stage, customer.participantToken));
  expect([client.socket.readyState, client.told]).toEqual([0, []]);
  expect(() => client.send(subscribeFrame)).toThrow("unable to send a frame; the socket is still connecting");
  stage.clock.advance(0);
  expect([client.socket.readyState, client.told]).toEqual([1, ["opened"]]);
  client.send(subscribeFrame);
  expect(client.frames).toEqual([]);
  stage.clock.advance(0);
  expect(client.frames).toHaveLength(1);
  await customer.call("SendMessage", { ContentType: "text/plain", Content: "Hi" });
  stage.clock.advance(0);
  expect(client.texts()).toEqual(["Hi"]);
});

test.each([
  ["an unknown ticket", "ws://127.0.0.1/ws?X-Emu-Connection=unknown"],
  ["no ticket", "ws://127.0.0.1/ws"],
  ["another path", "ws://127.0.0.1/socket"],
])("a handshake with %s is lost with 1006, not clean", (_, url) => {
  const stage = createStage();
  const client = connectInProcess(stage, url);
  stage.clock.advance(0);
  expect([client.socket.readyState, client.told]).toEqual([3, [lost]]);
});

test("a client's close is answered once with its own code, and the service forgets the socket", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const client = await clientFor(stage, customer.participantToken);
  client.socket.close(4_000, "done");
  client.socket.close(1_000);
  expect([client.socket.readyState, stage.emulator.control.listSockets()]).toEqual([2, []]);
  client.send(subscribeFrame);
  stage.clock.advance(0);
  expect(client.told).toEqual(["opened", { code: 4_000, reason: "done", wasClean: true }]);
});

test("a close before the opening is lost with 1006, and nothing opens", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const client = connectInProcess(stage, await urlFor(stage, customer.participantToken));
  client.socket.close();
  stage.clock.advance(0);
  expect([client.told, stage.emulator.control.listSockets()]).toEqual([[lost], []]);
});

test("what was sent before the service's close comes before it", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const client = await clientFor(stage, customer.participantToken);
  client.send({ topic: "aws/ping" });
  stage.emulator.control.dropSockets({ code: 4_001 });
  stage.clock.advance(0);
  expect(client.frames.at(-1)).toEqual({ topic: "aws/ping", statusCode: 200, statusContent: "OK" });
  expect(client.told.at(-1)).toEqual({ code: 4_001, reason: "dropped", wasClean: true });
});

test("a cut socket is lost with 1006", async () => {
  const stage = createStage();
  const client = await clientFor(stage, (await stage.customer()).participantToken);
  stage.emulator.control.dropSockets({ how: "abort" });
  stage.clock.advance(0);
  expect(client.told).toEqual(["opened", lost]);
});

test("a frame over the limit closes the socket with 1009", async () => {
  const stage = createStage({ limits: { socketMessageSizeBytes: 100 } });
  const client = await clientFor(stage, (await stage.customer()).participantToken);
  client.socket.send("é".repeat(51));
  stage.clock.advance(0);
  expect(client.told.at(-1)).toEqual({ code: 1009, reason: "", wasClean: true });
  expect(stage.emulator.control.listSockets()).toEqual([]);
});

describe("an emulator that is closed", () => {
  test("answers no request: it is cut", async () => {
    const { emulator } = createStage();
    emulator.close();
    await expect(emulator.fetch("http://127.0.0.1/control/contacts")).rejects.toThrow(
      new TypeError("fetch failed"),
    );
  });

  test("opens no socket, not even one that was on its way", async () => {
    const stage = createStage();
    const customer = await stage.customer();
    const url = await urlFor(stage, customer.participantToken);
    const before = connectInProcess(stage, url);
    stage.emulator.close();
    const after = connectInProcess(stage, url);
    stage.clock.advance(0);
    expect([before.told, after.told]).toEqual([[lost], [lost]]);
  });

  test("cuts a handshake that hangs", async () => {
    const stage = createStage();
    const customer = await stage.customer();
    stage.emulator.control.injectFault({ kind: "hangHandshake" });
    const client = connectInProcess(stage, await urlFor(stage, customer.participantToken));
    stage.clock.advance(60_000);
    expect(client.told).toEqual([]);
    stage.emulator.close();
    stage.clock.advance(0);
    expect([client.socket.readyState, client.told]).toEqual([3, [lost]]);
  });
});
