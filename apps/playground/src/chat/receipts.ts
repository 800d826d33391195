import { eventContentType } from "amazon-connect-chatjs";
import type { ChatSessionMethods } from "amazon-connect-chatjs";
import { isPast } from "./segments.js";
import type { Transcript, TranscriptEntry } from "./transcript.js";

export interface ReceiptSender {
  /** Takes a chat's new transcript. */
  see(transcript: Transcript): void;
  /** The person may have begun to look. */
  look(): void;
}
export interface ReceiptSenderOptions {
  readonly session: Pick<ChatSessionMethods, "sendEvent">;
  readonly ownParticipantId: string;
  /** Whether the person looks at this chat now. */
  readonly isWatched: () => boolean;
}

/** Only people's messages have receipts. */
const PEOPLE: readonly unknown[] = ["CUSTOMER", "AGENT"];

/**
 * Tells the other side that messages have come, and that they were seen. Naming the newest is enough, it stands for those
 * before; how often one goes out is the library's business.
 */
export function createReceiptSender(options: ReceiptSenderOptions): ReceiptSender {
  const { session, ownParticipantId, isWatched } = options;
  const told = new Map<"delivered" | "read", string>();
  let newestId: string | undefined;

  const tell = (what: "delivered" | "read") => {
    if (newestId === undefined || told.get(what) === newestId) return;
    const messageId = newestId;
    told.set(what, messageId);
    session
      .sendEvent({ contentType: eventContentType(`message.${what}`), content: { messageId } })
      .catch(() => {
        // The next message, or the next look, is another chance.
        if (told.get(what) === messageId) told.delete(what);
      });
  };
  const isOthers = ({ item }: TranscriptEntry) =>
    item.Type !== "EVENT" &&
    !isPast(item) &&
    item.ParticipantId !== undefined &&
    item.ParticipantId !== ownParticipantId &&
    PEOPLE.includes(item.ParticipantRole);

  return {
    look() {
      if (isWatched()) tell("read");
    },
    see({ entries }) {
      newestId = entries.filter(isOthers).at(-1)?.id;
      tell(isWatched() ? "read" : "delivered");
    },
  };
}
