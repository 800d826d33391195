import { plainText } from "../../lib/plainText.js";
import type { ChatItem } from "@amazon-connect-chat/protocol";
import type { ChatMessageItem } from "../../session/itemTypes.js";
import { textDelta } from "./textDelta.js";
import type { TextDelta } from "./textDelta.js";

/** A message of a bot or a flow, from its first piece on. */
export interface StreamedText {
  /** The message's `Id`. */
  readonly id: string;
  /** The item as it first came: who says it, when, in which content type. Its `Content` is the text until then. */
  readonly item: ChatMessageItem;
  /**
   * How the text grows, to its end. Each loop begins with what is there already, in one delta, and what grows faster than it is
   * taken comes in one delta too: nothing is lost, and nothing piles up. When the chat ends or the session is closed before the
   * message is whole, it ends with what came until then.
   * @throws ChatError (rejection) `ABORTED` when the signal of `streamedText` aborts before the message is whole
   */
  readonly deltas: AsyncIterable<TextDelta>;
  /**
   * The whole text, once it is there; what came of it where the chat ended or the session was closed before.
   * @throws ChatError (rejection) `ABORTED`, as the deltas
   */
  text(): Promise<string>;
}

/** A message that grows, and the way to make it. */
export interface GrowingText {
  readonly message: StreamedText;
  grow(item: ChatItem): void;
  /** There is no more to come, for the reason given or because it is whole. */
  finish(failure?: { readonly error: unknown }): void;
}

export function createGrowingText(item: ChatItem): GrowingText {
  let text = "";
  let isOver = false;
  let failed: { readonly error: unknown } | undefined;
  let wake = (): void => undefined;
  let changed: Promise<void>;
  const renew = () => {
    changed = new Promise((resolve) => (wake = resolve));
  };
  renew();
  const tell = () => {
    wake();
    renew();
  };
  const ended = () => {
    if (failed) throw failed.error;
    return isOver;
  };

  const deltas = (): AsyncIterator<TextDelta> => {
    let seen = "";
    let isLeft = false;
    return {
      async next() {
        for (;;) {
          if (isLeft) break;
          const isEnd = ended();
          if (text !== seen) {
            const value = textDelta(seen, text);
            seen = text;
            return { value, done: false };
          }
          if (isEnd) break;
          await changed;
        }
        return { value: undefined, done: true };
      },
      return() {
        isLeft = true;
        tell();
        return Promise.resolve({ value: undefined, done: true });
      },
    };
  };

  return {
    message: {
      id: plainText(item.Id),
      item: item as ChatMessageItem,
      deltas: { [Symbol.asyncIterator]: deltas },
      async text() {
        while (!ended()) await changed;
        return text;
      },
    },
    grow({ Content }) {
      text = plainText(Content);
      tell();
    },
    finish(failure) {
      if (isOver) return;
      isOver = true;
      failed = failure;
      tell();
    },
  };
}
