import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { thisProcess as place } from "../support/chatPlace.js";
import { callSession, createSession, eventsOf } from "../support/sessionScripts.js";
import { startChat } from "../support/startChat.js";
import { message, named, waitForEvent } from "../support/waitForEvent.js";
import { startKeptCommand } from "./keptCommand.js";
import type { KeptCommand } from "./keptCommand.js";

let command: KeptCommand;
beforeEach(async () => {
  command = await startKeptCommand();
});
afterEach(() => command.remove());

/** Calls the emulator that runs now. */
async function post<Answer>(path: string, body: object, token?: string): Promise<Answer> {
  const response = await fetch(command.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token !== undefined && { "x-amz-bearer": token }) },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as Answer;
}

interface Message {
  readonly Content: string;
  readonly ClientToken: string;
}

/** A customer who sends one message after the other until the emulator is gone. */
interface Sender {
  readonly token: string;
  /** Id by content. */
  readonly answered: Map<string, string>;
  /** Sent without an answer. */
  unanswered: Message | undefined;
}

const send = async ({ token }: Sender, { Content, ClientToken }: Message): Promise<string> =>
  (
    await post<{ readonly Id: string }>(
      "/participant/message",
      { Content, ClientToken, ContentType: "text/plain" },
      token,
    )
  ).Id;

async function startSender(): Promise<Sender> {
  const { ParticipantToken } = await startChat(command.url);
  const { ConnectionCredentials } = await post<{
    readonly ConnectionCredentials: { ConnectionToken: string };
  }>(
    "/participant/connection",
    { Type: ["CONNECTION_CREDENTIALS"], ConnectParticipant: true },
    ParticipantToken,
  );
  return { token: ConnectionCredentials.ConnectionToken, answered: new Map(), unanswered: undefined };
}

async function sendUntilGone(sender: Sender, onAnswer: () => void): Promise<void> {
  for (;;) {
    const next = { Content: `message ${sender.answered.size}`, ClientToken: crypto.randomUUID() };
    sender.unanswered = next;
    try {
      sender.answered.set(next.Content, await send(sender, next));
    } catch {
      return;
    }
    sender.unanswered = undefined;
    onAnswer();
  }
}

interface Item {
  readonly Id: string;
  readonly Content?: string;
}

async function messagesOf({ token }: Sender): Promise<readonly Item[]> {
  const items: Item[] = [];
  let NextToken: string | undefined;
  do {
    const page = await post<{ readonly Transcript: readonly Item[]; readonly NextToken: string }>(
      "/participant/transcript",
      { MaxResults: 100, ...(NextToken && { NextToken }) },
      token,
    );
    items.push(...page.Transcript);
    NextToken = page.NextToken;
  } while (NextToken);
  return items.filter(({ Content }) => Content?.startsWith("message ")).reverse();
}

/** Answers after which it is killed: never at the same place of what it does. */
const rounds = [7, 60, 1, 30];
const senderCount = 6;

test("killed under load, it has each message that was answered exactly once when it starts again", async () => {
  const senders = await Promise.all(Array.from({ length: senderCount }, startSender));
  for (const answers of rounds) {
    let left = answers;
    let killed: Promise<void> | undefined;
    await Promise.all(
      senders.map((sender) =>
        sendUntilGone(sender, () => {
          left -= 1;
          if (left === 0) killed = command.kill();
        }),
      ),
    );
    await killed;
    await command.start();

    for (const sender of senders) {
      const kept = await messagesOf(sender);
      const ids = new Map(kept.map(({ Id, Content = "" }) => [Content, Id]));
      expect(ids.size).toBe(kept.length);
      for (const [content, id] of sender.answered) expect([content, ids.get(content)]).toEqual([content, id]);
      // A message without an answer is there or not: asking again with its ClientToken settles that.
      expect(kept.length - sender.answered.size).toBeLessThanOrEqual(1);
      if (!sender.unanswered) continue;
      const { Content } = sender.unanswered;
      const id = await send(sender, sender.unanswered);
      if (ids.has(Content)) expect(id).toBe(ids.get(Content));
      sender.answered.set(Content, id);
      sender.unanswered = undefined;
    }
  }
  const total = senders.reduce((sum, { answered }) => sum + answered.size, 0);
  expect(total).toBeGreaterThan(rounds.reduce((sum, answers) => sum + answers));
  for (const sender of senders)
    expect((await messagesOf(sender)).map(({ Id, Content }) => [Content, Id])).toEqual([...sender.answered]);
});

const key = "customer";

test("a page's chat goes on when the emulator is killed and starts again, and loses nothing", async () => {
  // Node 20 has no WebSocket of its own.
  Object.assign(globalThis, { WebSocket });
  await import("amazon-connect-chatjs");
  const chatDetails = await startChat(command.url);
  const call = (method: string, ...args: readonly unknown[]) => place.run(callSession, { key, method, args });
  const wait = (wanted: Parameters<typeof waitForEvent>[1]) => waitForEvent({ place, key }, wanted);
  const say = (content: string) =>
    post<Item>(`/control/contacts/${chatDetails.ContactId}/messages`, { content });

  await place.run(createSession, { key, endpoint: command.url, args: { chatDetails, type: "CUSTOMER" } });
  await call("connect");
  const first = await call("sendMessage", { message: "one", contentType: "text/plain" });
  await wait(message({ Id: first.value.data.Id }));

  await command.kill();
  await wait(named("CONNECTION_LOST"));
  await command.start();
  // Said before the page is back: it has to fetch this.
  const missed = await say("two");
  await wait(message({ Id: missed.Id }));
  const last = await call("sendMessage", { message: "three", contentType: "text/plain" });
  await wait(message({ Id: last.value.data.Id }));

  const events = await place.run(eventsOf, key);
  const heard = events.filter(named("INCOMING_MESSAGE")).map(({ event }) => event.data.Content);
  expect(heard.filter((content) => ["one", "two", "three"].includes(content as string))).toEqual([
    "one",
    "two",
    "three",
  ]);
  expect(events.some(named("CHAT_ENDED"))).toBe(false);
  await place.close();
});
