import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import { clientFor, connectInProcess } from "../../test/inProcessClient.js";
import { subscribeFrame } from "../../test/socketClient.js";
import type { FaultRule } from "./faultRule.js";

const setUp = async (...rules: FaultRule[]) => {
  const stage = createStage();
  const customer = await stage.customer();
  const client = await clientFor(stage, customer.participantToken);
  for (const rule of rules) stage.emulator.control.injectFault(rule);
  const say = (...contents: string[]) => {
    for (const content of contents) stage.emulator.control.say({ contactId: customer.contactId, content });
    stage.clock.advance(0);
  };
  return { stage, customer, client, say };
};

test("a dropped frame never comes, though the transcript has it", async () => {
  const { stage, customer, client, say } = await setUp({ kind: "dropFrames", times: 1 });
  say("one", "two");
  stage.clock.advance(60_000);
  expect(client.texts()).toEqual(["two"]);
  expect(stage.transcript(customer.contactId).flatMap(({ Content }) => Content ?? [])).toEqual([
    "one",
    "two",
  ]);
});

test("a duplicated frame comes once more, or as often as told", async () => {
  const { client, say } = await setUp(
    { kind: "duplicateFrames", times: 1 },
    { kind: "duplicateFrames", copies: 3, times: 1 },
  );
  say("one", "two", "three");
  expect(client.texts()).toEqual(["one", "one", "two", "two", "two", "two", "three"]);
});

test("a delayed frame comes later, and those after it overtake it", async () => {
  const { stage, client, say } = await setUp({ kind: "delayFrames", ms: 300, times: 1 });
  say("one", "two");
  stage.clock.advance(299);
  expect(client.texts()).toEqual(["two"]);
  stage.clock.advance(1);
  expect(client.texts()).toEqual(["two", "one"]);
});

test("frames of one delay keep their order; jitter changes it", async () => {
  const contents = Array.from({ length: 12 }, (_, index) => `${index}`);
  const orderWith = async (rule: FaultRule) => {
    const { stage, client, say } = await setUp(rule);
    say(...contents);
    stage.clock.advance(1_000);
    return client.texts();
  };
  expect(await orderWith({ kind: "delayFrames", ms: 300 })).toEqual(contents);
  const jittered = await orderWith({ kind: "delayFrames", ms: 300, jitterMs: 500 });
  expect(jittered).not.toEqual(contents);
  expect([...jittered].sort((one, other) => Number(one) - Number(other))).toEqual(contents);
});

test("frames are reordered in pairs, or in windows as long as told", async () => {
  const pairs = await setUp({ kind: "reorderFrames" });
  pairs.say("one", "two", "three", "four");
  expect(pairs.client.texts()).toEqual(["two", "one", "four", "three"]);
  const window = await setUp({ kind: "reorderFrames", window: 4 });
  window.say("a", "b", "c");
  expect(window.client.texts()).toEqual([]);
  window.say("d");
  expect(window.client.texts()).not.toEqual(["a", "b", "c", "d"]);
  expect([...window.client.texts()].sort()).toEqual(["a", "b", "c", "d"]);
});

test("what waits for its window goes out after 200 ms, also when the fault is cleared", async () => {
  const { stage, client, say } = await setUp({ kind: "reorderFrames", window: 100 });
  say("one", "two", "three");
  stage.emulator.control.clearFaults();
  stage.clock.advance(199);
  expect(client.texts()).toEqual([]);
  stage.clock.advance(1);
  expect([...client.texts()].sort()).toEqual(["one", "three", "two"]);
  say("four");
  expect(client.texts().at(-1)).toBe("four");
});

test("each socket has a window of its own", async () => {
  const { stage, customer, client, say } = await setUp();
  const second = await clientFor(stage, customer.participantToken);
  stage.emulator.control.injectFault({ kind: "reorderFrames" });
  say("one", "two");
  expect([client.texts(), second.texts()]).toEqual([
    ["two", "one"],
    ["two", "one"],
  ]);
});

test("frames that are no data are left alone", async () => {
  const { stage, client } = await setUp({ kind: "dropFrames" });
  client.send({ topic: "aws/heartbeat" });
  client.send(subscribeFrame);
  stage.clock.advance(0);
  expect(client.frames.slice(1).map(({ topic }) => topic)).toEqual(["aws/heartbeat", "aws/subscribe"]);
});

test("a fault of one contact strikes its frames on an agent's transport, and no others there", async () => {
  const { stage, customer } = await setUp();
  const { control } = stage.emulator;
  const other = await stage.customer();
  for (const { contactId } of [customer, other]) await stage.agent(contactId);
  const transport = connectInProcess(stage, control.agentTransport("robin").webSocketTransport.url);
  stage.clock.advance(0);
  transport.send(subscribeFrame);
  control.injectFault({ kind: "dropFrames", contactId: customer.contactId });
  for (const { contactId } of [customer, other]) control.say({ contactId, content: `for ${contactId}` });
  stage.clock.advance(0);
  expect(transport.texts()).toEqual([`for ${other.contactId}`]);
});

test("a fault of an agent who has come back strikes the transport of who is in the chat now", async () => {
  const { stage, customer, say } = await setUp();
  const { control } = stage.emulator;
  await stage.agent(customer.contactId);
  const again = control.transfer({ contactId: customer.contactId, displayName: "Robin", agentId: "robin" });
  await stage.person(again);
  const transport = connectInProcess(stage, control.agentTransport("robin").webSocketTransport.url);
  stage.clock.advance(0);
  transport.send(subscribeFrame);
  control.injectFault({ kind: "dropFrames", participantId: again.participantId });
  say("Hi");
  expect(transport.texts()).toEqual([]);
});

test("a fault of an agent spares the customer's sockets", async () => {
  const { stage, customer, client, say } = await setUp({ kind: "dropFrames", agentId: "robin" });
  const agent = await stage.agent(customer.contactId);
  const agentClient = await clientFor(stage, agent.participantToken);
  say("Hi");
  expect([client.texts().at(-1), agentClient.texts()]).toEqual(["Hi", []]);
});

test("closing the emulator forgets the frames that wait", async () => {
  const { stage, client, say } = await setUp({ kind: "delayFrames", ms: 500 });
  say("one");
  stage.emulator.close();
  stage.clock.advance(1_000);
  expect([client.texts(), stage.clock.pendingTimers]).toEqual([[], 0]);
});
