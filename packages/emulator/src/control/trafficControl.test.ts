import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import { clientFor } from "../../test/inProcessClient.js";
import type { TrafficEntry } from "../index.js";
import { ControlError } from "./controlError.js";

const token = /(pt|ct|ws|vt)\.[\w-]{20}/;

const watch = (stage: ReturnType<typeof createStage>) => {
  const entries: TrafficEntry[] = [];
  const stop = stage.emulator.control.watchTraffic((entry) => void entries.push(entry));
  return { entries, stop };
};
const message = { ContentType: "text/plain", Content: "Where is my order?" };

test("watchers see operation calls with who called, what came of it and how long it took", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const { entries } = watch(stage);
  await customer.call("SendMessage", message);
  await customer.callRaw("SendMessage", { ContentType: "text/plain" });
  stage.emulator.control.injectFault({ kind: "dropResponse", operation: "GetTranscript" });
  await customer.callRaw("GetTranscript", {}).catch(() => undefined);
  const who = { contactId: customer.contactId, participantId: customer.participantId };
  expect(entries).toMatchObject([
    { kind: "request", trafficId: 1, operation: "SendMessage", method: "POST", status: 200, ...who },
    { kind: "request", trafficId: 2, operation: "SendMessage", status: 400, durationMs: 0, ...who },
    { kind: "request", trafficId: 3, operation: "GetTranscript", status: 0, ...who },
  ]);
  expect(entries[0]).toMatchObject({ contentType: "text/plain", path: "/participant/message" });
});

test("how long a request took is told by the emulator's clock", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const { entries } = watch(stage);
  stage.emulator.control.injectFault({ kind: "latency", ms: 750 });
  const sent = customer.call("SendMessage", message);
  await stage.clock.advanceAsync(750);
  await sent;
  expect(entries).toMatchObject([{ operation: "SendMessage", durationMs: 750 }]);
});

test("watchers see the frames of both directions, and what becomes of a socket", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const { entries } = watch(stage);
  const client = await clientFor(stage, customer.participantToken);
  const { socketId } = stage.emulator.control.listSockets()[0]!;
  await customer.call("SendMessage", message);
  stage.clock.advance(0);
  stage.emulator.control.dropSockets({ code: 1001 });
  const who = { contactId: customer.contactId, participantId: customer.participantId, socketId };
  expect(entries.filter(({ kind }) => kind !== "request")).toMatchObject([
    { kind: "socket", event: "opened", ...who },
    { kind: "frame", direction: "toService", topic: "aws/subscribe", ...who },
    { kind: "frame", direction: "toClient", topic: "aws/subscribe", ...who },
    { kind: "frame", direction: "toClient", topic: "aws/chat", contentType: "text/plain", ...who },
    { kind: "socket", event: "closed", code: 1001, ...who },
  ]);
  expect(client.frames.at(-1)).toMatchObject({ topic: "aws/chat" });
});

test("watchers see handshakes that are refused or left without an answer", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const { entries } = watch(stage);
  stage.emulator.control.injectFault({ kind: "refuseUpgrade", status: 503, times: 1 });
  stage.emulator.control.injectFault({ kind: "hangHandshake", times: 1 });
  await clientFor(stage, customer.participantToken).catch(() => undefined);
  await clientFor(stage, customer.participantToken).catch(() => undefined);
  stage.emulator.gateway.handshake("unknown");
  expect(entries.filter(({ kind }) => kind === "socket")).toMatchObject([
    { event: "refused", status: 503, contactId: customer.contactId },
    { event: "unanswered", contactId: customer.contactId },
    { event: "refused", status: 403 },
  ]);
});

test("a frame on an agent's transport is of the chat that it is about", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  await stage.agent(customer.contactId, "Robin");
  const { webSocketTransport } = stage.emulator.control.agentTransport("robin", "http://127.0.0.1");
  const { entries } = watch(stage);
  const socket = stage.emulator.openSocket(webSocketTransport.url, {
    opened: () => socket.send('{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}'),
    received: () => undefined,
    closed: () => undefined,
  });
  stage.clock.advance(0);
  await customer.call("SendMessage", message);
  stage.clock.advance(0);
  expect(entries.at(-1)).toMatchObject({ kind: "frame", agentId: "robin", contactId: customer.contactId });
});

test("bodies are there on demand, without a token", async () => {
  const stage = createStage();
  const { control } = stage.emulator;
  const { entries } = watch(stage);
  await stage.send("/start-chat", {
    method: "POST",
    body: JSON.stringify({ ParticipantDetails: { DisplayName: "Avery" } }),
  });
  const customer = await stage.customer();
  await clientFor(stage, customer.participantToken);
  await customer.call("SendMessage", message);
  stage.clock.advance(0);
  const details = entries.map(({ trafficId }) => control.getTraffic(trafficId));
  const bodies = JSON.stringify(details);
  expect(bodies).toContain("pt.***");
  expect(bodies).toContain("ct.***");
  expect(bodies).toContain("X-Emu-Connection=ws.***");
  expect(bodies).not.toMatch(token);
  const sent = details.find(({ entry }) => entry.kind === "request" && entry.operation === "SendMessage");
  expect(sent?.bodies).toEqual({
    request: JSON.stringify(message),
    response: expect.stringContaining("AbsoluteTime"),
  });
  expect(details.at(-1)?.bodies.frame).toContain("Where is my order?");
});

test("only the latest are kept, and none once nobody watches", async () => {
  const stage = createStage();
  const { control } = stage.emulator;
  const customer = await stage.customer();
  const { entries, stop } = watch(stage);
  await clientFor(stage, customer.participantToken);
  for (let count = 0; count < 1_010; count++) control.type(customer);
  stage.clock.advance(0);
  expect(() => control.getTraffic(entries[0]!.trafficId)).toThrow(ControlError);
  const newest = entries.at(-1)!.trafficId;
  expect(control.getTraffic(newest).entry).toEqual(entries.at(-1));
  stop();
  expect(() => control.getTraffic(newest)).toThrow(ControlError);
  control.type(customer);
  stage.clock.advance(0);
  expect(entries.at(-1)!.trafficId).toBe(newest);
});

test("over HTTP traffic comes in batches beside the contacts, and its bodies by id", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const timersBefore = stage.clock.pendingTimers;
  const response = await stage.send("/control/traffic");
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  await customer.call("SendMessage", message);
  await customer.call("SendEvent", { ContentType: "application/vnd.amazonaws.connect.event.typing" });
  stage.clock.advance(100);
  const read = async (count: number) => {
    let text = "";
    for (let index = 0; index < count; index++) text += (await reader.read()).value ?? "";
    return text;
  };
  const [, data] = /event: traffic\ndata: (.*)\n/.exec(await read(3))!;
  const { entries, missed } = JSON.parse(data!);
  expect(missed).toBe(0);
  expect(entries).toMatchObject([{ operation: "SendMessage" }, { operation: "SendEvent" }]);
  const detail = await stage.send(`/control/traffic/${entries[0].trafficId}`);
  expect(await detail.json()).toMatchObject({
    entry: entries[0],
    bodies: { request: JSON.stringify(message) },
  });
  expect((await stage.send("/control/traffic/0")).status).toBe(404);
  await reader.cancel();
  expect(stage.clock.pendingTimers).toBe(timersBefore);
});

test("a reader that does not keep up misses traffic and is told how much, and the stream goes on", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  await clientFor(stage, customer.participantToken);
  const response = await stage.send("/control/traffic");
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  await reader.read();
  const batches = 26;
  for (let batch = 0; batch < batches; batch++) {
    for (let count = 0; count < 510; count++) stage.emulator.control.type(customer);
    stage.clock.advance(100);
  }
  let seen = 0;
  let missed = 0;
  let largest = 0;
  const count = (text: string) => {
    const batch: { entries: unknown[]; missed: number } = JSON.parse(/data: (.*)\n/.exec(text)![1]!);
    seen += batch.entries.length;
    missed += batch.missed;
    largest = Math.max(largest, batch.entries.length);
  };
  while (seen < 10_000) count((await reader.read()).value!);
  stage.emulator.control.type(customer);
  stage.clock.advance(100);
  while (seen + missed < batches * 510 + 1) count((await reader.read()).value!);
  expect(largest).toBeLessThanOrEqual(500);
  expect(missed).toBeGreaterThan(1_000);
});
