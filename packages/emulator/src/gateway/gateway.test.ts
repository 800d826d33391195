import { eventContentType } from "@amazon-connect-chat/protocol";
import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import type { Stage } from "../../test/chat.js";
import { openMemorySocket, socketFor, urlFor } from "../../test/memorySocket.js";
import { subscribeFrame } from "../../test/socketClient.js";

const chatOn = ({ emulator }: Stage) => emulator.control.startChat({ displayName: "Avery" });
const text = (Content: string) => ({ ContentType: "text/plain", Content });

test("the first subscription brings the customer in, a further one does not", async () => {
  const stage = createStage({ flow: { prompts: ["Welcome", "Queued"], promptDelayMs: 1_000 } });
  const chat = chatOn(stage);
  const stateOf = () => stage.emulator.control.getContact(chat.contactId).contact.state;
  const socket = await socketFor(stage, chat.participantToken);
  expect(socket.frames).toEqual([
    { topic: "aws/subscribe", content: { status: "success", topics: ["aws/chat"] } },
  ]);
  stage.clock.advance(999);
  expect([stateOf(), socket.items()]).toEqual(["FLOW", ["participant.joined"]]);
  stage.clock.advance(1_001);
  expect([stateOf(), socket.items()]).toEqual(["QUEUED", ["participant.joined", "Welcome", "Queued"]]);
  const second = await socketFor(stage, chat.participantToken);
  stage.clock.advance(5_000);
  expect(second.items()).toEqual([]);
});

test("a data frame is the item as a JSON text, with both contact ids", async () => {
  const stage = createStage();
  const chat = chatOn(stage);
  const socket = await socketFor(stage, chat.participantToken);
  stage.clock.advance(0);
  const frame = socket.frames.at(-1)!;
  expect(Object.keys(frame)).toEqual(["content", "contentType", "topic"]);
  expect(JSON.parse(frame.content as string)).toEqual({
    ...stage.transcript(chat.contactId)[0],
    InitialContactId: chat.contactId,
  });
});

test("an item goes to every subscribed socket of the chat, the sender's too, and to no other", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const agent = await stage.agent(customer.contactId);
  const stranger = await stage.customer();
  const sockets = [
    await socketFor(stage, customer.participantToken),
    await socketFor(stage, customer.participantToken),
    await socketFor(stage, agent.participantToken),
  ];
  const elsewhere = await socketFor(stage, stranger.participantToken);
  const silent = openMemorySocket(stage.emulator, await urlFor(stage, customer.participantToken))!;
  await customer.call("SendMessage", text("Hi"));
  stage.clock.advance(0);
  for (const socket of sockets) expect(socket.items().at(-1)).toBe("Hi");
  expect([silent.frames, elsewhere.items()]).toEqual([[], []]);
});

test("an agent's transport carries all chats of that agent from their joining on", async () => {
  const stage = createStage();
  const { control } = stage.emulator;
  const transport = openMemorySocket(stage.emulator, control.agentTransport("robin").webSocketTransport.url)!;
  transport.send(subscribeFrame);
  const [first, second] = [await stage.customer(), await stage.customer()];
  control.inviteAgent({ contactId: second.contactId, displayName: "Robin", agentId: "robin" });
  await stage.agent(first.contactId);
  await first.call("SendMessage", text("one"));
  await second.call("SendMessage", text("not yet"));
  stage.clock.advance(0);
  expect(transport.items()).toEqual(["participant.joined", "one"]);
});

test("an answer goes before its echo, unless told otherwise", async () => {
  for (const echoBeforeResponse of [false, true]) {
    const stage = createStage({ echoBeforeResponse });
    const customer = await stage.customer();
    const socket = await socketFor(stage, customer.participantToken);
    stage.clock.advance(0);
    await customer.call("SendMessage", text("Hi"));
    expect(socket.items().includes("Hi")).toBe(echoBeforeResponse);
    stage.clock.advance(0);
    expect(socket.items().filter((item) => item === "Hi")).toHaveLength(1);
  }
});

test.each([true, false])("the typist's own socket gets the typing event: %s", async (typingEcho) => {
  const stage = createStage({ typingEcho });
  const customer = await stage.customer();
  const agent = await stage.agent(customer.contactId);
  const own = await socketFor(stage, customer.participantToken);
  const other = await socketFor(stage, agent.participantToken);
  await customer.call("SendEvent", { ContentType: eventContentType("typing") });
  stage.clock.advance(0);
  expect(own.items().includes("typing")).toBe(typingEcho);
  expect(other.items()).toContain("typing");
});

test("a receipt reaches the sockets as metadata with the new receipt alone", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const agent = await stage.agent(customer.contactId);
  const socket = await socketFor(stage, agent.participantToken);
  const { Id } = await agent.call("SendMessage", text("Hello"));
  const event = {
    ContentType: eventContentType("message.read"),
    Content: JSON.stringify({ messageId: Id }),
  };
  await customer.call("SendEvent", event);
  await customer.call("SendEvent", event);
  stage.clock.advance(0);
  const metadata = socket.frames
    .filter(({ topic }) => topic === "aws/chat")
    .map(({ content }) => JSON.parse(content as string))
    .filter(({ Type }) => Type === "MESSAGEMETADATA");
  expect(metadata).toEqual([
    {
      AbsoluteTime: "2026-01-15T12:00:00.000Z",
      ContentType: eventContentType("message.metadata"),
      Id,
      Type: "MESSAGEMETADATA",
      MessageMetadata: {
        MessageId: Id,
        Receipts: [
          {
            DeliveredTimestamp: "2026-01-15T12:00:00.000Z",
            ReadTimestamp: "2026-01-15T12:00:00.000Z",
            RecipientParticipantId: customer.participantId,
          },
        ],
      },
    },
  ]);
});

test("who has left gets their own leaving and the end, an agent nothing in between", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const robin = await stage.agent(customer.contactId);
  const sam = await stage.agent(customer.contactId, "Sam");
  const socket = await socketFor(stage, robin.participantToken);
  await robin.call("DisconnectParticipant", {});
  await customer.call("SendMessage", text("Who is left?"));
  await sam.call("DisconnectParticipant", {});
  stage.clock.advance(150);
  expect(socket.items()).toEqual(["participant.left", "chat.ended"]);
});

test("an item from before a subscription does not come after it", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const socket = await socketFor(stage, customer.participantToken);
  stage.clock.advance(0);
  expect(stage.transcript(customer.contactId)).toHaveLength(1);
  expect(socket.items()).toEqual([]);
});

test("answers heartbeats and pings, unsubscribes, and names what it cannot route", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const socket = await socketFor(stage, customer.participantToken);
  socket.send({ topic: "aws/heartbeat" });
  socket.send({ topic: "aws/ping" });
  socket.send({ topic: "aws/subscribe", content: { topics: ["aws/other"] } });
  socket.send({ topic: "aws/subscribe" });
  socket.sendRaw("");
  socket.sendRaw("no JSON");
  socket.sendRaw(undefined);
  socket.send({ topic: "aws/unsubscribe", content: { topics: ["aws/chat"] } });
  await customer.call("SendMessage", text("unheard"));
  stage.clock.advance(0);
  const forbidden = { message: "Forbidden", connectionId: expect.any(String), requestId: expect.any(String) };
  expect(socket.frames.slice(1)).toEqual([
    { topic: "aws/heartbeat" },
    { topic: "aws/ping", statusCode: 200, statusContent: "OK" },
    { topic: "aws/subscribe", content: { status: "success", topics: ["aws/other"] } },
    { topic: "aws/subscribe", content: { status: "failure", topics: [] } },
    forbidden,
    forbidden,
    { topic: "aws/unsubscribe", content: { status: "success", topics: ["aws/chat"] } },
  ]);
  expect(socket.ending).toBeUndefined();
});
