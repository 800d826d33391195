import type { ScanDirection } from "@amazon-connect-chat/protocol";

/** Where a scan goes on. */
export interface PagePosition {
  readonly direction: ScanDirection;
  readonly index: number;
  /** Of a persistent chat: whether `index` counts the items of the past. */
  readonly isPast?: boolean | undefined;
}

/** Where a NextToken leads. */
export interface PageTokenRecord {
  readonly token: string;
  readonly position: PagePosition;
}

/** The NextTokens of one contact. */
export interface PageTokens {
  /** The token of a position; always the same one. */
  issue(position: PagePosition): string;
  /** Undefined for a token that was never issued here. */
  read(token: string): PagePosition | undefined;
  records(): readonly PageTokenRecord[];
}

const keyOf = ({ direction, index, isPast = false }: PagePosition) => `${direction} ${index} ${isPast}`;

/** The tokens that there are. `makeToken` gives a fresh opaque text each time. */
export function createPageTokens(given: {
  readonly records: readonly PageTokenRecord[];
  readonly makeToken: () => string;
  readonly onIssued: (record: PageTokenRecord) => void;
}): PageTokens {
  const tokens = new Map<string, string>();
  const positions = new Map<string, PagePosition>();
  const add = ({ token, position }: PageTokenRecord) => {
    tokens.set(keyOf(position), token);
    positions.set(token, position);
  };
  given.records.forEach(add);
  return {
    issue(position) {
      const known = tokens.get(keyOf(position));
      if (known !== undefined) return known;
      const record: PageTokenRecord = { token: given.makeToken(), position };
      add(record);
      given.onIssued(record);
      return record.token;
    },
    read: (token) => positions.get(token),
    records: () => [...positions].map(([token, position]) => ({ token, position })),
  };
}
