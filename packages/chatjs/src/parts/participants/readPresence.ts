import type { OperationShapes } from "@amazon-connect-chat/protocol";
import { isRefusal } from "../../errors.js";
import { isObject } from "../../lib/isObject.js";
import { jitterMs } from "../../lib/jitter.js";
import { listOf } from "../../lib/listOf.js";
import { plainText } from "../../lib/plainText.js";
import type { CancelTimer, Platform } from "../../platform/platform.js";

/** Most chats are one page. Who joined before so many items, and said nothing since, is not found. */
const MAX_PAGES = 5;
const RETRY = { baseMs: 2_000, capMs: 30_000 };

/** Reads the page before the one that `nextToken` is of, or the newest. */
export type ReadPage = (nextToken: string | undefined) => Promise<OperationShapes["GetTranscript"]["output"]>;

/** Reads the transcript for who is in the chat. Whoever hears the pages takes what they say. */
export interface PresenceReader {
  /** Reads from the newest item back to the beginning of this contact; tries again while the network fails. */
  start(): void;
  /** No further request, and no timer. */
  stop(): void;
}

export function createPresenceReader(
  platform: Pick<Platform, "random" | "setTimer">,
  readPage: ReadPage,
  done: () => void,
): PresenceReader {
  let current = 0;
  let cancelRetry: CancelTimer = () => undefined;

  const stop = () => {
    current += 1;
    cancelRetry();
  };
  const read = async (failures: number): Promise<void> => {
    const mine = ++current;
    try {
      let nextToken: string | undefined;
      for (let pages = 0; pages < MAX_PAGES; pages += 1) {
        const page = await readPage(nextToken);
        if (mine !== current) return;
        nextToken = plainText(page.NextToken);
        const isPast = listOf(page.Transcript).some((item) => isObject(item) && item.RelatedContactId);
        if (!nextToken || isPast) break;
      }
      done();
    } catch (error) {
      // A refusal stays one until the session is connected anew.
      if (mine !== current || isRefusal(error)) return;
      const pauseMs = RETRY.baseMs + jitterMs(failures, platform.random(), RETRY);
      cancelRetry = platform.setTimer(() => void read(failures + 1), pauseMs);
    }
  };
  return {
    start() {
      stop();
      void read(0);
    },
    stop,
  };
}
