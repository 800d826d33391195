import type { Clock } from "../clock.js";
import { createTimerScope } from "../timerScope.js";
import type { TimerScope } from "../timerScope.js";
import type { Contact } from "../world/contact.js";
import type { Item } from "../world/item.js";
import type { Flow } from "./flow.js";
import { createFlowChat } from "./flowChat.js";
import { createFlowEars } from "./flowEars.js";
import { FlowEnded } from "./flowEnded.js";
import type { FlowStage } from "./flowStage.js";
import type { FlowAction, FlowSteps } from "./flowStep.js";
import { stepRunners } from "./stepRunners.js";
import type { StepDone } from "./stepRunners.js";
import { readAnswer } from "./trigger.js";

/** Where a flow was: the step, by its number among those it did, and its kind. */
export type FlowPlace = { readonly number: number; readonly kind: FlowAction["do"] } | undefined;

export interface FlowRunParts {
  readonly clock: Clock;
  readonly contact: Contact;
  /** Milliseconds before each step of a list that does not say. */
  readonly paceMs: number;
  /** The rest of the stage that the flow is played on. */
  readonly stage: Omit<FlowStage, "timers" | "ears" | "play" | "playNamed">;
  readonly flowNamed: (name: string) => Flow;
  /** The flow has come to its end; one that still reacts to something does not. */
  readonly onCompleted: () => void;
  readonly onFailed: (error: unknown, place: FlowPlace) => void;
}

/** A flow that is being played in a chat. */
export interface FlowRun {
  start(flow: Flow): void;
  hear(item: Item): void;
  /** Stops it: no timer is left, and what code waits for rejects with FlowEnded. */
  end(): void;
}

type AnyRunner = (stage: FlowStage, step: FlowAction, done: StepDone) => void;

export function createFlowRun(parts: FlowRunParts): FlowRun {
  const { contact, paceMs, flowNamed, onCompleted, onFailed } = parts;
  const scope = createTimerScope(parts.clock);
  const over = new AbortController();
  let steps = 0;

  const timers: TimerScope = {
    ...scope,
    set: (delayMs, callback) => (over.signal.aborted ? () => undefined : scope.set(delayMs, callback)),
  };
  const ears = createFlowEars(timers);

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

  /** Runs a step; what goes wrong goes to `failed`, with the place. */
  const attempt = (
    step: FlowAction,
    done: StepDone,
    failed: (error: unknown, place: FlowPlace) => void,
  ): void => {
    const place = { number: ++steps, kind: step.do };
    try {
      // The kind decides the types of the step and of its runner together.
      const run = stepRunners[step.do] as AnyRunner;
      run(stage, step, (...given) => {
        if (!over.signal.aborted) done(...given);
      });
    } catch (error) {
      failed(error, place);
    }
  };

  const play = ([first, ...rest]: FlowSteps, finished: () => void = () => undefined): void => {
    if (first === undefined) {
      finished();
      return;
    }
    const step: FlowAction = typeof first === "string" ? { do: "say", content: first } : first;
    const delayMs = step.afterMs ?? (step.do === "wait" ? 0 : paceMs);
    timers.set(delayMs, () => attempt(step, (_, next = []) => play([...next, ...rest], finished), fail));
  };

  /** A promise that is settled by hand, rejects when the flow is over, and never counts as unhandled. */
  const pending = <Result>(
    begin: (resolve: (result: Result) => void, reject: (error: unknown) => void) => void,
  ): Promise<Result> => {
    const promise = new Promise<Result>((resolve, reject) => {
      const refuse = () => reject(new FlowEnded());
      if (over.signal.aborted) {
        refuse();
        return;
      }
      over.signal.addEventListener("abort", refuse);
      const settled = () => over.signal.removeEventListener("abort", refuse);
      begin(
        (result) => {
          settled();
          resolve(result);
        },
        (error) => {
          settled();
          reject(error as Error);
        },
      );
    });
    promise.catch(() => undefined);
    return promise;
  };

  let lastPlace: FlowPlace;
  /** Runs code; `finished` is called when its promise has settled well. */
  const runCode = (code: () => unknown, finished: () => void = () => undefined) => {
    const failed = (error: unknown) => fail(error, lastPlace);
    // An executor calls at once, and turns what is thrown into a rejection.
    new Promise((resolve) => resolve(code())).then(finished).catch(failed);
  };

  const chat = createFlowChat(contact, over.signal, {
    perform: (step) =>
      pending((resolve, reject) => {
        lastPlace = { number: steps + 1, kind: step.do };
        attempt(step, resolve, reject);
      }),
    playAll: (list) => pending((resolve) => play(list, () => resolve(undefined))),
    on(trigger, react) {
      ears.on(trigger, Infinity, (item) => runCode(() => react(item ? readAnswer(item) : { text: "" })));
    },
  });

  const playFlow = (flow: Flow, finished: () => void) => {
    if (typeof flow === "function") runCode(() => flow(chat), finished);
    else play(flow, finished);
  };

  const stage: FlowStage = Object.assign(parts.stage, {
    timers,
    ears,
    play,
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
          if (!ears.hasRules) {
            end();
            onCompleted();
          }
        }),
      ),
    hear: (item) => ears.hear(item),
    end,
  };
}
