import type { Clock } from "../clock.js";
import { createTimerScope } from "../timerScope.js";
import type { TimerScope } from "../timerScope.js";
import type { Contact } from "../world/contact.js";
import type { Item } from "../world/item.js";
import type { Flow } from "./flow.js";
import { createFlowCode } from "./flowCode.js";
import { createFlowEars } from "./flowEars.js";
import type { FlowStage } from "./flowStage.js";
import type { FlowAction, FlowSteps } from "./flowStep.js";
import { stepRunners } from "./stepRunners.js";
import type { StepDone } from "./stepRunners.js";

/** Where a flow was: the step, by its number among those it did, and its kind. */
export type FlowPlace = { readonly number: number; readonly kind: FlowAction["do"] } | undefined;

export interface FlowRunParts {
  readonly clock: Clock;
  readonly contact: Contact;
  /** Milliseconds before each step of a list that does not say. */
  readonly paceMs: number;
  /** The rest of the stage that the flow is played on. */
  readonly stage: Omit<FlowStage, "timers" | "ears" | "isOver" | "playBeside" | "playNamed">;
  readonly flowNamed: (name: string) => Flow;
  /** Of the chat: set while one of its flows does a step. */
  readonly chat: { isActing: boolean };
  /** The flow has come to its end; one that still reacts to something, or plays what it reacts with, does not. */
  readonly onCompleted: () => void;
  readonly onFailed: (error: unknown, place: FlowPlace) => void;
}

/** A flow that is being played in a chat. */
export interface FlowRun {
  start(flow: Flow): void;
  hear(item: Item, contact: Contact): void;
  /** Stops it: no timer is left, and what code waits for rejects with FlowEnded. */
  end(): void;
}

/** What nobody sees, or is a time itself, is not waited for. */
const unpaced: ReadonlySet<FlowAction["do"]> = new Set(["wait", "on", "afterwards", "idleAfter", "play"]);

type AnyRunner = (stage: FlowStage, step: FlowAction, done: StepDone) => void;

export function createFlowRun(parts: FlowRunParts): FlowRun {
  const { contact, paceMs, flowNamed, chat, onCompleted, onFailed } = parts;
  const scope = createTimerScope(parts.clock);
  const over = new AbortController();
  let steps = 0;
  /** Whether the flow itself has come to its end, which what its rules play may outlast. */
  let isPlayed = false;
  /** What rules play. */
  let beside = 0;
  /** Of the code's latest step. */
  let lastPlace: FlowPlace;

  const timers: TimerScope = {
    ...scope,
    set: (delayMs, callback) => (over.signal.aborted ? () => undefined : scope.set(delayMs, callback)),
  };
  const ears = createFlowEars(timers, parts.clock, () => chat.isActing);

  const end = () => {
    over.abort();
    ears.deafen();
    scope.cancelAll();
  };

  const fail = (error: unknown, place: FlowPlace) => {
    if (over.signal.aborted) return;
    end();
    onFailed(error, place);
  };

  const unlessOver =
    (done: StepDone): StepDone =>
    (...given) => {
      if (!over.signal.aborted) done(...given);
    };

  /** Runs a step; what goes wrong goes to `failed`, with the place, which it gives. */
  const attempt = (
    step: FlowAction,
    done: StepDone,
    failed: (error: unknown, place: FlowPlace) => void,
  ): FlowPlace => {
    const place = { number: ++steps, kind: step.do };
    const wasActing = chat.isActing;
    chat.isActing = true;
    try {
      // The kind decides the types of the step and of its runner together.
      const run = stepRunners[step.do] as AnyRunner;
      run(stage, step, done);
    } catch (error) {
      failed(error, place);
    } finally {
      chat.isActing = wasActing;
    }
    return place;
  };

  const play = ([first, ...rest]: FlowSteps, finished: () => void = () => undefined): void => {
    if (first === undefined) {
      finished();
      return;
    }
    const step: FlowAction = typeof first === "string" ? { do: "say", content: first } : first;
    const delayMs = step.afterMs ?? (unpaced.has(step.do) ? 0 : paceMs);
    // What is played last comes back to nothing: a flow that plays itself must not pile up.
    const isLast = step.do === "play" && rest.length === 0;
    const goOn: StepDone = unlessOver((_, next = []) => play([...next, ...rest], finished));
    timers.set(delayMs, () => void attempt(step, isLast ? finished : goOn, fail));
  };

  const completeWhenIdle = () => {
    // Code may come to its end after the flow is over.
    if (over.signal.aborted || !isPlayed || beside > 0 || ears.hasRules) return;
    end();
    onCompleted();
  };

  const code = createFlowCode({
    contact,
    over: over.signal,
    ears,
    play,
    perform(step, done, failed) {
      lastPlace = attempt(step, unlessOver(done), failed);
    },
    onFailed: (error) => fail(error, lastPlace),
  });

  const playFlow = (flow: Flow, finished: () => void) => {
    if (typeof flow === "function") code.run(flow, finished);
    else play(flow, finished);
  };

  const stage: FlowStage = Object.assign(parts.stage, {
    timers,
    ears,
    isOver: () => over.signal.aborted,
    playBeside(steps: FlowSteps) {
      beside += 1;
      play(steps, () => {
        beside -= 1;
        completeWhenIdle();
      });
    },
    playNamed: (name: string, finished: () => void) => {
      const flow = flowNamed(name);
      // A flow that plays itself must not stop the clock.
      timers.set(1, () => playFlow(flow, finished));
    },
  });

  return {
    // In a turn of its own: whoever starts it has to finish what it does.
    start: (flow) =>
      void timers.set(0, () =>
        playFlow(flow, () => {
          isPlayed = true;
          completeWhenIdle();
        }),
      ),
    hear: (item, now) => ears.hear(item, now),
    end,
  };
}
