import type { FaultProfileName, FaultRule } from "amazon-connect-chat-emulator";
import fc from "fast-check";
import { faultRules } from "./faultRules.js";
import type { CutKind } from "./pipes.js";

/** What happens next. Numbers name a page or a contact by its place among those that are there, counted round. */
export type Action =
  /** Of the first requests, `unanswered` are carried out and answered with an error. */
  | {
      readonly do: "send";
      readonly page: number;
      readonly count: number;
      readonly everyMs: number;
      readonly unanswered: number;
    }
  | { readonly do: "say"; readonly contact: number; readonly count: number; readonly everyMs: number }
  | { readonly do: "type"; readonly page: number }
  | { readonly do: "receipt"; readonly page: number; readonly kind: "read" | "delivered" }
  | { readonly do: "history"; readonly page: number }
  | { readonly do: "invite"; readonly contact: number; readonly agent: number }
  | { readonly do: "openTab"; readonly contact: number }
  | { readonly do: "closeTab" | "reload"; readonly page: number; readonly tells: boolean }
  | { readonly do: "hide" | "show"; readonly page: number }
  | { readonly do: "freeze"; readonly page: number; readonly forMs: number }
  | { readonly do: "sleep"; readonly page: number; readonly forMs: number; readonly wakes: Waking }
  | { readonly do: "setClock"; readonly page: number; readonly byMs: number }
  | {
      readonly do: "cut";
      readonly page: number;
      readonly kind: CutKind;
      readonly forMs: number;
      readonly tells: boolean;
    }
  | { readonly do: "tellOnline"; readonly page: number }
  | { readonly do: "fault"; readonly page: number | null; readonly rule: FaultRule }
  /** Sockets go away, and much is said while they come back. */
  | {
      readonly do: "drop";
      readonly page: number | null;
      readonly how: "close" | "abort" | "halfOpen";
      readonly count: number;
      readonly everyMs: number;
    }
  /** Frames get lost while something is said, and then the socket does. */
  | {
      readonly do: "lose";
      readonly page: number;
      readonly probability: number;
      readonly count: number;
      readonly everyMs: number;
    }
  | { readonly do: "expire"; readonly page: number; readonly kind: "connectionToken" | "participantToken" }
  | { readonly do: "leave"; readonly page: number }
  | { readonly do: "end"; readonly contact: number }
  | { readonly do: "wait"; readonly forMs: number }
  /** These two come in schedules that are written by hand. */
  | { readonly do: "profile"; readonly profile: FaultProfileName }
  | { readonly do: "file"; readonly page: number };

/** What a machine notices when it wakes up. */
export type Waking = "nothing" | "visible" | "online";

export type Step = Action & { readonly afterMs: number };

export interface Schedule {
  readonly contacts: number;
  /** How many of them an agent has from the beginning. */
  readonly staffed: number;
  readonly tokenLifetimeMs: number;
  readonly steps: readonly Step[];
}

const page = fc.nat(11);
const anyPage = fc.option(page, { freq: 4 });
const contact = fc.nat(2);
const weigh = <Value extends object>(
  weight: number,
  shape: { [Key in keyof Value]: fc.Arbitrary<Value[Key]> },
) => ({
  weight: weight * 10,
  arbitrary: fc.record(shape) as unknown as fc.Arbitrary<Action>,
});
const few = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 3, arbitrary: fc.integer({ min: 5, max: 30 }) },
);
const many = fc.oneof(
  { weight: 40, arbitrary: few },
  { weight: 1, arbitrary: fc.integer({ min: 80, max: 260 }) },
);
const everyMs = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 20, max: 100 }) },
  { weight: 4, arbitrary: fc.integer({ min: 100, max: 600 }) },
  { weight: 3, arbitrary: fc.integer({ min: 600, max: 2_500 }) },
);
const unanswered = fc.oneof(
  { weight: 9, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }) },
);
const aWhile = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 200, max: 5_000 }) },
  { weight: 5, arbitrary: fc.integer({ min: 5_000, max: 40_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 40_000, max: 200_000 }) },
);
const literal = <const Value>(value: Value) => fc.constant(value);

const actions = fc.oneof(
  weigh(22, { do: literal("send"), page, count: few, everyMs, unanswered }),
  weigh(16, { do: literal("say"), contact, count: many, everyMs }),
  weigh(3, { do: literal("type"), page }),
  weigh(12, { do: literal("receipt"), page, kind: fc.constantFrom("read", "delivered") }),
  weigh(1, { do: literal("history"), page }),
  weigh(5, { do: literal("invite"), contact, agent: fc.nat(1) }),
  weigh(3, { do: literal("openTab"), contact }),
  weigh(2, { do: literal("closeTab"), page, tells: fc.boolean() }),
  weigh(3, { do: literal("reload"), page, tells: fc.boolean() }),
  weigh(3, { do: literal("hide"), page }),
  weigh(3, { do: literal("show"), page }),
  weigh(3, { do: literal("freeze"), page, forMs: aWhile }),
  weigh(4, {
    do: literal("sleep"),
    page,
    forMs: aWhile,
    wakes: fc.constantFrom("nothing", "visible", "online"),
  }),
  weigh(1, { do: literal("setClock"), page, byMs: fc.integer({ min: -7_200_000, max: 7_200_000 }) }),
  weigh(14, {
    do: literal("cut"),
    page,
    kind: fc.constantFrom("noticed", "silent", "stalled"),
    forMs: aWhile,
    tells: fc.boolean(),
  }),
  weigh(2, { do: literal("tellOnline"), page }),
  weigh(24, { do: literal("fault"), page: anyPage, rule: faultRules }),
  weigh(12, {
    do: literal("drop"),
    page: anyPage,
    how: fc.constantFrom("close", "abort", "halfOpen"),
    count: fc.integer({ min: 0, max: 25 }),
    everyMs: fc.integer({ min: 40, max: 300 }),
  }),
  weigh(6, {
    do: literal("lose"),
    page,
    probability: fc.constantFrom(0.3, 0.7, 1),
    count: fc.integer({ min: 1, max: 8 }),
    everyMs: fc.integer({ min: 20, max: 430 }),
  }),
  weigh(3, { do: literal("expire"), page, kind: literal("connectionToken") }),
  weigh(0.2, { do: literal("expire"), page, kind: literal("participantToken") }),
  weigh(1, { do: literal("leave"), page }),
  weigh(1, { do: literal("end"), contact }),
  weigh(6, { do: literal("wait"), forMs: fc.integer({ min: 10_000, max: 90_000 }) }),
  // Long enough for sockets to be replaced at the end of their life.
  weigh(0.1, { do: literal("wait"), forMs: fc.integer({ min: 3_300_000, max: 3_800_000 }) }),
);
const pauses = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 500 }) },
  { weight: 5, arbitrary: fc.integer({ min: 500, max: 4_000 }) },
  { weight: 2, arbitrary: fc.integer({ min: 4_000, max: 15_000 }) },
);
const steps = fc.tuple(pauses, actions).map(
  ([afterMs, action]): Step => ({ ...action, afterMs }),
  (step: unknown) => {
    const { afterMs, ...action } = step as Step;
    return [afterMs, action];
  },
);

/** All that may happen, as data: a seed draws one, and fast-check makes a shorter one of it. */
export const schedules: fc.Arbitrary<Schedule> = fc.noBias(
  fc.record({
    contacts: fc.integer({ min: 1, max: 3 }),
    staffed: fc.integer({ min: 0, max: 2 }),
    tokenLifetimeMs: fc.constantFrom(86_400_000, 86_400_000, 300_000, 90_000),
    steps: fc.array(steps, { minLength: 1, maxLength: 45, size: "max" }),
  }),
);
