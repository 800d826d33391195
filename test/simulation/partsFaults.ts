import type { FaultRule } from "amazon-connect-chat-emulator";
import { pick } from "./dice.js";
import type { Dice } from "./dice.js";

const OPERATIONS = [
  "CreateParticipantConnection",
  "CreateParticipantConnection",
  "GetTranscript",
  "GetTranscript",
  "SendMessage",
  "SendEvent",
  "StartAttachmentUpload",
  "PutObject",
  "CompleteAttachmentUpload",
  undefined,
] as const;

/** Faults that pass, and that the library can tell from an end of the chat. */
export function drawPartsFault(dice: Dice): FaultRule {
  const operation = pick(dice, OPERATIONS);
  const when = pick(dice, ["before", "after"] as const);
  const forMs = dice.chance(0.6) ? dice.between(200, 12_000) : dice.between(12_000, 90_000);
  const common = { forMs, probability: pick(dice, [1, 1, 0.5]) };
  const delayed = { ms: dice.between(50, 2_000), jitterMs: dice.between(0, 1_000) };
  return pick<() => FaultRule>(dice, [
    () => ({ kind: "httpError", status: pick(dice, [500, 503]), when, operation, ...common }),
    () => ({ kind: "httpError", status: 429, retryAfterSeconds: dice.between(0, 12), operation, ...common }),
    () => ({ kind: "dropResponse", when, operation, ...common }),
    () => ({ kind: "hangResponse", when, operation, ...common }),
    () => ({ kind: "latency", ms: dice.between(100, 8_000), operation, ...common }),
    () => ({ kind: "refuseUpgrade", status: pick(dice, [403, 503]), ...common }),
    () => ({ kind: "refuseUpgrade", status: 403, ...common, forMs: dice.between(20_000, 120_000) }),
    () => ({ kind: "hangHandshake", ...common }),
    () => ({ kind: "ignoreHeartbeats", ...common }),
    () => ({ kind: "refuseSubscriptions", ...common }),
    () => ({ kind: "ignoreSubscriptions", ...common }),
    () => ({ kind: "duplicateFrames", copies: dice.between(1, 3), ...common }),
    () => ({ kind: "reorderFrames", window: dice.between(2, 5), ...common }),
    () => ({ kind: "delayFrames", ...delayed, ...common, forMs: dice.between(200, 5_000) }),
  ])();
}
