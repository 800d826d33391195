import { createChatJS } from "../../packages/chatjs/src/chatSession.js";
import type { ChatJS } from "../../packages/chatjs/src/chatSession.js";
import type { Outcome } from "./answerInputs.js";
import { checkWorks } from "./checkWorks.js";
import { frameData } from "./frameInputs.js";
import type { FuzzCase, Step } from "./fuzzCase.js";
import { createScriptedWorld } from "./scriptedWorld.js";
import type { ScriptedWorld } from "./scriptedWorld.js";
import { secretsIn } from "./secretsIn.js";
import type { Strays } from "./strays.js";
import { PAGE_MISTAKE, watchSession } from "./watchedSession.js";
import type { WatchedSession } from "./watchedSession.js";

/** What a run has put in. */
export interface RunCounts {
  frames: number;
  answers: number;
}

/** In which a session that lost its socket asks for another. */
const PAUSE_MS = 5_000;

const cleanNames = Reflect.ownKeys(Object.prototype).length + Reflect.ownKeys(Array.prototype).length;
const isPolluted = () =>
  "polluted" in {} ||
  Reflect.ownKeys(Object.prototype).length + Reflect.ownKeys(Array.prototype).length !== cleanNames;

const END = /chat\.ended|transfer\.succeeded/;

/** What an end of the chat may come from. */
const maySayEnded = ({ first, steps, transcript = "" }: FuzzCase): boolean => {
  const says = (outcome: Outcome | undefined) =>
    outcome?.kind === "answer" && (outcome.status === 403 || END.test(outcome.body));
  return (
    says(first) ||
    END.test(transcript) ||
    steps.some(
      (step) =>
        (step.act === "frame" && END.test(step.frame.text)) || (step.act === "answer" && says(step.outcome)),
    )
  );
};
const mayBreak = ({ first, steps }: FuzzCase): boolean =>
  first !== undefined ||
  steps.some((step) => step.act === "answer" && ["connection", "token"].includes(step.operation));

async function perform(step: Step, world: ScriptedWorld, chat: WatchedSession): Promise<void> {
  const { platform } = world;
  switch (step.act) {
    case "frame": {
      if (!world.socket()) await platform.advance(PAUSE_MS);
      const socket = world.socket();
      if (socket?.readyState === 0) socket.open();
      socket?.receiveRaw(frameData(step.frame));
      return platform.settle();
    }
    case "answer":
      world.script(step.operation, step.outcome, step.times);
      if (step.operation === "connection") {
        world.socket()?.close(1006);
        await platform.advance(PAUSE_MS);
      }
      // A recovery reads the transcript, and so does a page.
      if (step.operation === "transcript" && step.times > 1) {
        world.socket()?.close(1006);
        await world.live(PAUSE_MS);
      }
      chat.call(step.operation);
      return platform.settle();
    case "drop":
      world.socket()?.close(step.code, step.reason);
      return platform.settle();
    case "serve":
      world.serve();
      return platform.settle();
    case "wait":
      return platform.advance(step.waitMs);
    case "sleep":
      platform.suspend(step.sleepMs);
      return platform.advance(0);
    case "come back":
      if (step.to === "page") platform.setVisible(true);
      else for (const online of [false, true]) platform.setOnline(online);
      return platform.settle();
  }
}

/** Throws when a session of the library does anything that no input may make it do. */
export async function runCase(fuzzCase: FuzzCase, strays: Strays): Promise<RunCounts> {
  const breach = (what: string) => void breaches.push(what);
  const breaches: string[] = [];
  strays.take();
  const world = createScriptedWorld(fuzzCase.seed, breach);
  const { platform } = world;
  const chatJS: ChatJS = createChatJS(platform);
  if (fuzzCase.hasLogger)
    chatJS.ChatSession.setGlobalConfig({
      loggerConfig: { useDefaultLogger: true, level: chatJS.ChatSession.LogLevel.DEBUG },
    });
  const { type, handlersThrow } = fuzzCase;
  const watch = () => watchSession({ chatJS, world, type, handlersThrow, breach });
  const chat = watch();
  if (fuzzCase.first) {
    // An agent's session asks the service when the page has no token.
    world.script("token", { kind: "fails", reason: "offline" }, 1);
    world.script("connection", fuzzCase.first, 1);
  }
  chat.call("connection");
  await platform.settle();
  for (const step of fuzzCase.steps) await perform(step, world, chat);

  const lasted = await checkWorks({ chat, world, transcript: fuzzCase.transcript, breach });
  if (!lasted) {
    const next = watch();
    if (!(await checkWorks({ chat: next, world, breach }))) breach("a new session ended by itself");
  }

  if (chat.count("CHAT_ENDED") > 1) breach("the chat ended twice");
  if (chat.count("CONNECTION_BROKEN") && !mayBreak(fuzzCase)) breach("the connection broke by itself");
  if (!lasted && !maySayEnded(fuzzCase)) breach("the chat ended by itself");
  for (const { line } of platform.printed) {
    if (secretsIn(line).length) breach(`a log line has a secret: ${line}`);
    if (line.includes(" threw") && !line.includes(PAGE_MISTAKE.message)) breach(`swallowed: ${line}`);
  }
  for (const error of platform.reportedErrors)
    if (error !== PAGE_MISTAKE) breach(`reported: ${String(error)}`);
  for (const stray of strays.take()) breach(`went astray: ${String(stray)}`);
  if (isPolluted()) breach("a prototype is polluted");
  if (breaches.length) throw new Error([...new Set(breaches)].join("; "));
  return { frames: fuzzCase.steps.filter(({ act }) => act === "frame").length, answers: world.answered };
}
