/** Chats cannot be kept, or not be read. The message names the directory and what to do; it holds nothing of the chats. */
export class StoreError extends Error {
  override readonly name = "StoreError";
}
