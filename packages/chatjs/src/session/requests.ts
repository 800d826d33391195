import { eventContentType, MESSAGE_TYPES, SENT_EVENT_TYPES } from "@amazon-connect-chat/protocol";
import type { OperationInput } from "@amazon-connect-chat/protocol";
import { IllegalArgumentError } from "../errors.js";
import { isObject } from "../lib/isObject.js";
import { readObject } from "../lib/readObject.js";
import type { AttachmentFile } from "../participant/attachments.js";
import type { CallInput } from "../participant/request.js";
import type {
  GetTranscriptArgs,
  SendAttachmentArgs,
  SendEventArgs,
  SendMessageArgs,
  SendMessageReceiptArgs,
} from "./callTypes.js";

/** What may be sent: all but what only the service says. */
const CONTENT_TYPES: readonly string[] = [...SENT_EVENT_TYPES.map(eventContentType), ...MESSAGE_TYPES];

/** Any value as text, also one that refuses to become text. */
function asText(value: unknown): string {
  try {
    return String(value);
  } catch {
    return `(${typeof value})`;
  }
}

/** What every method's arguments may hold beside its own. */
export interface CommonArgs {
  readonly metadata?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** @throws IllegalArgumentError */
export function assertObject(
  method: string,
  args: unknown,
): asserts args is Readonly<Record<string, unknown>> {
  if (!isObject(args))
    throw new IllegalArgumentError(`unable to call ${method}; its argument must be an object`, args);
}

/** @throws IllegalArgumentError */
export function assertArgs(method: string, args: unknown): asserts args is CommonArgs {
  assertObject(method, args);
  const { signal } = args;
  if (signal && typeof (signal as Partial<AbortSignal>).addEventListener !== "function")
    throw new IllegalArgumentError(`unable to call ${method}; its signal must be an AbortSignal`, signal);
}

function assertContentType(contentType: unknown): void {
  if (!CONTENT_TYPES.includes(contentType as string))
    throw new IllegalArgumentError(
      `contentType passed (${asText(contentType)}) is not valid. Allowed values are: ${CONTENT_TYPES.join()}`,
      contentType,
    );
}

/** @throws IllegalArgumentError with 5.0.0's sentences */
export function messageInput(args: SendMessageArgs): CallInput<"SendMessage"> {
  const { message, contentType, clientToken } = args;
  if (typeof message !== "string")
    throw new IllegalArgumentError(`${asText(message)}is not a valid message`, message);
  assertContentType(contentType);
  return { Content: message, ContentType: contentType, ClientToken: clientToken };
}

/** @throws IllegalArgumentError with 5.0.0's sentences */
export function eventInput(args: SendEventArgs): CallInput<"SendEvent"> {
  const { content, contentType, clientToken } = args;
  assertContentType(contentType);
  const Content = typeof content === "object" && content !== null ? JSON.stringify(content) : content;
  return { ContentType: contentType, ClientToken: clientToken, ...(Content && { Content }) };
}

/** Any object passes, as in 5.0.0: the service judges type and size. @throws IllegalArgumentError */
export function attachmentOf({ attachment }: SendAttachmentArgs): AttachmentFile {
  if (isObject(attachment)) return attachment;
  throw new IllegalArgumentError("unable to call sendAttachment; its attachment must be a file", attachment);
}

const receiptError = (argument: unknown) =>
  new IllegalArgumentError("unable to send the receipt; its messageId is missing", argument);

/** What the content of a receipt says. @throws IllegalArgumentError when it is no object, nor the JSON text of one */
export function receiptContent({ content }: SendEventArgs): Readonly<Record<string, unknown>> {
  const said = readObject(content);
  if (!said) throw receiptError(content);
  return said;
}

/** The message that a receipt is for. */
export const messageIdOf = ({ messageId, message }: SendMessageReceiptArgs): unknown =>
  messageId || message?.Id;

/** @throws IllegalArgumentError when the event is unknown or the message not named */
export function receiptInput(args: SendMessageReceiptArgs): CallInput<"SendEvent"> {
  const { event, clientToken } = args;
  const messageId = messageIdOf(args);
  if (!messageId) throw receiptError(messageId);
  return eventInput({
    contentType: eventContentType(`message.${event}`),
    content: { messageId },
    clientToken,
  });
}

/** 5.0.0's defaults; what is given goes through as it is, for the service to judge. */
export function transcriptInput(args: GetTranscriptArgs): OperationInput<"GetTranscript"> {
  const start = args.startPosition ?? {};
  return {
    MaxResults: args.maxResults || 15,
    ScanDirection: args.scanDirection || "BACKWARD",
    SortOrder: args.sortOrder || "ASCENDING",
    StartPosition: { Id: start.id, AbsoluteTime: start.absoluteTime, MostRecent: start.mostRecent },
    NextToken: args.nextToken || undefined,
    ContactId: args.contactId || undefined,
  };
}
