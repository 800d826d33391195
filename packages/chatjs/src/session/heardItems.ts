import type { ChatItem } from "@amazon-connect-chat/protocol";
import type { ConnectionListener } from "../connection/chatConnection.js";
import type { Call } from "../credentials/credentials.js";
import { isObject } from "../lib/isObject.js";
import { listOf } from "../lib/listOf.js";
import { isForeign, readItem } from "./incoming.js";
import type { SessionIdentity } from "./incoming.js";
import type { PlainSession } from "./parts.js";
import { replaceMethod } from "./replaceMethod.js";

/**
 * Takes an item of the chat: one that comes, or one of a page of the transcript. One may be heard more than once, in any order, and
 * any of its members may be anything.
 */
export type Hear = (item: ChatItem, isLive: boolean) => void;

function hearPage(page: unknown, hear: Hear, isOwn: (item: ChatItem) => boolean) {
  const { Transcript, InitialContactId } = (page ?? {}) as {
    readonly Transcript?: readonly ChatItem[];
    readonly InitialContactId?: string;
  };
  for (const item of listOf(Transcript).filter(isObject))
    // Of a persistent chat's past nothing is true any more.
    if (item.RelatedContactId === undefined && isOwn({ ...item, InitialContactId })) hear(item, false);
}

/** A listener that hears the chat's items before the session takes them, and before it holds any of them back. */
export const hearFrames = (
  listener: ConnectionListener,
  identity: SessionIdentity,
  hear: Hear,
): ConnectionListener => ({
  ...listener,
  received(envelope) {
    const item = readItem(envelope.content);
    if (item && !isForeign(item, identity)) hear(item, true);
    listener.received(envelope);
  },
});

/** A call that hears the items of the pages that it reads, for the page or for the session's recovery. */
export const hearPages =
  (call: Call, identity: SessionIdentity, hear: Hear): Call =>
  async (name, input, options) => {
    const answer = await call(name, input, options);
    if (name === "GetTranscript") hearPage(answer, hear, (item) => !isForeign(item, identity));
    return answer;
  };

/**
 * Hears what the page of a session hears and reads, where the session was made without hooks. A session keeps its messages for
 * the first `onMessage` handler: this is none before the page has one.
 */
export function hearAlong(session: PlainSession, hear: Hear): void {
  const live = ({ data }: { readonly data: unknown }) => {
    if (isObject(data)) hear(data, true);
  };
  session.onTyping(live);
  session.onParticipantIdle(live);
  session.onParticipantReturned(live);
  session.onAutoDisconnection(live);
  session.onParticipantDisplayNameUpdated(live);
  let hasJoinedIn = false;
  replaceMethod(session, "onMessage", (onMessage) => (handler, options) => {
    if (!hasJoinedIn && typeof (handler as unknown) === "function" && !options?.signal?.aborted) {
      hasJoinedIn = true;
      onMessage(live);
    }
    return onMessage(handler, options);
  });
  replaceMethod(
    session,
    "getTranscript",
    (getTranscript) => (args) =>
      getTranscript(args).then((result) => {
        const { initialContactId, contactId } = session.getChatDetails();
        hearPage(
          result.data,
          hear,
          (item) => item.InitialContactId === initialContactId || item.ContactId === contactId,
        );
        return result;
      }),
  );
}
