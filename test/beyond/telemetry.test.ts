import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { ChatSession } from "amazon-connect-chatjs";
import { addParts, createCustomerSession } from "amazon-connect-chatjs/session";
import { telemetry } from "amazon-connect-chatjs/telemetry";
import type { TelemetryRecord } from "amazon-connect-chatjs/telemetry";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { runInNode } from "../package/runInNode.js";
import { sample } from "../support/samples.js";
import { joinAgent, startChat } from "../support/startChat.js";
import type { JoinedAgent } from "../support/startChat.js";
import { waitUntil } from "../support/waitUntil.js";

let emulator: RunningEmulator;
beforeAll(async () => {
  globalThis.WebSocket = WebSocket as never;
  emulator = await startEmulator({ flow: { prompts: [] }, endDelayMs: 0 });
});
afterAll(() => emulator.close());

/** The agent has read a message. */
async function readBy({ participantToken }: JoinedAgent, messageId: string | undefined): Promise<void> {
  const ask = async (path: string, bearer: string, body: object) => {
    const headers = { "content-type": "application/json", "x-amz-bearer": bearer };
    const answer = await fetch(`${emulator.url}/participant/${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
    return answer.json() as Promise<{
      readonly ConnectionCredentials?: { readonly ConnectionToken: string };
    }>;
  };
  const { ConnectionCredentials } = await ask("connection", participantToken, {
    Type: ["CONNECTION_CREDENTIALS"],
  });
  await ask("event", ConnectionCredentials?.ConnectionToken ?? "", {
    ContentType: "application/vnd.amazonaws.connect.event.message.read",
    Content: JSON.stringify({ messageId }),
  });
}

test("a chat with an outage and failures is measured, without what was said in it", async () => {
  const { control, url: endpoint } = emulator;
  const chatDetails = await startChat(endpoint);
  const contactId = chatDetails.ContactId;
  const records: TelemetryRecord[] = [];
  const named = (name: string) => records.filter((record) => record.name === name);
  const session = createCustomerSession({
    chatDetails,
    endpoint,
    parts: [telemetry((record) => records.push(record))],
  });
  const heard: unknown[] = [];
  session.onMessage(({ data }) => heard.push(data.Content));
  await session.connect();
  const agent = await joinAgent(emulator, contactId);
  control.injectFault({ kind: "httpError", operation: "SendMessage", status: 503, times: 1, contactId });
  const { data } = await session.sendMessage({ message: "secret question", contentType: "text/plain" });
  await waitUntil(() => expect(named("chat.message")).toHaveLength(1));
  await readBy(agent, data.Id);
  await waitUntil(() => expect(named("chat.receipt")).toHaveLength(1));
  control.dropSockets({ contactId, how: "abort" });
  control.say({ ...agent, content: "secret, while away" });
  await waitUntil(() => expect(heard).toContain("secret, while away"));
  await waitUntil(() => expect(named("chat.outage")).toHaveLength(1));
  await session.disconnectParticipant();

  const [sending] = named("ConnectParticipant/SendMessage");
  expect(sending?.attributes).toMatchObject({
    "http.response.status_code": 200,
    "http.request.resend_count": 1,
    "aws.request_id": expect.any(String) as string,
    "chat.contact_id": contactId,
  });
  const attempts = named("POST").filter(
    ({ attributes }) => attributes["url.template"] === "/participant/message",
  );
  expect(attempts.map(({ attributes }) => attributes["error.type"])).toEqual(["503", undefined]);
  expect(named("chat.recovery")).toHaveLength(1);
  expect(named("chat.recovered_items").length).toBeGreaterThan(0);
  expect(named("chat.connection_lost")).toHaveLength(1);
  for (const record of records)
    if (record.kind === "span") expect(record.durationMs).toBeGreaterThanOrEqual(0);
  const text = JSON.stringify(records);
  for (const secret of ["secret", "Avery", "Robin", chatDetails.ParticipantToken])
    expect(text).not.toContain(secret);
});

test("a session of the root is measured from where it gets the part, and a sink that throws breaks nothing", async () => {
  ChatSession.setGlobalConfig({ endpoint: emulator.url });
  const made = ChatSession.create({ type: "CUSTOMER", chatDetails: await startChat(emulator.url) });
  const names: string[] = [];
  const session = addParts(made, [
    telemetry(({ name }) => {
      names.push(name);
      throw new Error("the sink is full");
    }),
  ]);
  const heard: unknown[] = [];
  session.onMessage(({ data }) => heard.push(data.Content));
  await session.connect();
  await session.sendMessage({ message: "Hello", contentType: "text/plain" });
  await waitUntil(() =>
    expect([heard.includes("Hello"), names]).toEqual([true, ["chat.connect", "chat.message"]]),
  );
  await session.disconnectParticipant();
});

test("the samples run as printed", async () => {
  const printed = await runInNode(`
    import { WebSocket } from "ws";
    globalThis.WebSocket = WebSocket;
    const { startEmulator } = await import("amazon-connect-chat-emulator");
    const emulator = await startEmulator({ flow: { prompts: [] }, endDelayMs: 0 });
    const { url: endpoint } = emulator;
    ${sample("telemetry").replace(/^const endpoint.*$/m, "")}
    const chatDetails = (await (await fetch(endpoint + "/start-chat", { method: "POST", body })).json()).data.startChatResult;
    {
      ${sample("beyond-telemetry").replace(/^import.*$/m, "")}
      await session.breakConnection();
    }
    await emulator.close();
    process.exit();
  `);
  expect(printed).toMatch(/^ConnectParticipant\/SendMessage done \d+ ms$/m);
  expect(printed).toMatch(/^chat\.message done \d+ ms$/m);
  expect(printed).toMatch(/^span chat\.connect$/m);
});
