import { describe, expect, it } from "vitest";
import { connectCustomer, UPLOAD_HEADERS } from "../../test/fakeService.js";
import type { FakeAnswer } from "../../test/fakePlatform.js";
import { ChatError } from "../errors.js";

const START = "/participant/start-attachment-upload";
const COMPLETE = "/participant/complete-attachment-upload";
const GET = "/participant/attachment";
const file = new File(["twelve bytes"], "note.txt", { type: "text/plain" });

const never = () => new Promise<FakeAnswer>(() => undefined);
const refusal = (status: number, Code: string): FakeAnswer => ({
  status,
  body: `<Error><Code>${Code}</Code><Message>secret-upload</Message></Error>`,
});
const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error("it did not reject");
    },
    (error: unknown) => error as ChatError,
  );
/** Paths of the requests since the session was connected. */
const asked = ({ platform }: Awaited<ReturnType<typeof connectCustomer>>) =>
  platform.requests.slice(1).map(({ method, url }) => `${method} ${new URL(url).pathname}`);

describe("sendAttachment", () => {
  it("asks for a place, puts the file there, and says so", async () => {
    const chat = await connectCustomer();
    const result = await chat.session.sendAttachment({ attachment: file, metadata: "mine" });
    expect(asked(chat)).toEqual([`POST ${START}`, "PUT /upload", `POST ${COMPLETE}`]);
    const [started] = chat.requestsTo(START);
    const [completed] = chat.requestsTo(COMPLETE);
    expect(started!.body).toEqual({
      AttachmentName: "note.txt",
      AttachmentSizeInBytes: 12,
      ContentType: "text/plain",
      ClientToken: expect.any(String),
    });
    expect(completed!.body).toEqual({
      AttachmentIds: [expect.stringMatching(/^attachment-/)],
      ClientToken: expect.any(String),
    });
    expect(completed!.body["ClientToken"]).not.toBe(started!.body["ClientToken"]);
    expect(result).toEqual({ data: { $metadata: expect.anything() }, metadata: "mine" });
  });

  it.each<[string, object]>([
    ["a File", file],
    ["a Blob", new Blob(["abc"], { type: "text/plain" })],
    [
      "what a picker of React Native gives",
      { uri: "file:///a.png", name: "a.png", type: "image/png", size: 3 },
    ],
  ])(
    "puts %s as it is, with the headers that the service asks for and no other",
    async (_what, attachment) => {
      const { session, platform } = await connectCustomer();
      await session.sendAttachment({ attachment: attachment as File });
      expect(platform.uploads[0]!.body).toBe(attachment);
      expect(platform.uploads[0]!.headers).toEqual(UPLOAD_HEADERS);
    },
  );

  it("names a Blob, which has no name (CP-68)", async () => {
    const { session, requestsTo } = await connectCustomer();
    await session.sendAttachment({ attachment: new Blob(["abc"], { type: "text/csv" }) });
    expect(requestsTo(START)[0]!.body).toMatchObject({
      AttachmentName: "attachment",
      AttachmentSizeInBytes: 3,
      ContentType: "text/csv",
    });
  });

  it.each([
    [403, "AccessDenied"],
    [400, "EntityTooLarge"],
    [503, "SlowDown"],
  ])("rejects when the storage answers %i, without its URL (CP-33)", async (status, code) => {
    const chat = await connectCustomer();
    chat.answers.set("/upload", () => refusal(status, code));
    const failure = await failureOf(chat.session.sendAttachment({ attachment: file, metadata: 7 }));
    expect(failure).toBeInstanceOf(ChatError);
    expect(failure).toMatchObject({
      code: "STORAGE_ERROR",
      statusCode: status,
      type: code,
      metadata: 7,
      message: expect.stringMatching(/^unable to upload .*expired.*CORS/),
    });
    expect(failure.message).not.toContain("secret");
    expect(asked(chat)).toEqual([`POST ${START}`, "PUT /upload"]);
  });

  it("says the status where the storage names no error (CP-33)", async () => {
    const { session, answers } = await connectCustomer();
    answers.set("/upload", () => ({ status: 502 }));
    const failure = await failureOf(session.sendAttachment({ attachment: file }));
    expect(failure).toMatchObject({ code: "STORAGE_ERROR", statusCode: 502, type: "502" });
  });

  it.each([
    ["Failed to fetch", "Failed to fetch"],
    [
      "Failed to parse URL from https://[?signature=secret-upload",
      "Failed to parse URL from https://[?[redacted]",
    ],
    ["", "unable to call upload; no answer came"],
  ])("rejects as other calls do when no answer comes: %j (CP-33)", async (reason, message) => {
    const { session, answers } = await connectCustomer();
    answers.set("/upload", () => {
      throw new TypeError(reason);
    });
    const failure = await failureOf(session.sendAttachment({ attachment: file, metadata: 7 }));
    expect(failure).toMatchObject({ code: "NETWORK_ERROR", type: "TypeError", message, metadata: 7 });
    expect((failure.cause as Error).message).not.toContain("secret");
  });

  it.each([START, COMPLETE])("hands over the service's error of %s, and stops there", async (path) => {
    const chat = await connectCustomer();
    chat.answers.set(path, () => ({
      status: 402,
      headers: { "x-amzn-errortype": "ServiceQuotaExceededException" },
      body: { Message: "too many" },
    }));
    const failure = await failureOf(chat.session.sendAttachment({ attachment: file }));
    expect(failure).toMatchObject({
      code: "SERVICE_ERROR",
      type: "ServiceQuotaExceededException",
      message: "too many",
      statusCode: 402,
    });
    expect(asked(chat).at(-1)).toBe(`POST ${path}`);
  });

  it("puts the file once when a token expires on the way", async () => {
    const chat = await connectCustomer();
    let count = 0;
    chat.answers.set(COMPLETE, () => ({ status: count++ ? 200 : 403, body: {} }));
    await chat.session.sendAttachment({ attachment: file });
    expect(asked(chat)).toEqual([
      `POST ${START}`,
      "PUT /upload",
      `POST ${COMPLETE}`,
      "POST /participant/connection",
      `POST ${COMPLETE}`,
    ]);
    const tokens = chat.requestsTo(COMPLETE).map(({ body }) => body["ClientToken"]);
    expect(tokens[1]).toBe(tokens[0]);
  });

  it.each([
    ["no UploadMetadata", {}],
    ["no URL", { UploadMetadata: {} }],
    ["a URL that is no text", { UploadMetadata: { Url: { x: 1 } } }],
  ])("rejects an answer with %s", async (_what, body) => {
    const chat = await connectCustomer();
    chat.answers.set(START, () => ({ body: { AttachmentId: "a", ...body } }));
    const failure = await failureOf(chat.session.sendAttachment({ attachment: file }));
    expect(failure.code).toBe("INVALID_RESPONSE");
    expect(asked(chat)).toEqual([`POST ${START}`]);
  });

  it("tells the beginning, what the platform tells, and the end (CP-67)", async () => {
    const { session, platform } = await connectCustomer();
    const { upload } = platform;
    platform.upload = (url, given) => {
      given.onProgress?.(5);
      return upload(url, given);
    };
    const told: object[] = [];
    await session.sendAttachment({ attachment: file, onProgress: (progress) => told.push(progress) });
    expect(told).toEqual([0, 5, 12].map((loadedBytes) => ({ loadedBytes, totalBytes: 12 })));
  });

  it("goes on when onProgress throws, and reports that", async () => {
    const { session, platform } = await connectCustomer();
    const mistake = new Error("a mistake of the page");
    await session.sendAttachment({
      attachment: file,
      onProgress() {
        throw mistake;
      },
    });
    expect(platform.reportedErrors).toEqual([mistake, mistake]);
  });

  it.each([START, "/upload", COMPLETE])("ends at %s when it is aborted there (CP-67)", async (path) => {
    const chat = await connectCustomer();
    chat.answers.set(path, never);
    const controller = new AbortController();
    const { signal } = controller;
    const sending = failureOf(chat.session.sendAttachment({ attachment: file, signal, metadata: 7 }));
    await chat.platform.settle();
    controller.abort();
    const failure = await sending;
    expect(failure).toBeInstanceOf(ChatError);
    expect(failure).toMatchObject({ name: "AbortError", code: "ABORTED", metadata: 7 });
    await chat.platform.settle();
    expect(asked(chat).at(-1)).toMatch(new RegExp(`${path}$`));
    expect(chat.platform.live.requests).toBe(0);
  });

  it.each<[string, unknown]>([
    ["no argument", undefined],
    ["no attachment", {}],
    ["a text for an attachment", { attachment: "note.txt" }],
    ["an AbortController for a signal", { attachment: file, signal: new AbortController() }],
  ])("throws at %s, and asks for nothing (CP-47)", async (_what, args) => {
    const chat = await connectCustomer();
    expect(() => chat.session.sendAttachment(args as { attachment: File })).toThrow(
      expect.objectContaining({ name: "IllegalArgument" }),
    );
    expect(asked(chat)).toEqual([]);
  });
});

describe("downloadAttachment", () => {
  const attachmentId = "attachment-1";

  it("resolves with the bytes, which carry the metadata", async () => {
    const chat = await connectCustomer();
    const blob = await chat.session.downloadAttachment({ attachmentId, metadata: { mine: 1 } });
    expect(blob).toBeInstanceOf(Blob);
    expect(await blob.text()).toBe("the bytes");
    expect(blob.metadata).toEqual({ mine: 1 });
    expect(chat.requestsTo(GET)[0]!.body).toEqual({ AttachmentId: attachmentId });
    expect(chat.platform.requests.at(-1)).toMatchObject({ method: "GET", headers: {} });
  });

  it("asks for another URL when the first has expired (CP-66)", async () => {
    const chat = await connectCustomer();
    let count = 0;
    chat.answers.set("/download", () => (count++ ? { body: "fresh" } : refusal(403, "AccessDenied")));
    expect(await (await chat.session.downloadAttachment({ attachmentId })).text()).toBe("fresh");
    const urls = chat.platform.requests.filter(({ method }) => method === "GET").map(({ url }) => url);
    expect(new Set(urls).size).toBe(2);
  });

  it.each([
    [403, 2],
    [404, 1],
    [500, 1],
  ])("rejects when the storage answers %i, after %i tries (CP-33, CP-66)", async (status, tries) => {
    const chat = await connectCustomer();
    chat.answers.set("/download", () => refusal(status, "Refused"));
    const failure = await failureOf(chat.session.downloadAttachment({ attachmentId, metadata: 7 }));
    expect(failure).toMatchObject({
      code: "STORAGE_ERROR",
      statusCode: status,
      type: "Refused",
      metadata: 7,
      message: expect.stringMatching(/^unable to download /),
    });
    expect(chat.requestsTo(GET)).toHaveLength(tries);
  });

  it("rejects as other calls do when no answer comes, or breaks off (CP-33)", async () => {
    const { session, answers } = await connectCustomer();
    answers.set("/download", () => Promise.reject(new TypeError("Failed to fetch")));
    const expected = { code: "NETWORK_ERROR", type: "TypeError", metadata: 7 };
    const args = { attachmentId, metadata: 7 };
    expect(await failureOf(session.downloadAttachment(args))).toMatchObject({
      ...expected,
      message: "Failed to fetch",
    });
    answers.set("/download", () => ({ body: Promise.reject(new TypeError("network error")) }));
    expect(await failureOf(session.downloadAttachment(args))).toMatchObject({
      ...expected,
      message: "network error",
    });
  });

  it.each([GET, "/download"])("ends at %s when it is aborted there (CP-67)", async (path) => {
    const chat = await connectCustomer();
    chat.answers.set(path, never);
    const controller = new AbortController();
    const loading = failureOf(chat.session.downloadAttachment({ attachmentId, signal: controller.signal }));
    await chat.platform.settle();
    controller.abort();
    expect(await loading).toMatchObject({ name: "AbortError", code: "ABORTED" });
    await chat.platform.settle();
    expect(asked(chat).at(-1)).toMatch(new RegExp(`${path}$`));
    expect(chat.platform.live.requests).toBe(0);
  });
});

describe("getAttachmentURL", () => {
  it("resolves with the URL alone", async () => {
    const { session } = await connectCustomer();
    const url = await session.getAttachmentURL({ attachmentId: "attachment-1", metadata: 7 });
    expect(url).toMatch(/^https:\/\/storage\.example\/download\?/);
  });

  it("rejects with the metadata", async () => {
    const { session, answers } = await connectCustomer();
    answers.set(GET, () => ({ status: 400, body: { message: "no" } }));
    const failure = await failureOf(session.getAttachmentURL({ attachmentId: "x", metadata: 7 }));
    expect(failure).toMatchObject({ message: "no", statusCode: 400, metadata: 7 });
  });
});
