import { redactText as withoutTokens } from "../../config/redaction.js";
import { isObject } from "../../lib/isObject.js";

/** Members whose values say what happened, and nothing of what was said or by whom. All others are told by their length. */
const TOLD = new Set(
  (
    "topic topics attachmentId status statusCode statusContent contentType disableThrottle event maxResults messageId mostRecent " +
    "scanDirection size sortOrder type absoluteTime id contactId " +
    "AbsoluteTime AttachmentId AttachmentIds AttachmentSizeInBytes ChunkNumber ConnectParticipant ConnectionExpiry ContactId " +
    "ContentType DeliveredTimestamp Expiry Id InitialContactId MaxResults MessageCompleted MessageId " +
    "MessageProcessingStatus MostRecent ParticipantId ParticipantRole ReadTimestamp RecipientParticipantId " +
    "RelatedContactId RelatedContactid ScanDirection SortOrder Status Type UrlExpiry __type"
  ).split(" "),
);
/** Members that hold what people wrote. */
const WRITTEN = new Set(["Content", "content", "message"]);
/** What is told is short: names of the service, times, ids. */
const MAX_TOLD = 300;
const MAX_DEPTH = 20;
/** Arguments of calls have a few members. Whatever has so many is a graph of the page's, such as an event of React's. */
const MAX_MEMBERS = 1_000;

/** What stands for a text of a recording. */
const lengthOf = (text: string): string => `[${text.length} characters]`;

/** @returns the value of a JSON text that is an object or a list; undefined for any other text */
function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What is to be redacted, and how many members may follow. */
interface Pass {
  readonly hasText: boolean;
  left: number;
}

function redact(value: unknown, name: string, pass: Pass, depth = 0): unknown {
  const isTold = TOLD.has(name);
  if (typeof value === "string") {
    if (isTold && value.length <= MAX_TOLD) return withoutTokens(value);
    const inner = name === "content" ? parsed(value) : undefined;
    if (inner !== undefined) return JSON.stringify(redact(inner, "", pass, depth + 1));
    return pass.hasText && WRITTEN.has(name) ? withoutTokens(value) : lengthOf(value);
  }
  if (typeof value === "number" || typeof value === "boolean") return isTold ? value : undefined;
  if (!isObject(value)) return value === null ? null : undefined;
  if (depth > MAX_DEPTH || (pass.left -= 1) < 0) return null;
  const inside = (key: string, member: unknown) => [key, redact(member, key, pass, depth + 1)] as const;
  if (Array.isArray(value)) return value.map((member) => inside(name, member)[1]);
  // A file: those of browsers have no members of their own.
  const isFile = "size" in value && "type" in value;
  const members = isFile ? ["size", "type"].map((key) => [key, value[key]] as const) : Object.entries(value);
  return Object.fromEntries(members.map(([key, member]) => inside(key, member)));
}

/** The JSON text of a frame, a body or the arguments of a call, without tokens, addresses, names, and, unless `hasText`, what was said. */
export function redactText(text: string, hasText: boolean): string {
  const value = parsed(text);
  return value === undefined
    ? lengthOf(text)
    : JSON.stringify(redact(value, "", { hasText, left: Infinity }));
}

const withoutMetadata = ({ metadata: _ofThePage, ...args }: Readonly<Record<string, unknown>>) => args;

/** The arguments of a call as such a text, but for `metadata`, which only the page knows. Never throws: they are the page's. */
export function redactedArgs(args: unknown, hasText: boolean): string | undefined {
  try {
    return isObject(args)
      ? JSON.stringify(redact(withoutMetadata(args), "", { hasText, left: MAX_MEMBERS }))
      : undefined;
  } catch {
    return undefined;
  }
}
