import type { OperationName } from "@amazon-connect-chat/protocol";
import type { FaultRule } from "amazon-connect-chat-emulator";
import fc from "fast-check";

const operation = fc.option(
  fc.constantFrom<OperationName>(
    "CreateParticipantConnection",
    "CreateParticipantConnection",
    "SendMessage",
    "SendEvent",
    "GetTranscript",
    "DisconnectParticipant",
  ),
  { nil: undefined, freq: 3 },
);
const when = fc.constantFrom("before", "after");
const forMs = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 500, max: 8_000 }) },
  { weight: 2, arbitrary: fc.integer({ min: 8_000, max: 60_000 }) },
);
const probability = fc.constantFrom(1, 1, 0.5);
const common = { forMs, probability };
const weigh = (weight: number, shape: Record<string, fc.Arbitrary<unknown>>) => ({
  weight: weight * 10,
  arbitrary: fc.record(shape) as unknown as fc.Arbitrary<FaultRule>,
});
const kind = <const Kind extends string>(name: Kind) => fc.constant(name);
const delayed = { ms: fc.integer({ min: 50, max: 2_000 }), jitterMs: fc.integer({ min: 0, max: 1_500 }) };

/** Each kind of fault that the emulator has, but `dropFrames`, which needs an end of the socket soon after. */
export const faultRules: fc.Arbitrary<FaultRule> = fc.oneof(
  weigh(4, { kind: kind("httpError"), operation, when, status: fc.constantFrom(500, 503), ...common }),
  weigh(3, {
    kind: kind("httpError"),
    operation,
    status: fc.constantFrom(429, 503),
    retryAfterSeconds: fc.integer({ min: 0, max: 15 }),
    ...common,
  }),
  weigh(3, { kind: kind("httpError"), operation, status: fc.constant(403), times: fc.constant(1) }),
  weigh(0.5, { kind: kind("httpError"), operation, status: fc.constant(403), ...common }),
  weigh(5, { kind: kind("dropResponse"), operation, when, ...common }),
  weigh(3, {
    kind: kind("latency"),
    operation,
    ms: fc.integer({ min: 100, max: 9_000 }),
    jitterMs: fc.integer({ min: 0, max: 3_000 }),
    ...common,
  }),
  weigh(3, { kind: kind("hangResponse"), operation, when, ...common }),
  weigh(2, {
    kind: kind("invalidExpiry"),
    expiry: fc.constantFrom("past", "missing", "unreadable"),
    times: fc.integer({ min: 1, max: 4 }),
  }),
  weigh(4, { kind: kind("refuseUpgrade"), status: fc.constantFrom(403, 503), ...common }),
  weigh(3, { kind: kind("hangHandshake"), ...common }),
  weigh(3, { kind: kind("ignoreHeartbeats"), ...common }),
  weigh(1, { kind: kind("ignorePings"), ...common }),
  weigh(3, { kind: kind("refuseSubscriptions"), ...common }),
  weigh(3, { kind: kind("ignoreSubscriptions"), ...common }),
  weigh(4, { kind: kind("duplicateFrames"), copies: fc.integer({ min: 1, max: 3 }), ...common }),
  weigh(4, { kind: kind("delayFrames"), ...delayed, ...common }),
  weigh(4, { kind: kind("reorderFrames"), window: fc.integer({ min: 2, max: 5 }), ...common }),
);
