import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import { clientFor } from "../../test/inProcessClient.js";

const lost = { code: 1006, reason: "", wasClean: false };
const text = (Content: string) => ({ ContentType: "text/plain", Content });

const halfOpenStage = async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const client = await clientFor(stage, customer.participantToken);
  return { stage, customer, client, control: stage.emulator.control };
};

test("over a half-open socket nothing goes through, not even what was on its way", async () => {
  const { stage, customer, client, control } = await halfOpenStage();
  client.send({ topic: "aws/heartbeat" });
  expect(control.dropSockets({ how: "halfOpen" })).toBe(1);
  client.send({ topic: "aws/ping" });
  await customer.call("SendMessage", text("unheard"));
  stage.clock.advance(60_000);
  expect(client.frames.map(({ topic }) => topic)).toEqual(["aws/subscribe"]);
  expect([client.socket.readyState, client.told, control.listSockets().length]).toEqual([1, ["opened"], 1]);
});

test("the service forgets a half-open socket after its idle time, whatever the client sends, and does not tell", async () => {
  const { stage, client, control } = await halfOpenStage();
  stage.clock.advance(1_000);
  control.dropSockets({ how: "halfOpen" });
  stage.clock.advance(500_000);
  client.send({ topic: "aws/heartbeat" });
  stage.clock.advance(98_999);
  expect(control.listSockets()).toHaveLength(1);
  stage.clock.advance(1);
  expect(control.listSockets()).toEqual([]);
  stage.clock.advance(600_000);
  expect([client.socket.readyState, client.told]).toEqual([1, ["opened"]]);
});

test.each(["close", "abort"] as const)("a drop by %s does not get through either", async (how) => {
  const { stage, client, control } = await halfOpenStage();
  control.dropSockets({ how: "halfOpen" });
  control.dropSockets({ how });
  stage.clock.advance(60_000);
  expect([client.told, control.listSockets()]).toEqual([["opened"], []]);
});

test("a client that closes a half-open socket waits ten seconds for an answer, and the service hears nothing", async () => {
  const { stage, client, control } = await halfOpenStage();
  control.dropSockets({ how: "halfOpen" });
  client.socket.close(1_000);
  stage.clock.advance(9_999);
  expect([client.socket.readyState, client.told]).toEqual([2, ["opened"]]);
  stage.clock.advance(1);
  expect([client.socket.readyState, client.told]).toEqual([3, ["opened", lost]]);
  expect(control.listSockets()).toHaveLength(1);
});

test("only the sockets that match go half-open", async () => {
  const { stage, client, control } = await halfOpenStage();
  const other = await clientFor(stage, (await stage.customer()).participantToken);
  const [socket] = control.listSockets();
  expect(control.dropSockets({ contactId: socket!.contactId, how: "halfOpen" })).toBe(1);
  for (const each of [client, other]) each.send({ topic: "aws/heartbeat" });
  stage.clock.advance(0);
  expect([client.frames.length, other.frames.length]).toEqual([1, 2]);
});
