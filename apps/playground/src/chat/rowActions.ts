import type { View } from "amazon-connect-chatjs";
import type { Reply } from "../interactive/reply.js";

/** What the person can do with what a chat's window shows. The promises are for whoever shows what came of it. */
export interface RowActions {
  /** Sends a failed message again. */
  retry(clientToken: string): void;
  /** Stops an upload, or puts a failed one away. */
  cancelUpload(key: string): void;
  /** Answers an interactive message; each once. */
  answer(messageId: string, reply: Reply): void;
  download(attachmentId: string): Promise<Blob>;
  describeView(viewToken: string): Promise<View>;
  /** Resolves with the address of the page to sign in on. */
  authenticationUrl(sessionId: string): Promise<string>;
  declineSignIn(sessionId: string): Promise<unknown>;
}
