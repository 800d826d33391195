/** Why a chat cannot be started, or not go on from a past one. */
export type ChatRefusal = "tooManyChats" | "unknownSource" | "activeSource" | "wrongSource";

/** A chat that the world does not take. The message names no contact. */
export class ChatRefused extends Error {
  override readonly name = "ChatRefused";

  constructor(
    readonly code: ChatRefusal,
    message: string,
  ) {
    super(message);
  }
}
