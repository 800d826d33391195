import type { FaultProfile, FaultProfileName, ProfileFault } from "./faultProfile.js";

/** A fault of all requests: those of files have to be named. */
const ofAllRequests = (
  fault: Extract<ProfileFault, { readonly operation?: unknown }>,
): readonly ProfileFault[] => [
  fault,
  { ...fault, operation: "PutObject" },
  { ...fault, operation: "GetObject" },
];

/** Nothing comes through, and nobody says so. */
const silence: readonly ProfileFault[] = [
  ...ofAllRequests({ kind: "hangResponse" }),
  { kind: "hangHandshake" },
];

/** The profiles; what they do is described in docs/emulator.md. */
export const faultProfiles: Readonly<Record<FaultProfileName, FaultProfile>> = {
  subway: {
    summary: "Tunnels: slow, then silent, then cut off, then back",
    rounds: {
      after: { ms: 12_000, jitterMs: 12_000 },
      phases: [
        {
          name: "fading",
          ms: 2_000,
          jitterMs: 2_000,
          faults: ofAllRequests({ kind: "latency", ms: 400, jitterMs: 1_600 }),
        },
        { name: "tunnel", ms: 6_000, jitterMs: 10_000, sockets: "halfOpen", faults: silence },
        {
          name: "patchy",
          ms: 3_000,
          jitterMs: 3_000,
          sockets: "abort",
          faults: [
            ...ofAllRequests({ kind: "dropResponse", when: "before", probability: 0.7 }),
            { kind: "refuseUpgrade", status: 503, probability: 0.7 },
          ],
        },
      ],
    },
  },
  "corporate-proxy": {
    summary: "WebSockets are blocked, requests take a detour",
    sockets: "abort",
    faults: [
      { kind: "refuseUpgrade", status: 403, probability: 0.7 },
      { kind: "hangHandshake" },
      ...ofAllRequests({ kind: "latency", ms: 80, jitterMs: 240 }),
    ],
  },
  "laptop-sleep": {
    summary: "Asleep for two minutes now and then, and no network at first when it wakes",
    rounds: {
      after: { ms: 30_000, jitterMs: 30_000 },
      phases: [
        // Longer than the address of a socket is good for.
        { name: "asleep", ms: 110_000, jitterMs: 40_000, sockets: "halfOpen", faults: silence },
        {
          name: "waking",
          ms: 2_000,
          jitterMs: 3_000,
          sockets: "abort",
          faults: [
            ...ofAllRequests({ kind: "dropResponse", when: "before" }),
            { kind: "refuseUpgrade", status: 503 },
          ],
        },
      ],
    },
  },
  throttled: {
    summary: "A third of all requests is one too many, also those to reconnect with",
    faults: [{ kind: "httpError", status: 429, retryAfterSeconds: 1, probability: 0.33 }],
    rounds: {
      after: { ms: 30_000, jitterMs: 30_000 },
      phases: [{ name: "reconnecting", ms: 5_000, sockets: "close" }],
    },
  },
  "flaky-uploads": {
    summary: "Files are slow, and fail at every stage of their way",
    faults: [
      { kind: "latency", operation: "PutObject", ms: 500, jitterMs: 2_500 },
      { kind: "httpError", operation: "PutObject", status: 503, probability: 0.2 },
      { kind: "dropResponse", operation: "PutObject", when: "before", probability: 0.2 },
      { kind: "httpError", operation: "StartAttachmentUpload", status: 500, probability: 0.2 },
      { kind: "dropResponse", operation: "CompleteAttachmentUpload", probability: 0.3 },
      { kind: "latency", operation: "GetObject", ms: 500, jitterMs: 2_500 },
      { kind: "httpError", operation: "GetObject", status: 503, probability: 0.2 },
    ],
  },
  "duplicate-delivery": {
    summary: "Frames come twice, late and in another order",
    faults: [
      { kind: "duplicateFrames", probability: 0.5 },
      { kind: "delayFrames", ms: 0, jitterMs: 1_500, probability: 0.3 },
      { kind: "reorderFrames", window: 3, probability: 0.5 },
    ],
  },
};
