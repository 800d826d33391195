import { eventContentType } from "@amazon-connect-chat/protocol";
import type { ChatItem, OperationOutput } from "@amazon-connect-chat/protocol";
import { IllegalArgumentError, ValueError } from "../../errors.js";
import { listOf } from "../../lib/listOf.js";
import { createObservedValue } from "../../session/observedValue.js";
import { definePart } from "../../session/parts.js";
import type { SessionPart } from "../../session/parts.js";
import type { SubscribeOptions } from "../../session/sessionEvents.js";
import { hearItems } from "./hearItems.js";
import { createReadLedger } from "./readLedger.js";
import type { Unread } from "./readLedger.js";
import { createReadReceipts } from "./readReceipts.js";
import { createWatches } from "./autoReadReceipts.js";
import type { AutoReadReceiptsOptions } from "./autoReadReceipts.js";

/** What the part `reading` adds. */
export interface ReadingMethods {
  /**
   * The participant has read this message, and all before it. Sends one read receipt for them, to the last message of a person;
   * none for own messages, for those of bots and flows, for what was read before, and after the end of the chat. With receipts of
   * the session's own (the part `receipts`, or a session of the root) it goes out at the end of their window.
   * @param messageId the `Id` of an item that the session has handed over, or that was read with `getTranscript`
   * @returns resolves when the receipt is out, or none is needed
   * @throws IllegalArgumentError when the session knows no such message
   * @throws ChatError (rejection) as `sendEvent`; the receipt goes out with the next one, or when there is a connection again, unless
   * the service has refused it
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_SendEvent.html
   */
  markRead(messageId: string): Promise<void>;
  /** As `markRead` for the last message that the session knows. */
  markAllRead(): Promise<void>;
  /**
   * Marks messages as read that were looked at: half of the message was in view, or half of the list was full of it, for a
   * moment, while the page was visible. Elements that come later, and those whose attribute changes, are watched too.
   * @param list the element that holds those of the messages
   * @returns stops it; so does closing the session with the part `asyncSession`
   * @throws IllegalArgumentError when the list is no element or an option is none, and where there is no IntersectionObserver
   * @example
   * ```ts
   * const stop = session.autoReadReceipts(document.getElementById("messages")!);
   * ```
   */
  autoReadReceipts(list: Element, options?: AutoReadReceiptsOptions): () => void;
  /**
   * How many messages of others wait to be read, and which: of people, bots and flows, without those of past contacts. The same
   * object until that changes. Of messages that came before the part, those count that `getTranscript` reads.
   */
  getUnread(): Unread;
  /** The number of `getUnread()`. */
  unreadCount(): number;
  /**
   * Tells each change of `getUnread()`. As `autoReadReceipts` it counts as a handler of messages: the first one gets those that
   * came before, so call it together with your `onMessage`, or later.
   * @returns unsubscribes
   */
  onUnreadChange(handler: (unread: Unread) => unknown, options?: SubscribeOptions): () => void;
}

type TranscriptOutput = OperationOutput<"GetTranscript">;

/** Read receipts for what is seen, and a count of what is not. */
export const reading: SessionPart<ReadingMethods> = /* @__PURE__ */ definePart(() => {
  let note: (items: readonly (ChatItem | null)[]) => void = () => undefined;
  return {
    // What the session reads for itself and for other parts, too.
    call: (call) => async (name, input, options) => {
      const output = await call(name, input, options);
      if (name === "GetTranscript") note(listOf((output as TranscriptOutput).Transcript));
      return output;
    },
    extend(session, { platform }) {
      const { participantId } = session.getChatDetails();
      const ledger = createReadLedger(participantId);
      const unread = createObservedValue(ledger.unread(), platform.reportError);
      const update = () => unread.set(ledger.unread());
      note = (items) => {
        ledger.note(items);
        watches.look();
        update();
      };
      const receipts = createReadReceipts({
        send: (messageId) =>
          session.sendEvent({
            contentType: eventContentType("message.read"),
            content: { messageId },
            // However often it is sent, it is one receipt.
            clientToken: `read-${messageId}`,
          }),
        isPaced: () => "sendMessageReceipt" in session,
        confirmed: ledger.confirmed,
      });
      session.onConnectionEstablished(receipts.again);
      session.onEnded(receipts.stop);
      const { listen, ...heard } = hearItems(session, (items) => note(items));

      const read = async (messageId: string): Promise<void> => {
        const place = ledger.read(messageId);
        update();
        if (place) await receipts.through(place);
      };
      const watches = createWatches({
        platform,
        isRead: ledger.isRead,
        seen(messageIds) {
          const last = ledger.lastOf(messageIds);
          if (last) read(last).catch(() => undefined);
        },
        started: listen,
        closeSignal: () => (session as { readonly closeSignal?: AbortSignal }).closeSignal,
      });
      return {
        ...heard,
        markRead(messageId: string) {
          if (!ledger.knows(messageId))
            throw new IllegalArgumentError(
              "unable to mark a message as read; the session knows none with this id. Read it with getTranscript first",
              messageId,
            );
          return read(messageId);
        },
        async markAllRead() {
          const last = ledger.lastOf();
          if (last) await read(last);
        },
        autoReadReceipts: watches.start,
        getUnread: ledger.unread,
        unreadCount: () => ledger.unread().count,
        onUnreadChange(handler, { signal, once = false } = {}) {
          if (typeof (handler as unknown) !== "function") throw new ValueError("handler must be a function");
          if (!signal?.aborted) listen();
          const unsubscribe = unread.onChange(
            (next) => {
              if (once) unsubscribe();
              return handler(next);
            },
            { signal },
          );
          return unsubscribe;
        },
      } satisfies ReadingMethods & object;
    },
  };
});
