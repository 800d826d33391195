/** Where the bucket is. */
export const bucketPath = "/bucket/";

/** A time in the form that signatures use: `20260115T120000Z`. */
export const signedDate = (timeMs: number): string =>
  new Date(timeMs).toISOString().replace(/[-:]|\.\d+/g, "");

const dateShape = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

function readDate(text: string): number {
  const [year, month, day, hour, minute, second] = (dateShape.exec(text) ?? []).slice(1).map(Number);
  return Date.UTC(year ?? NaN, (month ?? NaN) - 1, day, hour, minute, second);
}

/** The query of a presigned URL. */
export const writeSignedQuery = (given: {
  readonly signature: string;
  readonly date: string;
  readonly lifetimeSeconds: number;
  readonly headerNames: readonly string[];
}): string => {
  const signedHeaders = ["host", ...given.headerNames.map((name) => name.toLowerCase())].sort().join(";");
  return new URLSearchParams({
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": `emulator/${given.date.slice(0, 8)}/us-west-2/s3/aws4_request`,
    "X-Amz-Date": given.date,
    "X-Amz-Expires": String(given.lifetimeSeconds),
    "X-Amz-SignedHeaders": signedHeaders,
    "X-Amz-Signature": given.signature,
  }).toString();
};

/** What such a query says; undefined when it says too little. */
export function readSignedQuery(
  query: URLSearchParams,
): { readonly signature: string; readonly expiresAtMs: number } | undefined {
  const signature = query.get("X-Amz-Signature");
  const lifetime = query.get("X-Amz-Expires") ?? "";
  const expiresAtMs = readDate(query.get("X-Amz-Date") ?? "") + Number(lifetime || NaN) * 1_000;
  return signature && !Number.isNaN(expiresAtMs) ? { signature, expiresAtMs } : undefined;
}
