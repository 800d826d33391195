/** Why a chat cannot be started, not go on from a past one, or not take one more participant. */
export type ChatRefusal =
  | "tooManyChats"
  | "unknownSource"
  | "activeSource"
  | "wrongSource"
  | "chatIsFull"
  | "agentIsBusy"
  | "agentIsThere";

/** A chat, or a participant of one, that the world does not take. The message names no contact. */
export class ChatRefused extends Error {
  override readonly name = "ChatRefused";

  constructor(
    readonly code: ChatRefusal,
    message: string,
  ) {
    super(message);
  }
}
