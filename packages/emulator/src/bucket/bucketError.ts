import type { RuleOf } from "../faults/faultRule.js";

/** Why the bucket refuses, in the words of S3. */
const refusals = {
  accessDenied: { status: 403, code: "AccessDenied", message: "Access Denied" },
  expired: { status: 403, code: "AccessDenied", message: "Request has expired" },
  signatureDoesNotMatch: {
    status: 403,
    code: "SignatureDoesNotMatch",
    message:
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
  },
  entityTooLarge: {
    status: 400,
    code: "EntityTooLarge",
    message: "Your proposed upload exceeds the maximum allowed size",
  },
  noSuchKey: { status: 404, code: "NoSuchKey", message: "The specified key does not exist." },
} as const;
export type BucketRefusal = keyof typeof refusals;

interface ErrorFacts {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

function errorAnswer(
  { status, code, message }: ErrorFacts,
  requestId: string,
  headers: Readonly<Record<string, string>>,
): Response {
  const body = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Error><Code>${code}</Code><Message>${message}</Message><RequestId>${requestId}</RequestId></Error>`,
  ].join("\n");
  return new Response(body, {
    status,
    headers: { "Content-Type": "application/xml", ...headers },
  });
}

/** The answer that says so. `detail` is for the developer, in `x-emu-detail`. */
export const refuseFile = (refusal: BucketRefusal, requestId: string, detail?: string): Response =>
  errorAnswer(refusals[refusal], requestId, detail === undefined ? {} : { "x-emu-detail": detail });

const faultCodes: Readonly<Record<number, string>> = {
  403: "AccessDenied",
  404: "NoSuchKey",
  503: "SlowDown",
};

/** What an `httpError` fault answers with. */
export function failFile(
  { status, type, retryAfterSeconds }: RuleOf<"httpError">,
  requestId: string,
): Response {
  const code = type ?? faultCodes[status] ?? (status < 500 ? "InvalidRequest" : "InternalError");
  return errorAnswer(
    { status, code, message: `Injected fault ${status}` },
    requestId,
    retryAfterSeconds === undefined ? {} : { "Retry-After": String(retryAfterSeconds) },
  );
}
