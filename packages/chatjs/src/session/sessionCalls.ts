import { eventContentType } from "@amazon-connect-chat/protocol";
import type { OperationInput, OperationOutput } from "@amazon-connect-chat/protocol";
import type { Call } from "../credentials/credentials.js";
import { abortedError, ChatError, NoActiveConnectionError } from "../errors.js";
import { withClientToken } from "../participant/request.js";
import type { CallInput } from "../participant/request.js";
import { untilAborted } from "../platform/abort.js";
import type { Platform } from "../platform/platform.js";
import type { TranscriptPage } from "../transcript/transcriptStore.js";
import type { ReceiptKind } from "../receipts/receipts.js";
import { createTypingThrottle } from "../receipts/typingThrottle.js";
import type { GetTranscriptArgs, SendEventArgs, SendMessageArgs } from "./callTypes.js";
import type { ChatController } from "./chatSessionTypes.js";
import { assertArgs, eventInput, messageInput, transcriptInput } from "./requests.js";
import type { EventOutcome, SessionReceipts } from "./receiptCalls.js";
import type { Perform } from "./callKit.js";
import type { SessionParts } from "./sessionParts.js";
import type { SessionLink } from "./sessionLink.js";
import type { SessionMetrics } from "./sessionMetrics.js";

export interface SessionCallsOptions {
  readonly platform: Platform;
  readonly call: Call;
  readonly log: { error(line: string): unknown };
  readonly metrics: Pick<SessionMetrics, "method">;
  readonly link: Pick<SessionLink, "details" | "authorized" | "hurry">;
  hasEnded(): boolean;
  readonly receipts: SessionReceipts | undefined;
  readonly works?: SessionParts["works"];
  /** Takes a page of the transcript, when it has items, before the caller gets it. */
  read(page: TranscriptPage, input: OperationInput<"GetTranscript">, args: GetTranscriptArgs): void;
  /** Takes each answer of the service. */
  answered(answer: object): void;
  /** Takes a message that is being sent. Settles as `sending` does. */
  sent(
    message: CallInput<"SendMessage">,
    sending: Promise<OperationOutput<"SendMessage">>,
  ): Promise<OperationOutput<"SendMessage">>;
}

type SessionCalls = Pick<
  ChatController,
  | "sendMessage"
  | "sendEvent"
  | "sendMessageReceipt"
  | "getTranscript"
  | "sendAttachment"
  | "downloadAttachment"
  | "getAttachmentURL"
  | "describeView"
  | "getAuthenticationUrl"
  | "cancelParticipantAuthentication"
  | "disconnectParticipant"
>;

/** A caller's metadata; falsy values count as none, as in 5.0.0. */
export const metadataOf = (args: unknown): unknown =>
  (args as { readonly metadata?: unknown } | null | undefined)?.metadata || null;

/** What a caller gets of a result, with its own metadata. */
type Shape = (result: never, metadata: unknown) => unknown;

const inEnvelope = (data: object, metadata: unknown) => ({ data: { ...data }, metadata });
const withMetadata = ({ data, ...rest }: EventOutcome, metadata: unknown) => ({
  ...rest,
  ...(data && { data: { ...data } }),
  metadata,
});
/** Of the methods whose result is in no envelope. */
const SHAPES: Readonly<Record<string, Shape>> = {
  sendEvent: withMetadata,
  sendMessageReceipt: withMetadata,
  downloadAttachment: (blob: Blob, metadata) => Object.assign(blob, { metadata }),
  getAttachmentURL: (url: string) => url,
};
/** They have an answer after the end too, as in 5.0.0. // CP-65 */
const ALWAYS: readonly string[] = ["describeView", "getAuthenticationUrl", "cancelParticipantAuthentication"];

/** Calls that share an outcome must not share its object: each carries the metadata of its own caller. */
function settleFor(args: unknown, shape: Shape, pending: Promise<unknown>): Promise<unknown> {
  const metadata = metadataOf(args);
  return pending.then(
    (result) => shape(result as never, metadata),
    (error: unknown) => {
      if (!(error instanceof ChatError) || error instanceof NoActiveConnectionError) throw error;
      const copy = new ChatError(error.code, error.message, error);
      throw Object.assign(copy, { stack: error.stack, metadata });
    },
  );
}

/** The session's methods that call the participant service. */
export function createSessionCalls(options: SessionCallsOptions): SessionCalls {
  const { platform, log, link, metrics } = options;
  const throttleTyping = createTypingThrottle<EventOutcome>(platform);

  const perform: Perform = (name, input, signal) => {
    // One for the whole call, also when it is made again with another connection token.
    const body = withClientToken(name, input, () => platform.uuid()) as OperationInput<typeof name>;
    const pending = link.authorized((token) => options.call(name, body, { token, signal }));
    pending.then(options.answered, () => undefined);
    return pending;
  };
  /** What a part sends is waited for as what the page sends. It is tried again by itself: only once it got through. */
  const performForPart: Perform = (name, input, signal) => {
    const pending = perform(name, input, signal);
    if (name !== "GetTranscript") pending.then(link.hurry, () => undefined);
    return pending;
  };

  /** Rejects when there is nothing to call with; only then are the arguments read, which may throw. */
  const request = (
    name: string,
    args: unknown,
    work: (args: never, signal?: AbortSignal) => Promise<unknown>,
  ): Promise<unknown> => {
    const hasEnded = options.hasEnded() && !ALWAYS.includes(name);
    if (hasEnded || !link.details()) {
      const when = hasEnded ? "when participant is disconnected" : "before calling connect()";
      log.error(`Cannot call ${name} ${when}`);
      return Promise.reject(new NoActiveConnectionError(name));
    }
    assertArgs(name, args);
    const { signal } = args;
    if (signal?.aborted) return Promise.reject(abortedError());
    const pending = work(args as never, signal);
    link.hurry();
    return untilAborted(pending, signal);
  };

  const works = {
    sendMessage(args: SendMessageArgs, signal?: AbortSignal) {
      const input = messageInput(args);
      return options.sent(input, perform("SendMessage", input, signal));
    },
    sendEvent(args: SendEventArgs, signal?: AbortSignal) {
      const input = eventInput(args);
      const send = async (until?: AbortSignal) => ({ data: await perform("SendEvent", input, until) });
      const [, kind] = /message\.(read|delivered)$/.exec(input.ContentType) ?? [];
      // One outcome for many callers: none of them may abort it for the others.
      if (kind && options.receipts)
        return options.receipts.throttled(kind as ReceiptKind, args, () => send());
      return input.ContentType === eventContentType("typing") ? throttleTyping(() => send()) : send(signal);
    },
    async getTranscript(args: GetTranscriptArgs, signal?: AbortSignal) {
      const input = transcriptInput(args);
      const page = await perform("GetTranscript", input, signal);
      if (Array.isArray(page.Transcript)) options.read(page as TranscriptPage, input, args);
      return page;
    },
  };
  const kit = { platform, perform: performForPart };
  for (const makeWorks of [options.receipts?.works, ...(options.works ?? [])])
    Object.assign(works, makeWorks?.(kit));
  const methods = Object.fromEntries(
    Object.entries(works).map(([name, work]) => [
      name,
      metrics.method(name, (args: unknown) =>
        settleFor(args, SHAPES[name] ?? inEnvelope, request(name, args, work)),
      ),
    ]),
  ) as unknown as Omit<SessionCalls, "disconnectParticipant">;
  return {
    ...methods,
    getTranscript: (args = {}) => methods.getTranscript(args),
    disconnectParticipant: metrics.method("disconnectParticipant", async () => ({
      data: (await request("disconnectParticipant", {}, () => perform("DisconnectParticipant", {}))) as never,
    })),
  };
}
