import { eventContentType } from "@amazon-connect-chat/protocol";
import type { ChatItem } from "@amazon-connect-chat/protocol";
import type { Abortable, ConnectResult, MetadataOption } from "../../session/callTypes.js";
import type { ChatController } from "../../session/chatSessionTypes.js";
import type { EventName } from "../../session/eventNames.js";
import { definePart } from "../../session/parts.js";
import type { OwnMethods, SessionPart } from "../../session/parts.js";
import { createRequestSignals } from "./abortableCalls.js";
import { eventLoop } from "./eventLoop.js";
import type { EventsOptions, SessionEvent, UsualEventName } from "./eventLoop.js";
import type { StreamedText } from "./growingText.js";
import type { LoopOptions, LoopScope } from "./loop.js";
import { textLoop } from "./textLoop.js";

/** `typeof Symbol.asyncDispose`, where the compiler's `lib` has it. */
type AsyncDisposeKey = SymbolConstructor extends { readonly asyncDispose: infer Key extends symbol }
  ? Key
  : never;

/** What `await using` needs. */
export type AsyncDisposal = { readonly [Key in AsyncDisposeKey]: () => Promise<void> };

/** What the part `asyncSession` adds. */
export interface AsyncSessionMethods {
  /**
   * The session's events as an async iterable, from the call on, each `{ type, data, chatDetails, ... }`. What happens between two
   * turns of the loop waits for the next one, up to `maxWaiting`. The loop ends after the chat's end, which it gets as
   * `CHAT_ENDED` if that is among its types, and when the session is closed; leaving it unsubscribes. It counts as a handler of
   * each of its events: of messages the first one gets those that came before.
   * @throws IllegalArgumentError when an option is none
   * @throws ChatError (rejection of the loop) `ABORTED`, `LOOP_TOO_SLOW`
   * @example
   * ```ts
   * for await (const event of session.events({ types: ["INCOMING_MESSAGE", "CHAT_ENDED"] }))
   *   if (event.type === "INCOMING_MESSAGE") console.log(event.data.Content);
   * ```
   */
  events<Name extends EventName = UsualEventName>(
    options?: EventsOptions<Name>,
  ): AsyncIterableIterator<SessionEvent<Name>>;
  /**
   * The texts that bots and flows say, each from its first piece on; one that comes in one piece is whole from the beginning.
   * Interactive messages are no text. Ends as `events` does; whoever leaves the loop still gets the rest of the messages that it
   * has been given.
   * @throws IllegalArgumentError when an option is none
   * @throws ChatError (rejection of the loop) `ABORTED`, `LOOP_TOO_SLOW`
   * @example
   * ```ts
   * for await (const message of session.streamedText())
   *   for await (const { text } of message.deltas) answer.textContent = text;
   * ```
   */
  streamedText(options?: LoopOptions): AsyncIterableIterator<StreamedText>;
  /**
   * As the session's own `connect`; and can be given up. When no call waits for the attempt any more, it ends: no further
   * request, no socket. A connection that is up stays.
   * @throws ChatError (rejection) as the session's own, and `ABORTED`, also when the session is closed meanwhile; `CONNECT_FAILED`
   * once it is closed
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_CreateParticipantConnection.html
   */
  connect<Metadata = unknown>(args?: MetadataOption<Metadata> & Abortable): Promise<ConnectResult<Metadata>>;
  /**
   * Leaves the chat, as the session's own method; and can be given up. What has been sent by then may still take effect.
   * @throws ChatError (rejection) as `sendMessage`
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_DisconnectParticipant.html
   */
  disconnectParticipant(args?: Abortable): ReturnType<ChatController["disconnectParticipant"]>;
  /**
   * Lets go of the chat without ending it: socket, timers and handlers; loops end. The session hears nothing from then on,
   * and does not connect again; another one can, with the same chat details. Calls that are under way go on to their end. May be
   * called again. `await using` calls it, where there is `Symbol.asyncDispose`.
   */
  close(): Promise<void>;
  /** Aborts when the session is closed: for whatever is to end with it. */
  readonly closeSignal: AbortSignal;
}
export type AsyncSession = AsyncSessionMethods & AsyncDisposal;

/** Looked up when it is used: engines without it may get it from a polyfill. */
const asyncDispose = () => (Symbol as { readonly asyncDispose?: symbol }).asyncDispose;

/** Loops, signals and an end that is not the chat's. */
export const asyncSession: SessionPart<AsyncSession> = /* @__PURE__ */ definePart(() => {
  const requests = createRequestSignals();
  return {
    call: requests.call,
    extend(session, kit) {
      const closing = new AbortController();
      const closeSignal = closing.signal;
      let hasEnded = false;
      session.onEnded(() => (hasEnded = true));
      const scope: LoopScope = {
        closeSignal,
        hasEnded: () => hasEnded,
        // A transfer that a transcript brings up may be one that the session goes on after.
        isLast: (item) =>
          kit.sessionType !== "CUSTOMER" &&
          kit.getConnectionStatus() === "Broken" &&
          (item as ChatItem).ContentType === eventContentType("transfer.succeeded"),
      };
      // By now, as parts that come later may put others in their place.
      const { controller = session } = session as { readonly controller?: object };
      const current = controller as OwnMethods;
      const breakConnection = () => current.breakConnection();
      const { stop, ...calls } = requests.over({ ...kit, ...session, breakConnection }, closeSignal);
      const added: AsyncSessionMethods = {
        ...calls,
        closeSignal,
        events: (options = {}) => eventLoop(session, options, scope),
        streamedText: (options = {}) => textLoop(session, options, scope),
        async close() {
          if (closeSignal.aborted) return;
          closing.abort();
          stop();
          await breakConnection();
          current.cleanUpOnParticipantDisconnect();
        },
      };
      const key = asyncDispose();
      return key ? { ...added, [key]: added.close } : added;
    },
  };
});
