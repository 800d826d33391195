import type { ChatSessionMethods } from "amazon-connect-chatjs";
import type { ConversationState } from "./conversationState.js";
import { changeUpload, withoutUpload } from "../attachments/uploads.js";
import { failureReason, uploadFailureReason } from "./failure.js";
import { confirmSent, markFailed, queueMessage } from "./transcript.js";
import type { OutgoingMessage } from "./transcript.js";

export interface OutboxOptions {
  readonly session: ChatSessionMethods;
  readonly state: () => ConversationState;
  readonly update: (change: Partial<ConversationState>) => void;
}

/** Sends what the person writes and attaches, and keeps the state in step with what becomes of it. */
export interface Outbox {
  send(contentType: string, text: string): void;
  /** Sends a failed message again. */
  retry(clientToken: string): void;
  attach(file: File): void;
  /** Stops an upload, or puts a failed one away. */
  cancelUpload(key: string): void;
}

export function createOutbox({ session, state, update }: OutboxOptions): Outbox {
  const uploading = new Map<string, AbortController>();

  const transmit = async (message: Pick<OutgoingMessage, "clientToken" | "contentType" | "text">) => {
    const { clientToken, contentType, text } = message;
    const queued = { clientToken, contentType, text, queuedAtMs: Date.now() };
    update({ transcript: queueMessage(state().transcript, queued) });
    try {
      const { data } = await session.sendMessage({ message: text, contentType, clientToken });
      update({ transcript: confirmSent(state().transcript, clientToken, data.Id) });
    } catch (error) {
      update({ transcript: markFailed(state().transcript, clientToken, failureReason(error)) });
    }
  };

  const upload = async (file: File) => {
    const key = crypto.randomUUID();
    const controller = new AbortController();
    const change = (changed: Parameters<typeof changeUpload>[2]) =>
      update({ uploads: changeUpload(state().uploads, key, changed) });
    const { name, size: sizeBytes } = file;
    const started = {
      key,
      name,
      sizeBytes,
      loadedBytes: 0,
      startedAtMs: Date.now(),
      status: "sending",
    } as const;
    uploading.set(key, controller);
    update({ uploads: [...state().uploads, started] });
    try {
      await session.sendAttachment({
        attachment: file,
        signal: controller.signal,
        onProgress: ({ loadedBytes }) => change({ loadedBytes }),
      });
      change({ status: "checking" });
    } catch (error) {
      if (controller.signal.aborted) update({ uploads: withoutUpload(state().uploads, key) });
      else change({ status: "failed", reason: uploadFailureReason(error) });
    } finally {
      uploading.delete(key);
    }
  };

  return {
    send: (contentType, text) => void transmit({ clientToken: crypto.randomUUID(), contentType, text }),
    retry(clientToken) {
      const failed = state().transcript.outgoing.find((message) => message.clientToken === clientToken);
      if (failed?.status === "failed") void transmit(failed);
    },
    attach: (file) => void upload(file),
    cancelUpload(key) {
      const controller = uploading.get(key);
      if (controller) controller.abort();
      else update({ uploads: withoutUpload(state().uploads, key) });
    },
  };
}
