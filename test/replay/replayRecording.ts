import { createEmulator } from "amazon-connect-chat-emulator";
import { uuidFromBytes } from "../../packages/chatjs/src/lib/uuid.js";
import { recorder } from "../../packages/chatjs/src/parts/recorder/recorder.js";
import type {
  RecordedCall,
  RecordedTimer,
  Recording,
  RecordingEntry,
} from "../../packages/chatjs/src/parts/recorder/recording.js";
import { createSeededRandom } from "../../packages/chatjs/src/parts/recorder/seededRandom.js";
import type { Platform } from "../../packages/chatjs/src/platform/platform.js";
import { timerDelayMs } from "../../packages/chatjs/src/platform/timerDelay.js";
import {
  attachments,
  authentication,
  receipts,
  transcript,
  views,
} from "../../packages/chatjs/src/session/partList.js";
import { customerSessionOn } from "../../packages/chatjs/src/session/sessionOn.js";
import { createStage } from "../simulation/stage.js";
import { compareRuns } from "./compare.js";
import type { Difference } from "./compare.js";
import { createReplayNetwork } from "./replayNetwork.js";
import { createScript, fillIn } from "./script.js";
import type { Input } from "./script.js";

/** What came of a replay. */
export interface Replay {
  /** Of the library that ran, offsets are those of its own beginning. */
  readonly replayed: Recording;
  readonly differences: readonly Difference[];
  /** What was recorded and could not happen, as nobody asked for it. */
  readonly skipped: readonly Input[];
  /** How many requests and sockets the emulator answered, since the recording has none of them. */
  readonly answeredByEmulator: number;
}

const ORIGIN = "http://127.0.0.1";
/** How long something recorded waits for the session to ask for it. */
const GRACE_MS = 2_000;
/** Where the beginning is missing, so long before what is there a chat is begun on the emulator. */
const LEAD_MS = 5_000;
/** The parts of a session, by a method that each adds. */
const PARTS = {
  sendAttachment: attachments,
  sendMessageReceipt: receipts,
  describeView: views,
  getAuthenticationUrl: authentication,
  onTranscriptUpdated: transcript,
};

/** A page's arguments: texts as long as they were, a file as large. */
function argsOf({ method, text }: RecordedCall): unknown[] {
  if (method.startsWith("on")) return [() => undefined];
  if (text === undefined) return [];
  const args = JSON.parse(fillIn(text)) as { attachment?: { size?: number; type?: string } };
  const { size = 0, type = "" } = args.attachment ?? {};
  if (args.attachment) args.attachment = new File(["x".repeat(size)], "file", { type });
  return [args];
}

/** Runs a session of this library on the emulator, on a virtual clock, with all that came to the recorded one when it came. */
export async function replayRecording(recording: Recording): Promise<Replay> {
  const { entries, contactId, participantId, methods, hasText, dropped } = recording;
  const { startedAtMs: startedMs } = recording;
  const leadMs = dropped > 0 ? (entries[0]?.offsetMs ?? 0) - LEAD_MS : 0;
  const stage = createStage(undefined, startedMs + leadMs);
  const { clock } = stage;
  const offsetMs = () => clock.nowMs() - startedMs;
  const emulator = createEmulator({ clock, seed: 1, flow: { prompts: [] } });
  const { participantToken } = emulator.control.startChat({ displayName: "as recorded" });
  const script = createScript(recording);
  const network = createReplayNetwork({ script, emulator });
  const chance = createSeededRandom(recording.seed);
  const listeners = {
    online: new Set<(value: boolean) => void>(),
    visible: new Set<(value: boolean) => void>(),
  };
  /** Timers that fire late, when the recording says so. */
  const held = new Map<RecordedTimer, () => void>();
  const listen = (kind: keyof typeof listeners) => (listener: (value: boolean) => void) => {
    listeners[kind].add(listener);
    return () => void listeners[kind].delete(listener);
  };

  const platform: Platform = {
    fetch: network.fetch,
    upload: network.upload,
    openSocket: network.openSocket,
    nowMs: clock.nowMs,
    // The recorder takes its seed from here.
    random: () => (recording.seed >>> 0) / 2 ** 32,
    uuid: () => uuidFromBytes(Array.from({ length: 16 }, () => Math.floor(chance() * 256))),
    setTimer(callback, delayMs) {
      const waitMs = timerDelayMs(delayMs);
      const late = script.takeLateTimer(offsetMs() + waitMs, delayMs);
      if (!late) return clock.setTimer(script.firesAt(offsetMs() + waitMs) - offsetMs(), callback);
      held.set(late, callback);
      return () => {
        if (held.delete(late)) script.giveBack(late);
      };
    },
    queueTask: stage.queueTask,
    onOnlineChange: listen("online"),
    onVisibilityChange: listen("visible"),
    globals: {},
    console: undefined,
    reportError: () => undefined,
  };
  const session = customerSessionOn(platform, {
    chatDetails: { contactId, participantId, participantToken },
    endpoint: ORIGIN,
    parts: [
      recorder({ includeText: hasText, maxEntries: Infinity, maxBytes: Infinity }),
      ...Object.entries(PARTS).flatMap(([method, part]) => (methods.includes(method) ? [part] : [])),
    ],
  });
  const call = (entry: RecordedCall) => {
    const method = (session as unknown as Record<string, ((...args: unknown[]) => unknown) | undefined>)[
      entry.method
    ];
    try {
      // A rejection is one of what is compared.
      Promise.resolve(method?.(...argsOf(entry))).catch(() => undefined);
    } catch {
      // So is what a call throws.
    }
  };
  const fire = (timer: RecordedTimer) => {
    const callback = held.get(timer);
    held.delete(timer);
    script.pass(timer);
    callback?.();
  };
  const apply = (input: Input) => {
    if (input.kind === "call") call(input);
    else if (input.kind === "timer") fire(input);
    else if (input.kind === "online" || input.kind === "visible")
      for (const listener of [...listeners[input.kind]]) listener(input.value);
    else network.apply(input);
  };
  /** Moves on, a timer at a time, until it is due; false when it is not in time. */
  const waitFor = async (input: Input): Promise<boolean> => {
    const untilMs = clock.nowMs() + GRACE_MS;
    while (!network.isDue(input)) {
      if (!clock.advanceToNext(untilMs)) return false;
      await stage.runUntil(clock.nowMs());
    }
    return true;
  };

  if (dropped > 0) {
    session.onMessage(() => undefined);
    session.connect().catch(() => undefined);
    await stage.runUntil(clock.nowMs() + LEAD_MS - 1);
  }
  network.begin();
  const skipped: Input[] = [];
  for (const input of script.inputs) {
    await stage.runUntil(startedMs + input.offsetMs);
    if (await waitFor(input)) apply(input);
    else skipped.push(input);
    await stage.runUntil(clock.nowMs());
  }
  await stage.runUntil(startedMs + recording.durationMs + GRACE_MS);
  const replayed = session.exportDiagnostics();
  const known = (all: readonly RecordingEntry[]) =>
    dropped > 0
      ? all.filter((entry) => entry.kind !== "event" || !entry.name.startsWith("DEEP_HEARTBEAT"))
      : all;
  const differences = compareRuns(known(entries), {
    entries: known(replayed.entries),
    shiftMs: leadMs,
    untilMs: recording.durationMs,
  });
  await session.breakConnection();
  emulator.close();
  return { replayed, differences, skipped, answeredByEmulator: network.answeredByEmulator };
}
