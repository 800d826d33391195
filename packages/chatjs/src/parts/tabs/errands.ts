import { errorOfNote } from "./errorNotes.js";
import type { NoteOf, Request } from "./tabNotes.js";

/** Something that the leader is to do for all tabs. */
export interface Errand<Result extends object> {
  readonly request: Request;
  /** How this tab does it when it leads. */
  lead(): Promise<Result>;
  /** How it does it when there is nobody to share with. */
  alone(): Promise<Result>;
}

/** Who does what is asked for now; nobody, until there is a leader. */
export type Doer =
  | { readonly who: "lead" | "alone" | "nobody" }
  /** `term`: another one where what was asked before will not be answered. */
  | { readonly who: "leader"; readonly id: string; readonly term: string };

/** What waits for a leader, or for its answer. A leader that dies leaves it to the next one, or to this tab. */
export interface Errands {
  run<Result extends object>(errand: Errand<Result>): Promise<Result>;
  /** There may be another to do it. */
  proceed(): void;
  answered(note: NoteOf<"answer">): void;
  /** How many are not done. */
  readonly pending: number;
}

interface Waiting {
  readonly errand: Errand<object>;
  /** Of the leader that was asked: the same tab may not have led when it was, and lead again. */
  askedTerm?: string;
  finish(outcome: Promise<object>): void;
}

export function createErrands(
  doer: () => Doer,
  ask: (to: string, askId: string, request: Request) => void,
  done: () => void,
): Errands {
  const waiting = new Map<string, Waiting>();
  let serial = 0;
  let running = 0;

  const settle = (askId: string, outcome: () => Promise<object>) => {
    const each = waiting.get(askId);
    if (!each) return;
    waiting.delete(askId);
    running += 1;
    const result = outcome();
    each.finish(result);
    const finished = () => {
      running -= 1;
      done();
    };
    result.then(finished, finished);
  };
  const proceed = () => {
    for (const [askId, each] of [...waiting]) {
      const now = doer();
      if (now.who === "leader") {
        if (each.askedTerm === now.term) continue;
        each.askedTerm = now.term;
        ask(now.id, askId, each.errand.request);
      } else if (now.who !== "nobody") {
        const { lead, alone } = each.errand;
        settle(askId, now.who === "lead" ? lead : alone);
      }
    }
  };
  return {
    run: <Result extends object>(errand: Errand<Result>) =>
      new Promise<Result>((resolve) => {
        serial += 1;
        waiting.set(String(serial), { errand, finish: resolve as Waiting["finish"] });
        proceed();
      }),
    proceed,
    answered: ({ askId, result, error }) =>
      settle(askId, () => (error ? Promise.reject(errorOfNote(error)) : Promise.resolve(result ?? {}))),
    get pending() {
      return waiting.size + running;
    },
  };
}
