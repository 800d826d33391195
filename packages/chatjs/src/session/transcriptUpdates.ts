import type { ChatItem } from "@amazon-connect-chat/protocol";
import { isRefusal } from "../errors.js";
import type { Platform } from "../platform/platform.js";
import { createTranscriptStore } from "../transcript/transcriptStore.js";
import type {
  TranscriptSnapshot,
  TranscriptStore,
  TranscriptStoreOptions,
} from "../transcript/transcriptStore.js";

export interface TranscriptUpdatesOptions extends Omit<TranscriptStoreOptions, "changed"> {
  readonly platform: TranscriptStoreOptions["platform"] & Pick<Platform, "setTimer">;
  /** Reads the newest page, and hands it to `read` as any other. */
  readHistory(): Promise<unknown>;
  /** Asks for an event, which is none without a snapshot when its turn comes; `after` follows in any case. */
  announce(snapshot: () => TranscriptSnapshot | undefined, after: () => void): void;
}

/** A session's transcript: nothing is kept before somebody asks for it. */
export interface TranscriptUpdates extends Pick<TranscriptStore, "read" | "sent"> {
  /** Somebody listens: from now on it is kept, and what was said before is read once the connection is up, or as it is up. */
  enable(isUp: boolean): void;
  received(item: ChatItem): void;
  /** The connection is up: reads what was said before, unless that was read. An item does so too, unless reading was refused. */
  established(): void;
  /** The chat is over: what has changed until now is told in one more event, before what is emitted next. */
  stop(): void;
}

export function createTranscriptUpdates(options: TranscriptUpdatesOptions): TranscriptUpdates {
  let store: TranscriptStore | undefined;
  let history: Promise<unknown> | undefined;
  let isRefused = false;
  let changes = 0;
  /** What the event tells of that was asked for and has not come yet; 0 when there is none. */
  let asked = 0;
  let isStopped = false;

  /**
   * One event waits at most. It lets those of later changes go first, and then tells of these, too.
   * @param isAgain the one before has let others go first
   */
  const ask = (isAgain?: boolean) => {
    const mine = (asked = changes);
    options.announce(
      () => (mine === asked && mine === changes ? store?.snapshot() : undefined),
      () => {
        if (mine !== asked) return;
        if (mine === changes) asked = 0;
        // Items come in a row: with a task between each two of them, most of the time would be the tasks'.
        else if (isAgain) options.platform.setTimer(ask, 0);
        else ask(true);
      },
    );
  };
  const changed = () => {
    if (isStopped) return;
    changes += 1;
    if (!asked) ask();
  };
  const established = () => {
    if (!store) return;
    history ??= options.readHistory().catch((error: unknown) => {
      history = undefined;
      isRefused = isRefusal(error);
      options.log.error("could not update the transcript", error);
    });
  };

  return {
    enable(isUp) {
      store ??= createTranscriptStore({ ...options, changed });
      if (isUp) established();
    },
    established,
    received(item) {
      // A service that failed before may work by now.
      if (!isRefused) established();
      store?.received(item);
    },
    read: (page, input) => store?.read(page, input),
    sent: (message, sending) => store?.sent(message, sending) ?? sending,
    stop() {
      isStopped = true;
      if (asked) ask();
    },
  };
}
