import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { asyncSession } from "amazon-connect-chatjs/async";
import type { StreamedText } from "amazon-connect-chatjs/async";
import { createCustomerSession } from "amazon-connect-chatjs/session";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { runInNode } from "../package/runInNode.js";
import { sample } from "../support/samples.js";
import { joinAgent, startChat } from "../support/startChat.js";

let emulator: RunningEmulator;
beforeAll(async () => {
  globalThis.WebSocket = WebSocket as never;
  emulator = await startEmulator({ flow: { prompts: [] }, endDelayMs: 0 });
});
afterEach(() => emulator.control.clearFaults());
afterAll(() => emulator.close());

const create = async () => {
  const chatDetails = await startChat(emulator.url);
  const session = createCustomerSession({ chatDetails, endpoint: emulator.url, parts: [asyncSession] });
  return { session, chatDetails, contactId: chatDetails.ContactId };
};
const socketsOf = (contactId: string) =>
  emulator.control.listSockets().filter((socket) => socket.contactId === contactId).length;

test("a slow loop gets every message once and in order, through drops and failing requests, to the chat's end", async () => {
  const { session, contactId } = await create();
  const events = session.events({ types: ["INCOMING_MESSAGE", "CHAT_ENDED"] });
  await session.connect();
  const agent = await joinAgent(emulator, contactId);
  const said = Array.from({ length: 30 }, (_none, index) => `text ${index}`);
  const texts: string[] = [];
  let last = "";
  const looping = (async () => {
    for await (const { type, data } of events) {
      last = type;
      if (data?.Type === "MESSAGE") texts.push(data.Content);
      // As long as a turn takes, the next ones wait.
      await session.getTranscript({ maxResults: 1 }).catch(() => undefined);
    }
  })();
  for (const [index, content] of said.entries()) {
    emulator.control.say({ ...agent, content });
    emulator.control.advanceClock(100);
    if (index === 10) emulator.control.dropSockets({ contactId, how: "abort" });
    if (index === 12)
      emulator.control.injectFault({ kind: "httpError", operation: "GetTranscript", status: 500, times: 2 });
  }
  await expect.poll(() => texts).toEqual(said);
  emulator.control.end(contactId);
  await looping;
  expect(last).toBe("CHAT_ENDED");
});

test.each(["nothing", "reorderFrames", "duplicateFrames"] as const)(
  "a bot's text comes out whole, with %s on the way",
  async (fault) => {
    const { session, contactId } = await create();
    const texts = session.streamedText();
    await session.connect();
    if (fault !== "nothing") emulator.control.injectFault({ kind: fault, contactId });
    emulator.control.stream({ contactId, chunks: ["Your ", "order ", "is on ", "its way"], delayMs: 5 });
    const { value: message } = (await texts.next()) as { value: StreamedText };
    let shown = "";
    for await (const { added, from, text } of message.deltas) {
      shown = shown.slice(0, from) + added;
      expect(shown).toBe(text);
    }
    expect(emulator.control.listFaults().every(({ hits }) => hits > 0)).toBe(true);
    expect([shown, await message.text()]).toEqual(["Your order is on its way", "Your order is on its way"]);
    await session.close();
  },
);

test("closing frees the socket, ends what waits, and leaves the chat to another session", async () => {
  const { session, chatDetails, contactId } = await create();
  const waiting = session.events().next();
  const looping = (async () => {
    for await (const { type } of session.events({ types: ["INCOMING_TYPING"] })) expect(type).toBe("never");
  })();
  await session.connect();
  await waiting;
  await expect.poll(() => socketsOf(contactId)).toBe(1);
  await session.close();
  await session.close();
  await looping;
  await expect.poll(() => socketsOf(contactId)).toBe(0);
  expect(emulator.control.getContact(contactId).contact.state).not.toBe("ENDED");
  const next = createCustomerSession({ chatDetails, endpoint: emulator.url, parts: [asyncSession] });
  await next.connect();
  await next.sendMessage({ message: "I am back", contentType: "text/plain" });
  await next.close();
});

test("a connect() that hangs is given up, and leaves nothing behind", async () => {
  const { session, contactId } = await create();
  emulator.control.injectFault({ kind: "hangResponse", operation: "CreateParticipantConnection" } as never);
  await expect(session.connect({ signal: AbortSignal.timeout(100) })).rejects.toMatchObject({
    name: "AbortError",
    code: "ABORTED",
  });
  emulator.control.clearFaults();
  emulator.control.injectFault({ kind: "refuseUpgrade", status: 503 });
  const controller = new AbortController();
  const connecting = session.connect({ signal: controller.signal });
  // From then on it pauses, and nothing that it asked for is on its way.
  await expect.poll(() => emulator.control.listFaults()[0]!.hits).toBe(1);
  controller.abort();
  await expect(connecting).rejects.toMatchObject({ code: "ABORTED" });
  emulator.control.clearFaults();
  const before = emulator.control.requests().length;
  await session.connect();
  await expect.poll(() => socketsOf(contactId)).toBe(1);
  expect(emulator.control.requests().length - before).toBe(1);
  await session.close();
});

test("the samples run as printed", async () => {
  const printed = await runInNode(`
    import { WebSocket } from "ws";
    globalThis.WebSocket = WebSocket;
    const { startEmulator } = await import("amazon-connect-chat-emulator");
    const emulator = await startEmulator({ flow: { promptDelayMs: 0 }, endDelayMs: 0 });
    const { url: endpoint } = emulator;
    ${sample("async").replace(/^const endpoint.*$/m, "")}
    const chatDetails = data.startChatResult;
    const { contactId } = emulator.control.listContacts()[0];
    {
      const session = createCustomerSession({ chatDetails, endpoint, parts: [asyncSession] });
      await session.connect();
      emulator.control.stream({ contactId, chunks: ["It is ", "on its way"] });
      ${sample("async-streamed-text").replace(/console\.log\("whole.*/, "$& await session.close();")}
    }
    {
      ${sample("beyond-async")
        .replace(/^import.*$/m, "")
        .replace(/^for await/m, "emulator.control.stream({ contactId, chunks: ['Bye'] }); $&")
        .replace(/console\.log.*/, "{ $& if (data?.Type === 'MESSAGE') emulator.control.end(contactId); }")}
    }
    await emulator.close();
    process.exit();
  `);
  expect(printed).toMatch(/^SYSTEM_MESSAGE text\/plain$/m);
  expect(printed).toMatch(/^the chat goes on without this page$/m);
  // How many deltas there are is the network's affair.
  expect(printed).toMatch(/^It is on its way\nwhole: It is on its way$/m);
  expect(printed).toMatch(/^INCOMING_MESSAGE Bye$/m);
  expect(printed).toMatch(/^CHAT_ENDED undefined\n$/m);
});
