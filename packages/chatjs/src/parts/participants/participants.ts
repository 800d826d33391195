import type { CancelTimer } from "../../platform/platform.js";
import { hearAlong, hearFrames, hearPages } from "../../session/heardItems.js";
import type { Hear } from "../../session/heardItems.js";
import { createObservedValue } from "../../session/observedValue.js";
import type { OnChange } from "../../session/observedValue.js";
import { definePart } from "../../session/parts.js";
import type { SessionPart } from "../../session/parts.js";
import { beforeLetGo } from "../../session/replaceMethod.js";
import { hearOf, listParticipants, nextExpiryMs, NOBODY, nobodyTypes } from "./participantList.js";
import type { ChatParticipant, KnownParticipants } from "./participantList.js";
import { createPresenceReader } from "./readPresence.js";

/** Who is in the chat, at any time. */
export interface SessionParticipants {
  /**
   * Everybody who is or was in the chat, the session's own participant too, by when each was first heard of. The same array until
   * something changes. Flows, whose messages are of the role `SYSTEM`, are not in it.
   */
  readonly list: readonly ChatParticipant[];
  /** Calls back after each change of the list, with the new one and the one before. */
  readonly onChange: OnChange<readonly ChatParticipant[]>;
}

/** What the part `participants` adds. */
export interface ParticipantsAdded {
  readonly participants: SessionParticipants;
}

const PAGE_SIZE = 100;

/**
 * `session.participants`: who joined, left and types, told by the chat's items; when the session is connected, the transcript is
 * read for those who came before.
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_GetTranscript.html
 * @example
 * ```ts
 * const session = createCustomerSession({ chatDetails, parts: [participants] });
 * session.participants.onChange((list) => {
 *   const typists = list.filter(({ isTyping, isSelf }) => isTyping && !isSelf);
 *   console.log(typists.map(({ displayName }) => displayName).join(", "));
 * });
 * await session.connect();
 * ```
 */
export const participants: SessionPart<ParticipantsAdded> = /* @__PURE__ */ definePart<ParticipantsAdded>(
  () => {
    let hear: Hear = () => undefined;
    let stop: () => void = () => undefined;

    return {
      call: (call, { participant }) => hearPages(call, participant, (...heard) => hear(...heard)),
      open:
        (open, { participant }) =>
        (getTransport, listener) => {
          const opened = open(
            getTransport,
            hearFrames(listener, participant, (...heard) => hear(...heard)),
          );
          return {
            ...opened,
            close() {
              opened.close();
              stop();
            },
          };
        },
      extend(session, { platform, perform }) {
        const selfId = session.getChatDetails().participantId;
        const list = createObservedValue<readonly ChatParticipant[]>([], platform.reportError);
        let known: KnownParticipants = NOBODY;
        let cancelExpiry: CancelTimer = () => undefined;
        let hasRead = false;
        let isLetGo = false;

        const show = () => {
          const nowMs = platform.nowMs();
          cancelExpiry();
          const expiryMs = nextExpiryMs(known, nowMs);
          if (expiryMs < Infinity) cancelExpiry = platform.setTimer(show, expiryMs - nowMs);
          list.set(listParticipants(known, list.get(), { nowMs, selfId }));
        };
        hear = (item, isLive) => {
          // An event may be on its way to the page when the session lets go: who types then will never be heard to stop.
          const heard = hearOf(known, item, { nowMs: platform.nowMs(), isLive: isLive && !isLetGo });
          if (heard === known) return;
          known = heard;
          show();
        };
        const reader = createPresenceReader(
          platform,
          (NextToken) =>
            perform
              ? perform("GetTranscript", {
                  MaxResults: PAGE_SIZE,
                  ScanDirection: "BACKWARD",
                  SortOrder: "ASCENDING",
                  StartPosition: {},
                  NextToken: NextToken || undefined,
                })
              : session
                  .getTranscript({ maxResults: PAGE_SIZE, nextToken: NextToken, peek: true })
                  .then(({ data }) => data),
          // Of a session that hears all, recovery does the rest.
          () => (hasRead = perform !== undefined),
        );
        stop = () => {
          reader.stop();
          isLetGo = true;
          known = nobodyTypes(known);
          show();
        };

        session.onConnectionEstablished(() => {
          isLetGo = false;
          if (!hasRead) reader.start();
        });
        session.onConnectionLost(reader.stop);
        session.onConnectionBroken(stop);
        session.onEnded(stop);
        // A tab that another one leads hears no frames where this part stands before `tabs`: what the page hears, it does hear.
        hearAlong(session, hear);
        if (!perform) beforeLetGo(session, stop);
        const added: SessionParticipants = {
          get list() {
            return list.get();
          },
          onChange: list.onChange,
        };
        return { participants: added };
      },
    };
  },
);
