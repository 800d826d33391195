import { eventContentType } from "@amazon-connect-chat/protocol";
import type { ChatItem, OperationInput, OperationName, OperationOutput } from "@amazon-connect-chat/protocol";
import type { Call, Credentials } from "../credentials/credentials.js";
import { abortedError, ChatError, NoActiveConnectionError } from "../errors.js";
import { createAttachments } from "../participant/attachments.js";
import { withClientToken } from "../participant/request.js";
import type { CallInput } from "../participant/request.js";
import { untilAborted } from "../platform/abort.js";
import type { Platform } from "../platform/platform.js";
import { createTypingThrottle } from "../receipts/typingThrottle.js";
import type {
  CancelParticipantAuthenticationArgs,
  ChatController,
  DescribeViewArgs,
  DownloadAttachmentArgs,
  GetAuthenticationUrlArgs,
  GetTranscriptArgs,
  SendAttachmentArgs,
  SendEventArgs,
  SendMessageArgs,
} from "./chatSessionTypes.js";
import { assertArgs, attachmentOf, eventInput, messageInput, transcriptInput } from "./requests.js";

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
  | "sendMessage"
  | "sendEvent"
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
  const throttleTyping = createTypingThrottle<OperationOutput<"SendEvent">>(platform);

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

  const getTranscript = method("getTranscript", async (args: GetTranscriptArgs, signal) => {
    const page = await perform("GetTranscript", transcriptInput(args), signal);
    if (Array.isArray(page.Transcript)) options.shown(page.Transcript as readonly ChatItem[]);
    return page;
  });

  return {
    sendMessage: method("sendMessage", (args: SendMessageArgs, signal) =>
      perform("SendMessage", messageInput(args), signal),
    ),
    sendEvent: method("sendEvent", (args: SendEventArgs, signal) => {
      const input = eventInput(args);
      // One outcome for many callers: none of them may abort it for the others.
      return input.ContentType === eventContentType("typing")
        ? throttleTyping(() => perform("SendEvent", input))
        : perform("SendEvent", input, signal);
    }),
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
