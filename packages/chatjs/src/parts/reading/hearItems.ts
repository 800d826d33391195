import type { ChatItem } from "@amazon-connect-chat/protocol";
import { listOf } from "../../lib/listOf.js";
import type { ChatSessionMethods } from "../../session/chatSessionTypes.js";
import type { PlainSession } from "../../session/parts.js";
import type { TranscriptItem } from "../../transcript/transcriptStore.js";

type Heard = Pick<PlainSession, "onMessage" | "getTranscript"> &
  Partial<Pick<ChatSessionMethods, "onTranscriptUpdated">>;

/** A message that is being sent, or was not, has no Id of the service's and names nobody; once it is said it comes as all others. */
const isSaid = ({ ParticipantId, MessageMetadata }: TranscriptItem): boolean =>
  ParticipantId !== undefined || MessageMetadata?.Status === undefined;

/**
 * Hears of the items that a page gets, by whichever way. A session holds messages for its first handler, who must be the page's:
 * so it subscribes with the page, and not before.
 */
export function hearItems(
  session: Heard,
  note: (items: readonly (ChatItem | null)[]) => void,
): Heard & { listen(): void } {
  const { onMessage, getTranscript, onTranscriptUpdated } = session;
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
                note(event.data.transcript.filter(isSaid));
                return handler(event, name);
              }
            : handler,
          options,
        ),
    }),
  };
}
