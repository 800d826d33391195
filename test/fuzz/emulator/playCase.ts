import type { Strays } from "../strays.js";
import { checkControlChat } from "./controlChat.js";
import type { HostileStep } from "./emulatorCase.js";
import { setStage } from "./fuzzStage.js";
import { makeRequest, nextTask } from "./hostileRequest.js";
import type { HostileCounts, Play } from "./hostileRequest.js";

const cleanNames = [Object.prototype, Array.prototype, String.prototype, Function.prototype].map(
  (prototype) => Reflect.ownKeys(prototype).length,
);
const isPolluted = () =>
  "polluted" in {} ||
  [Object.prototype, Array.prototype, String.prototype, Function.prototype].some(
    (prototype, index) => Reflect.ownKeys(prototype).length !== cleanNames[index],
  );

function open({ stage }: Play, step: Extract<HostileStep, { act: "open" }>): void {
  const { chats, sockets, emulator, clock, ownerOf } = stage;
  const chat = chats[(step.whose === "own" ? step.actor : step.actor + 1) % chats.length];
  const ticket = chat?.loot.ticket.at(-1) ?? "none";
  const tickets: Record<typeof step.url, string> = {
    good: ticket,
    cut: ticket.slice(0, -1),
    longer: `${ticket}A`,
    elsewhere: ticket,
    none: "",
    twice: `${ticket}&X-Emu-Connection=${ticket}`,
    connectionToken: chat?.loot.connectionToken[0] ?? "",
  };
  const url = `ws://127.0.0.1:4510/${step.url === "elsewhere" ? "elsewhere" : "ws"}?X-Emu-Connection=${tickets[step.url]}`;
  const contactId = ownerOf(ticket);
  const isGood = step.url === "good" || step.url === "twice";
  sockets.push({
    socket: emulator.openSocket(url, stage.listeners(isGood ? contactId : undefined)),
    contactId,
  });
  clock.advance(0);
}

async function perform(play: Play, step: HostileStep): Promise<void> {
  const { stage, counts } = play;
  const { sockets, clock, tab } = stage;
  switch (step.act) {
    case "request":
      await makeRequest(play, step.request, step.actor);
      return;
    case "open":
      open(play, step);
      return;
    case "frame": {
      counts.frames += 1;
      const { socket } = sockets[step.socket % (sockets.length || 1)] ?? {};
      if (socket && socket.readyState > 0) socket.send(step.text);
      clock.advance(0);
      return;
    }
    case "tabFrame":
      counts.frames += 1;
      tab.receive(step.text);
      clock.advance(0);
      return;
    case "close":
      sockets[step.socket % (sockets.length || 1)]?.socket.close(step.code, "");
      clock.advance(0);
      return;
    case "wait":
      clock.advance(step.waitMs);
  }
}

/** Throws when the emulator does anything that no stranger may make it do. */
export async function playCase(steps: readonly HostileStep[], strays: Strays): Promise<HostileCounts> {
  strays.take();
  const stage = await setStage();
  const { emulator, clock, breach } = stage;
  const setAtMs = clock.nowMs();
  const play: Play = {
    stage,
    counts: { requests: 0, accepted: 0, frames: 0 },
    injected: new Set(),
    mayCut: false,
  };
  for (const step of steps) {
    try {
      await perform(play, step);
    } catch (error) {
      breach(`${step.act} threw ${error instanceof Error ? (error.stack ?? error.message) : typeof error}`);
    }
    if (stage.breaches.length > 0) break;
  }
  try {
    await checkControlChat(stage, setAtMs);
    emulator.close();
  } catch (error) {
    breach(`the end threw ${error instanceof Error ? (error.stack ?? error.message) : typeof error}`);
  }
  await nextTask();
  for (const stray of strays.take())
    breach(`went astray: ${stray instanceof Error ? (stray.stack ?? stray.message) : String(stray)}`);
  if (isPolluted()) breach("a prototype is polluted");
  if (stage.breaches.length > 0) throw new Error([...new Set(stage.breaches)].join("; "));
  return play.counts;
}
