import type { ChatItem, ChatSessionMethods } from "amazon-connect-chatjs";

const PAGE_SIZE = 100;
/** Of a gap with more pages than this, the rest is not loaded. */
const MAX_PAGES = 20;

/**
 * Reads what was said from a time on, oldest first; the session's own transcript takes it in too.
 * @param sinceMs milliseconds since the epoch; undefined reads the newest page
 */
export async function readMissingItems(
  session: Pick<ChatSessionMethods, "getTranscript">,
  sinceMs: number | undefined,
): Promise<readonly ChatItem[]> {
  const start =
    sinceMs === undefined
      ? {}
      : ({
          scanDirection: "FORWARD",
          startPosition: { absoluteTime: new Date(sinceMs).toISOString() },
        } as const);
  const found: ChatItem[] = [];
  let nextToken: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const { data } = await session.getTranscript({
      ...start,
      maxResults: PAGE_SIZE,
      sortOrder: "ASCENDING",
      nextToken,
    });
    found.push(...(data.Transcript ?? []));
    nextToken = data.NextToken;
    // The end is an empty token on the wire.
    if (!nextToken || sinceMs === undefined) break;
  }
  return found;
}
