import type { ControlClient } from "@amazon-connect-chat/page/controlClient.js";
import type { Fault, FaultProfileName } from "amazon-connect-chat-emulator";

interface Entry {
  readonly id: string;
  readonly label: string;
  /** What it does, in a few words. */
  readonly detail: string;
}

/** A fault that lasts until it is switched off. */
export interface LastingFault extends Entry {
  readonly fault: Fault;
}

/** A profile, which lasts until it is switched off. */
export interface BadDay extends Entry {
  readonly profile: FaultProfileName;
}

/** Something that goes wrong once. */
export interface OneShot extends Entry {
  /** Does it, in one chat or in all; resolves with how many it concerned. */
  readonly run: (client: ControlClient, contactId: string | undefined) => Promise<number>;
  /** What it concerns: one, and several. */
  readonly nouns: readonly [string, string];
}

const SOCKETS = ["socket", "sockets"] as const;

export const ONE_SHOTS: readonly OneShot[] = [
  {
    id: "drop",
    label: "Drop all sockets",
    detail: "The service closes them properly",
    run: (client, contactId) => client.dropSockets({ contactId, how: "close" }),
    nouns: SOCKETS,
  },
  {
    id: "abort",
    label: "Cut without a word (1006)",
    detail: "The connection breaks",
    run: (client, contactId) => client.dropSockets({ contactId, how: "abort" }),
    nouns: SOCKETS,
  },
  {
    id: "halfOpen",
    label: "Half-open",
    detail: "Looks open; nothing goes through",
    run: (client, contactId) => client.dropSockets({ contactId, how: "halfOpen" }),
    nouns: SOCKETS,
  },
  {
    id: "expire",
    label: "Expire tokens",
    detail: "The next request gets a 403",
    run: (client, contactId) => client.expireTokens({ contactId }),
    nouns: ["token", "tokens"],
  },
];

export const LASTING_FAULTS: readonly LastingFault[] = [
  {
    id: "refuse",
    label: "Refuse new sockets",
    detail: "New sockets get a 503",
    fault: { kind: "refuseUpgrade", status: 503 },
  },
  {
    id: "throttle",
    label: "Throttle (429)",
    detail: "Every request is told to slow down",
    fault: { kind: "httpError", status: 429 },
  },
  {
    id: "serverError",
    label: "Server errors (500)",
    detail: "Every request fails, nothing is done",
    fault: { kind: "httpError", status: 500 },
  },
  {
    id: "loseAnswers",
    label: "Lose answers",
    detail: "Requests succeed, answers get lost",
    fault: { kind: "dropResponse", when: "after" },
  },
  {
    id: "slow",
    label: "Slow (2 s)",
    detail: "Every request waits first",
    fault: { kind: "latency", ms: 2_000 },
  },
  {
    id: "duplicate",
    label: "Duplicate frames",
    detail: "Each one comes twice",
    fault: { kind: "duplicateFrames", copies: 1 },
  },
  {
    id: "shuffle",
    label: "Shuffle frames",
    detail: "Bursts come in another order",
    fault: { kind: "reorderFrames", window: 4 },
  },
];

const badDay = (profile: FaultProfileName, label: string, detail: string): BadDay => ({
  id: profile,
  profile,
  label,
  detail,
});

export const BAD_DAYS: readonly BadDay[] = [
  badDay("subway", "Subway", "Tunnels come and go"),
  badDay("corporate-proxy", "Corporate proxy", "No WebSockets, slow requests"),
  badDay("laptop-sleep", "Laptop asleep", "Silent for two minutes now and then"),
  badDay("throttled", "Throttled", "A third of all requests get a 429"),
  badDay("flaky-uploads", "Flaky uploads", "Files are slow and often fail"),
  badDay("duplicate-delivery", "Duplicate delivery", "Twice, late and out of order"),
];
