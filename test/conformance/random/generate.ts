import { CHAT, chatEvent } from "../../support/chatItems.js";
import { createDice, pick } from "../../simulation/dice.js";
import type { Dice } from "../../simulation/dice.js";
import { oddAnswer, pickPath, refusedReturn, refusedStart } from "./answers.js";
import { createCallMaker } from "./calls.js";
import { createItemMaker } from "./items.js";
import type { Play, SessionPlan, Step } from "./play.js";

/** What a play is about: not everything at once, so that what 5.0.0 cannot do together does not spoil the rest. */
function rollThemes(dice: Dice) {
  const isAgent = dice.chance(0.35);
  const hasTwo = dice.chance(isAgent ? 0.3 : 0.15);
  const isBroken = dice.chance(0.1);
  const hasReceipts = dice.chance(0.3);
  return {
    isAgent,
    hasTwo,
    isBroken,
    hasReceipts,
    hasTranscript: !hasReceipts && dice.chance(0.3),
    // A receipt that failed is sent again (CP-32).
    hasFailures: !hasReceipts && dice.chance(0.5),
    // Which of two customers is back first is chance (CP-30).
    hasOutages: !isBroken && !(hasTwo && !isAgent) && dice.chance(0.25),
    hasReactions: dice.chance(0.3),
    isRefused: !isAgent && dice.chance(0.05),
    isLong: dice.chance(0.05),
    ends: dice.chance(0.4),
  };
}

type Themes = ReturnType<typeof rollThemes>;

function planSessions(dice: Dice, { isAgent, hasTwo }: Themes): readonly SessionPlan[] {
  const { contactId, participantId, participantToken } = CHAT;
  const plan = (id: string): SessionPlan => {
    const details: Record<string, string> = { contactId: id, participantId, participantToken };
    if (dice.chance(0.2)) details["initialContactId"] = "initial-1";
    const inCapitals = Object.fromEntries(
      Object.entries(details).map(([name, value]) => [name[0]!.toUpperCase() + name.slice(1), value]),
    );
    return {
      type: isAgent ? "AGENT" : "CUSTOMER",
      chatDetails: dice.chance(0.5) ? details : inCapitals,
      more: dice.chance(0.3) ? { options: pick(dice, [{ region: "eu-west-2" }, {}, { region: "" }]) } : {},
      hasToken: dice.chance(0.8),
      connect: dice.chance(0.5) ? [] : [{ metadata: "mine" }],
    };
  };
  return hasTwo ? [plan(contactId), plan("contact-2")] : [plan(contactId)];
}

/** @param window 5.0.0 forgets the window of receipts whenever a config does not name it (CP-15) */
const planConfig = (dice: Dice, window: object): object => ({
  ...window,
  ...(dice.chance(0.3) && { region: "eu-central-1" }),
  ...(dice.chance(0.2) && { customUserAgentSuffix: "page/1" }),
});

const LISTENABLE = [
  "onMessage",
  "onTyping",
  "onReadReceipt",
  "onParticipantIdle",
  "onEnded",
  "onConnectionLost",
];
const WAITS = [0, 1, 100, 300, 500, 1_000, 5_000, 10_000, 30_000];

/** Others end in an uncaught error in 5.0.0 (CP-87). */
const FRAMES: readonly unknown[] = [
  { topic: "aws/chat" },
  { topic: "aws/chat", content: "no JSON" },
  { topic: "aws/chat", content: "null" },
  { topic: "aws/chat", content: "[]" },
  { topic: "aws/chat", content: "7" },
  { topic: "aws/chat", content: "{}" },
  { topic: "aws/other", content: "{}" },
  { topic: "" },
  {},
];

/** @param seed any whole number: it alone decides */
export function generatePlay(seed: number): Play {
  const dice = createDice(seed, "conformance");
  const themes = rollThemes(dice);
  const { isAgent, isBroken, isRefused, hasFailures, hasOutages, hasReactions, hasReceipts, hasTranscript } =
    themes;
  const sessions = planSessions(dice, themes);
  const contactIds = sessions.map(
    ({ chatDetails: { contactId, ContactId } }) => contactId ?? ContactId ?? "",
  );
  const items = createItemMaker(dice, contactIds);
  const calls = createCallMaker(dice, {
    hasTyping: sessions.length === 1,
    isAgent,
    isFollowed: hasTranscript,
  });
  const window = dice.chance(0.3)
    ? { features: { messageReceipts: { throttleTime: pick(dice, [1_000, 8_000]) } } }
    : {};
  const anyone = () => dice.between(0, sessions.length - 1);
  const several = <Value>(make: () => Value, most: number) =>
    Array.from({ length: dice.between(1, most) }, make);

  const small = (): Step => {
    if (hasReceipts && dice.chance(0.5)) return calls.receipt(anyone());
    return dice.chance(0.5) ? calls.next(anyone()) : { item: items.next() };
  };
  const react = (): Step => {
    const of = anyone();
    // Receipts of all chats reach each session in 5.0.0 (CP-32).
    const heard = sessions.length > 1 ? LISTENABLE.filter((name) => name !== "onReadReceipt") : LISTENABLE;
    return { react: pick(dice, heard), of, then: calls.next(of) };
  };
  const sendAndEcho = (): readonly Step[] => {
    const text = calls.message(anyone());
    return [text, { item: items.echo((text.args[0] as { message: string }).message) }];
  };
  const readPage = (body: object): readonly Step[] => [
    { path: "/participant/transcript", answer: { body }, times: 1 },
    calls.transcript(anyone()),
  ];
  /** A page of the transcript has the whole of a text of which pieces come; the whole comes no more in 5.0.0 (CP-60). */
  const readStreamed = (): readonly Step[] => {
    const stream = items.stream(true);
    const Transcript = stream.slice(-1);
    const at = dice.between(0, stream.length - 1);
    const live = stream.slice(0, -1).map((item) => ({ item }));
    return [...live.slice(0, at), ...readPage({ Transcript }), ...live.slice(at)];
  };
  const outage = (): readonly Step[] => [
    ...(!isAgent && dice.chance(0.2) ? [refusedReturn(dice)] : []),
    { outage: several(() => calls.message(anyone()), 2) },
  ];
  const told = (type: string): readonly Step[] => [
    { item: { ...chatEvent(`${type} ${dice.between(1, 9)}`, type), ContactId: pick(dice, contactIds) } },
  ];
  const kinds: readonly (readonly [weight: number | false, make: () => readonly Step[]])[] = [
    [10, () => [small()]],
    [4, () => [{ waitMs: pick(dice, WAITS) }]],
    [themes.isLong && 2, () => [{ waitMs: 1_800_000 }]],
    [2, () => items.stream().map((item) => ({ item }))],
    [1, readStreamed],
    [1, () => items.attachment().map((item) => ({ item }))],
    [2, sendAndEcho],
    [2, () => readPage(items.page())],
    // Who answers an item answers it twice in 5.0.0 (CP-28).
    [!hasReactions && 2, () => [{ item: items.again() }]],
    [2, () => [{ together: several(small, 4) }]],
    [1, () => [{ hold: pickPath(dice), during: several(small, 3) }]],
    [1, () => [{ listen: pick(dice, LISTENABLE), of: anyone() }]],
    [hasReactions && 3, () => [react()]],
    [hasFailures && 5, () => [oddAnswer(dice, hasTranscript), calls.next(anyone())]],
    [hasOutages && 2, outage],
    // A second call connects anew where the connection is broken, or ends a wait (CP-22, CP-82).
    [!hasOutages && !isRefused && !isBroken && 0.3, () => [{ call: "connect", args: [], of: anyone() }]],
    [isBroken && 1, () => [{ call: "controller.breakConnection", args: [], of: anyone() }]],
    // What waits of receipts then is not sent (CP-32).
    [isAgent && !hasReceipts && 0.3, () => told("transfer.succeeded")],
    [isAgent && 1, () => [{ tell: pick(dice, ["onDeepHeartbeatSuccess", "onDeepHeartbeatFailure"]) }]],
    [!isAgent && 0.5, () => [{ frame: pick(dice, FRAMES) }]],
    [0.5, () => [{ config: planConfig(dice, window) }]],
    [themes.ends && 0.7, () => told("chat.ended")],
  ];
  const total = kinds.reduce((sum, [weight]) => sum + Number(weight), 0);
  const next = (): readonly Step[] => {
    let left = dice.unit() * total;
    const kind = kinds.find(([weight]) => (left -= Number(weight)) < 0) ?? kinds[0];
    return kind?.[1]() ?? [];
  };
  return {
    seed,
    sessions,
    config: planConfig(dice, window),
    hasTranscript,
    early: [
      ...(dice.chance(0.2) ? [calls.message(anyone()), calls.receipt(anyone())] : []),
      ...(isRefused ? [refusedStart(dice)] : []),
    ],
    steps: Array.from({ length: dice.between(4, 20) }, next).flat(),
  };
}
