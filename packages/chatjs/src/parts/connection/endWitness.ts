import { eventTypeOf } from "@amazon-connect-chat/protocol";
import type { ChatItem } from "@amazon-connect-chat/protocol";
import { plainText } from "../../lib/plainText.js";
import type { SessionType } from "../../session/sessionArgs.js";
import type { EndOfChat } from "./connectionState.js";
import { tellsOfEnd, whoEnded } from "./whoEnded.js";

/** Keeps what tells how a chat ends, for when it does. */
export interface EndWitness {
  hear(item: ChatItem): void;
  /** This session asks to leave: that counts unless it fails. */
  leaving(pending: Promise<unknown>): void;
  /** To be called when the chat is over. */
  endOfChat(): EndOfChat;
}

/** @param hearsAll whether it hears every item, and not only what the page hears */
export function createEndWitness(sessionType: SessionType, hearsAll: boolean): EndWitness {
  const items = new Map<string, ChatItem>();
  let isLeaving = false;
  return {
    hear(item) {
      if (tellsOfEnd(item)) items.set(`${plainText(item.Id)} ${plainText(item.ContentType)}`, item);
    },
    leaving(pending) {
      isLeaving = true;
      pending.catch(() => (isLeaving = false));
    },
    endOfChat() {
      const heard = [...items.values()];
      const ending = heard.find(({ ContentType }) => eventTypeOf(ContentType) === "chat.ended");
      // What a session says by itself, when it finds its chat gone, has no Id.
      const wasAway = ending ? !ending.Id : hearsAll;
      const end = whoEnded(heard);
      if (isLeaving) return { by: sessionType, why: "DISCONNECTED" };
      if (wasAway) return { by: end?.by, why: "ENDED_WHILE_AWAY" };
      return end ?? { by: ending && "SYSTEM", why: "CHAT_ENDED" };
    },
  };
}
