import { createEmulator } from "amazon-connect-chat-emulator";
import type { Emulator } from "amazon-connect-chat-emulator";
import { uuidFromBytes } from "../../packages/chatjs/src/lib/uuid.js";
import { recorder } from "../../packages/chatjs/src/parts/recorder/recorder.js";
import type { RecorderOptions } from "../../packages/chatjs/src/parts/recorder/recorder.js";
import type { Recording } from "../../packages/chatjs/src/parts/recorder/recording.js";
import type { Platform, PlatformResponse } from "../../packages/chatjs/src/platform/platform.js";
import { attachments, receipts, transcript } from "../../packages/chatjs/src/session/partList.js";
import { customerSessionOn } from "../../packages/chatjs/src/session/sessionOn.js";
import { createDice } from "../simulation/dice.js";
import { createStage } from "../simulation/stage.js";
import type { Stage } from "../simulation/stage.js";

const ORIGIN = "http://127.0.0.1";
/** What a request or a frame is on its way, each way. */
const LATENCY_MS = 40;

/** A platform in process, with a network of some latency. */
function createPlatform(stage: Stage, emulator: Emulator, seed: number) {
  const { clock } = stage;
  const dice = createDice(seed, "the page");
  const online = new Set<(value: boolean) => void>();
  const visible = new Set<(value: boolean) => void>();
  const timers = new Set<() => void>();
  let isAsleep = false;
  const travel = () => new Promise<void>((resolve) => void clock.setTimer(LATENCY_MS, () => resolve()));
  const ask = async (url: string, init: RequestInit): Promise<PlatformResponse> => {
    await travel();
    let answer: Response;
    try {
      answer = await emulator.fetch(url, init);
    } finally {
      await travel();
    }
    const blob = await answer.blob();
    await travel();
    return {
      status: answer.status,
      headers: { get: (name) => answer.headers.get(name) },
      text: () => blob.text(),
      blob: () => Promise.resolve(blob),
    };
  };
  const orAbort = <Result>(pending: Promise<Result>, signal?: AbortSignal): Promise<Result> =>
    new Promise((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(new DOMException("given up", "AbortError")));
      pending.then(resolve, reject);
    });
  const platform: Platform = {
    nowMs: clock.nowMs,
    random: () => dice.unit(),
    uuid: () => uuidFromBytes(Array.from({ length: 16 }, () => dice.between(0, 255))),
    setTimer(callback, delayMs) {
      const run = () => {
        if (isAsleep) timers.add(callback);
        else callback();
      };
      const cancel = clock.setTimer(delayMs, run);
      return () => {
        cancel();
        timers.delete(callback);
      };
    },
    queueTask: stage.queueTask,
    fetch: (url, { method, headers, body, signal }) =>
      orAbort(ask(url, { method, headers, ...(body !== undefined && { body }) }), signal),
    upload(url, { headers, body, signal }) {
      // A browser leaves this one to itself.
      const sent = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "Content-Length"));
      return orAbort(ask(url, { method: "PUT", headers: sent, body: body as Blob }), signal);
    },
    openSocket: emulator.openSocket,
    onOnlineChange(listener) {
      online.add(listener);
      return () => void online.delete(listener);
    },
    onVisibilityChange(listener) {
      visible.add(listener);
      return () => void visible.delete(listener);
    },
    globals: {},
    console: undefined,
    reportError: () => undefined,
  };
  return {
    platform,
    tellOnline: (value: boolean) => [...online].forEach((listener) => listener(value)),
    tellVisible: (value: boolean) => [...visible].forEach((listener) => listener(value)),
    sleep: () => void (isAsleep = true),
    wake() {
      isAsleep = false;
      for (const callback of timers)
        stage.queueTask(() => {
          if (timers.delete(callback)) callback();
        });
    },
  };
}

/** What a script of a run is given. */
export type Run = ReturnType<typeof beginRun>;

function beginRun(seed: number, options: RecorderOptions) {
  const stage = createStage();
  const { clock } = stage;
  const emulator = createEmulator({ clock, seed, flow: { prompts: ["Welcome."], promptDelayMs: 500 } });
  const { control } = emulator;
  const { contactId, participantId, participantToken } = control.startChat({ displayName: "Avery Secret" });
  const { platform, ...device } = createPlatform(stage, emulator, seed);
  const session = customerSessionOn(platform, {
    chatDetails: { contactId, participantId, participantToken },
    endpoint: ORIGIN,
    parts: [recorder(options), attachments, receipts, transcript],
  });
  const quietly = (pending: Promise<unknown>) => void pending.catch(() => undefined);
  return {
    ...device,
    stage,
    emulator,
    control,
    contactId,
    participantToken,
    session,
    quietly,
    pass: (ms: number) => stage.runUntil(clock.nowMs() + ms),
  };
}

/** Records a session on the emulator, on a virtual clock: the same seed and script give the same recording. */
export async function recordRun(
  seed: number,
  script: (run: Run) => Promise<void>,
  options: RecorderOptions = {},
): Promise<Recording> {
  const run = beginRun(seed, options);
  await script(run);
  const recording = run.session.exportDiagnostics();
  await run.session.breakConnection();
  run.emulator.close();
  // The rest is the machine's that records; this is for every machine.
  return { ...recording, environment: { online: true, visible: true } };
}

/** A chat on a bad day: errors, lost answers, drops, doubled and late frames, a network that goes, a machine that sleeps. */
export async function badDay({ session, control, contactId, pass, quietly, ...run }: Run): Promise<void> {
  session.onMessage(() => undefined);
  quietly(session.connect());
  await pass(2_000);
  const agent = control.inviteAgent({ contactId, displayName: "Robin Secret", agentId: "agent-1" });
  const agentSays = (content: string) => control.say({ ...agent, content });
  agentSays("secret: how can I help?");
  await pass(1_000);
  quietly(session.sendEvent({ contentType: "application/vnd.amazonaws.connect.event.typing" }));
  await pass(1_000);
  control.injectFault({ kind: "httpError", operation: "SendMessage", status: 500, times: 1 });
  quietly(session.sendMessage({ message: "secret question", contentType: "text/plain" }));
  await pass(3_000);
  control.injectFault({ kind: "dropResponse", operation: "SendMessage", when: "after", times: 1 });
  quietly(session.sendMessage({ message: "secret and lost", contentType: "text/plain" }));
  control.injectFault({ kind: "duplicateFrames", copies: 2, times: 2 });
  control.injectFault({ kind: "delayFrames", ms: 700, times: 1 });
  agentSays("secret answer");
  await pass(15_000);
  // The network goes, and what is said meanwhile is missed.
  const refusal = control.injectFault({ kind: "refuseUpgrade", status: 503, times: 2 });
  control.injectFault({ kind: "httpError", operation: "CreateParticipantConnection", status: 429, times: 2 });
  control.dropSockets({ contactId, how: "abort" });
  run.tellOnline(false);
  agentSays("secret, while away");
  await pass(4_000);
  run.tellOnline(true);
  await pass(20_000);
  control.clearFault(refusal.faultId);
  const file = new File(["secret bytes"], "secret.txt", { type: "text/plain" });
  quietly(session.sendAttachment({ attachment: file }));
  await pass(5_000);
  // The machine sleeps; its socket is half open when it wakes.
  run.tellVisible(false);
  run.sleep();
  control.dropSockets({ contactId, how: "halfOpen" });
  await pass(60_000);
  agentSays("secret, while asleep");
  run.wake();
  run.tellVisible(true);
  await pass(30_000);
  quietly(session.getTranscript({ maxResults: 5 }));
  await pass(1_000);
  quietly(session.disconnectParticipant());
  await pass(2_000);
}
