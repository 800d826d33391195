import { isPiece } from "@amazon-connect-chat/protocol";
import type { ChatItem } from "@amazon-connect-chat/protocol";
import { plainText } from "../lib/plainText.js";

/** A bot writes one message at a time: of so many unfinished ones the oldest will never be finished. */
const MAX_MESSAGES = 50;
/** So many pieces wait for one before them; those beyond are in the whole message, which follows. */
const MAX_WAITING = 100;

/** A message that is still being written. */
interface Growing {
  /** The number of the last piece in `text`; 0 before the first. */
  last: number;
  text: string;
  /** The time of the first piece: the message keeps its place while it grows. */
  since?: string | undefined;
  readonly waiting: Map<number, ChatItem>;
}

/** Puts the pieces of streamed messages together. */
export interface StreamedMessages {
  /**
   * The items to show for one that came: itself, unless it is a piece of a bot's message; then all that has come of the
   * message, once for each piece that has found its place, and nothing while an earlier one is missing.
   * @param isStored it is of a transcript, where Content is all that was said so far
   */
  take(item: ChatItem, isStored?: boolean): readonly ChatItem[];
}

export function createStreamedMessages(): StreamedMessages {
  const unfinished = new Map<string, Growing>();

  return {
    take(item, isStored) {
      const { Id, Type, ParticipantRole } = item;
      if (Type !== "MESSAGE" || ParticipantRole !== "SYSTEM" || typeof Id !== "string") return [item];
      if (!isPiece(item)) {
        unfinished.delete(Id);
        return [item];
      }
      const { ChunkNumber = 0 } = item.MessageMetadata ?? {};
      const message: Growing = unfinished.get(Id) ?? { last: 0, text: "", waiting: new Map() };
      const { waiting } = message;
      if (!(ChunkNumber > message.last)) return [];
      if (isStored) Object.assign(message, { last: ChunkNumber - 1, text: "", since: undefined });
      else if (waiting.size >= MAX_WAITING && ChunkNumber !== message.last + 1) return [];
      waiting.set(ChunkNumber, item);
      unfinished.set(Id, message);
      for (const oldest of unfinished.keys()) if (unfinished.size > MAX_MESSAGES) unfinished.delete(oldest);

      const shown: ChatItem[] = [];
      for (let piece; (piece = waiting.get(message.last + 1));) {
        waiting.delete(++message.last);
        message.text += plainText(piece.Content);
        message.since ??= piece.AbsoluteTime;
        shown.push({
          ...piece,
          ...(message.since && { AbsoluteTime: message.since }),
          Content: message.text,
        });
      }
      return shown;
    },
  };
}
