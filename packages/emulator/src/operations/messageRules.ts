import type { Limits } from "../limits.js";
import type { Contact, InitialMessage } from "../world/contact.js";
import { sizeInBytes } from "../sizeInBytes.js";
import { invalidParameter, serviceError } from "./serviceError.js";

interface MessageRule {
  readonly maxSizeBytes: (limits: Limits) => number;
  readonly check?: (content: string) => void;
}

/** What the contact flow sends when it asks something. */
export const INTERACTIVE = "application/vnd.amazonaws.connect.message.interactive";
const interactiveResponse = `${INTERACTIVE}.response`;

const parseJson = (content: string): unknown => {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return undefined;
  }
};

function requireJson(content: string): void {
  if (parseJson(content) === undefined) throw invalidParameter("Content", "is not JSON");
}

function requireInteractiveResponse(content: string): void {
  const response = parseJson(content);
  const refuse = (reason: string) =>
    serviceError(
      "ValidationException",
      "Message content is not a valid InteractiveMessageResponse",
      `Content: ${reason}`,
    );
  if (typeof response !== "object" || response === null) throw refuse("is not a JSON object");
  const { version, action } = response as Record<string, unknown>;
  if (version !== "1.0") throw refuse('version is not "1.0"');
  if (typeof action !== "string" || action.length < 1 || action.length > 200)
    throw refuse("action is not a text of 1 to 200 characters");
}

/** What a participant may send, by content type. */
const messageRules = new Map<string, MessageRule>([
  ["text/plain", { maxSizeBytes: (limits) => limits.textSizeBytes }],
  ["text/markdown", { maxSizeBytes: (limits) => limits.textSizeBytes }],
  ["application/json", { maxSizeBytes: (limits) => limits.jsonSizeBytes, check: requireJson }],
  [
    interactiveResponse,
    {
      maxSizeBytes: (limits) => limits.interactiveResponseSizeBytes,
      check: requireInteractiveResponse,
    },
  ],
]);

/** Whether a chat takes questions of the flow and their answers. */
export const takesInteractive = ({ supportedContentTypes }: Contact): boolean =>
  [INTERACTIVE, interactiveResponse].every((type) => supportedContentTypes.includes(type));

/**
 * Checks a message of a customer or agent.
 * @throws ServiceError (ValidationException)
 */
export function checkMessage(
  supportedContentTypes: Contact["supportedContentTypes"],
  { contentType, content }: InitialMessage,
  limits: Limits,
): void {
  const rule = messageRules.get(contentType);
  if (!rule) throw invalidParameter("ContentType", "is not one that a participant may send");
  if (contentType !== "text/plain" && !supportedContentTypes.includes(contentType))
    throw invalidParameter(
      "ContentType",
      "is not among the SupportedMessagingContentTypes that the chat was started with",
    );
  const maxSizeBytes = rule.maxSizeBytes(limits);
  if (sizeInBytes(content) > maxSizeBytes)
    throw invalidParameter("Content", `is longer than ${maxSizeBytes} bytes`);
  rule.check?.(content);
}
