import type { Transcript } from "../chat/transcript.js";

/** How many messages by others are newer than what the agent has seen. */
export function unreadCount(transcript: Transcript, ownParticipantId: string, seenUntilMs: number): number {
  return transcript.entries.filter(
    ({ item, atMs }) =>
      atMs > seenUntilMs && item.Type !== "EVENT" && item.ParticipantId !== ownParticipantId,
  ).length;
}
