import type { RequestFacts } from "amazon-connect-chat-emulator";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { SideBySide } from "../support/chatStage.js";
import type { ChatPage } from "../support/chatPlace.js";
import { useEmulatedStage } from "../support/emulatedStage.js";
import { traceRequest } from "../support/requestTrace.js";
import type { TracedRequest } from "../support/requestTrace.js";
import { callSession } from "../support/sessionScripts.js";
import type { GivenFile, Outcome } from "../support/sessionScripts.js";
import { attachment, waitForEvent } from "../support/waitForEvent.js";

const key = "session";
const note: GivenFile = { kind: "File", text: "häßlich 🙂", name: 'a "note" ä.txt', type: "text/plain" };

const { stage, emulator, requests, createCustomer } = useEmulatedStage();

beforeEach(() => {
  emulator().control.clearFaults();
});

interface Chat {
  readonly page: ChatPage;
  readonly contactId: string;
  call(method: string, ...args: readonly unknown[]): Promise<Outcome>;
  send(file: GivenFile, metadata?: unknown): Promise<Outcome>;
  /** Sends a file and takes the id that it has in the chat. */
  sendNote(): Promise<string>;
  /** What was asked for since the session was connected. */
  asked(): readonly RequestFacts[];
}

/** Plays in a connected chat with both libraries. */
const inChat = <Result>(play: (chat: Chat) => Promise<Result>): Promise<SideBySide<Result>> =>
  stage().sideBySide(async (page) => {
    const { ContactId: contactId } = await createCustomer(page, key);
    const call: Chat["call"] = (method, ...args) => page.run(callSession, { key, method, args });
    const send: Chat["send"] = (file, metadata) =>
      page.run(callSession, { key, method: "sendAttachment", args: [{ metadata }], file });
    await call("connect");
    requests.length = 0;
    return play({
      page,
      contactId,
      call,
      send,
      async sendNote() {
        await send(note);
        const { event } = await waitForEvent({ place: page, key }, attachment);
        return event.data.Attachments[0].AttachmentId as string;
      },
      asked: () => requests.filter(({ path }) => /^\/(participant|bucket)/.test(path)),
    });
  });

/** Requests without what is different in each chat. */
function traced(chat: Chat, attachmentId: string): readonly TracedRequest[] {
  const names = new Map([
    [attachmentId, "<attachment>"],
    [chat.contactId, "<contact>"],
  ]);
  return chat.asked().map((request) => {
    const { path, ...rest } = traceRequest(names)(request);
    return { ...rest, path: path.replaceAll(attachmentId, "<attachment>") };
  });
}

/** What a call came to, without what is different in each chat. */
const shown = ({ kind, value, failure }: Outcome) => ({
  kind,
  value: value?.data
    ? { ...value, data: { ...value.data, $metadata: { ...value.data.$metadata, requestId: "<id>" } } }
    : value,
  type: failure?.type,
  message: failure?.message,
  statusCode: failure?.statusCode,
  metadata: failure?.metadata,
});

describe("a file that is sent and fetched", () => {
  let played: SideBySide<{
    readonly requests: readonly TracedRequest[];
    readonly putHeaders: object;
    readonly outcomes: readonly object[];
  }>;

  beforeAll(async () => {
    played = await inChat(async (chat) => {
      const sent = await chat.send(note, "mine");
      const { event } = await waitForEvent({ place: chat.page, key }, attachment);
      const attachmentId = event.data.Attachments[0].AttachmentId as string;
      const loaded = await chat.call("downloadAttachment", { attachmentId, metadata: { mine: 1 } });
      const unnamed = await chat.call("downloadAttachment", { attachmentId });
      const url = await chat.call("getAttachmentURL", { attachmentId, metadata: "gone" });
      const { headers } = chat.asked().find(({ method }) => method === "PUT")!;
      const names = Object.keys(headers).filter((name) => !/^(content-length|x-amz-meta)/.test(name));
      return {
        requests: traced(chat, attachmentId),
        putHeaders: Object.fromEntries(names.map((name) => [name, headers[name]])),
        outcomes: [
          shown(sent),
          shown(loaded),
          shown(unnamed),
          { ...url, value: String(url.value).replace(/\/[^/]*$/, "") },
        ],
      };
    });
  });

  test("causes the same requests, byte for byte (CP-09)", () => {
    expect(played.ours.requests.map(({ method, path, body }) => `${method} ${path} ${body}`)).toEqual([
      `POST /participant/start-attachment-upload {"AttachmentName":${JSON.stringify(note.name)},"AttachmentSizeInBytes":${Buffer.byteLength(note.text!)},"ClientToken":"<uuid>","ContentType":"text/plain"}`,
      "PUT /bucket/staging/<attachment> ",
      'POST /participant/complete-attachment-upload {"AttachmentIds":["<attachment>"],"ClientToken":"<uuid>"}',
      'POST /participant/attachment {"AttachmentId":"<attachment>"}',
      "GET /bucket/final/<attachment> ",
      'POST /participant/attachment {"AttachmentId":"<attachment>"}',
      "GET /bucket/final/<attachment> ",
      'POST /participant/attachment {"AttachmentId":"<attachment>"}',
    ]);
    expect(played.ours.requests).toEqual(played.upstream.requests);
  });

  test("goes to the storage with the same headers", () => {
    expect(played.ours.putHeaders).toEqual(played.upstream.putHeaders);
    expect(played.ours.putHeaders).not.toHaveProperty("x-amz-bearer");
  });

  test("gives the same results (CP-04)", () => {
    expect(played.ours.outcomes[1]).toMatchObject({
      value: { text: note.text, type: "text/plain", metadata: { mine: 1 } },
    });
    expect(played.ours.outcomes[2]).toMatchObject({ value: { metadata: null } });
    expect(played.ours.outcomes).toEqual(played.upstream.outcomes);
  });
});

describe("unusual files", () => {
  const files: readonly (readonly [what: string, file: GivenFile])[] = [
    ["an empty one", { kind: "File", name: "empty.txt", type: "text/plain" }],
    [
      "one of a type that may not be sent",
      { kind: "File", text: "x", name: "x.exe", type: "application/x-msdownload" },
    ],
    ["one without a type", { kind: "File", text: "x", name: "x" }],
    ["one with an empty name", { kind: "File", text: "x", type: "text/plain" }],
    ["an object without a type", { kind: "object", name: "x", size: 1 }],
    ["an object without a size", { kind: "object", name: "x", type: "text/plain" }],
  ];
  let played: SideBySide<readonly object[]>;
  beforeAll(async () => {
    played = await inChat(async (chat) => {
      const results: object[] = [];
      for (const [, file] of files) {
        const before = chat.asked().length;
        const outcome = shown(await chat.send(file, 7));
        results.push({
          outcome,
          bodies: chat
            .asked()
            .slice(before)
            .map((each) => traceRequest(new Map())(each).body),
        });
      }
      return results;
    });
  });

  test.each(files.map(([what], index) => [what, index] as const))(
    "%s is the service's to refuse, in the same words",
    (_what, index) => {
      expect(played.ours[index]).toMatchObject({
        outcome: { kind: "rejected", statusCode: 400, metadata: 7 },
      });
      expect(played.ours[index]).toEqual(played.upstream[index]);
    },
  );

  test("a Blob goes out under a name, without which the service refuses it (CP-68)", async () => {
    const { ours, upstream } = await inChat(async (chat) => {
      const { kind } = await chat.send({ kind: "Blob", text: "abc", type: "text/plain" });
      return [kind, JSON.parse(chat.asked()[0]!.body).AttachmentName];
    });
    expect(upstream).toEqual(["rejected", undefined]);
    expect(ours).toEqual(["resolved", "attachment"]);
  });
});

describe("when the service refuses", () => {
  test.each([
    ["to start", "StartAttachmentUpload"],
    ["to complete", "CompleteAttachmentUpload"],
    ["to give it out", "GetAttachment"],
  ] as const)("%s, calls reject in the same words", async (_what, operation) => {
    const { ours, upstream } = await inChat(async (chat) => {
      emulator().control.injectFault({
        kind: "httpError",
        status: 402,
        type: "ServiceQuotaExceededException",
        operation,
      });
      const outcomes = [
        await chat.send(note, 7),
        await chat.call("downloadAttachment", { attachmentId: "x", metadata: 7 }),
        await chat.call("getAttachmentURL", { attachmentId: "x", metadata: 7 }),
      ];
      emulator().control.clearFaults();
      return [...outcomes.map(shown), chat.asked().map(({ method, path }) => [method, path.split("/", 3)])];
    });
    expect(ours).toEqual(upstream);
  });
});

describe("when the storage refuses", () => {
  test("an upload rejects, and is not completed (CP-33)", async () => {
    const { ours, upstream } = await inChat(async (chat) => {
      emulator().control.injectFault({ kind: "httpError", status: 403, operation: "PutObject" });
      const { kind, failure } = await chat.send(note, 7);
      emulator().control.clearFaults();
      const { type, statusCode, metadata } = failure!;
      return { kind, type, statusCode, metadata, requests: chat.asked().length };
    });
    // Only because the emulator looks whether the bytes are there does 5.0.0 hear of it.
    expect(upstream).toMatchObject({ type: "ConflictException", statusCode: 409, requests: 3 });
    expect(ours).toEqual({
      kind: "rejected",
      type: "AccessDenied",
      statusCode: 403,
      metadata: 7,
      requests: 2,
    });
  });

  test("a download rejects, where 5.0.0 takes the error's page for the file (CP-33)", async () => {
    const { ours, upstream } = await inChat(async (chat) => {
      const attachmentId = await chat.sendNote();
      emulator().control.injectFault({ kind: "httpError", status: 404, operation: "GetObject" });
      const { kind, value, failure } = await chat.call("downloadAttachment", { attachmentId });
      emulator().control.clearFaults();
      return { kind, text: value?.text, statusCode: failure?.statusCode };
    });
    expect(upstream).toEqual({
      kind: "resolved",
      text: expect.stringContaining("<Error>"),
      statusCode: undefined,
    });
    expect(ours).toEqual({ kind: "rejected", text: undefined, statusCode: 404 });
  });

  test("an expired URL is replaced by a fresh one (CP-66)", async () => {
    const { ours, upstream } = await inChat(async (chat) => {
      const attachmentId = await chat.sendNote();
      emulator().control.injectFault({ kind: "httpError", status: 403, operation: "GetObject", times: 1 });
      const { value } = await chat.call("downloadAttachment", { attachmentId });
      emulator().control.clearFaults();
      return value.text as string;
    });
    expect(upstream).toContain("<Error>");
    expect(ours).toBe(note.text);
  });

  test.each([
    ["PutObject", 0],
    ["GetObject", 1],
  ] as const)(
    "by no answer to %s, calls reject as others do, with the same message (CP-33)",
    async (operation, index) => {
      const { ours, upstream } = await inChat(async (chat) => {
        const attachmentId = await chat.sendNote();
        emulator().control.injectFault({ kind: "dropResponse", operation });
        const outcomes = [
          await chat.send(note, 7),
          await chat.call("downloadAttachment", { attachmentId, metadata: 7 }),
        ];
        emulator().control.clearFaults();
        const { isError, message, metadata, type } = outcomes[index]!.failure!;
        return { isError, message, metadata, type };
      });
      expect(ours).toEqual({ isError: true, message: "Failed to fetch", metadata: 7, type: "TypeError" });
      expect(upstream).toEqual({ ...ours, type: undefined });
    },
  );
});

test("arguments that are missing are an IllegalArgument, where 5.0.0 stumbles over them (CP-47)", async () => {
  const { ours, upstream } = await inChat(async ({ call }) => {
    const results = [
      await call("sendAttachment"),
      await call("sendAttachment", {}),
      await call("downloadAttachment", null),
      await call("getAttachmentURL"),
    ];
    return results.map(({ kind, failure }) => [kind, failure?.name]);
  });
  expect(upstream).toEqual(Array(4).fill(["threw", "TypeError"]));
  expect(ours).toEqual(Array(4).fill(["threw", "IllegalArgument"]));
});

test("ids that are missing or unknown are the service's to refuse, in the same words", async () => {
  const { ours, upstream } = await inChat(async ({ call, asked }) => {
    const outcomes = [
      await call("downloadAttachment", {}),
      await call("getAttachmentURL", { attachmentId: null }),
      await call("getAttachmentURL", { attachmentId: "7c1d9e2f-4b6a-4c8d-9e0f-1a2b3c4d5e6f" }),
    ];
    return [...outcomes.map(shown), asked().map(({ body }) => body)];
  });
  expect(ours[0]).toMatchObject({ kind: "rejected", statusCode: 400 });
  expect(ours).toEqual(upstream);
});
