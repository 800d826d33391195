import type { Clock } from "../clock.js";
import { ConnectionCut } from "./connectionCut.js";
import type { FaultBook, Strike } from "./faultBook.js";
import type { FaultSubject, Occasion } from "./faultMatch.js";
import type { CallName, FaultMoment, RuleOf } from "./faultRule.js";
import { jittered } from "./jittered.js";
import { spoilExpiry } from "./spoilExpiry.js";

/** A request, as far as faults ask. */
export interface FaultyCall {
  readonly operation: CallName;
  readonly subject: () => FaultSubject;
  /** Aborts when the client gives up. */
  readonly signal: () => AbortSignal;
}

/** How a call is answered. */
export interface CallAnswers {
  /** Carries the call out. */
  perform(): Response;
  /** Answers with the error of a fault. */
  refuse(rule: RuleOf<"httpError">): Response;
}

/** What goes wrong with requests. */
export interface RequestFaults {
  /**
   * The answer to a call, when and if the faults let it come.
   * @throws ConnectionCut when there is none.
   */
  answer(call: FaultyCall, answers: CallAnswers): Response | Promise<Response>;
  /** What an operation says, as far as the faults leave it. */
  spoil(call: FaultyCall, output: object): object;
  /** Lets nothing wait any longer. */
  close(): void;
}

type EndingKind = "httpError" | "dropResponse" | "hangResponse";
const endingKinds: readonly EndingKind[] = ["httpError", "dropResponse", "hangResponse"];
const usualMoments: Readonly<Record<EndingKind, FaultMoment>> = {
  httpError: "before",
  dropResponse: "after",
  hangResponse: "before",
};

const momentOf = ({ kind, when = usualMoments[kind] }: RuleOf<EndingKind>): FaultMoment => when;

/** Waits for the end of the fault; a client that is gone by then gets nothing. */
const hang = ({ onEnd }: Strike<EndingKind>, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    if (signal.aborted) throw new ConnectionCut();
    const cut = () => {
      stop();
      reject(new ConnectionCut());
    };
    const stop = onEnd((end) => {
      signal.removeEventListener("abort", cut);
      if (end === "over") resolve();
      else reject(new ConnectionCut());
    });
    signal.addEventListener("abort", cut, { once: true });
  });

async function meetEnding(
  strike: Strike<EndingKind>,
  call: FaultyCall,
  refuse: CallAnswers["refuse"],
): Promise<Response | undefined> {
  const { rule } = strike;
  switch (rule.kind) {
    case "httpError":
      return refuse(rule);
    case "dropResponse":
      throw new ConnectionCut();
    case "hangResponse":
      await hang(strike, call.signal());
      return undefined;
  }
}

export function createRequestFaults({
  book,
  clock,
}: {
  readonly book: FaultBook;
  readonly clock: Clock;
}): RequestFaults {
  const cuts = new Set<() => void>();
  const occasionOf = ({ operation, subject }: FaultyCall): Occasion => ({ operation, subject: subject() });

  const wait = (delayMs: number) =>
    new Promise<void>((resolve, reject) => {
      const cancelTimer = clock.setTimer(delayMs, () => {
        cuts.delete(cut);
        resolve();
      });
      const cut = () => {
        cancelTimer();
        reject(new ConnectionCut());
      };
      cuts.add(cut);
    });

  const meet = async (call: FaultyCall, { perform, refuse }: CallAnswers): Promise<Response> => {
    const occasion = occasionOf(call);
    const latency = book.strike(["latency"], occasion);
    const ending = book.strike(endingKinds, occasion);
    if (latency) await wait(jittered(latency.rule, book.draw()));
    if (!ending) return perform();
    if (momentOf(ending.rule) === "before") return (await meetEnding(ending, call, refuse)) ?? perform();
    const response = perform();
    return (await meetEnding(ending, call, refuse)) ?? response;
  };

  return {
    answer: (call, answers) => (book.isEmpty ? answers.perform() : meet(call, answers)),
    spoil(call, output) {
      if (call.operation !== "CreateParticipantConnection" || book.isEmpty) return output;
      const strike = book.strike(["invalidExpiry"], occasionOf(call));
      return strike ? spoilExpiry(output, strike.rule.expiry, clock.nowMs()) : output;
    },
    close() {
      for (const cut of cuts) cut();
      cuts.clear();
    },
  };
}
