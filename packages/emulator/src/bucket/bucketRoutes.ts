import { createRoutes } from "../createRoutes.js";
import type { Context, Hono } from "hono";
import type { AppEnv } from "../appEnv.js";
import type { FileOperation } from "../faults/faultRule.js";
import type { FaultyCall, RequestFaults } from "../faults/requestFaults.js";
import type { Limits } from "../limits.js";
import { readRequestBytes } from "../requestBody.js";
import { noStatus } from "../requestLog.js";
import type { RequestRecord } from "../requestLog.js";
import type { Bucket } from "./bucket.js";
import { failFile, refuseFile } from "./bucketError.js";
import type { BucketRefusal } from "./bucketError.js";

export interface BucketRouteParts {
  readonly bucket: Bucket;
  readonly faults: RequestFaults;
  /** Read anew for each file. */
  readonly limits: Pick<Limits, "attachmentSizeBytes">;
  /** Called with each request, answered or not. */
  readonly report: (context: Context<AppEnv>) => void;
  readonly record: (context: Context<AppEnv>, call: Omit<RequestRecord, "at">) => void;
}

/** A header that the client was to send and did not, or not so; undefined when all are there. */
function missingHeader(headers: Headers, wanted: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(wanted)
    .filter(([name]) => name.toLowerCase() !== "content-length")
    .find(([name, value]) => headers.get(name) !== value)?.[0];
}

const refuse = (context: Context<AppEnv>, refusal: BucketRefusal, detail?: string): Response =>
  refuseFile(refusal, context.var.requestId, detail);

function upload(context: Context<AppEnv>, bucket: Bucket, bytes: Uint8Array | undefined): Response {
  const verdict = bucket.judge("PUT", new URL(context.req.url));
  if (verdict.is === "refused") return refuse(context, verdict.refusal, verdict.detail);
  if (!bytes) return refuse(context, "entityTooLarge");
  const { key, owner, headers } = verdict.grant;
  const missing = missingHeader(context.req.raw.headers, headers);
  if (missing !== undefined)
    return refuse(context, "signatureDoesNotMatch", `the header ${missing} is not as it was signed`);
  if (bytes.length !== Number(headers["Content-Length"]))
    return refuse(context, "signatureDoesNotMatch", "the body is not as long as AttachmentSizeInBytes said");
  bucket.put(key, { owner, bytes, headers });
  const eTag = context.var.requestId.replaceAll("-", "");
  return new Response(null, { status: 200, headers: { ETag: `"${eTag}"` } });
}

function download(context: Context<AppEnv>, bucket: Bucket): Response {
  const verdict = bucket.judge(context.req.method, new URL(context.req.url));
  if (verdict.is === "refused") return refuse(context, verdict.refusal, verdict.detail);
  const file = bucket.get(verdict.grant.key);
  if (!file) return refuse(context, "noSuchKey");
  const { "Content-Type": contentType = "", "Content-Disposition": disposition = "" } = file.headers;
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      "Content-Type": contentType,
      "Content-Disposition": disposition,
      "Content-Length": String(file.bytes.length),
      // It is of the console's origin, unlike in AWS, and whoever made it may not have wanted it saved.
      "Content-Security-Policy": "sandbox",
    },
  });
}

/** Uploads and downloads with presigned URLs, answered as S3 does. */
export function createBucketRoutes(parts: BucketRouteParts): Hono<AppEnv> {
  const { bucket, faults, limits, report, record } = parts;

  const answer = (context: Context<AppEnv>, operation: FileOperation, bytes: Uint8Array | undefined) => {
    const call: FaultyCall = {
      operation,
      subject: () => ({ contactId: bucket.ownerOf(new URL(context.req.url)) }),
      signal: () => context.req.raw.signal,
    };
    return faults.answer(call, {
      perform: () => (operation === "PutObject" ? upload(context, bucket, bytes) : download(context, bucket)),
      refuse: (rule) => failFile(rule, context.var.requestId),
    });
  };

  const routes = createRoutes();
  routes.all("*", async (context) => {
    report(context);
    const { method, path, raw } = context.req;
    const operation = method === "PUT" ? "PutObject" : "GetObject";
    const stage = /^\/bucket\/(\w+)/.exec(path)?.[1] ?? "";
    let status = noStatus;
    try {
      // Read first: who is answered while still sending may take that for a broken connection.
      const bytes = method === "PUT" ? await readRequestBytes(raw, limits.attachmentSizeBytes) : undefined;
      const response = await answer(context, operation, bytes);
      status = response.status;
      return response;
    } finally {
      record(context, { operation, method, path: `/bucket/${stage}/{AttachmentId}`, status });
    }
  });
  return routes;
}
