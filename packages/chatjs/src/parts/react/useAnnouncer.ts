import { eventTypeOf, isPiece } from "@amazon-connect-chat/protocol";
import type { ChatItem } from "@amazon-connect-chat/protocol";
import { useEffect, useState } from "react";
import { textOf } from "../history/transcriptText.js";
import { createSpokenText } from "./spokenText.js";
import { chatStrings, filledIn } from "./strings.js";
import type { ChatStrings } from "./strings.js";

/** What the hook needs of a session. */
export interface AnnouncedSession {
  getChatDetails(): { readonly participantId: string };
  onMessage(handler: (event: { readonly data: ChatItem }) => unknown): () => unknown;
  onEnded(handler: () => unknown): () => unknown;
  onConnectionLost(handler: () => unknown): () => unknown;
  onConnectionEstablished(handler: () => unknown): () => unknown;
}

/** What is said of an item; undefined of what need not be said, such as one's own words. */
function sayItem(item: ChatItem, ownId: string, strings: ChatStrings): string | undefined {
  if (item.ParticipantId === ownId || isPiece(item)) return undefined;
  const name = item.DisplayName || item.ParticipantRole || "";
  const type = item.Type === "EVENT" ? eventTypeOf(item.ContentType) : "";
  if (type === "participant.joined") return filledIn(strings.joined, { name });
  if (type === "participant.left") return filledIn(strings.left, { name });
  const text = textOf(item);
  return text ? filledIn(strings.said, { name, text }) : undefined;
}

/**
 * What to say to people who do not see the chat: new messages of others, who comes and goes, the connection. Show it in an
 * element with `role="status"`, which screen readers speak. What comes within a moment is put together, a line each; the same text
 * again differs by a no-break space at its end, so that it is spoken again.
 * @param strings the page's own words in the place of the English ones
 * @example
 * ```tsx
 * <p role="status" className="visually-hidden">{useAnnouncer(session)}</p>
 * ```
 */
export function useAnnouncer(
  session: AnnouncedSession | undefined,
  strings?: Readonly<Partial<ChatStrings>>,
): string {
  const [said, show] = useState("");
  const [{ say, stop }] = useState(() => createSpokenText(show));
  const { ended, joined, left, disconnected, reconnected, said: saying } = { ...chatStrings, ...strings };
  useEffect(() => stop, [stop]);
  useEffect(() => {
    if (!session) return undefined;
    const { participantId } = session.getChatDetails();
    const words = { ended, joined, left, disconnected, reconnected, said: saying };
    let wasLost = false;
    const offs = [
      session.onMessage(({ data }) => {
        const text = sayItem(data, participantId, words);
        if (text !== undefined) say(text);
      }),
      session.onEnded(() => say(ended)),
      session.onConnectionLost(() => {
        wasLost = true;
        say(disconnected);
      }),
      session.onConnectionEstablished(() => {
        if (wasLost) say(reconnected);
        wasLost = false;
      }),
    ];
    return () => offs.forEach((off) => off());
  }, [session, say, ended, joined, left, disconnected, reconnected, saying]);
  return said;
}
