import { createEmulator } from "amazon-connect-chat-emulator";
import { createDice, pick } from "./dice.js";
import { createPartsActions } from "./partsActions.js";
import { checkCalm, checkPolled, checkPresence, checkRead } from "./partsCalmChecks.js";
import { checkEnd } from "./partsEndChecks.js";
import type { PartsPage } from "./partsPage.js";
import { probeParts } from "./partsProbe.js";
import { createPartsWorld } from "./partsWorld.js";
import type { PartsCustomer, PartsWorld } from "./partsWorld.js";
import type { Trace } from "./run.js";
import { createStage } from "./stage.js";
import type { Violation } from "./violation.js";

/** What came of customers whose sessions have all parts. */
export interface PartsOutcome {
  readonly violations: readonly Violation[];
  readonly virtualMs: number;
  readonly pages: number;
  readonly items: number;
  readonly polls: number;
  readonly crashes: number;
  readonly reloads: number;
  readonly requests: number;
  readonly frames: number;
}

const BACK_WITHIN_MS = 150_000;
const QUIET_MS = 40_000;
const ENDED_WITHIN_MS = 90_000;
const NEW_MESSAGES = 3;

/** An agent comes, in the place of the one who is there. */
function changeAgent(world: PartsWorld, customer: PartsCustomer): void {
  const { agents, chat } = customer;
  const [before] = agents;
  if (world.isOver(customer) || agents.size > 1) return;
  world.invite(customer);
  if (before === undefined) return;
  world.control.leave({ contactId: chat.contactId, participantId: before });
  agents.delete(before);
}

/** Plays customers whose sessions have all parts, with all the chance of a seed, and judges what came of it. */
export async function simulateParts(seed: number, trace?: Trace): Promise<PartsOutcome> {
  const stage = createStage(trace);
  const { clock } = stage;
  const beganAtMs = clock.nowMs();
  const dice = createDice(seed, "parts");
  const violations: Violation[] = [];
  const counts = { crashes: 0, reloads: 0 };
  const escaped = (who: string, error: unknown) =>
    violations.push({
      invariant: "no error escapes",
      who,
      detail: error instanceof Error ? String(error.stack) : String(error),
    });
  const noteRejection = (reason: unknown) => void escaped("a promise", reason);
  process.on("unhandledRejection", noteRejection);
  const emulator = createEmulator({
    clock,
    seed,
    flow: { prompts: ["Welcome."], promptDelayMs: 700 },
    connectWindowMs: 24 * 3_600_000,
  });
  const world = createPartsWorld({ stage, seed, dice, emulator, escaped });
  const { control } = emulator;
  const actions = createPartsActions(world, { stage, dice, counts });
  const urn = Object.entries(actions).flatMap(([name, [weight]]) =>
    Array.from({ length: weight }, () => name),
  );
  const probed = new Set<string>();
  /** A promise that is broken at one moment is so at the next ones, too: once is enough. */
  const probe = () => {
    for (const violation of probeParts(world)) {
      const key = JSON.stringify(violation);
      if (!probed.has(key)) violations.push(violation);
      probed.add(key);
    }
  };
  const goOn = async (forMs: number) => {
    await stage.runUntil(clock.nowMs() + forMs);
    probe();
  };
  const everyPage = (act: (page: PartsPage) => void) => {
    for (const customer of world.customers)
      for (const page of world.alivePages(customer))
        if (page.isLive && !world.isOver(customer)) page.tab.enter("a call", () => act(page));
  };

  try {
    for (let count = dice.between(10, 50); count > 0; count--) {
      await goOn(dice.chance(0.7) ? dice.between(0, 1_500) : dice.between(1_500, 20_000));
      const name = pick(dice, urn);
      stage.trace?.("schedule", name);
      actions[name]?.[1](pick(dice, world.customers));
    }
    stage.trace?.("schedule", "the network heals");
    control.clearFaults();
    for (const customer of world.customers)
      for (const { link, tab } of world.alivePages(customer)) {
        const wasCut = link.isCut;
        link.restore();
        tab.thaw();
        tab.show(true);
        if (wasCut) tab.tellOnline(true);
      }
    await goOn(BACK_WITHIN_MS);
    for (const customer of world.customers) changeAgent(world, customer);
    await goOn(QUIET_MS);
    violations.push(...checkPresence(world));
    stage.trace?.("schedule", "no socket opens any more");
    const proxied = world.customers.filter((customer) => !customer.isLate && !world.isOver(customer));
    for (const { chat } of proxied) {
      const { contactId, participantId } = chat;
      control.injectFault({ kind: "refuseUpgrade", status: 403, contactId, participantId });
      control.dropSockets({ contactId, participantId, how: "close" });
    }
    await goOn(QUIET_MS);
    const said = new Map(
      proxied.map((customer) => {
        const { contactId } = customer.chat;
        return [customer, control.say({ contactId, content: "says it over HTTP" }).Id] as const;
      }),
    );
    await goOn(QUIET_MS);
    violations.push(...checkPolled(world, said));
    control.clearFaults();
    await goOn(BACK_WITHIN_MS);
    stage.trace?.("schedule", "all pages are loaded");
    everyPage((page) => page.loadAll());
    await goOn(QUIET_MS);
    violations.push(...checkCalm(world));
    stage.trace?.("schedule", "all is read");
    everyPage((page) => page.markAllRead());
    await goOn(QUIET_MS);
    for (const customer of world.customers)
      for (let count = 0; count < NEW_MESSAGES && !world.isOver(customer); count++)
        control.say({ contactId: customer.chat.contactId, content: "says the last word" });
    await goOn(QUIET_MS);
    violations.push(...checkRead(world, NEW_MESSAGES));
    stage.trace?.("schedule", "all chats end");
    for (const customer of world.customers) {
      const way = dice.unit();
      const pages = world.alivePages(customer);
      const [page] = pages.filter(({ isLive }) => isLive);
      if (world.isOver(customer)) continue;
      if (way < 0.2) pages.forEach((each) => each.close());
      else if (way < 0.4 && page) page.leave();
      else control.end(customer.chat.contactId);
    }
    await goOn(ENDED_WITHIN_MS);
    // Who came when the chat was over, or came back from where it went by itself, is refused and not told: such a page gives up.
    for (const customer of world.customers)
      for (const page of world.alivePages(customer)) {
        const { establishedAtMs, hasLetGo } = page.notes;
        const isRefused = hasLetGo && page.session.connection.state.name === "failed";
        if (establishedAtMs === undefined || isRefused) page.close();
      }
    await goOn(QUIET_MS);
    violations.push(...checkEnd(world));
  } finally {
    process.off("unhandledRejection", noteRejection);
  }
  emulator.close();
  const pages = world.customers.flatMap((customer) => customer.pages);
  return {
    violations,
    virtualMs: clock.nowMs() - beganAtMs,
    pages: pages.length,
    items: world.customers.reduce((sum, customer) => sum + world.transcriptOf(customer).length, 0),
    polls: pages.reduce((sum, { notes }) => sum + notes.polls.filter(Boolean).length, 0),
    ...counts,
    ...stage.counts,
  };
}
