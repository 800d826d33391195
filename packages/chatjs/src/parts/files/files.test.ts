import { describe, expect, it } from "vitest";
import { CHAT, chatEnded, createFakeService, message } from "../../../test/fakeService.js";
import type { FakeService } from "../../../test/fakeService.js";
import { COMPLETE, lost, rememberPlaces, spoil, START, tokensTo } from "../../../test/fakeUploads.js";
import { addPartsOn } from "../../session/addParts.js";
import { attachments } from "../../session/partList.js";
import { customerSessionOn } from "../../session/sessionOn.js";
import { asyncSession } from "../async/asyncSession.js";
import { files } from "./filesPart.js";
import type { FilesOptions, FileState, FileTransfer } from "./filesTypes.js";

const TRANSCRIPT = "/participant/transcript";
const order = new File(["some bytes"], "order.txt", { type: "text/plain" });

async function connect(service: FakeService, options: FilesOptions = {}) {
  const session = customerSessionOn(service.platform, { chatDetails: CHAT, parts: [files(options)] });
  const connecting = session.connect();
  await service.platform.settle();
  service.accept();
  await connecting;
  return session.files;
}
async function connectLate(service: FakeService) {
  const made = customerSessionOn(service.platform, { chatDetails: CHAT, parts: [attachments] });
  const session = addPartsOn(service.platform, made, [files()]);
  const connecting = session.connect();
  await service.platform.settle();
  service.accept();
  await connecting;
  return session;
}

const scanned = (attachmentId: unknown, status: unknown = "APPROVED", more: object = {}) => ({
  ...message(`item-of-${String(attachmentId)}`),
  Type: "ATTACHMENT",
  Content: undefined,
  ContentType: undefined,
  ParticipantId: CHAT.participantId,
  ParticipantRole: "CUSTOMER",
  Attachments: [
    { AttachmentId: attachmentId, AttachmentName: "order.txt", ContentType: "text/plain", Status: status },
  ],
  ...more,
});
const watchStates = ({ onChange, state }: FileTransfer) => {
  const states: FileState[] = [state];
  onChange((next) => states.push(next));
  return states;
};
const namesOf = (states: readonly FileState[]) =>
  states.map(({ name }) => name).filter((name, index, all) => name !== all[index - 1]);

describe("a file", () => {
  it("is uploaded, scanned, and then approved", async () => {
    const service = createFakeService();
    rememberPlaces(service);
    const { send } = await connect(service);
    const progress: number[] = [];
    const transfer = send(order, { onProgress: ({ loadedBytes }) => progress.push(loadedBytes) });
    const states = watchStates(transfer);
    expect(transfer.attachmentId).toBeUndefined();
    await service.platform.settle();
    expect(await transfer.sent).toBe("place-1");
    expect([transfer.state.name, transfer.attachmentId]).toEqual(["scanning", "place-1"]);
    service.item(scanned("place-1"));
    await service.platform.settle();
    expect(await transfer.verdict).toBe("APPROVED");
    expect(namesOf(states)).toEqual(["waiting", "uploading", "scanning", "approved"]);
    expect(states).toContainEqual({ name: "uploading", loadedBytes: 10, totalBytes: 10 });
    expect(progress).toEqual([0, 10]);
    expect(service.requestsTo(TRANSCRIPT)).toHaveLength(0);
  });

  it("may be rejected, and its item may come before the answer", async () => {
    const service = createFakeService();
    rememberPlaces(service);
    const { send } = await connect(service);
    service.answers.set(COMPLETE, async () => {
      service.item(scanned("place-1", "REJECTED"));
      await Promise.resolve();
      return { body: {} };
    });
    const transfer = send(order);
    await service.platform.settle();
    expect(await transfer.verdict).toBe("REJECTED");
    expect(transfer.state).toEqual({ name: "rejected" });
  });

  it("waits for connect(), and files go out one after the other", async () => {
    const service = createFakeService();
    const session = customerSessionOn(service.platform, { chatDetails: CHAT, parts: [files()] });
    const transfers = [session.files.send(order), session.files.send(order)];
    await service.platform.settle();
    expect(transfers.map(({ state }) => state.name)).toEqual(["waiting", "waiting"]);
    void session.connect();
    await service.platform.settle();
    service.accept();
    await service.platform.settle();
    expect(transfers.map(({ state }) => state.name)).toEqual(["scanning", "scanning"]);
    const paths = service.platform.requests.map(({ url }) => new URL(url).pathname);
    expect(paths.slice(-6)).toEqual([START, "/upload", COMPLETE, START, "/upload", COMPLETE]);
  });

  it.each([
    ["its place", START, 2, 1],
    ["the storage", "/upload", 2, 1],
    ["its completion", COMPLETE, 1, 2],
  ])("whose answer of %s gets lost takes no step twice", async (_which, path, starts, completions) => {
    const service = createFakeService();
    const { send } = await connect(service);
    if (path !== START) rememberPlaces(service);
    spoil(service, path, 1, lost);
    const transfer = send(order);
    const states = watchStates(transfer);
    await service.platform.advance(5_000);
    expect(await transfer.sent).toEqual(expect.any(String));
    expect(states).toContainEqual({
      name: "waiting",
      error: expect.objectContaining({ code: "NETWORK_ERROR" }),
    });
    for (const [step, count] of [
      [START, starts],
      [COMPLETE, completions],
    ] as const)
      expect([new Set(tokensTo(service, step)).size, tokensTo(service, step).length]).toEqual([1, count]);
  });

  it("begins anew, with other tokens, when its URL has expired", async () => {
    const service = createFakeService();
    rememberPlaces(service);
    const { send } = await connect(service);
    spoil(service, "/upload", 1, () => ({ status: 403, body: "<Code>AccessDenied</Code>" }));
    const { sent } = send(order);
    await service.platform.advance(5_000);
    expect(await sent).toBe("place-2");
  });

  it("goes on at once when the network is back", async () => {
    const service = createFakeService();
    const { send } = await connect(service);
    service.platform.setOnline(false);
    service.answers.set(START, lost);
    const transfer = send(order);
    await service.platform.advance(60_000);
    expect(transfer.state.name).toBe("waiting");
    service.answers.delete(START);
    service.platform.setOnline(true);
    await service.platform.settle();
    expect(transfer.state.name).toBe("scanning");
  });

  it("fails with what the service says of it, and those behind it go on", async () => {
    const service = createFakeService();
    const { send } = await connect(service);
    spoil(service, START, 1, () => ({ status: 400, body: { __type: "ValidationException" } }));
    const [bad, good] = [send(order), send(order)];
    await service.platform.settle();
    await expect(bad.sent).rejects.toMatchObject({ code: "SERVICE_ERROR", statusCode: 400 });
    await expect(bad.verdict).rejects.toMatchObject({ statusCode: 400 });
    expect(bad.state).toMatchObject({ name: "failed", problems: [] });
    expect(good.state.name).toBe("scanning");
  });

  it("of a type that the browser does not know goes out with that of its extension", async () => {
    const service = createFakeService();
    service.platform.globals["File"] = File;
    const { send } = await connect(service);
    send(new File(["x"], "photo.HEIC"));
    send({ uri: "file:///a.csv", name: "a.csv", type: "", size: 3 });
    await service.platform.settle();
    const sent = service.requestsTo(START).map(({ body }) => [body["AttachmentName"], body["ContentType"]]);
    expect(sent).toEqual([
      ["photo.HEIC", "image/heic"],
      ["a.csv", "text/csv"],
    ]);
    expect(service.platform.uploads.at(-1)?.body).toMatchObject({ uri: "file:///a.csv" });
  });
});

describe("the check before", () => {
  it("keeps a file back, and makes no request", async () => {
    const service = createFakeService();
    const { send, check } = await connect(service, { maxBytes: 5 });
    const transfer = send(order);
    expect(transfer.state).toMatchObject({ name: "failed", problems: check(order) });
    await expect(transfer.sent).rejects.toMatchObject({ code: "ILLEGAL_ARGUMENT", type: "TOO_LARGE" });
    await expect(transfer.verdict).rejects.toThrow(
      "unable to send the file; the file has 10 bytes, and 5 are",
    );
    await service.platform.advance(30_000);
    expect(service.requestsTo(START)).toHaveLength(0);
  });

  it("can be left to the service", async () => {
    const service = createFakeService();
    const { send } = await connect(service, { maxBytes: 5 });
    const { sent } = send(order, { ignoreRules: true });
    await service.platform.settle();
    expect(await sent).toEqual(expect.any(String));
  });

  it("is of the session: another one has rules of its own", async () => {
    const [strict, free] = [
      await connect(createFakeService(), { maxBytes: 5 }),
      await connect(createFakeService()),
    ];
    expect([strict.check(order).length, free.check(order).length]).toEqual([1, 0]);
    expect([strict.rules.maxBytes, free.accept.includes(".txt")]).toEqual([5, true]);
  });

  it("counts what others sent, what is on its way, and each file once", async () => {
    const service = createFakeService();
    rememberPlaces(service);
    const { send, check } = await connect(service, { maxFiles: 3 });
    service.item(scanned("theirs", "APPROVED", { ParticipantId: "agent-1" }));
    await service.platform.settle();
    const first = send(order);
    expect(check(order)).toEqual([]);
    await service.platform.settle();
    service.item(scanned("place-1"));
    service.item(scanned("place-1"));
    await service.platform.settle();
    expect([await first.verdict, check(order)]).toEqual(["APPROVED", []]);
    send(order);
    expect(check(order)).toMatchObject([{ code: "TOO_MANY", limit: 3 }]);
    await expect(send(order).sent).rejects.toMatchObject({ type: "TOO_MANY" });
  });

  it("counts one that the others see already, and whose answer has not come, once", async () => {
    const service = createFakeService();
    rememberPlaces(service);
    const { send, check } = await connect(service, { maxFiles: 2 });
    service.answers.set(COMPLETE, () => new Promise(() => undefined));
    send(order);
    await service.platform.settle();
    service.item(scanned("place-1"));
    await service.platform.settle();
    expect(check(order)).toEqual([]);
  });

  it("refuses the last of too many, also when they are prepared", async () => {
    const service = createFakeService();
    rememberPlaces(service);
    const { send } = await connect(service, { maxFiles: 2 });
    const transfers = [1, 2, 3].map(() => send(order, { prepare: (file) => file }));
    await service.platform.settle();
    expect(transfers.map(({ state }) => state.name)).toEqual(["scanning", "scanning", "failed"]);
  });
});

describe("what the page prepares", () => {
  it("is checked and sent in its place", async () => {
    const service = createFakeService();
    const { send } = await connect(service, { maxBytes: 5 });
    const small = new File(["tiny"], "tiny.txt", { type: "text/plain" });
    const transfer = send(order, { prepare: (file) => (file === order ? Promise.resolve(small) : file) });
    expect(transfer.state.name).toBe("preparing");
    await service.platform.settle();
    expect(transfer.state.name).toBe("scanning");
    expect(service.platform.uploads.map(({ body }) => body)).toEqual([small]);
    const large = send(small, { prepare: () => order });
    await service.platform.settle();
    await expect(large.sent).rejects.toMatchObject({ type: "TOO_LARGE" });
  });

  it.each([
    ["throws", () => Promise.reject(new Error("no picture")), "prepare function has failed"],
    ["answers with nothing", () => undefined, "must answer with a file"],
  ])("fails when it %s", async (_how, prepare, told) => {
    const service = createFakeService();
    const { send } = await connect(service);
    const transfer = send(order, { prepare: prepare as never });
    await service.platform.settle();
    await expect(transfer.sent).rejects.toThrow(told);
    expect(service.requestsTo(START)).toHaveLength(0);
  });

  it("is made once, whatever gets lost", async () => {
    const service = createFakeService();
    const { send } = await connect(service);
    spoil(service, START, 2, lost);
    let made = 0;
    const { sent } = send(order, {
      prepare: (file) => {
        made += 1;
        return file;
      },
    });
    await service.platform.advance(20_000);
    expect([await sent, made]).toEqual([expect.any(String), 1]);
  });
});

describe("a signal", () => {
  it.each([
    ["while it is prepared", "preparing", { prepare: () => new Promise<never>(() => undefined) }, undefined],
    ["while it is uploaded", "uploading", {}, "/upload"],
    ["while it waits for the next try", "waiting", {}, START],
  ] as const)("ends a transfer %s", async (_when, name, options, path) => {
    const service = createFakeService();
    const { send } = await connect(service);
    if (path === "/upload") service.answers.set(path, () => new Promise(() => undefined));
    else if (path) service.answers.set(path, lost);
    const controller = new AbortController();
    const transfer = send(order, { ...options, signal: controller.signal });
    await service.platform.settle();
    expect(transfer.state.name).toBe(name);
    controller.abort();
    await expect(transfer.sent).rejects.toMatchObject({ code: "ABORTED", name: "AbortError" });
    service.answers.clear();
    const next = send(order);
    await service.platform.settle();
    expect([transfer.state.name, next.state.name]).toEqual(["failed", "scanning"]);
    expect(service.requestsTo(COMPLETE)).toHaveLength(1);
  });

  it("that has aborted sends nothing", async () => {
    const service = createFakeService();
    const { send } = await connect(service);
    await expect(send(order, { signal: AbortSignal.abort() }).sent).rejects.toMatchObject({
      code: "ABORTED",
    });
    await service.platform.settle();
    expect(service.requestsTo(START)).toHaveLength(0);
  });

  it("ends the wait for the scanner alone, and its verdict is told nevertheless", async () => {
    const service = createFakeService();
    rememberPlaces(service);
    const { send } = await connect(service);
    const controller = new AbortController();
    const transfer = send(order, { signal: controller.signal });
    await service.platform.settle();
    controller.abort();
    expect(await transfer.sent).toBe("place-1");
    await expect(transfer.verdict).rejects.toMatchObject({ code: "ABORTED" });
    expect(transfer.state.name).toBe("undecided");
    service.item(scanned("place-1"));
    await service.platform.settle();
    expect(transfer.state.name).toBe("approved");
  });
});

it("closing the session ends all transfers, and leaves nothing behind", async () => {
  const service = createFakeService();
  const parts = [files(), asyncSession] as const;
  const session = customerSessionOn(service.platform, { chatDetails: CHAT, parts });
  void session.connect();
  await service.platform.settle();
  service.accept();
  const first = session.files.send(order);
  await service.platform.settle();
  service.answers.set("/upload", () => new Promise(() => undefined));
  const others = [session.files.send(order), session.files.send(order)];
  await service.platform.settle();
  await session.close();
  await service.platform.settle();
  expect([first, ...others].map(({ state }) => state.name)).toEqual(["undecided", "failed", "failed"]);
  expect(service.platform.live).toEqual({ timers: 0, tasks: 0, sockets: 0, requests: 0, listeners: 0 });
});

describe("a scanner that is not heard", () => {
  it("is asked for in the transcript", async () => {
    const service = createFakeService();
    rememberPlaces(service);
    const { send } = await connect(service);
    const transfer = send(order);
    await service.platform.settle();
    service.answers.set(TRANSCRIPT, () => ({
      body: {
        InitialContactId: CHAT.contactId,
        Transcript: [
          null,
          { Attachments: "none" },
          { Attachments: [null, {}] },
          scanned("place-1", "REJECTED"),
        ],
      },
    }));
    await service.platform.advance(15_000);
    expect(await transfer.verdict).toBe("REJECTED");
    await service.platform.advance(120_000);
    expect(service.requestsTo(TRANSCRIPT)).toHaveLength(1);
  });

  it("is found where much was said since, and is not looked for behind the file", async () => {
    const service = createFakeService();
    rememberPlaces(service);
    const { send } = await connect(service);
    const transfer = send(order);
    await service.platform.settle();
    let status = "IN_PROGRESS";
    const pages = () => [[message("m3")], [message("m2")], [scanned("place-1", status)], [message("m1")]];
    service.answers.set(TRANSCRIPT, ({ body }) => {
      const page = Number((JSON.parse(body ?? "") as { readonly NextToken?: string }).NextToken ?? 0);
      const NextToken = page < 3 ? String(page + 1) : undefined;
      return { body: { InitialContactId: CHAT.contactId, Transcript: pages()[page], NextToken } };
    });
    await service.platform.advance(15_000);
    expect(transfer.state.name).toBe("scanning");
    expect(service.requestsTo(TRANSCRIPT)).toHaveLength(3);
    status = "APPROVED";
    await service.platform.advance(15_000);
    expect(await transfer.verdict).toBe("APPROVED");
    expect(service.requestsTo(TRANSCRIPT)).toHaveLength(6);
  });

  it("is not looked for without end", async () => {
    const service = createFakeService();
    rememberPlaces(service);
    const { send } = await connect(service);
    send(order);
    await service.platform.settle();
    service.answers.set(TRANSCRIPT, () => ({
      body: { InitialContactId: CHAT.contactId, Transcript: [message("m1")], NextToken: "more" },
    }));
    await service.platform.advance(15_000);
    expect(service.requestsTo(TRANSCRIPT)).toHaveLength(5);
  });

  it("is waited for as long as the page says; its verdict may come later", async () => {
    const service = createFakeService();
    rememberPlaces(service);
    const { send } = await connect(service, { verdictTimeoutMs: 8_000 });
    const transfer = send(order);
    await service.platform.settle();
    service.item(scanned("place-1", "IN_PROGRESS"));
    await service.platform.advance(7_999);
    expect(transfer.state.name).toBe("scanning");
    await service.platform.advance(1);
    await expect(transfer.verdict).rejects.toMatchObject({ code: "TIMEOUT" });
    expect(transfer.state.name).toBe("undecided");
    expect(service.requestsTo(TRANSCRIPT)).toHaveLength(1);
    service.item(scanned("place-1"));
    await service.platform.settle();
    expect(transfer.state.name).toBe("approved");
  });

  it("is waited for until the chat ends, and asked for, where verdictTimeoutMs is Infinity", async () => {
    const service = createFakeService();
    rememberPlaces(service);
    const { send } = await connect(service, { verdictTimeoutMs: Infinity });
    const transfer = send(order);
    await service.platform.advance(15_000);
    expect(service.requestsTo(TRANSCRIPT)).toHaveLength(1);
    service.item(chatEnded);
    await service.platform.settle();
    expect(transfer.state.name).toBe("undecided");
    await expect(transfer.verdict).rejects.toMatchObject({ code: "NO_ACTIVE_CONNECTION" });
    expect(service.platform.live.timers).toBe(0);
  });

  it("is looked for once more when the device slept, as its network comes back later", async () => {
    const service = createFakeService();
    rememberPlaces(service);
    const { send } = await connect(service);
    const transfer = send(order);
    await service.platform.advance(5_000);
    service.answers.set(TRANSCRIPT, lost);
    service.platform.suspend(600_000);
    await service.platform.advance(1_000);
    expect(transfer.state.name).toBe("scanning");
    service.answers.set(TRANSCRIPT, () => ({
      body: { InitialContactId: CHAT.contactId, Transcript: [scanned("place-1")] },
    }));
    await service.platform.advance(15_000);
    expect(await transfer.verdict).toBe("APPROVED");
  });

  it("is not waited for longer than that when nobody answers after the sleep", async () => {
    const service = createFakeService();
    const { send } = await connect(service);
    const transfer = send(order);
    await service.platform.advance(5_000);
    service.answers.set(TRANSCRIPT, lost);
    service.platform.suspend(600_000);
    await service.platform.advance(16_000);
    await expect(transfer.verdict).rejects.toMatchObject({ code: "TIMEOUT" });
  });

  it("is not waited for longer when nobody answers: the error says why", async () => {
    const service = createFakeService();
    const { send } = await connect(service);
    const transfer = send(order);
    await service.platform.settle();
    service.answers.set(TRANSCRIPT, lost);
    await service.platform.advance(90_000);
    await expect(transfer.verdict).rejects.toMatchObject({
      code: "TIMEOUT",
      cause: { code: "NETWORK_ERROR" },
    });
  });
});

describe("the end of the chat", () => {
  it("fails what has not gone out, and ends the wait for the scanner", async () => {
    const service = createFakeService();
    rememberPlaces(service);
    const { send } = await connect(service);
    const first = send(order);
    await service.platform.settle();
    service.answers.set("/upload", () => new Promise(() => undefined));
    const [second, third] = [send(order), send(order)];
    await service.platform.settle();
    service.item(chatEnded);
    await service.platform.settle();
    await expect(first.verdict).rejects.toMatchObject({ code: "NO_ACTIVE_CONNECTION" });
    await expect(third.sent).rejects.toMatchObject({ code: "NO_ACTIVE_CONNECTION" });
    expect([first, second, third].map(({ state }) => state.name)).toEqual([
      "undecided",
      "uploading",
      "failed",
    ]);
    await expect(send(order).sent).rejects.toMatchObject({ code: "NO_ACTIVE_CONNECTION" });
  });
});

describe("a session that got its files later", () => {
  it("tells its own file by the name, among those that were not there before", async () => {
    const service = createFakeService();
    const session = await connectLate(service);
    session.onMessage(() => undefined);
    service.answers.set(TRANSCRIPT, () => ({
      body: { InitialContactId: CHAT.contactId, Transcript: [scanned("older", "REJECTED")] },
    }));
    const transfer = session.files.send(order);
    await service.platform.settle();
    expect([await transfer.sent, transfer.attachmentId, transfer.state.name]).toEqual([
      undefined,
      undefined,
      "scanning",
    ]);
    service.item(scanned("theirs", "REJECTED", { ParticipantId: "agent-1" }));
    service.item(scanned("newer"));
    await service.platform.settle();
    expect([await transfer.verdict, transfer.attachmentId]).toEqual(["APPROVED", "newer"]);
  });

  it("hears the scanner without a handler of messages too", async () => {
    const service = createFakeService();
    const session = await connectLate(service);
    const transfer = session.files.send(order);
    await service.platform.settle();
    service.answers.set(TRANSCRIPT, () => ({
      body: { InitialContactId: CHAT.contactId, Transcript: [scanned("newer")] },
    }));
    await service.platform.advance(15_000);
    expect(await transfer.verdict).toBe("APPROVED");
  });

  it("tries again as long as the file cannot have been sent, and leaves the rest to the page", async () => {
    const service = createFakeService();
    const { files: own } = await connectLate(service);
    spoil(service, "/upload", 1, lost);
    const again = own.send(order);
    await service.platform.advance(5_000);
    expect(again.state.name).toBe("scanning");
    spoil(service, COMPLETE, 1, lost);
    const unsure = own.send(order);
    await service.platform.advance(5_000);
    await expect(unsure.sent).rejects.toMatchObject({ type: "MaybeSentError" });
  });

  it("says so when it can send none", () => {
    const { platform } = createFakeService();
    const session = addPartsOn(platform, customerSessionOn(platform, { chatDetails: CHAT }), [files()]);
    expect(() => session.files.send(order)).toThrow("the session has no sendAttachment");
  });
});

it.each([
  ["a file that is none", "order.txt", {}, /argument must be an object/],
  ["a prepare that is no function", order, { prepare: {} }, /prepare must be a function/],
  ["an onProgress that is no function", order, { onProgress: 1 }, /onProgress must be a function/],
  ["a signal that is none", order, { signal: {} }, /signal must be an AbortSignal/],
])("refuses %s", async (_which, file, options, told) => {
  const { send } = await connect(createFakeService());
  expect(() => send(file as never, options as never)).toThrow(told);
});

it.each([[0], [NaN], [-1]])("refuses a verdictTimeoutMs of %s", (verdictTimeoutMs) => {
  expect(() => files({ verdictTimeoutMs })).toThrow("verdictTimeoutMs must be a number above 0");
});
