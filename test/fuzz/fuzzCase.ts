import fc from "fast-check";
import type { SessionType } from "../../packages/chatjs/src/session/sessionArgs.js";
import { outcomeOf, PATHS, standingTranscript } from "./answerInputs.js";
import type { Operation, Outcome } from "./answerInputs.js";
import { frameInput } from "./frameInputs.js";
import type { FrameInput } from "./frameInputs.js";

/** Something that happens to a session. */
export type Step =
  | { readonly act: "frame"; readonly frame: FrameInput }
  /** The operation is called and comes to this outcome, and so do as many more calls of it. */
  | {
      readonly act: "answer";
      readonly operation: Operation;
      readonly outcome: Outcome;
      readonly times: number;
    }
  | { readonly act: "drop"; readonly code: number; readonly reason: string }
  /** The service does what it should: takes sockets, confirms subscriptions, answers heartbeats. */
  | { readonly act: "serve" }
  | { readonly act: "wait"; readonly waitMs: number }
  | { readonly act: "sleep"; readonly sleepMs: number }
  | { readonly act: "come back"; readonly to: "network" | "page" };

/** One life of a session. */
export interface FuzzCase {
  readonly seed: number;
  readonly type: SessionType;
  readonly hasLogger: boolean;
  readonly handlersThrow: boolean;
  /** How the first request for a connection ends; as it should when undefined. */
  readonly first: Outcome | undefined;
  readonly steps: readonly Step[];
  /** What the service's transcript holds from then on; nothing when undefined. */
  readonly transcript: string | undefined;
}

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ act: fc.constant("frame" as const), frame: frameInput }) },
  {
    weight: 8,
    arbitrary: fc.oneof(
      ...(Object.keys(PATHS) as Operation[]).map((operation) =>
        fc.record({
          act: fc.constant("answer" as const),
          operation: fc.constant(operation),
          outcome: outcomeOf(operation),
          times: fc.oneof(
            { weight: 20, arbitrary: fc.integer({ min: 1, max: 4 }) },
            { weight: 1, arbitrary: fc.constant(250) },
          ),
        }),
      ),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant("drop" as const),
      code: fc.constantFrom(1000, 1001, 1005, 1006, 1009, 1011, 1015, 4000, 0, 65_535),
      reason: fc.constantFrom("", "going away", "\ud800", "x".repeat(123)),
    }),
  },
  { weight: 2, arbitrary: fc.constant<Step>({ act: "serve" }) },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant("wait" as const),
      waitMs: fc.constantFrom(1, 500, 3_000, 10_000, 35_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant("sleep" as const),
      sleepMs: fc.constantFrom(1_500, 60_000, 3_600_000, 90_000_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant("come back" as const), to: fc.constantFrom("network", "page") }),
  },
);

export const fuzzCase: fc.Arbitrary<FuzzCase> = fc.record({
  seed: fc.nat(1_000),
  type: fc.oneof(
    { weight: 3, arbitrary: fc.constant("CUSTOMER" as const) },
    { weight: 1, arbitrary: fc.constant("AGENT" as const) },
  ),
  hasLogger: fc.boolean(),
  handlersThrow: fc.boolean(),
  first: fc.option(outcomeOf("connection"), { nil: undefined, freq: 6 }),
  steps: fc.array(step, { minLength: 1, maxLength: 10 }),
  transcript: fc.option(standingTranscript, { nil: undefined, freq: 2 }),
});
