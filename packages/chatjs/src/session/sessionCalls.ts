import { eventContentType } from "@amazon-connect-chat/protocol";
import type { OperationInput, OperationName, OperationOutput } from "@amazon-connect-chat/protocol";
import type { Settings } from "../config/settings.js";
import type { Call, Credentials } from "../credentials/credentials.js";
import { abortedError, ChatError, NoActiveConnectionError } from "../errors.js";
import { createAttachments } from "../participant/attachments.js";
import { withClientToken } from "../participant/request.js";
import type { CallInput } from "../participant/request.js";
import { untilAborted } from "../platform/abort.js";
import type { Platform } from "../platform/platform.js";
import type { TranscriptPage } from "../transcript/transcriptStore.js";
import type { ReceiptCall, ReceiptKind, Receipts } from "../receipts/receipts.js";
import { createTypingThrottle } from "../receipts/typingThrottle.js";
import type {
  CancelParticipantAuthenticationArgs,
  DescribeViewArgs,
  DownloadAttachmentArgs,
  GetAuthenticationUrlArgs,
  GetTranscriptArgs,
  SendAttachmentArgs,
  SendEventArgs,
  SendMessageArgs,
  SendMessageReceiptArgs,
} from "./callTypes.js";
import type { ChatController } from "./chatSessionTypes.js";
import {
  assertArgs,
  attachmentOf,
  eventInput,
  messageIdOf,
  messageInput,
  receiptContent,
  receiptInput,
  transcriptInput,
} from "./requests.js";

/** What came of an event; of a receipt that needed no request, `message` says why in place of `data`. */
interface EventOutcome {
  readonly data?: OperationOutput<"SendEvent">;
  readonly message?: string;
}
export type SessionReceipts = Receipts<SessionReceipt, EventOutcome>;

/** A receipt, and the request that sends it. */
export interface SessionReceipt extends ReceiptCall {
  readonly perform: () => Promise<EventOutcome>;
}

export interface SessionCallsOptions {
  readonly platform: Platform;
  readonly call: Call;
  readonly log: { error(line: string): unknown };
  isConnected(): boolean;
  hasEnded(): boolean;
  authorized: Credentials["authorized"];
  /** Called with each call: the person at the page is there, and waits. */
  hurry(): void;
  readonly receipts: SessionReceipts;
  settings(): Pick<Settings, "sendsReceipts">;
  /** Takes a page of the transcript, when it has items, before the caller gets it. */
  read(page: TranscriptPage, input: OperationInput<"GetTranscript">, args: GetTranscriptArgs): void;
  /** Takes a message that is being sent. Settles as `sending` does. */
  sent(
    message: OperationInput<"SendMessage">,
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

/** What a caller gets of a result. */
type Shape<Result> = (result: Result, metadata: unknown) => unknown;
interface MethodOptions<Result> {
  readonly shape?: Shape<Result>;
  /** False for what has an answer after the end too. */
  readonly hasEnded?: false;
}

const withMetadata = ({ data, ...rest }: EventOutcome, metadata: unknown) => ({
  ...rest,
  ...(data && { data: { ...data } }),
  metadata,
});
const inEnvelope = (data: unknown, metadata: unknown) => ({ data: { ...(data as object) }, metadata });
/** As in 5.0.0. // CP-65 */
const ALWAYS = { hasEnded: false } as const;

/** Calls that share an outcome must not share its object: each carries the metadata of its own caller. */
function settleFor<Result>(args: unknown, shape: Shape<Result>, pending: Promise<Result>): Promise<never> {
  const metadata = metadataOf(args);
  return pending.then(
    (result) => shape(result, metadata),
    (error: unknown) => {
      if (!(error instanceof ChatError) || error instanceof NoActiveConnectionError) throw error;
      const copy = new ChatError(error.code, error.message, error);
      throw Object.assign(copy, { name: error.name, stack: error.stack, metadata });
    },
  ) as Promise<never>;
}

/** The session's methods that call the participant service. */
export function createSessionCalls(options: SessionCallsOptions): SessionCalls {
  const { platform, log } = options;
  const throttleTyping = createTypingThrottle<EventOutcome>(platform);

  const perform = <Name extends OperationName>(
    name: Name,
    input: CallInput<Name>,
    signal?: AbortSignal,
  ): Promise<OperationOutput<Name>> => {
    // One for the whole call, also when it is made again with another connection token.
    const body = withClientToken(name, input, () => platform.uuid()) as OperationInput<Name>;
    return options.authorized((token) => options.call(name, body, { token, signal }));
  };
  const attachments = createAttachments({ platform, call: perform });

  /** Rejects when there is nothing to call with; only then are the arguments read, which may throw. */
  const request = <Result>(
    name: string,
    args: unknown,
    work: (signal: AbortSignal) => Promise<Result>,
    hasEnded = options.hasEnded(),
  ): Promise<Result> => {
    if (hasEnded || !options.isConnected()) {
      const when = hasEnded ? "when participant is disconnected" : "before calling connect()";
      log.error(`Cannot call ${name} ${when}`);
      return Promise.reject(new NoActiveConnectionError(name));
    }
    assertArgs(name, args);
    const signal = args.signal ?? new AbortController().signal;
    if (signal.aborted) return Promise.reject(abortedError());
    const pending = work(signal);
    options.hurry();
    return untilAborted(pending, signal);
  };
  const method =
    <Args, Result>(
      name: string,
      work: (args: Args, signal: AbortSignal) => Promise<Result>,
      { shape = inEnvelope, hasEnded }: MethodOptions<Result> = {},
    ) =>
    (args: Args) =>
      settleFor(
        args,
        shape,
        request(name, args, (signal) => work(args, signal), hasEnded),
      );

  const sendThrottled = (kind: ReceiptKind, args: SendEventArgs, send: SessionReceipt["perform"]) => {
    const content = options.settings().sendsReceipts ? receiptContent(args) : undefined;
    const { messageId, disableThrottle } = content ?? {};
    if (messageId)
      return options.receipts.send({
        kind,
        messageId,
        pace: disableThrottle ? "soon" : undefined,
        perform: send,
      });
    const errorMessage = `Ignoring messageReceipt: ${content ? "missing messageId" : "false"}`;
    return Promise.reject(new ChatError("RECEIPT_IGNORED", errorMessage, { errorMessage, data: args }));
  };
  const sendEvent = (args: SendEventArgs, signal: AbortSignal): Promise<EventOutcome> => {
    const input = eventInput(args);
    const send = async (until?: AbortSignal) => ({ data: await perform("SendEvent", input, until) });
    const [, kind] = /message\.(read|delivered)$/.exec(input.ContentType) ?? [];
    // One outcome for many callers: none of them may abort it for the others.
    if (kind) return sendThrottled(kind as ReceiptKind, args, () => send());
    return input.ContentType === eventContentType("typing") ? throttleTyping(() => send()) : send(signal);
  };
  const sendReceipt = (args: SendMessageReceiptArgs): Promise<EventOutcome> => {
    const input = receiptInput(args);
    return options.receipts.send({
      kind: args.event,
      messageId: messageIdOf(args),
      pace: "now",
      perform: async () => ({ data: await perform("SendEvent", input) }),
    });
  };
  const getTranscript = method("getTranscript", async (args: GetTranscriptArgs, signal) => {
    const input = transcriptInput(args);
    const page = await perform("GetTranscript", input, signal);
    if (Array.isArray(page.Transcript)) options.read(page as TranscriptPage, input, args);
    return page;
  });

  return {
    sendMessage: method("sendMessage", (args: SendMessageArgs, signal) => {
      const input = messageInput(args);
      return options.sent(input, perform("SendMessage", input, signal));
    }),
    sendEvent: method("sendEvent", sendEvent, { shape: withMetadata }),
    sendMessageReceipt: method("sendMessageReceipt", sendReceipt, { shape: withMetadata }),
    getTranscript: (args = {}) => getTranscript(args),
    sendAttachment: method("sendAttachment", (args: SendAttachmentArgs, signal) =>
      attachments.send(attachmentOf(args), { signal, onProgress: args.onProgress }),
    ),
    downloadAttachment: method(
      "downloadAttachment",
      ({ attachmentId }: DownloadAttachmentArgs, signal) => attachments.download(attachmentId, signal),
      { shape: (blob, metadata) => Object.assign(blob, { metadata }) },
    ),
    getAttachmentURL: method(
      "getAttachmentURL",
      ({ attachmentId }: DownloadAttachmentArgs, signal) => attachments.urlOf(attachmentId, signal),
      { shape: (url) => url },
    ),
    describeView: method(
      "describeView",
      ({ viewToken }: DescribeViewArgs, signal) =>
        perform("DescribeView", { ViewToken: viewToken as string }, signal),
      ALWAYS,
    ),
    getAuthenticationUrl: method(
      "getAuthenticationUrl",
      ({ redirectUri, sessionId }: GetAuthenticationUrlArgs, signal) =>
        perform("GetAuthenticationUrl", { RedirectUri: redirectUri, SessionId: sessionId }, signal),
      ALWAYS,
    ),
    cancelParticipantAuthentication: method(
      "cancelParticipantAuthentication",
      ({ sessionId }: CancelParticipantAuthenticationArgs, signal) =>
        perform("CancelParticipantAuthentication", { SessionId: sessionId }, signal),
      ALWAYS,
    ),
    async disconnectParticipant() {
      const data = await request("disconnectParticipant", {}, () => perform("DisconnectParticipant", {}));
      return { data: data as never };
    },
  };
}
