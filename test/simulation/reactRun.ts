import { createEmulator } from "amazon-connect-chat-emulator";
import { createDice, pick } from "./dice.js";
import { drawPartsFault } from "./partsFaults.js";
import type { CutKind } from "./pipes.js";
import { checkCalmReact, checkDrafts, checkEnded, checkGone, checkRead, probeReact } from "./reactChecks.js";
import { openReactPage } from "./reactPage.js";
import { COMPONENTS } from "./reactTree.js";
import type { Component } from "./reactTree.js";
import type { Trace } from "./run.js";
import { createStage } from "./stage.js";
import type { Violation } from "./violation.js";

/** What came of a page of React. */
export interface ReactOutcome {
  readonly violations: readonly Violation[];
  readonly virtualMs: number;
  readonly items: number;
  readonly words: number;
  readonly mounts: number;
  readonly requests: number;
  readonly frames: number;
}

const BACK_WITHIN_MS = 150_000;
const QUIET_MS = 40_000;
const CUTS: readonly CutKind[] = ["noticed", "silent", "stalled"];

/** Plays a customer whose page is a React tree, with all the chance of a seed, and judges what came of it. */
export async function simulateReact(seed: number, trace?: Trace): Promise<ReactOutcome> {
  const stage = createStage(trace);
  const { clock } = stage;
  const beganAtMs = clock.nowMs();
  const dice = createDice(seed, "react");
  const violations: Violation[] = [];
  const escaped = (who: string, error: unknown) =>
    violations.push({
      invariant: "no error escapes",
      who,
      detail: error instanceof Error ? String(error.stack) : String(error),
    });
  const noteRejection = (reason: unknown) => void escaped("a promise", reason);
  process.on("unhandledRejection", noteRejection);
  const flow = { prompts: ["Welcome."], promptDelayMs: 700 };
  const emulator = createEmulator({ clock, seed, flow, connectWindowMs: 24 * 3_600_000 });
  const { control } = emulator;
  const chatDetails = control.startChat({ displayName: "customer" });
  const { contactId, participantId } = chatDetails;
  const transcript = () => control.getContact(contactId).transcript;
  const isOver = () => control.getContact(contactId).contact.endedAt !== undefined;
  const hasArrived = (word: string) => transcript().some(({ Content }) => Content?.includes(word));
  const page = openReactPage({ stage, seed, emulator, chatDetails, hasArrived, escaped });
  const { tab, link, notes } = page;

  let serial = 0;
  let mounted = 0;
  const agents: string[] = [];
  const act = (what: () => void) => tab.enter("a call", what);
  const repeat = (count: number, everyMs: number, what: () => void) => {
    for (let index = 0; index < count; index++) clock.setTimer(index * everyMs, what);
  };
  const say = () => {
    // Some say the same twice.
    const content = dice.chance(0.3) ? "says yes" : `says ${++serial}`;
    if (!isOver()) control.say({ contactId, participantId: agents.at(-1), content });
  };
  const invite = () => {
    const agentId = `agent-${agents.length + 1}`;
    const invited = control.inviteAgent({ contactId, displayName: agentId, agentId });
    control.join({ contactId, participantId: invited.participantId });
    agents.push(invited.participantId);
  };
  const hide = (hidden: readonly Component[]) => act(() => page.show({ ...page.view, hidden }));
  const mount = () => act(() => page.show({ chat: ++mounted, hidden: [] }));
  const unmount = () => {
    act(() => page.show({ chat: undefined, hidden: [] }));
    clock.setTimer(dice.between(0, 20_000), () => {
      if (page.view.chat === undefined) mount();
    });
  };
  const heal = () => {
    const wasCut = link.isCut;
    link.restore();
    if (wasCut) tab.tellOnline(true);
  };
  const actions: Readonly<Record<string, readonly [weight: number, act: () => void]>> = {
    write: [8, () => act(page.write)],
    send: [
      24,
      () =>
        act(() => {
          page.write();
          // A person does not write and send in one moment.
          tab.setTimer(dice.between(1, 800), () => page.send(pick(dice, ["key", "form", "twice"])));
        }),
    ],
    say: [16, () => repeat(dice.between(1, 5), pick(dice, [0, 20, 900]), say)],
    sayMany: [1, () => repeat(dice.between(15, 40), dice.between(0, 100), say)],
    stream: [
      4,
      () => {
        const chunks = Array.from({ length: dice.between(1, 8) }, () => `says ${++serial}.`);
        if (!isOver()) control.stream({ contactId, chunks, delayMs: dice.between(20, 900) });
      },
    ],
    agentTypes: [
      4,
      () => {
        const agent = agents.at(-1);
        if (agent !== undefined && !isOver()) control.type({ contactId, participantId: agent });
      },
    ],
    changeAgent: [
      4,
      () => {
        if (isOver()) return;
        const before = agents.at(-1);
        invite();
        if (before !== undefined) control.leave({ contactId, participantId: before });
      },
    ],
    unmount: [4, unmount],
    remount: [
      2,
      () =>
        act(() => {
          page.show({ chat: undefined, hidden: [] });
          page.show({ chat: ++mounted, hidden: [] });
        }),
    ],
    hide: [7, () => hide(COMPONENTS.filter(() => dice.chance(0.4)))],
    unhide: [7, () => hide([])],
    start: [9, () => act(() => page.press("start"))],
    stop: [2, () => act(() => page.press("stop"))],
    older: [4, () => act(() => page.press("older"))],
    retry: [3, () => act(() => page.press("retry"))],
    freeze: [
      4,
      () => {
        if (tab.isFrozen) return;
        tab.freeze();
        clock.setTimer(dice.chance(0.6) ? dice.between(200, 8_000) : dice.between(8_000, 90_000), tab.thaw);
      },
    ],
    cut: [
      9,
      () => {
        if (link.isCut) return;
        link.cut(pick(dice, CUTS));
        if (dice.chance(0.5)) tab.tellOnline(false);
        clock.setTimer(dice.chance(0.6) ? dice.between(200, 8_000) : dice.between(8_000, 60_000), heal);
      },
    ],
    fault: [18, () => void control.injectFault({ ...drawPartsFault(dice), contactId, participantId })],
    drop: [
      6,
      () => {
        const how = pick(dice, ["close", "abort", "halfOpen"] as const);
        control.dropSockets({ contactId, participantId, how });
      },
    ],
    expire: [2, () => void control.expireTokens({ contactId, participantId, kind: "connectionToken" })],
    end: [
      1,
      () => {
        if (dice.chance(0.3) && !isOver()) control.end(contactId);
      },
    ],
  };
  const urn = Object.entries(actions).flatMap(([name, [weight]]) =>
    Array.from({ length: weight }, () => name),
  );
  const probed = new Set<string>();
  const goOn = async (forMs: number) => {
    await stage.runUntil(clock.nowMs() + forMs);
    for (const violation of probeReact(page, { ownId: participantId, nowMs: clock.nowMs() })) {
      const key = JSON.stringify(violation);
      if (!probed.has(key)) violations.push(violation);
      probed.add(key);
    }
  };
  /** What a customer does who sees that there is no chat. */
  const goOnUntilOpen = async (forMs: number) => {
    for (let leftMs = forMs; leftMs > 0; leftMs -= 5_000) {
      if (!isOver() && !page.isOpening) act(() => page.press("start"));
      await goOn(5_000);
    }
  };

  try {
    // More than one page of the transcript, now and then.
    if (dice.chance(0.06)) repeat(dice.between(100, 110), 0, say);
    mount();
    for (let count = dice.between(10, 45); count > 0; count--) {
      await goOn(dice.chance(0.7) ? dice.between(0, 1_500) : dice.between(1_500, 15_000));
      const name = pick(dice, urn);
      stage.trace?.("schedule", name);
      actions[name]?.[1]();
    }
    stage.trace?.("schedule", "the network heals");
    control.clearFaults();
    heal();
    tab.thaw();
    await goOn(QUIET_MS);
    if (page.view.chat === undefined) mount();
    hide([]);
    await goOnUntilOpen(BACK_WITHIN_MS);
    if (!isOver()) {
      if (agents.length === 0) invite();
      await goOn(QUIET_MS);
      let pages = 0;
      do {
        act(() => page.press("older"));
        await goOn(1_000);
      } while (page.session?.transcript.hasOlder && (pages += 1) < 40);
      violations.push(...checkCalmReact(page, transcript(), participantId));
      violations.push(...checkDrafts(page, transcript()));
      control.say({ contactId, participantId: agents.at(-1), content: "says the last word" });
      await goOn(QUIET_MS);
      violations.push(...checkRead(page, transcript(), participantId));
    }
    const isEndedHere = dice.chance(0.5);
    if (isEndedHere && !isOver()) {
      control.end(contactId);
      await goOn(QUIET_MS);
      violations.push(...checkEnded(page));
    }
    act(() => page.show({ chat: undefined, hidden: [] }));
    await goOn(2 * QUIET_MS);
    violations.push(...checkGone(page));
  } finally {
    process.off("unhandledRejection", noteRejection);
    page.close();
  }
  emulator.close();
  return {
    violations,
    virtualMs: clock.nowMs() - beganAtMs,
    items: transcript().length,
    words: notes.drafts.length,
    mounts: notes.mounts,
    ...stage.counts,
  };
}
