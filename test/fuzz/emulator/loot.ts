/** What the service hands out and a request can bring back. */
export const LOOT_KINDS = [
  "contactId",
  "participantId",
  "agentId",
  "participantToken",
  "connectionToken",
  "ticket",
  "messageId",
  "time",
  "nextToken",
  "attachmentId",
  "uploadPath",
  "downloadPath",
  "viewToken",
  "sessionId",
  "state",
] as const;
export type LootKind = (typeof LOOT_KINDS)[number];

/** What was handed out to one contact, oldest first. */
export type Loot = Record<LootKind, string[]>;

export const emptyLoot = (): Loot => ({
  contactId: [],
  participantId: [],
  agentId: [],
  participantToken: [],
  connectionToken: [],
  ticket: [],
  messageId: [],
  time: [],
  nextToken: [],
  attachmentId: [],
  uploadPath: [],
  downloadPath: [],
  viewToken: [],
  sessionId: [],
  state: [],
});

const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
/** Where each kind stands in the text of an answer or a frame. */
const places: readonly (readonly [LootKind, RegExp])[] = [
  ["participantToken", /pt\.[\w-]{43}/g],
  ["connectionToken", /ct\.[\w-]{43}/g],
  ["ticket", /ws\.[\w-]{43}/g],
  ["nextToken", /nt\.[\w-]{43}/g],
  ["viewToken", /vt\.[\w-]{43}\+\/=/g],
  ["state", /st\.[\w-]{43}/g],
  ["participantId", new RegExp(`(?<="[Pp]articipantId\\\\?":\\\\?")${uuid}`, "g")],
  ["attachmentId", new RegExp(`(?<="[Aa]ttachmentId\\\\?":\\\\?")${uuid}`, "g")],
  ["messageId", new RegExp(`(?<="Id\\\\?":\\\\?")${uuid}`, "g")],
  ["time", /(?<="AbsoluteTime\\?":\\?")[\dT:.Z-]+/g],
  ["sessionId", new RegExp(`(?<="[Ss]essionId\\\\*":\\\\*")${uuid}`, "g")],
  ["uploadPath", /\/bucket\/staging\/[^"\\]+/g],
  ["downloadPath", /\/bucket\/(?!staging)[^"\\]+/g],
];

/** Takes what a text holds; gives what was not there before. */
export function takeLoot(loot: Loot, text: string): string[] {
  const fresh: string[] = [];
  for (const [kind, pattern] of places)
    for (const [found] of text.matchAll(pattern)) {
      if (loot[kind].includes(found)) continue;
      loot[kind].push(found);
      fresh.push(found);
    }
  return fresh;
}

/** The parts of a text that are tokens of any contact. */
export const tokensIn = (text: string): string[] => [
  ...new Set(text.match(/(?:pt|ct|ws|nt|vt|st)\.[\w-]{43}|(?<=X-Amz-Signature=)[0-9a-f]{64}/g)),
];

/** A word that stands in all that is secret of a contact. */
export const markOf = (name: string): string => `MARK${name}KRAM`;

/** The names of the contacts whose marks are in a text. */
export const marksIn = (text: string): string[] => [
  ...new Set(Array.from(text.matchAll(/MARK(\w+?)KRAM/g), ([, name = ""]) => name)),
];
