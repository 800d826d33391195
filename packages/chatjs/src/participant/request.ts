import { HEADERS, OPERATIONS } from "@amazon-connect-chat/protocol";
import type { OperationInput, OperationName } from "@amazon-connect-chat/protocol";
import { ChatError } from "../errors.js";
import { isToken } from "../lib/isToken.js";
import { plainText } from "../lib/plainText.js";

/** An operation's input, with or without the `ClientToken` that `withClientToken` adds. */
export type CallInput<Name extends OperationName> = Omit<OperationInput<Name>, "ClientToken"> & {
  readonly ClientToken?: string | undefined;
};

export interface ServiceRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly redirect: "error";
  readonly body: string | undefined;
}

export interface RequestContext {
  /** Base URL without a slash at its end. */
  readonly endpoint: string;
  readonly userAgent: string;
  readonly token: string;
}

/** Operations that the service repeats at most once for a `ClientToken`. */
const IDEMPOTENT: readonly OperationName[] = [
  "SendMessage",
  "SendEvent",
  "DisconnectParticipant",
  "StartAttachmentUpload",
  "CompleteAttachmentUpload",
];

/** Null members are not sent. */
const withoutNulls = (_key: string, value: unknown): unknown => value ?? undefined;

/** The input with a `ClientToken` where the operation takes one: the caller's, or a new one. */
export const withClientToken = <Input extends CallInput<OperationName>>(
  name: OperationName,
  input: Input,
  uuid: () => string,
): Input =>
  IDEMPOTENT.includes(name) && !(input as { readonly ClientToken?: string }).ClientToken
    ? { ...input, ClientToken: uuid() }
    : input;

/** Builds the request of a call. Throws ChatError `ILLEGAL_ARGUMENT` where the token cannot be sent, or the path lacks a member. */
export function createRequest<Name extends OperationName>(
  name: Name,
  input: CallInput<Name>,
  { endpoint, userAgent, token }: RequestContext,
): ServiceRequest {
  const { method, path, token: tokenKind } = OPERATIONS[name];
  const unusable = (what: string) =>
    // The type is that of 5.0.0.
    new ChatError("ILLEGAL_ARGUMENT", `unable to call ${name}; its ${what} is missing or malformed`, {
      type: "Error",
    });
  if (!isToken(token)) throw unusable(tokenKind);

  const members = input as Readonly<Record<string, unknown>>;
  const url =
    endpoint +
    path.replace(/{(\w+)}/, (_label, member: string) => {
      const value = plainText(members[member]);
      if (!value) throw unusable(member);
      return encodeURIComponent(value);
    });
  // The order of members is the one of 5.0.0: by name.
  const body =
    method === "POST"
      ? JSON.stringify(Object.fromEntries(Object.entries(members).sort()), withoutNulls)
      : undefined;
  const type = body && { "content-type": "application/json" };
  const headers = { ...type, [HEADERS.bearer]: token, [HEADERS.userAgent]: userAgent };
  // `fetch` would take the token along, to any host. // CP-115
  return { url, method, headers, body, redirect: "error" };
}
