import { chatEnded, message } from "../../packages/chatjs/test/fakeService.js";
import type { ScriptedWorld } from "./scriptedWorld.js";
import type { WatchedSession } from "./watchedSession.js";

export interface CheckOptions {
  readonly chat: WatchedSession;
  readonly world: ScriptedWorld;
  /** What the service's transcript holds. */
  readonly transcript?: string | undefined;
  readonly breach: (what: string) => void;
}

const PATIENCE_MS = 900_000;
/** The longest that live items wait for missed ones, and a bit. */
const HOLD_MS = 4_000;
/** The longest that a call may take. */
const CALL_MS = 30_000;

/** Connects, or waits until the session has done so by itself. */
async function becomeUp({ chat, world, breach }: CheckOptions): Promise<void> {
  if (chat.hasEnded()) return;
  let connecting = chat.call("connection");
  let broken = chat.count("CONNECTION_BROKEN");
  for (let waitedMs = 0; !chat.hasEnded(); waitedMs += 500) {
    world.serve();
    await world.platform.settle();
    if (chat.session.getConnectionStatus() === "Established" && connecting() === "resolved") return;
    if (waitedMs > PATIENCE_MS) {
      breach("it does not connect any more");
      return;
    }
    if (connecting() === "rejected" || broken !== chat.count("CONNECTION_BROKEN")) {
      broken = chat.count("CONNECTION_BROKEN");
      connecting = chat.call("connection");
    }
    await world.platform.advance(500);
  }
}

async function checkMessage({ chat, world, breach }: CheckOptions, id: string): Promise<void> {
  if (chat.hasEnded()) return;
  world.say(message(id));
  await world.platform.settle();
  if (!chat.countMessage(id)) await world.live(HOLD_MS);
  if (chat.countMessage(id) !== 1 && !chat.hasEnded())
    breach(`a valid message was handed over ${chat.countMessage(id)} times`);
}

async function checkSend({ chat, world, breach }: CheckOptions): Promise<void> {
  if (chat.hasEnded()) return;
  const sending = chat.call("message");
  await world.live(1_000);
  if (sending() !== "resolved" && !chat.hasEnded()) breach(`sendMessage is ${sending() ?? "pending"}`);
}

async function checkReconnect(options: CheckOptions): Promise<void> {
  const { chat, world, breach } = options;
  if (chat.hasEnded()) return;
  // Calls of before that are tried again would be counted.
  if (options.transcript !== undefined) await world.live(CALL_MS);
  if (chat.hasEnded()) return;
  world.behave(options.transcript);
  const lost = chat.count("CONNECTION_LOST");
  const gaps = chat.count("TRANSCRIPT_GAP");
  const established = chat.count("CONNECTION_ESTABLISHED");
  for (const socket of world.platform.sockets) socket.close(1006);
  await world.platform.settle();
  const reads = world.requestCount("transcript");
  await becomeUp(options);
  await world.live(HOLD_MS);
  if (chat.hasEnded()) return;
  if (chat.count("CONNECTION_LOST") !== lost + 1) breach("a lost connection was not told once");
  if (chat.count("CONNECTION_ESTABLISHED") !== established + 1) breach("a new connection was not told once");
  if (chat.count("TRANSCRIPT_GAP") !== gaps) breach("a transcript that can be read left a gap");
  // Once for what was missed, and once for onTranscriptUpdated, if its history could not be read before.
  if (options.transcript !== undefined && world.requestCount("transcript") > reads + 2)
    breach("a transcript that can be read was read again");
}

async function checkEnd({ chat, world, breach }: CheckOptions): Promise<void> {
  const { platform } = world;
  // Also to an agent whose chat has moved on: a transfer that the transcript tells of may be an earlier one.
  if (!chat.count("CHAT_ENDED")) world.say({ ...chatEnded, Id: "the end" });
  await world.live(HOLD_MS);
  if (!chat.hasEnded()) breach("it does not end");
  chat.leavePage();
  await platform.advance(2 * CALL_MS);
  const left = Object.entries(platform.live).filter(([, count]) => count > 0);
  if (left.length) breach(`after the end there is left: ${JSON.stringify(Object.fromEntries(left))}`);
  const pending = chat.pending();
  if (pending.length) breach(`never settled: ${pending.join()}`);
  // An agent whose chat has moved on may still write.
  if (!chat.count("CHAT_ENDED")) return;
  const late = chat.call("message");
  await platform.settle();
  if (late() !== "rejected") breach("sendMessage does not reject after the end");
}

/** Whether the session did all that a session does, up to its end; false when it had ended before. */
export async function checkWorks(options: CheckOptions): Promise<boolean> {
  const { chat, world } = options;
  world.behave();
  await becomeUp(options);
  await checkMessage(options, "valid-1");
  await checkSend(options);
  await checkReconnect(options);
  await checkMessage(options, "valid-2");
  const lasted = !chat.hasEnded();
  await checkEnd(options);
  return lasted;
}
