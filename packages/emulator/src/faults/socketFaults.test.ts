import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import { clientFor, connectInProcess } from "../../test/inProcessClient.js";
import { urlFor } from "../../test/memorySocket.js";
import { subscribeFrame } from "../../test/socketClient.js";
import type { FaultRule } from "./faultRule.js";

const lost = { code: 1006, reason: "", wasClean: false };
const success = { topic: "aws/subscribe", content: { status: "success", topics: ["aws/chat"] } };

const setUp = async (...rules: FaultRule[]) => {
  const stage = createStage();
  const customer = await stage.customer();
  for (const rule of rules) stage.emulator.control.injectFault(rule);
  return { stage, customer, url: await urlFor(stage, customer.participantToken) };
};

test("a refused handshake is lost, the next one is let in", async () => {
  const { stage, url } = await setUp({ kind: "refuseUpgrade", times: 1 });
  const [first, second] = [connectInProcess(stage, url), connectInProcess(stage, url)];
  stage.clock.advance(0);
  expect([first.told, second.told]).toEqual([[lost], ["opened"]]);
  expect(stage.emulator.control.listFaults()[0]!.hits).toBe(1);
});

test("a handshake that the service refuses anyway is no hit", async () => {
  const { stage, url } = await setUp({ kind: "refuseUpgrade", status: 503 });
  connectInProcess(stage, `${url}x`);
  stage.clock.advance(0);
  expect(stage.emulator.control.listFaults()[0]!.hits).toBe(0);
});

test("a hanging handshake tells nothing until the client closes", async () => {
  const { stage, url } = await setUp({ kind: "hangHandshake" });
  const client = connectInProcess(stage, url);
  stage.clock.advance(600_000);
  stage.emulator.control.clearFaults();
  stage.clock.advance(600_000);
  expect([client.socket.readyState, client.told]).toEqual([0, []]);
  client.socket.close();
  stage.clock.advance(0);
  expect([client.socket.readyState, client.told]).toEqual([3, [lost]]);
});

test("a handshake fault strikes whom it names", async () => {
  const { stage, customer, url } = await setUp();
  const { control } = stage.emulator;
  const stranger = await stage.customer();
  const urls = [
    url,
    await urlFor(stage, stranger.participantToken),
    control.agentTransport("robin").webSocketTransport.url,
  ];
  const openedWith = (rule: Partial<FaultRule>) => {
    control.clearFaults();
    control.injectFault({ kind: "refuseUpgrade", ...rule } as FaultRule);
    const clients = urls.map((each) => connectInProcess(stage, each));
    stage.clock.advance(0);
    return clients.map(({ told }) => told[0] === "opened");
  };
  expect(openedWith({ contactId: customer.contactId })).toEqual([false, true, true]);
  expect(openedWith({ participantId: stranger.participantId })).toEqual([true, false, true]);
  expect(openedWith({ agentId: "robin" })).toEqual([true, true, false]);
  expect(openedWith({})).toEqual([false, false, false]);
});

test("ignored heartbeats and pings get no answer, each on its own", async () => {
  const { stage, customer } = await setUp({ kind: "ignoreHeartbeats", times: 1 });
  const client = await clientFor(stage, customer.participantToken, false);
  const ask = () => {
    client.send({ topic: "aws/heartbeat" });
    client.send({ topic: "aws/ping" });
    stage.clock.advance(0);
    return client.frames.slice(-2).map(({ topic }) => topic);
  };
  expect(ask()).toEqual(["aws/ping"]);
  expect(ask()).toEqual(["aws/heartbeat", "aws/ping"]);
  stage.emulator.control.injectFault({ kind: "ignorePings", times: 1 });
  ask();
  expect(client.frames.slice(3).map(({ topic }) => topic)).toEqual(["aws/heartbeat"]);
});

test.each<[FaultRule, readonly unknown[]]>([
  [
    { kind: "refuseSubscriptions", times: 2 },
    Array(2).fill({ topic: "aws/subscribe", content: { status: "failure", topics: ["aws/chat"] } }),
  ],
  [{ kind: "ignoreSubscriptions", times: 2 }, []],
])("$0.kind has no effect on who is subscribed", async (rule, answers) => {
  const { stage } = await setUp(rule);
  const chat = stage.emulator.control.startChat({ displayName: "Avery" });
  const stateOf = () => stage.emulator.control.getContact(chat.contactId).contact.state;
  const client = await clientFor(stage, chat.participantToken, false);
  for (let count = 0; count < 2; count++) client.send(subscribeFrame);
  stage.emulator.control.say({ contactId: chat.contactId, content: "unheard" });
  stage.clock.advance(0);
  expect([client.frames, stateOf()]).toEqual([answers, "CREATED"]);
  client.send(subscribeFrame);
  stage.clock.advance(0);
  expect([client.frames[answers.length], stateOf()]).toEqual([success, "QUEUED"]);
});

test("a subscription fault leaves other frames and other people alone", async () => {
  const { stage, customer } = await setUp();
  const stranger = await stage.customer();
  stage.emulator.control.injectFault({ kind: "ignoreSubscriptions", participantId: customer.participantId });
  const mine = await clientFor(stage, customer.participantToken);
  const theirs = await clientFor(stage, stranger.participantToken);
  mine.send({ topic: "aws/unsubscribe", content: { topics: ["aws/chat"] } });
  stage.clock.advance(0);
  expect(mine.frames.map(({ topic }) => topic)).toEqual(["aws/unsubscribe"]);
  expect(theirs.frames).toEqual([success]);
});
