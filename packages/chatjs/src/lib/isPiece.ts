import type { ChatItem } from "@amazon-connect-chat/protocol";

/** Whether it is of a message that a bot is still writing. */
export const isPiece = ({ MessageMetadata }: ChatItem): boolean =>
  MessageMetadata?.MessageCompleted === false;
