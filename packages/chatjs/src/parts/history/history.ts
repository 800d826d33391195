import { IllegalArgumentError } from "../../errors.js";
import { definePart } from "../../session/parts.js";
import type { SessionPart } from "../../session/parts.js";
import type { ChatSubscriptions } from "../../session/eventTypes.js";
import { createTranscriptUpdates } from "../../session/transcriptUpdates.js";
import { createTranscriptPages } from "./transcriptPages.js";
import type { SessionTranscript } from "./transcriptPages.js";

type OnTranscriptUpdated = Pick<ChatSubscriptions, "onTranscriptUpdated">;

/** What the part adds. */
export interface WithHistory extends OnTranscriptUpdated {
  readonly transcript: SessionTranscript;
}

/**
 * `session.transcript`: the transcript as a list that grows to the past page by page, with search and export; and
 * `onTranscriptUpdated`, which it is made of.
 */
export const history: SessionPart<WithHistory> = /* @__PURE__ */ definePart(() => ({
  transcript: createTranscriptUpdates,
  extend(session, { platform }) {
    const { onTranscriptUpdated } = session as Partial<OnTranscriptUpdated>;
    if (!onTranscriptUpdated)
      throw new IllegalArgumentError(
        "unable to add history; the session has no onTranscriptUpdated: pass history when it is made",
        session,
      );
    const { transcript, updated, ...look } = createTranscriptPages({
      // In `session.transcript`: handlers have not heard of it.
      readPage: (input) => session.getTranscript({ ...input, peek: true }),
      reportError: platform.reportError,
    });
    onTranscriptUpdated(({ data }) => updated(data));
    // The past of a persistent chat comes soon after the customer. What tells of it is told once: not to who is away just then.
    session.onChatRehydrated(look.lookAgain);
    session.onConnectionLost(look.lookLater, { once: true });
    session.onConnectionEstablished(look.established);
    return { transcript };
  },
}));
