import { ChatError } from "../../errors.js";
import type { ChatErrorCode } from "../../errors.js";
import { isObject } from "../../lib/isObject.js";
import { readObject } from "../../lib/readObject.js";
import type { Upload } from "../../session/sendFile.js";
import type { OutboxContent } from "./outboxTypes.js";

/** A file of React Native's pickers, which is no more than a description. */
export interface FileOnDevice {
  readonly uri: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

/** An entry as it is stored: what another page needs to go on with it. Its names are read by later versions too. */
export type KeptEntry = OutboxContent & {
  readonly id: string;
  readonly createdAt: string;
  readonly clientToken: string;
  readonly error?: KeptError | undefined;
  readonly upload?: Upload | undefined;
  readonly file?: FileOnDevice | undefined;
  /** Nobody wants it any more; it is there so that its bytes are looked for. */
  readonly isForgotten?: boolean | undefined;
};
export interface KeptError {
  readonly code: ChatErrorCode;
  readonly message: string;
  readonly type?: string | undefined;
  readonly statusCode?: number | undefined;
}

const VERSION = 1;

export const keepError = ({ code, message, type, statusCode }: ChatError): KeptError => ({
  code,
  message,
  type,
  statusCode,
});
export const restoreError = ({ code, message, ...details }: KeptError): ChatError =>
  new ChatError(code, message, details);

const isText = (value: unknown): value is string => typeof value === "string";
/** Of each kind, the members that must be texts. */
const TEXTS: Readonly<Record<OutboxContent["kind"], readonly string[]>> = {
  message: ["message", "contentType"],
  event: ["contentType"],
  attachment: ["name", "type"],
};
/** What must hold of other members, where they are there. */
const RULES: Readonly<Record<string, (member: Readonly<Record<string, unknown>>) => boolean>> = {
  error: ({ message }) => isText(message),
  upload: ({ round }) => Number.isInteger(round),
  file: ({ uri }) => isText(uri),
};
const isKept = (value: unknown): value is KeptEntry => {
  if (!isObject(value) || !isText(value["kind"]) || !Object.hasOwn(TEXTS, value["kind"])) return false;
  const texts = TEXTS[value["kind"] as OutboxContent["kind"]];
  return (
    ["id", "createdAt", "clientToken", ...texts].every((name) => isText(value[name])) &&
    Object.entries(RULES).every(([name, holds]) => {
      const member = value[name];
      return member === undefined || (isObject(member) && holds(member));
    })
  );
};

/** The entries of a stored text; none of what another program has written there. */
export function readKept(text: unknown): readonly KeptEntry[] {
  const { version, entries } = readObject(text) ?? {};
  return version === VERSION && Array.isArray(entries) ? entries.filter(isKept) : [];
}

export const writeKept = (entries: readonly KeptEntry[]): string =>
  JSON.stringify({ version: VERSION, entries });
