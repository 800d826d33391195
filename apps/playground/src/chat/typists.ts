/** Who is typing, and until when to believe it: participant ids and expiry. */
export type Typists = ReadonlyMap<string, { readonly name: string; readonly expiresAtMs: number }>;

/** Typing events come at most every ten seconds; without another one, somebody stopped. */
export const TYPING_LIFE_MS = 12_000;

export const NOBODY: Typists = new Map();

/** Somebody types. */
export function startedTyping(
  typists: Typists,
  who: { readonly participantId: string; readonly name: string },
  nowMs: number,
): Typists {
  const { participantId, name } = who;
  return new Map([...typists, [participantId, { name, expiresAtMs: nowMs + TYPING_LIFE_MS }]]);
}

/** Somebody sent a message or left. */
export function stoppedTyping(typists: Typists, participantId: string | undefined): Typists {
  return new Map([...typists].filter(([id]) => id !== participantId));
}

/** Those whose time is not over. */
export function stillTyping(typists: Typists, nowMs: number): Typists {
  return new Map([...typists].filter(([, { expiresAtMs }]) => expiresAtMs > nowMs));
}

/** When the next of them has to go. Undefined without any. */
export function nextExpiryMs(typists: Typists): number | undefined {
  return typists.size === 0
    ? undefined
    : Math.min(...[...typists.values()].map(({ expiresAtMs }) => expiresAtMs));
}

/** Names in a sentence; empty without any. */
export function typingSentence(typists: Typists): string {
  const names = [...typists.values()].map(({ name }) => name);
  if (names.length === 0) return "";
  if (names.length > 2) return "Several people are typing";
  return `${names.join(" and ")} ${names.length === 1 ? "is" : "are"} typing`;
}
