import type { ChatItem } from "@amazon-connect-chat/protocol";
import { listOf } from "../../lib/listOf.js";
import type { ChatSessionMethods } from "../../session/chatSessionTypes.js";
import type { OnChange } from "../../session/observedValue.js";
import type { PlainSession } from "../../session/parts.js";
import type { TranscriptItem } from "../../transcript/transcriptStore.js";

type Heard = Pick<PlainSession, "onMessage" | "getTranscript"> &
  Partial<Pick<ChatSessionMethods, "onTranscriptUpdated">>;
/** What the part `history` has added, where that part stands before this one. */
interface Shown {
  readonly transcript?: { readonly onChange: OnChange<{ readonly items: readonly TranscriptItem[] }> };
}

/**
 * Hears of the items that a page gets, by whichever way. A session holds messages for its first handler, who must be the page's:
 * so it subscribes with the page, and not before.
 */
export function hearItems(
  session: Heard & Shown,
  note: (items: readonly (ChatItem | null)[]) => void,
): Heard & { listen(): void } {
  const { onMessage, getTranscript, onTranscriptUpdated, transcript } = session;
  // It has subscribed to the transcript already.
  transcript?.onChange(({ items }) => note(items));
  let isListening = false;
  const listen = () => {
    if (isListening) return;
    isListening = true;
    onMessage(({ data }) => note([data]));
  };
  return {
    listen,
    onMessage(handler, options) {
      // First, as handlers that show a message may mark it as read.
      if (typeof (handler as unknown) === "function" && !options?.signal?.aborted) listen();
      return onMessage(handler, options);
    },
    getTranscript: (args) =>
      getTranscript(args).then((page) => {
        note(listOf(page.data.Transcript));
        return page;
      }),
    ...(onTranscriptUpdated && {
      onTranscriptUpdated: (handler, options) =>
        onTranscriptUpdated(
          // What is no handler is the session's to refuse.
          typeof (handler as unknown) === "function"
            ? (event, name) => {
                note(event.data.transcript);
                return handler(event, name);
              }
            : handler,
          options,
        ),
    }),
  };
}
