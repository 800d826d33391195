import { createEmulator } from "amazon-connect-chat-emulator";
import type { FaultRule } from "amazon-connect-chat-emulator";
import type { Device } from "./device.js";
import { createDice, pick } from "./dice.js";
import type { Dice } from "./dice.js";
import type { Seat } from "./journal.js";
import { checkGiven } from "./outboxChecks.js";
import { openOutboxPage } from "./outboxPage.js";
import type { Given, OutboxPage } from "./outboxPage.js";
import type { CutKind } from "./pipes.js";
import type { Trace } from "./run.js";
import { createStage } from "./stage.js";
import type { Violation } from "./violation.js";

/** What came of customers whose pages die while they send. */
export interface OutboxOutcome {
  readonly violations: readonly Violation[];
  readonly virtualMs: number;
  readonly given: number;
  readonly crashes: number;
  readonly reloads: number;
  readonly requests: number;
}

interface Customer {
  readonly seat: Seat;
  readonly device: Device;
  readonly given: Given[];
  page: OutboxPage | undefined;
  pages: number;
}

const HEALED_MS = 300_000;
const CUTS: readonly CutKind[] = ["noticed", "silent", "stalled"];
const OPERATIONS = [
  "SendMessage",
  "SendMessage",
  "StartAttachmentUpload",
  "CompleteAttachmentUpload",
  "CreateParticipantConnection",
  undefined,
] as const;

/** Refused so often in a row, a session takes the chat for ended. */
const REFUSALS_OF_AN_END = 3;

/** Faults that pass: a message that the service refuses for good is not one that it has to take. */
function drawFault(dice: Dice): FaultRule {
  const operation = pick(dice, OPERATIONS);
  const when = pick(dice, ["before", "after"] as const);
  const common = { operation, forMs: dice.between(200, 12_000), probability: pick(dice, [1, 0.5]) };
  return pick<() => FaultRule>(dice, [
    () => ({ kind: "httpError", status: pick(dice, [500, 503]), when, ...common }),
    () => ({ kind: "httpError", status: 429, retryAfterSeconds: dice.between(0, 12), ...common }),
    () => ({ kind: "httpError", status: 403, times: 1, operation }),
    () => ({ kind: "dropResponse", when, ...common }),
    () => ({ kind: "dropResponse", when, ...common }),
    () => ({ kind: "hangResponse", when, ...common }),
    () => ({ kind: "latency", ms: dice.between(100, 8_000), ...common }),
  ])();
}

/** Plays customers who send through an outbox, with all the chance of a seed, and judges what came of it. */
export async function simulateOutbox(seed: number, trace?: Trace): Promise<OutboxOutcome> {
  const stage = createStage(trace);
  const { clock } = stage;
  const beganAtMs = clock.nowMs();
  const dice = createDice(seed, "outbox");
  const violations: Violation[] = [];
  let refusals = 0;
  const counts = { crashes: 0, reloads: 0 };
  const emulator = createEmulator({
    clock,
    seed,
    flow: { prompts: [] },
    connectWindowMs: 24 * 3_600_000,
    limits: { attachmentsPerContact: 1_000 },
  });
  const { control } = emulator;
  const escaped = (who: string, error: unknown) =>
    violations.push({ invariant: "no error escapes", who, detail: String(error) });
  const noteRejection = (reason: unknown) => void escaped("a promise", reason);
  process.on("unhandledRejection", noteRejection);

  const open = (customer: Customer) => {
    const { seat, device, given } = customer;
    if (customer.page?.tab.isAlive) return;
    customer.pages += 1;
    const name = `${seat.name}.${customer.pages}`;
    const crashed = () => {
      counts.crashes += 1;
      leave(customer);
    };
    const find = (what: string) => given.find((each) => each.what === what);
    customer.page = openOutboxPage({ name, seat, device, stage, seed, emulator, find, escaped, crashed });
  };
  /** What was only in the memory of the page is gone with it; another one comes. */
  const leave = (customer: Customer) => {
    for (const each of customer.given) each.isAtHand = false;
    clock.setTimer(dice.chance(0.7) ? dice.between(0, 2_000) : dice.between(2_000, 150_000), () => {
      open(customer);
      // Some go on before their page has looked what is left to do.
      clock.setTimer(dice.between(0, 2_000), () => give(customer, "send"));
    });
  };
  const customers = Array.from({ length: dice.between(1, 2) }, (_, index): Customer => {
    const name = `customer-${index + 1}`;
    return {
      seat: { role: "CUSTOMER", name, ...control.startChat({ displayName: name }) },
      device: { texts: new Map(), files: new Map(), isAsync: dice.chance(0.5), isFull: false },
      given: [],
      page: undefined,
      pages: 0,
    };
  });
  customers.forEach(open);

  const give = (customer: Customer, kind: "send" | "sendFile") => {
    const { page, given, seat } = customer;
    if (!page?.tab.isAlive) return;
    const what = `${seat.name} ${kind} ${given.length + 1}`;
    const one: Given = { what, isStored: false, isAtHand: false, isMoved: false };
    given.push(one);
    page.tab.enter("a call", () => page[kind](one));
  };
  const actions: Readonly<Record<string, (customer: Customer) => void>> = {
    send(customer) {
      const count = dice.between(1, 6);
      const everyMs = dice.between(0, 400);
      for (let index = 0; index < count; index++)
        clock.setTimer(index * everyMs, () => give(customer, "send"));
    },
    sendFile: (customer) => give(customer, "sendFile"),
    type: ({ page }) => page?.tab.enter("a call", () => page.type()),
    crash: ({ page }) => page?.crashAfter(dice.between(1, 14)),
    reload(customer) {
      const { page } = customer;
      if (!page?.tab.isAlive) return;
      counts.reloads += 1;
      page.kill(dice.chance(0.5));
      leave(customer);
    },
    cut({ page }) {
      if (!page || page.link.isCut) return;
      const tells = dice.chance(0.5);
      page.link.cut(pick(dice, CUTS));
      if (tells) page.tab.tellOnline(false);
      clock.setTimer(dice.between(200, 40_000), () => {
        page.link.restore();
        if (tells) page.tab.tellOnline(true);
      });
    },
    fault() {
      const rule = drawFault(dice);
      if (rule.kind === "httpError" && rule.status === 403) {
        const { operation = "CreateParticipantConnection" } = rule;
        if (operation === "CreateParticipantConnection" && (refusals += 1) >= REFUSALS_OF_AN_END) return;
      }
      control.injectFault(rule);
    },
    drop: () => void control.dropSockets({ how: pick(dice, ["close", "abort", "halfOpen"] as const) }),
    expire({ seat: { contactId, participantId } }) {
      control.expireTokens({ contactId, participantId, kind: "connectionToken" });
    },
    fill({ device }) {
      device.isFull = true;
      clock.setTimer(dice.between(100, 6_000), () => (device.isFull = false));
    },
  };
  const WEIGHTS = { send: 34, sendFile: 12, type: 4, crash: 16, reload: 5, cut: 11, fault: 20, drop: 4 };
  const RARE = { expire: 2, fill: 3 };
  const urn = Object.entries({ ...WEIGHTS, ...RARE }).flatMap(([name, weight]) =>
    Array.from({ length: weight }, () => name),
  );
  try {
    let atMs = beganAtMs;
    for (let count = dice.between(10, 45); count > 0; count--) {
      atMs += dice.chance(0.7) ? dice.between(0, 1_500) : dice.between(1_500, 15_000);
      await stage.runUntil(atMs);
      const name = pick(dice, urn);
      stage.trace?.("schedule", name);
      actions[name]?.(pick(dice, customers));
    }
    stage.trace?.("schedule", "the network heals");
    control.clearFaults();
    for (const { page } of customers) {
      page?.link.restore();
      page?.crashAfter(Infinity);
    }
    await stage.runUntil(clock.nowMs() + HEALED_MS);
  } finally {
    process.off("unhandledRejection", noteRejection);
  }
  for (const { seat, given, page, device } of customers) {
    const { transcript } = control.getContact(seat.contactId);
    violations.push(...checkGiven(seat, given, transcript));
    const left = page?.entries().filter(({ state }) => state !== "sent") ?? [];
    const detail = JSON.stringify({ left: left.map(({ state }) => state), stored: device.texts.size });
    if (left.length > 0 || device.texts.size > 0)
      violations.push({ invariant: "the outbox is empty in the end", who: seat.name, detail });
  }
  emulator.close();
  return {
    violations,
    virtualMs: clock.nowMs() - beganAtMs,
    given: customers.reduce((sum, { given }) => sum + given.length, 0),
    ...counts,
    requests: stage.counts.requests,
  };
}
