import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChatPage } from "../support/chatPlace.js";
import { openChatStage } from "../support/chatStage.js";
import type { ChatStage } from "../support/chatStage.js";
import { chatItem } from "../support/chatItems.js";
import { playScripted } from "../support/scriptedChat.js";
import type { ScriptedAnswer } from "../support/scriptedService.js";
import { callSession, createSession, eventsOf } from "../support/sessionScripts.js";
import { joinAgent, startChat } from "../support/startChat.js";
import { message, named, waitForEvent } from "../support/waitForEvent.js";
import type { Wanted } from "../support/waitForEvent.js";
import { waitUntil } from "../support/waitUntil.js";

const key = "customer";
const text = { message: "hello", contentType: "text/plain" };

let stage: ChatStage;
beforeAll(async () => {
  stage = await openChatStage();
});
afterAll(() => stage.close());

/** A chat of a page with an agent, on an emulator of its own. */
interface Talk {
  readonly emulator: RunningEmulator;
  readonly contactId: string;
  call(method: string, ...args: readonly unknown[]): Promise<unknown>;
  say(content: string): void;
  /** 5.0.0 calls itself connected before it has subscribed: what is said in between it never hears. */
  sayUntilHeard(content: string): Promise<unknown>;
  wait(wanted: Wanted): Promise<unknown>;
}

/** Plays what happens in a chat: the numbers that reach the page, in order. */
async function numbersHeard(page: ChatPage, happens: (talk: Talk) => Promise<void>): Promise<string[]> {
  const emulator = await startEmulator({ flow: { prompts: [] } });
  try {
    const chat = await page.run(startChat, emulator.url);
    await page.run(createSession, {
      key,
      endpoint: emulator.url,
      args: { chatDetails: chat, type: "CUSTOMER" },
    });
    const agent = await joinAgent(emulator, chat.ContactId);
    const say = (content: string) => emulator.control.say({ ...agent, content });
    await happens({
      emulator,
      contactId: chat.ContactId,
      call: (method, ...args) => page.run(callSession, { key, method, args }),
      say,
      sayUntilHeard: (content) =>
        waitUntil(async () => {
          say(content);
          await waitForEvent({ place: page, key }, message({ Content: content }), 500);
        }),
      wait: (wanted) => waitForEvent({ place: page, key }, wanted),
    });
    return (await page.run(eventsOf, key)).flatMap(({ name, event }) =>
      name === "INCOMING_MESSAGE" && /^\d+$/.test(event.data.Content) ? [event.data.Content as string] : [],
    );
  } finally {
    await emulator.close();
  }
}

/** An agent says 250 things, and the customer's socket is cut after the first 20. */
const loseSocketAmidMessages = (page: ChatPage) =>
  numbersHeard(page, async ({ emulator, contactId, call, say, sayUntilHeard, wait }) => {
    await call("connect");
    await sayUntilHeard("ready");
    for (let number = 1; number <= 20; number++) say(String(number));
    await wait(message({ Content: "20" }));
    emulator.control.dropSockets({ contactId, how: "abort" });
    for (let number = 21; number <= 250; number++) say(String(number));
    await wait(
      ({ name }, index, events) =>
        name === "CONNECTION_ESTABLISHED" && index > events.findIndex(named("CONNECTION_LOST")),
    );
    await sayUntilHeard("last");
  });

/** The first socket does not open, and the page goes on without: both talk meanwhile. */
const beginWithoutSocket = (page: ChatPage) =>
  numbersHeard(page, async ({ emulator, contactId, call, say, sayUntilHeard, wait }) => {
    emulator.control.injectFault({ kind: "hangHandshake", times: 1, contactId });
    await call("connect");
    say("1");
    await call("sendMessage", { ...text, message: "2" });
    say("3");
    await wait(named("CONNECTION_ESTABLISHED"));
    await sayUntilHeard("last");
  });

test("what is said after connect() while the first socket does not open reaches the page (CP-27)", async () => {
  const page = await stage.open("ours");
  expect(await beginWithoutSocket(page)).toEqual(["1", "2", "3"]);
  await page.close();
});

test("250 messages of an agent reach the customer once and in order, though the socket is cut (CP-27)", async () => {
  const { ours, upstream } = await stage.sideBySide(loseSocketAmidMessages);
  expect(ours).toEqual(Array.from({ length: 250 }, (_none, index) => String(index + 1)));
  expect(upstream.length).toBeLessThan(250);
});

const BURST = 30_000;

/** Counts messages, and is slow about each. */
function countSlowly(session: string): void {
  const scope = globalThis as unknown as { held: Record<string, { session: any }>; counted: Set<string> };
  scope.counted = new Set();
  scope.held[session]!.session.onMessage((event: { data: { Id: string } }) => {
    const untilMs = performance.now() + 0.6;
    while (performance.now() < untilMs);
    scope.counted.add(event.data.Id);
  });
}
const counted = () => (globalThis as unknown as { counted: Set<string> }).counted.size;
const hasCounted = (id: string) => (globalThis as unknown as { counted: Set<string> }).counted.has(id);

test("a burst that keeps the page busy is no outage, and none of it is lost", async () => {
  const { ours, upstream } = await playScripted(stage, async ({ page, create, connect, service }) => {
    await create({ without: ["onMessage"] });
    await page.run(countSlowly, key);
    await connect();
    for (let number = 0; number < BURST; number++) service.sendItem(chatItem(`burst ${number}`));
    const isQuiet = async () => {
      service.sendItem(chatItem("done"));
      return page.run(hasCounted, "done");
    };
    await expect.poll(isQuiet, { timeout: 120_000, interval: 1_000 }).toBe(true);
    const opened = service.journal.filter((line) => line.startsWith("open")).length;
    return { counted: await page.run(counted, undefined), opened };
  });
  expect(ours).toEqual({ counted: BURST + 1, opened: 1 });
  expect(upstream.opened).toBeGreaterThan(1);
  expect(upstream.counted).toBeLessThan(BURST + 1);
});

test("a call that is refused with a new token too fails as in 5.0.0 (CP-50)", async () => {
  const headers = { "x-amzn-errortype": "AccessDeniedException:http://a/b" };
  const refusal: ScriptedAnswer = { status: 403, headers, body: { Message: "no" } };
  const { ours, upstream } = await playScripted(stage, async ({ create, service, call }) => {
    await create();
    await call("connect");
    service.script(({ path }) => (path === "/participant/message" ? refusal : undefined));
    const { kind, failure } = await call("sendMessage", { ...text, metadata: 7 });
    const { type, message: reason, statusCode, metadata } = failure ?? {};
    return { kind, type, reason, statusCode, metadata };
  });
  expect(ours).toEqual({
    kind: "rejected",
    type: "AccessDeniedException",
    reason: "no",
    statusCode: 403,
    metadata: 7,
  });
  expect(ours).toEqual(upstream);
});

test("a call whose token is refused is made again with a new one (CP-50)", async () => {
  const refusal: ScriptedAnswer = {
    status: 403,
    headers: { "x-amzn-errortype": "AccessDeniedException" },
    body: { message: "Access denied" },
  };
  const { ours, upstream } = await playScripted(stage, async ({ create, service, call }) => {
    await create();
    await call("connect");
    const before = service.requests.length;
    let fresh = "ct.scripted";
    service.script(({ path, headers }) => {
      if (path === "/participant/connection") {
        fresh = "ct.fresh";
        return { status: 200, body: { ConnectionCredentials: { ConnectionToken: fresh } } };
      }
      return headers["x-amz-bearer"] === "ct.fresh" ? undefined : refusal;
    });
    const { kind } = await call("sendMessage", text);
    return [
      kind,
      ...service.requests.slice(before).map(({ path, headers }) => [path, headers["x-amz-bearer"]]),
    ];
  });
  expect(upstream).toEqual(["rejected", ["/participant/message", "ct.scripted"]]);
  expect(ours).toEqual([
    "resolved",
    ["/participant/message", "ct.scripted"],
    ["/participant/connection", "pt.scripted"],
    ["/participant/message", "ct.fresh"],
  ]);
});
