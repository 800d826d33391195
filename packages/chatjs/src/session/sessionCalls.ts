import { eventContentType } from "@amazon-connect-chat/protocol";
import type { ChatItem, OperationInput, OperationName, OperationOutput } from "@amazon-connect-chat/protocol";
import type { Call, Credentials } from "../credentials/credentials.js";
import { ChatError, NoActiveConnectionError } from "../errors.js";
import { withClientToken } from "../participant/request.js";
import type { Platform } from "../platform/platform.js";
import { createTypingThrottle } from "../receipts/typingThrottle.js";
import type { ChatController } from "./chatSessionTypes.js";
import { eventInput, messageInput, transcriptInput } from "./requests.js";

export interface SessionCallsOptions {
  readonly platform: Platform;
  readonly call: Call;
  readonly log: { error(line: string): unknown };
  isConnected(): boolean;
  hasEnded(): boolean;
  authorized: Credentials["authorized"];
  /** Called with each call: the person at the page is there, and waits. */
  hurry(): void;
  /** Takes what the page has read of the transcript. */
  shown(items: readonly ChatItem[]): void;
}

type SessionCalls = Pick<
  ChatController,
  "sendMessage" | "sendEvent" | "getTranscript" | "disconnectParticipant"
>;

/** A caller's metadata; falsy values count as none, as in 5.0.0. */
export const metadataOf = (args: unknown): unknown =>
  (args as { readonly metadata?: unknown } | null | undefined)?.metadata || null;

/** Calls that share an outcome must not share its object: each carries the metadata of its own caller. */
function settleFor(args: unknown, pending: Promise<object>): Promise<never> {
  const metadata = metadataOf(args);
  return pending.then(
    (data) => ({ data: { ...data }, metadata }),
    (error: unknown) => {
      if (!(error instanceof ChatError) || error instanceof NoActiveConnectionError) throw error;
      const copy = new ChatError(error.code, error.message, error);
      throw Object.assign(copy, { stack: error.stack, metadata });
    },
  ) as Promise<never>;
}

/** The session's methods that are one operation of the participant service each. */
export function createSessionCalls(options: SessionCallsOptions): SessionCalls {
  const throttleTyping = createTypingThrottle<OperationOutput<"SendEvent">>(options.platform);

  /** Rejects when there is nothing to call with; only then are the arguments read, which may throw. */
  const request = <Name extends OperationName>(
    method: string,
    name: Name,
    input: () => OperationInput<Name>,
    send = (perform: () => Promise<OperationOutput<Name>>) => perform(),
  ): Promise<OperationOutput<Name>> => {
    if (options.hasEnded() || !options.isConnected()) {
      const when = options.hasEnded() ? "when participant is disconnected" : "before calling connect()";
      options.log.error(`Cannot call ${method} ${when}`);
      return Promise.reject(new NoActiveConnectionError(method));
    }
    // One for the whole call, also when it is made again with another connection token.
    const body = withClientToken(name, input(), () => options.platform.uuid());
    options.hurry();
    return send(() => options.authorized((token) => options.call(name, body, { token })));
  };

  return {
    sendMessage: (args) =>
      settleFor(
        args,
        request("sendMessage", "SendMessage", () => messageInput(args)),
      ),
    sendEvent: (args) => {
      const isTyping = (args as Partial<typeof args> | undefined)?.contentType === eventContentType("typing");
      const send = isTyping ? throttleTyping : undefined;
      return settleFor(
        args,
        request("sendEvent", "SendEvent", () => eventInput(args), send),
      );
    },
    getTranscript: (args = {}) =>
      settleFor(
        args,
        request("getTranscript", "GetTranscript", () => transcriptInput(args)).then((page) => {
          if (Array.isArray(page.Transcript)) options.shown(page.Transcript as readonly ChatItem[]);
          return page;
        }),
      ),
    async disconnectParticipant() {
      const data = await request("disconnectParticipant", "DisconnectParticipant", () => ({}));
      return { data: data as never };
    },
  };
}
