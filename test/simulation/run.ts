import { isUnaware } from "./checkLife.js";
import { findViolations, noteEstablished } from "./invariants.js";
import type { Violation } from "./violation.js";
import { createPerformer } from "./perform.js";
import type { Schedule } from "./schedule.js";
import { createStage } from "./stage.js";
import { createSimulatedWorld } from "./createSimulatedWorld.js";

export interface Outcome {
  readonly violations: readonly Violation[];
  readonly virtualMs: number;
  readonly sessions: number;
  readonly items: number;
  readonly requests: number;
  readonly frames: number;
  /** Files that the service accepted. */
  readonly files: number;
  /** How often profiles have struck. */
  readonly profileHits: number;
}

export type Trace = (atMs: number, actor: string, what: string) => void;

/** After the network has healed: all are back, a last message comes, all has been handed over, all has ended. */
const BACK_WITHIN_MS = 60_000;
const LAST_WORD_AFTER_MS = 90_000;
const HEALED_MS = 120_000;
const ENDED_WITHIN_MS = 60_000;
const CLOSED_WITHIN_MS = 30_000;

/** Plays a schedule with all the chance of a seed, and judges what came of it. */
export async function simulate(schedule: Schedule, seed: number, trace?: Trace): Promise<Outcome> {
  const stage = createStage(trace);
  const { clock } = stage;
  const beganAtMs = clock.nowMs();
  const rejections: unknown[] = [];
  const noteRejection = (reason: unknown) => void rejections.push(reason);
  process.on("unhandledRejection", noteRejection);
  try {
    const world = createSimulatedWorld({ ...schedule, stage, seed });
    const performer = createPerformer(world);
    for (const chat of world.chats.slice(0, schedule.staffed)) world.invite(chat, "agent-1");
    let atMs = beganAtMs;
    for (const step of schedule.steps) {
      atMs += step.afterMs;
      await stage.runUntil(atMs);
      stage.trace?.("schedule", JSON.stringify({ ...step, afterMs: undefined }));
      performer.perform(step);
      if (step.do === "wait") atMs += step.forMs;
    }
    await stage.runUntil(atMs);
    stage.trace?.("schedule", "the network heals");
    const playing = world.control.listProfiles().flatMap(({ active }) => active);
    performer.heal();
    const healedAtMs = clock.nowMs();
    world.calmAtMs = healedAtMs + BACK_WITHIN_MS;
    await stage.runUntil(healedAtMs + BACK_WITHIN_MS);
    const notBack = noteEstablished(world);
    await stage.runUntil(healedAtMs + LAST_WORD_AFTER_MS);
    for (const { customer } of world.chats)
      if (!world.isChatOver(customer.contactId))
        world.control.say({ contactId: customer.contactId, content: "the last word" });
    await stage.runUntil(healedAtMs + HEALED_MS);
    stage.trace?.("schedule", "all chats end");
    for (const { customer } of world.chats)
      if (!world.isChatOver(customer.contactId)) world.control.end(customer.contactId);
    await stage.runUntil(clock.nowMs() + ENDED_WITHIN_MS);
    for (const page of world.pages) {
      page.closeManager();
      // A desk knows of the end by ways of its own.
      for (const { journal, controller } of page.clients)
        if (isUnaware(journal, world)) void controller.breakConnection();
    }
    await stage.runUntil(clock.nowMs() + CLOSED_WITHIN_MS);
    const violations = [...notBack, ...findViolations(world, { beganAtMs, rejections })];
    world.close();
    return {
      violations,
      virtualMs: clock.nowMs() - beganAtMs,
      sessions: world.journals.length,
      items: world.chats.reduce(
        (sum, { customer }) => sum + world.transcriptOf(customer.contactId).length,
        0,
      ),
      ...stage.counts,
      files: world.journals.flatMap(({ files }) => files.filter(({ outcome }) => outcome === "accepted"))
        .length,
      profileHits: playing.reduce((sum, { hits }) => sum + hits, 0),
    };
  } finally {
    process.off("unhandledRejection", noteRejection);
  }
}
