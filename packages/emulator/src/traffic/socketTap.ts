import type { SocketOwner } from "../gateway/socketOwner.js";
import { textMembers } from "./jsonMembers.js";
import type { Traffic } from "./traffic.js";
import type { FrameTraffic, SocketTraffic } from "./trafficEntry.js";

/** Sees what goes over one socket, and what becomes of it. */
export interface SocketTap {
  /** undefined stands for a binary frame. */
  passed(direction: FrameTraffic["direction"], text: string | undefined): void;
  became(event: SocketTraffic["event"], code?: number): void;
}

/** Whose socket it is, in the words of an entry. */
export const ownerFacts = (
  owner: SocketOwner,
): Pick<SocketTraffic, "contactId" | "participantId" | "agentId"> =>
  owner.kind === "agent"
    ? { agentId: owner.agentId }
    : { contactId: owner.contactId, participantId: owner.participantId };

/** What a frame is about. */
function frameFacts(text: string): Pick<FrameTraffic, "topic" | "contentType" | "contactId"> {
  const { topic, content = "" } = textMembers(text);
  const { ContentType: contentType, InitialContactId: contactId } = textMembers(content);
  return {
    ...(topic !== undefined && { topic }),
    ...(contentType !== undefined && { contentType }),
    // An agent's transport carries all chats of that agent: the frame says which.
    ...(contactId !== undefined && { contactId }),
  };
}

export function createSocketTap(traffic: Traffic, socketId: string, owner: SocketOwner): SocketTap {
  const facts = { ...ownerFacts(owner), socketId };
  return {
    passed(direction, text = "") {
      if (!traffic.isWatched) return;
      const frame = { kind: "frame", direction, length: text.length, ...frameFacts(text), ...facts } as const;
      traffic.tell(frame, { frame: text });
    },
    became(event, code) {
      if (!traffic.isWatched) return;
      traffic.tell({ kind: "socket", ...facts, event, ...(code !== undefined && { code }) }, {});
    },
  };
}
