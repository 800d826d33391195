import type { ChatItem } from "@amazon-connect-chat/protocol";
import { createTranscriptStore } from "../transcript/transcriptStore.js";
import type {
  TranscriptSnapshot,
  TranscriptStore,
  TranscriptStoreOptions,
} from "../transcript/transcriptStore.js";

export interface TranscriptUpdatesOptions extends Omit<TranscriptStoreOptions, "changed"> {
  /** Reads the newest page, and hands it to `read` as any other. */
  readHistory(): Promise<unknown>;
  /** Asks for an event; by the time it comes up there may be a later one, which has all that this would have. */
  announce(snapshot: () => TranscriptSnapshot | undefined): void;
}

/** A session's transcript: nothing is kept before somebody asks for it. */
export interface TranscriptUpdates extends Pick<TranscriptStore, "read" | "sent"> {
  /** Somebody listens: from now on it is kept, and what was said before is read once the connection is up, or as it is up. */
  enable(isUp: boolean): void;
  received(item: ChatItem): void;
  /** The connection is up: reads what was said before, unless that was read. */
  established(): void;
  /** The chat is over: the event that is asked for already is the last. */
  stop(): void;
}

export function createTranscriptUpdates(options: TranscriptUpdatesOptions): TranscriptUpdates {
  let store: TranscriptStore | undefined;
  let history: Promise<unknown> | undefined;
  let changes = 0;
  let isStopped = false;

  const changed = () => {
    if (isStopped) return;
    const mine = ++changes;
    options.announce(() => (mine === changes ? store?.snapshot() : undefined));
  };
  const established = () => {
    if (!store) return;
    history ??= options.readHistory().catch((error: unknown) => {
      history = undefined;
      options.log.error("could not update the transcript", error);
    });
  };

  return {
    enable(isUp) {
      store ??= createTranscriptStore({ ...options, changed });
      if (isUp) established();
    },
    established,
    received: (item) => store?.received(item),
    read: (page, input) => store?.read(page, input),
    sent: (message, sending) => store?.sent(message, sending) ?? sending,
    stop: () => void (isStopped = true),
  };
}
