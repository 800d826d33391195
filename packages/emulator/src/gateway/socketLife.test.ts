import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import type { Stage } from "../../test/chat.js";
import { openMemorySocket, socketFor, urlFor } from "../../test/memorySocket.js";
import { subscribeFrame } from "../../test/socketClient.js";

const chatOn = ({ emulator }: Stage) => emulator.control.startChat({ displayName: "Avery" });
const text = (Content: string) => ({ ContentType: "text/plain", Content });

test("sockets stay open for five seconds after the end, then close with 1000", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const socket = await socketFor(stage, customer.participantToken);
  stage.emulator.control.end(customer.contactId);
  stage.clock.advance(4_999);
  expect([socket.items().at(-1), socket.ending]).toEqual(["chat.ended", undefined]);
  stage.clock.advance(1);
  expect(socket.ending).toBe("1000 chat ended");
});

test("a URL opens several sockets for 100 seconds, then none", async () => {
  const stage = createStage();
  const url = await urlFor(stage, chatOn(stage).participantToken);
  expect(openMemorySocket(stage.emulator, url)).toBeDefined();
  stage.clock.advance(99_999);
  expect(openMemorySocket(stage.emulator, url)).toBeDefined();
  stage.clock.advance(1);
  expect(openMemorySocket(stage.emulator, url)).toBeUndefined();
});

test("a URL of a participant who has left, or of an ended chat, opens nothing", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const agent = await stage.agent(customer.contactId);
  const urls = [await urlFor(stage, customer.participantToken), await urlFor(stage, agent.participantToken)];
  await customer.call("DisconnectParticipant", {});
  expect(
    urls.map((url) => stage.emulator.gateway.handshake(new URL(url).searchParams.get("X-Emu-Connection")!)),
  ).toEqual([{ verdict: "refuse", status: 403 }, { verdict: "admit" }]);
  stage.clock.advance(150);
  expect(openMemorySocket(stage.emulator, urls[1]!)).toBeUndefined();
});

test("the sixth socket of a participant closes the oldest with 1008", async () => {
  const stage = createStage();
  const chat = chatOn(stage);
  const url = await urlFor(stage, chat.participantToken);
  const sockets = Array.from({ length: 6 }, () => openMemorySocket(stage.emulator, url)!);
  expect(sockets.map(({ ending }) => ending?.slice(0, 4))).toEqual(["1008", ...Array(5).fill(undefined)]);
  sockets[1]!.leave();
  openMemorySocket(stage.emulator, url);
  expect(sockets[2]!.ending).toBeUndefined();
  expect(stage.emulator.control.listSockets()).toHaveLength(5);
});

test("a socket closes with 1000 a minute after its ConnectionExpiry, whenever it was opened", async () => {
  const stage = createStage();
  const chat = chatOn(stage);
  const url = await urlFor(stage, chat.participantToken);
  stage.clock.advance(50_000);
  const socket = openMemorySocket(stage.emulator, url)!;
  socket.send(subscribeFrame);
  const beat = (untilMs: number) => {
    while (stage.clock.nowMs() < untilMs) {
      socket.send({ topic: "aws/heartbeat" });
      stage.clock.advance(10_000);
    }
  };
  beat(Date.UTC(2026, 0, 15, 13, 0, 50));
  expect(socket.ending).toBeUndefined();
  beat(Date.UTC(2026, 0, 15, 13, 1));
  expect(socket.ending).toBe("1000 expired");
});

test("a socket without traffic for ten minutes closes with 1001, one with heartbeats stays", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const url = await urlFor(stage, customer.participantToken);
  const idle = openMemorySocket(stage.emulator, url)!;
  const busy = openMemorySocket(stage.emulator, url)!;
  stage.clock.advance(400_000);
  busy.send({ topic: "aws/heartbeat" });
  stage.clock.advance(200_000);
  expect([idle.ending, busy.ending]).toEqual(["1001 idle", undefined]);
  stage.clock.advance(400_000);
  expect(busy.ending).toBe("1001 idle");
});

test("drops the sockets that match, with a code or by cutting", async () => {
  const stage = createStage();
  const [avery, blair] = [await stage.customer(), await stage.customer()];
  const sockets = [
    await socketFor(stage, avery.participantToken),
    await socketFor(stage, blair.participantToken),
  ];
  const { control } = stage.emulator;
  expect(control.dropSockets({ contactId: "unknown" })).toBe(0);
  expect(control.dropSockets({ participantId: avery.participantId, code: 4_000 })).toBe(1);
  expect(sockets.map(({ ending }) => ending)).toEqual(["4000 dropped", undefined]);
  expect(control.dropSockets({ contactId: blair.contactId, how: "abort" })).toBe(1);
  expect([sockets[1]!.ending, control.listSockets()]).toEqual(["abort", []]);
  await avery.call("SendMessage", text("still here"));
});

test("closing ends all sockets and leaves no timer", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const socket = await socketFor(stage, customer.participantToken);
  stage.emulator.close();
  expect(socket.ending).toBe("1001 emulator stopped");
  expect(stage.clock.pendingTimers).toBe(0);
});
