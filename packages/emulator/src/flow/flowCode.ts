import type { Contact } from "../world/contact.js";
import type { FlowFunction } from "./flow.js";
import { createFlowChat } from "./flowChat.js";
import type { FlowEars } from "./flowEars.js";
import { FlowEnded } from "./flowEnded.js";
import type { FlowAction, FlowSteps } from "./flowStep.js";
import type { StepDone } from "./stepRunners.js";
import { readAnswer } from "./trigger.js";

export interface FlowCodeParts {
  readonly contact: Contact;
  /** Aborted when the flow is over. */
  readonly over: AbortSignal;
  readonly ears: FlowEars;
  readonly play: (steps: FlowSteps, finished: () => void) => void;
  readonly perform: (step: FlowAction, done: StepDone, failed: (error: unknown) => void) => void;
  /** Code has thrown, or its promise was rejected. */
  readonly onFailed: (error: unknown) => void;
}

/** Runs the functions of a flow. */
export interface FlowCode {
  /** `finished` is called when the function's promise is fulfilled. */
  run(flow: FlowFunction, finished: () => void): void;
}

export function createFlowCode({ contact, over, ears, play, perform, onFailed }: FlowCodeParts): FlowCode {
  /** A promise that rejects when the flow is over, and never counts as unhandled. */
  const pending = (begin: (resolve: (result?: unknown) => void, reject: (error: Error) => void) => void) => {
    const promise = new Promise((resolve, reject) => {
      const refuse = () => reject(new FlowEnded());
      if (over.aborted) {
        refuse();
        return;
      }
      over.addEventListener("abort", refuse);
      const settled =
        <Value>(settle: (value: Value) => void) =>
        (value: Value) => {
          over.removeEventListener("abort", refuse);
          settle(value);
        };
      begin(settled(resolve), settled(reject));
    });
    promise.catch(() => undefined);
    return promise;
  };

  const call = (code: () => unknown, finished: () => void) => {
    // An executor calls at once, and turns what is thrown into a rejection.
    new Promise((resolve) => resolve(code())).then(finished).catch(onFailed);
  };

  const chat = createFlowChat(contact, over, {
    perform: (step) =>
      pending((resolve, reject) => perform(step, resolve, (error) => reject(error as Error))),
    playAll: (steps) => pending((resolve) => play(steps, resolve)),
    on(trigger, react) {
      ears.on(trigger, Infinity, (item) =>
        call(
          () => react(item ? readAnswer(item) : { text: "" }),
          () => undefined,
        ),
      );
    },
  });

  return { run: (flow, finished) => call(() => flow(chat), finished) };
}
