/** What a reload needs to come back to a chat. */
export interface SavedChat {
  readonly contactId: string;
  readonly participantId: string;
  readonly participantToken: string;
  readonly displayName: string;
}

const KEY = "playground.customerChat";
const FIELDS = ["contactId", "participantId", "participantToken", "displayName"] as const;

/** Reads what was saved; undefined when it is not what this page saves. */
export function parseSavedChat(json: string | null): SavedChat | undefined {
  try {
    const saved = JSON.parse(json ?? "null") as Readonly<Record<string, unknown>> | null;
    const isWhole = saved && FIELDS.every((field) => typeof saved[field] === "string" && saved[field]);
    return isWhole ? (saved as unknown as SavedChat) : undefined;
  } catch {
    return undefined;
  }
}

/** This tab's chat. The tab's own storage keeps two tabs from being one customer. */
export const savedChat = {
  read: (): SavedChat | undefined => parseSavedChat(sessionStorage.getItem(KEY)),
  write: (chat: SavedChat): void => sessionStorage.setItem(KEY, JSON.stringify(chat)),
  clear: (): void => sessionStorage.removeItem(KEY),
};
