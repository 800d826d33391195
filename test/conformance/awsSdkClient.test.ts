import { once } from "node:events";
import {
  AccessDeniedException,
  ConnectParticipantClient,
  CreateParticipantConnectionCommand,
  DisconnectParticipantCommand,
  GetAttachmentCommand,
  GetTranscriptCommand,
  SendEventCommand,
  SendMessageCommand,
  ValidationException,
} from "@aws-sdk/client-connectparticipant";
import type { Item } from "@aws-sdk/client-connectparticipant";
import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { startChat } from "../support/startChat.js";
import { waitUntil } from "../support/waitUntil.js";

let emulator: RunningEmulator;
let client: ConnectParticipantClient;

beforeEach(async () => {
  emulator = await startEmulator({ flow: { prompts: ["Welcome"], promptDelayMs: 0 }, endDelayMs: 0 });
  client = new ConnectParticipantClient({
    region: "us-west-2",
    endpoint: emulator.url,
    credentials: { accessKeyId: "none", secretAccessKey: "none" },
  });
});
afterEach(async () => {
  client.destroy();
  await emulator.close();
});

/** A socket that is subscribed, and the items that come over it. */
async function subscribe(url: string) {
  const items: Item[] = [];
  const socket = new WebSocket(url);
  socket.on("message", (data: Buffer) => {
    const { topic, content } = JSON.parse(data.toString());
    if (topic === "aws/chat") items.push(JSON.parse(content));
  });
  await once(socket, "open");
  socket.send(JSON.stringify({ topic: "aws/subscribe", content: { topics: ["aws/chat"] } }));
  return { items, socket };
}

const connect = async (ParticipantToken: string) => {
  const { Websocket, ConnectionCredentials } = await client.send(
    new CreateParticipantConnectionCommand({
      ParticipantToken,
      Type: ["WEBSOCKET", "CONNECTION_CREDENTIALS"],
    }),
  );
  return { ...(await subscribe(Websocket!.Url!)), ConnectionToken: ConnectionCredentials!.ConnectionToken! };
};

const plain = (ConnectionToken: string, Content: string) =>
  new SendMessageCommand({ ConnectionToken, ContentType: "text/plain", Content });
const eventType = (name: string) => `application/vnd.amazonaws.connect.event.${name}`;

test("two clients of the AWS SDK hold a whole chat", async () => {
  const chat = await startChat(emulator.url);
  const customer = await connect(chat.ParticipantToken);
  await waitUntil(() => expect(customer.items.at(-1)?.Content).toBe("Welcome"));
  const invited = emulator.control.inviteAgent({
    contactId: chat.ContactId,
    displayName: "Robin",
    agentId: "robin",
  });
  const agent = await connect(invited.participantToken);
  await waitUntil(() => expect(agent.items.at(-1)?.ContentType).toBe(eventType("participant.joined")));

  const question = await client.send(plain(customer.ConnectionToken, "Where is my order? 📦"));
  expect(question.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
  const answer = await client.send(plain(agent.ConnectionToken, "On its way"));
  await client.send(
    new SendEventCommand({ ConnectionToken: agent.ConnectionToken, ContentType: eventType("typing") }),
  );
  await client.send(
    new SendEventCommand({
      ConnectionToken: customer.ConnectionToken,
      ContentType: eventType("message.read"),
      Content: JSON.stringify({ messageId: answer.Id }),
    }),
  );
  for (const { items } of [customer, agent])
    await waitUntil(() => expect(items.at(-1)?.ContentType).toBe(eventType("message.metadata")));
  expect(customer.items.slice(-4).map(({ Id, Type }) => [Id, Type])).toEqual([
    [question.Id, "MESSAGE"],
    [answer.Id, "MESSAGE"],
    [expect.any(String), "EVENT"],
    [answer.Id, "MESSAGEMETADATA"],
  ]);

  const read = (NextToken?: string) =>
    client.send(
      new GetTranscriptCommand({
        ConnectionToken: customer.ConnectionToken,
        MaxResults: 2,
        SortOrder: "ASCENDING",
        NextToken,
      }),
    );
  const newest = await read();
  expect(newest.InitialContactId).toBe(chat.ContactId);
  expect(newest.Transcript!.map(({ Content }) => Content)).toEqual(["Where is my order? 📦", "On its way"]);
  expect(newest.Transcript![1]!.MessageMetadata!.Receipts![0]!.RecipientParticipantId).toBe(
    chat.ParticipantId,
  );
  const older = await read(newest.NextToken);
  expect(older.Transcript!.map(({ Content }) => Content)).toEqual(["Welcome", undefined]);

  await client.send(new DisconnectParticipantCommand({ ConnectionToken: agent.ConnectionToken }));
  await waitUntil(() => expect(customer.items.at(-1)?.ContentType).toBe(eventType("chat.ended")));
  await expect(client.send(plain(customer.ConnectionToken, "Thanks"))).rejects.toBeInstanceOf(
    AccessDeniedException,
  );
  for (const { socket } of [customer, agent]) socket.close();
});

test("the AWS SDK reads the errors as what they are", async () => {
  const { ParticipantToken } = await startChat(emulator.url);
  const customer = await connect(ParticipantToken);
  const bad = client.send(
    new SendMessageCommand({
      ConnectionToken: customer.ConnectionToken,
      ContentType: "text/html",
      Content: "x",
    }),
  );
  await expect(bad).rejects.toBeInstanceOf(ValidationException);
  await expect(client.send(plain("garbage", "x"))).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: "User is not authorized to access this resource with an explicit deny",
  });
  const unknown = client.send(
    new GetAttachmentCommand({ ConnectionToken: customer.ConnectionToken, AttachmentId: "a" }),
  );
  await expect(unknown).rejects.toBeInstanceOf(ValidationException);
  customer.socket.close();
});
