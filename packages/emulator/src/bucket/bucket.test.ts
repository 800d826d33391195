import { afterEach, expect, test } from "vitest";
import { bytes, download, put, startUpload, upload } from "../../test/attachment.js";
import { createStage } from "../../test/chat.js";
import { call } from "../../test/service.js";
import { startEmulator } from "../index.js";
import type { RunningEmulator } from "../index.js";

const codeOf = async (response: Response) => {
  expect(response.headers.get("content-type")).toBe("application/xml");
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  return `${response.status} ${/<Code>(.*)<\/Code><Message>(.*)<\/Message>/
    .exec(await response.text())
    ?.slice(1, 3)
    .join(": ")}`;
};
const mismatch = expect.stringMatching(/^403 SignatureDoesNotMatch: /);

async function started(options = {}) {
  const stage = createStage(options);
  const customer = await stage.customer();
  return { stage, customer, ...(await startUpload(customer)) };
}

test("a page of any origin may put with the headers that it was given", async () => {
  const { stage, path } = await started();
  const names = "content-disposition,content-type,x-amz-acl,x-amz-meta-account_id";
  const response = await stage.send(path, {
    method: "OPTIONS",
    headers: {
      Origin: "https://shop.example",
      "Access-Control-Request-Method": "PUT",
      "Access-Control-Request-Headers": names,
    },
  });
  expect(response.status).toBe(204);
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  expect(response.headers.get("access-control-allow-methods")).toContain("PUT");
  expect(response.headers.get("access-control-allow-headers")).toBe(names);
});

test("a good put is answered with an ETag and nothing else, and may be repeated", async () => {
  const { stage, path, headers } = await started();
  for (const response of [await put(stage, { path, headers }), await put(stage, { path, headers })]) {
    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect(response.headers.get("etag")).toMatch(/^"[0-9a-f]{32}"$/);
  }
});

test("an expired URL is refused as S3 does, to put and to get", async () => {
  const { stage, customer, path, headers } = await started();
  stage.clock.advance(119_999);
  expect((await put(stage, { path, headers })).status).toBe(200);
  stage.clock.advance(1);
  expect(await codeOf(await put(stage, { path, headers }))).toBe("403 AccessDenied: Request has expired");
  const attachmentId = await upload(stage, customer);
  const { path: getPath } = await download(stage, customer, attachmentId, 5);
  stage.clock.advance(5_000);
  expect(await codeOf(await stage.send(getPath))).toBe("403 AccessDenied: Request has expired");
});

test("a URL without a signature gives no access", async () => {
  const { stage, path, headers } = await started();
  for (const bare of [
    path.split("?")[0]!,
    "/bucket/",
    "/bucket/staging/__proto__",
    `${path.split("X-Amz-Sig")[0]}`,
  ])
    expect(await codeOf(await put(stage, { path: bare, headers }))).toBe("403 AccessDenied: Access Denied");
});

test.each([
  ["another signature", (path: string) => path.replace(/Signature=\w{4}/, "Signature=0000")],
  ["another place", (path: string) => path.replace(/staging\/\w{4}/, "staging/0000")],
  ["a longer life", (path: string) => path.replace("Expires=120", "Expires=86400")],
])("a URL with %s does not match", async (_, change) => {
  const { stage, path, headers } = await started();
  expect(change(path)).not.toBe(path);
  expect(await codeOf(await put(stage, { path: change(path), headers }))).toEqual(mismatch);
});

test.each([
  ["without a header", { "x-amz-acl": undefined }],
  ["with another content type", { "Content-Type": "image/gif" }],
  ["with another name", { "Content-Disposition": 'attachment; filename="other.png"' }],
])("a put %s does not match", async (_, changes) => {
  const { stage, path, headers } = await started();
  const changed = Object.entries({ ...headers, ...changes }).filter(([, value]) => value !== undefined);
  const response = await put(stage, { path, headers: Object.fromEntries(changed) as Record<string, string> });
  expect(await codeOf(response)).toEqual(mismatch);
});

test("a put of another size does not match, one over the limit is too large, and nothing is kept", async () => {
  const { stage, customer, path, headers, attachmentId } = await started({
    limits: { attachmentSizeBytes: 1_000 },
  });
  expect(await codeOf(await put(stage, { path, headers }, bytes.slice(1)))).toEqual(mismatch);
  expect(await codeOf(await put(stage, { path, headers }, new Uint8Array(1_001)))).toMatch(
    /^400 EntityTooLarge: /,
  );
  const refused = await customer.callRaw("CompleteAttachmentUpload", {
    AttachmentIds: [attachmentId],
    ClientToken: "c",
  });
  expect(refused.status).toBe(409);
});

test("a put is as large as another configuration lets it be", async () => {
  const stage = createStage({ limits: { attachmentSizeBytes: bytes.length - 1 } });
  const customer = await stage.customer();
  stage.emulator.reconfigure({ limits: { attachmentSizeBytes: bytes.length } });
  expect((await put(stage, await startUpload(customer))).status).toBe(200);
});

test("a URL is good for its own method only", async () => {
  const { stage, customer, path } = await started();
  for (const method of ["GET", "HEAD", "POST", "DELETE"])
    expect((await stage.send(path, { method })).status).toBe(403);
  const attachmentId = await upload(stage, customer);
  const { path: getPath } = await download(stage, customer, attachmentId);
  expect(await codeOf(await stage.send(getPath, { method: "PUT", body: bytes }))).toEqual(mismatch);
});

test("the log and the observer know of uploads and downloads, without signatures or bytes in the log", async () => {
  const paths: string[] = [];
  const { stage, customer } = await started({
    onRequest: ({ method, path, body }: { method: string; path: string; body: string }) =>
      paths.push(`${method} ${path} ${body.length}`),
  });
  const attachmentId = await upload(stage, customer);
  await download(stage, customer, attachmentId);
  expect(paths).toContain(`PUT /bucket/staging/${attachmentId} 0`);
  const records = stage.emulator.control
    .requests()
    .map(({ operation, path, status }) => `${operation} ${path} ${status}`);
  expect(records).toContain("PutObject /bucket/staging/{AttachmentId} 200");
  expect(records.at(-1)).toBe("GetObject /bucket/final/{AttachmentId} 200");
});

test("faults strike uploads and downloads that they name, and those alone", async () => {
  const { stage, customer, path, headers } = await started();
  const { control } = stage.emulator;
  control.injectFault({ kind: "httpError", status: 500 });
  control.injectFault({ kind: "httpError", status: 503, operation: "PutObject", times: 1 });
  control.injectFault({
    kind: "dropResponse",
    operation: "PutObject",
    contactId: customer.contactId,
    times: 1,
  });
  control.injectFault({ kind: "httpError", status: 418, operation: "GetObject", contactId: "another" });
  expect(await codeOf(await put(stage, { path, headers }))).toBe("503 SlowDown: Injected fault 503");
  await expect(put(stage, { path, headers })).rejects.toThrow("fetch failed");
  expect(control.requests().at(-1)).toMatchObject({ operation: "PutObject", status: 0 });
  expect((await put(stage, { path, headers })).status).toBe(200);
  expect((await stage.send(path)).status).toBe(403);
});

let emulator: RunningEmulator | undefined;
afterEach(async () => {
  await emulator?.close();
  emulator = undefined;
});

test("goes over a real network, with Content-Length as the client was told", async () => {
  emulator = await startEmulator({ flow: { prompts: [] } });
  const send = (path: string, init?: RequestInit) => fetch(`${emulator!.url}${path}`, init);
  const chat = emulator.control.startChat({ displayName: "Avery" });
  const { ConnectionCredentials } = await call(send, "CreateParticipantConnection", chat.participantToken, {
    Type: ["CONNECTION_CREDENTIALS"],
    ConnectParticipant: true,
  });
  const token = ConnectionCredentials!.ConnectionToken!;
  const large = new Uint8Array(3_000_000).map((_, index) => index);
  const { AttachmentId, UploadMetadata } = await call(send, "StartAttachmentUpload", token, {
    ContentType: "application/pdf",
    AttachmentSizeInBytes: large.length,
    AttachmentName: "manual.pdf",
    ClientToken: "start",
  });
  const { Url = "", HeadersToInclude = {} } = UploadMetadata!;
  expect(Url.startsWith(`${emulator.url}/bucket/`)).toBe(true);
  const sent = await fetch(Url, { method: "PUT", headers: HeadersToInclude, body: large });
  expect(sent.status).toBe(200);
  await call(send, "CompleteAttachmentUpload", token, { AttachmentIds: [AttachmentId!], ClientToken: "end" });
  const { Url: from } = await call(send, "GetAttachment", token, { AttachmentId: AttachmentId! });
  const received = new Uint8Array(await (await fetch(from!)).arrayBuffer());
  expect(Buffer.compare(received, large)).toBe(0);
});
