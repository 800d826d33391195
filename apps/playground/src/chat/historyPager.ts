import type { ChatItem, ChatSessionMethods } from "amazon-connect-chatjs";

export interface HistoryPager {
  /** The page before the oldest one read so far; the newest page at first. Oldest item first. */
  older(oldestId: string | undefined): Promise<HistoryPage>;
  /**
   * The newest items, back to a time.
   * @param sinceMs milliseconds since the epoch; undefined goes as far back as it can
   */
  since(sinceMs: number | undefined): Promise<readonly ChatItem[]>;
}
export interface HistoryPage {
  readonly items: readonly ChatItem[];
  readonly hasOlder: boolean;
}

const PAGE_SIZE = 30;
/** Of a gap with more pages than this, the rest is not loaded. */
const MAX_GAP_PAGES = 20;

/** Reads a chat's transcript backwards, page by page. */
export function createHistoryPager(session: Pick<ChatSessionMethods, "getTranscript">): HistoryPager {
  let nextToken: string | undefined;

  const readPage = async (from: { readonly nextToken?: string; readonly id?: string }) => {
    const { data } = await session.getTranscript({
      maxResults: PAGE_SIZE,
      scanDirection: "BACKWARD",
      sortOrder: "ASCENDING",
      ...(from.nextToken === undefined ? {} : { nextToken: from.nextToken }),
      ...(from.id === undefined ? {} : { startPosition: { id: from.id } }),
    });
    // The end is an empty token on the wire.
    return { items: data.Transcript ?? [], nextToken: data.NextToken === "" ? undefined : data.NextToken };
  };

  return {
    async older(oldestId) {
      const token = nextToken;
      // A token may be refused after a while; the next call then starts from the oldest known item.
      nextToken = undefined;
      const id = token === undefined ? oldestId : undefined;
      const page = await readPage({
        ...(token === undefined ? {} : { nextToken: token }),
        ...(id === undefined ? {} : { id }),
      });
      nextToken = page.nextToken;
      return { items: page.items, hasOlder: nextToken !== undefined };
    },
    async since(sinceMs = -Infinity) {
      let found: readonly ChatItem[] = [];
      let token: string | undefined;
      for (let pages = 0; pages < MAX_GAP_PAGES; pages++) {
        const page = await readPage(token === undefined ? {} : { nextToken: token });
        found = [...page.items, ...found];
        token = page.nextToken;
        const isOlder = ({ AbsoluteTime = "" }: ChatItem) => Date.parse(AbsoluteTime) < sinceMs;
        if (token === undefined || page.items.some(isOlder)) break;
      }
      return found;
    },
  };
}
