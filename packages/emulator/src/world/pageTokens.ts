import type { ScanDirection } from "@amazon-connect-chat/protocol";

/** Where a scan goes on. */
export interface PagePosition {
  readonly direction: ScanDirection;
  readonly index: number;
  /** Of a persistent chat: whether `index` counts the items of the past. */
  readonly isPast?: boolean | undefined;
}

/** The NextTokens of one contact. */
export interface PageTokens {
  /** The token of a position; always the same one. */
  issue(position: PagePosition): string;
  /** Undefined for a token that was never issued here. */
  read(token: string): PagePosition | undefined;
}

/** No tokens yet. `makeToken` gives a fresh opaque text each time. */
export function createPageTokens(makeToken: () => string): PageTokens {
  const tokens = new Map<string, string>();
  const positions = new Map<string, PagePosition>();
  return {
    issue(position) {
      const key = `${position.direction} ${position.index} ${position.isPast ?? false}`;
      const known = tokens.get(key);
      if (known !== undefined) return known;
      const token = makeToken();
      tokens.set(key, token);
      positions.set(token, position);
      return token;
    },
    read: (token) => positions.get(token),
  };
}
