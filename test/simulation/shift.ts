import { createEmulator } from "amazon-connect-chat-emulator";
import { acceptChat } from "./acceptChat.js";
import { openDesk } from "./desk.js";
import { createDice } from "./dice.js";
import type { CutKind } from "./pipes.js";
import { checkContact, checkDesk } from "./shiftChecks.js";
import type { ShiftContact } from "./shiftChecks.js";
import { createStage } from "./stage.js";
import type { Violation } from "./violation.js";

/** What came of an agent's shift. */
export interface ShiftOutcome {
  readonly violations: readonly Violation[];
  readonly contacts: number;
  readonly sessions: number;
  readonly messages: number;
  readonly outages: number;
  readonly restarts: number;
  /** The most timers that the page had at once. */
  readonly peakTimers: number;
}

const MINUTE_MS = 60_000;
const TOKEN_LIFETIME_MS = 60 * MINUTE_MS;
const CONCURRENT = 6;
/** Then the network has been there for long enough that all has been recovered. */
const CALM_MS = 45_000;
const CUTS: readonly CutKind[] = ["noticed", "silent", "stalled"];
const AGENT = "agent-1";

/** Plays a shift of `hours` with all the chance of a seed, and judges what came of it. */
export async function simulateShift(seed: number, hours = 8): Promise<ShiftOutcome> {
  const stage = createStage();
  const { clock } = stage;
  const dice = createDice(seed, "shift");
  const endsAtMs = clock.nowMs() + hours * 60 * MINUTE_MS;
  const violations: Violation[] = [];
  const emulator = createEmulator({
    clock,
    seed,
    flow: { prompts: [] },
    tokenLifetimeMs: TOKEN_LIFETIME_MS,
    connectWindowMs: 24 * 60 * MINUTE_MS,
    limits: { keptEndedContacts: 5_000 },
  });
  const { control } = emulator;
  const desk = openDesk({
    stage,
    seed,
    agentId: AGENT,
    emulator,
    escaped: (what, error) =>
      violations.push({ invariant: "no error escapes", who: what, detail: String(error) }),
  });
  const contacts: ShiftContact[] = [];
  const live = new Map<string, ShiftContact>();
  let cutAtMs = -Infinity;
  let calmAtMs = -Infinity;
  let outages = 0;
  let restarts = 0;
  let peakTimers = 0;

  /** Does something again and again, until the shift is over. */
  const repeat = (minMs: number, maxMs: number, act: () => void) => {
    const next = () =>
      clock.setTimer(dice.between(minMs, maxMs), () => {
        if (clock.nowMs() >= endsAtMs) return;
        act();
        next();
      });
    next();
  };
  const leave = (contact: ShiftContact, how: "end" | "transfer") => {
    const { contactId, participantId } = contact.seat;
    if (!live.delete(contactId)) return;
    contact.excusedSinceMs = clock.nowMs() < calmAtMs ? cutAtMs : clock.nowMs();
    if (how === "end") control.end(contactId);
    else {
      control.transfer({ contactId, participantId, displayName: "Robin", agentId: "agent-2" });
      clock.setTimer(MINUTE_MS, () => control.end(contactId));
    }
    const isTidy = dice.chance(0.9);
    contact.isToldOfEnd = how === "end" && !isTidy;
    clock.setTimer(dice.between(0, 4_000), () => desk.drop(contactId, isTidy));
  };
  const arrive = () => {
    if (live.size >= CONCURRENT) return;
    const { contactId } = control.startChat({ displayName: "Avery" });
    const chat = control.inviteAgent({ contactId, displayName: "Robin", agentId: AGENT });
    const contact: ShiftContact = {
      seat: { role: "AGENT", name: AGENT, agentId: AGENT, ...chat },
      excusedSinceMs: Infinity,
      isToldOfEnd: false,
    };
    contacts.push(contact);
    live.set(contactId, contact);
    acceptChat(emulator, contact.seat);
    desk.accept(contact.seat);
    clock.setTimer(dice.between(2 * MINUTE_MS, 20 * MINUTE_MS), () =>
      leave(contact, dice.chance(0.2) ? "transfer" : "end"),
    );
  };
  const talk = () => {
    for (const contactId of live.keys()) {
      if (dice.chance(0.2)) control.say({ contactId, content: "a word" });
      if (dice.chance(0.05)) desk.say(contactId, "an answer");
    }
    peakTimers = Math.max(peakTimers, desk.tab.leftovers.timers);
  };
  const cut = () => {
    if (desk.link.isCut) return;
    outages += 1;
    if (clock.nowMs() > calmAtMs) cutAtMs = clock.nowMs();
    const lastsMs = dice.between(1_000, 90_000);
    calmAtMs = clock.nowMs() + lastsMs + CALM_MS;
    if (dice.chance(0.3)) {
      control.dropSockets({ agentId: AGENT });
      return;
    }
    desk.link.cut(CUTS[dice.between(0, CUTS.length - 1)] ?? "silent");
    clock.setTimer(lastsMs, () => desk.link.restore());
  };
  const restart = () => {
    restarts += 1;
    // A session that has not heard of the end by now hears nothing any more.
    for (const contact of contacts)
      if (contact.excusedSinceMs > clock.nowMs() - 5 * MINUTE_MS) contact.isToldOfEnd = false;
    desk.restartStreams(dice.chance(0.5));
  };

  repeat(20_000, 100_000, arrive);
  repeat(2_000, 9_000, talk);
  repeat(2 * MINUTE_MS, 12 * MINUTE_MS, cut);
  repeat(40 * MINUTE_MS, 100 * MINUTE_MS, restart);
  await stage.runUntil(endsAtMs);
  desk.link.restore();
  await stage.runUntil(endsAtMs + 2 * MINUTE_MS);
  for (const contact of [...live.values()]) leave(contact, "end");
  await stage.runUntil(endsAtMs + 10 * MINUTE_MS);
  if (desk.callbacks > 0)
    violations.push({ invariant: "the manager is left", who: AGENT, detail: `${desk.callbacks} callbacks` });
  desk.close();
  // What the page forgot with the old manager has a timer until its token is refused.
  await stage.runUntil(endsAtMs + 2 * TOKEN_LIFETIME_MS);

  for (const contact of contacts)
    violations.push(...checkContact(contact, desk, control.getContact(contact.seat.contactId).transcript));
  violations.push(...(await checkDesk(desk)));
  emulator.close();
  return {
    violations,
    contacts: contacts.length,
    sessions: desk.sessions.length,
    messages: desk.notes.reduce((sum, { heard }) => sum + heard.length, 0),
    outages,
    restarts,
    peakTimers,
  };
}
