import { IllegalArgumentError } from "../../errors.js";
import { definePart } from "../../session/parts.js";
import type { SessionPart } from "../../session/parts.js";
import type { KeptChat } from "./keptChat.js";

/** What `resumable` adds. */
export interface Resumable {
  /**
   * What is needed to get into the same chat again, also for `JSON.stringify(session)`. It can act for the customer: do not log it.
   * @throws IllegalArgumentError when the session was made without a participant token
   */
  toJSON(): KeptChat;
}

/** Whether the session of a `toJSON` is in its chat: whoever is not may be too late, as another tab may have heard of the end. */
export const isInChat = /* @__PURE__ */ new WeakMap<Resumable["toJSON"], () => boolean>();

/** Customers' chats that survive a reload: `toJSON`, and what `keepSession` needs. */
export const resumable: SessionPart<Resumable> = /* @__PURE__ */ definePart<Resumable>(() => ({
  extend(session, { platform, sessionType, getConnectionStatus }): Resumable {
    if (sessionType !== "CUSTOMER")
      throw new IllegalArgumentError(
        "unable to make a session resumable; an agent's chats come back with amazon-connect-streams",
      );
    const toJSON = (): KeptChat => {
      const { contactId, initialContactId, participantId, participantToken } = session.getChatDetails();
      if (!participantToken)
        throw new IllegalArgumentError("unable to keep a chat; its session has no participantToken");
      return {
        version: 1,
        keptAtMs: platform.nowMs(),
        contactId,
        initialContactId,
        participantId,
        participantToken,
      };
    };
    isInChat.set(toJSON, () => getConnectionStatus() === "Established");
    return { toJSON };
  },
}));
