import { describe, expect, it } from "vitest";
import { createFakeStorage } from "../../../test/fakeStorage.js";
import { CHAT, chatEnded, createFakeService } from "../../../test/fakeService.js";
import type { FakeService } from "../../../test/fakeService.js";
import { COMPLETE, lost, rememberPlaces, spoil, START, tokensTo } from "../../../test/fakeUploads.js";
import { addPartsOn } from "../../session/addParts.js";
import { attachments } from "../../session/partList.js";
import { customerSessionOn } from "../../session/sessionOn.js";
import { outbox } from "./outboxPart.js";
import type { OutboxOptions } from "./outboxTypes.js";

const attachment = new File(["some bytes"], "order.txt", { type: "text/plain" });

async function connect(service: FakeService, options: OutboxOptions = {}) {
  const session = customerSessionOn(service.platform, { chatDetails: CHAT, parts: [outbox(options)] });
  const connecting = session.connect();
  await service.platform.settle();
  service.accept();
  await connecting;
  return session.outbox;
}
const idsOf = (service: FakeService) => service.requestsTo(COMPLETE).map(({ body }) => body["AttachmentIds"]);

describe("an attachment", () => {
  it("goes out in its turn, and tells of its progress", async () => {
    const service = createFakeService();
    const box = await connect(service);
    const progress: number[] = [];
    const file = box.sendAttachment({
      attachment,
      onProgress: ({ loadedBytes }) => progress.push(loadedBytes),
    });
    box.sendMessage({ message: "see above", contentType: "text/plain" });
    await service.platform.settle();
    const paths = service.platform.requests.map(({ url }) => new URL(url).pathname);
    expect(paths.slice(-4)).toEqual([START, "/upload", COMPLETE, "/participant/message"]);
    expect(progress).toEqual([0, 10]);
    const [[id]] = idsOf(service) as [[string]];
    expect(await file.sent).toMatchObject({
      kind: "attachment",
      name: "order.txt",
      type: "text/plain",
      size: 10,
      state: "sent",
      resultId: id,
    });
  });

  it("is watched when the page asks for no progress too, as a stalled upload holds up the rest", async () => {
    const service = createFakeService();
    const box = await connect(service);
    box.sendAttachment({ attachment });
    await service.platform.settle();
    expect(service.platform.uploads).toMatchObject([{ onProgress: expect.any(Function) }]);
  });

  it.each([
    ["its place", START, 2, 1],
    ["the storage", "/upload", 2, 1],
    ["its completion", COMPLETE, 1, 2],
  ])("whose answer of %s gets lost takes no step twice", async (_which, path, starts, completions) => {
    const service = createFakeService();
    const box = await connect(service);
    if (path !== START) rememberPlaces(service);
    spoil(service, path, 1, lost);
    const { sent } = box.sendAttachment({ attachment });
    await service.platform.advance(5_000);
    expect(await sent).toMatchObject({ state: "sent", attempts: 2 });
    expect(new Set(tokensTo(service, START)).size).toBe(1);
    expect(tokensTo(service, START)).toHaveLength(starts);
    expect(new Set(tokensTo(service, COMPLETE)).size).toBe(1);
    expect(tokensTo(service, COMPLETE)).toHaveLength(completions);
  });

  it.each([
    ["at the second try", lost, 2],
    ["at the second request of one try", () => ({ status: 503, body: {} }), 1],
  ])("counts as sent when the service says %s that it has it", async (_when, answer, attempts) => {
    const service = createFakeService();
    const box = await connect(service);
    spoil(service, COMPLETE, 1, () => {
      service.answers.set(COMPLETE, () => ({ status: 409, body: { __type: "ConflictException" } }));
      return answer();
    });
    const { sent } = box.sendAttachment({ attachment });
    await service.platform.advance(5_000);
    const [[id]] = idsOf(service) as [[string]];
    expect(await sent).toMatchObject({ state: "sent", resultId: id, attempts });
  });

  it("fails when the service says to the first request already that it cannot be completed", async () => {
    const service = createFakeService();
    const box = await connect(service);
    service.answers.set(COMPLETE, () => ({ status: 409, body: { __type: "ConflictException" } }));
    const { sent } = box.sendAttachment({ attachment });
    await service.platform.advance(5_000);
    await expect(sent).rejects.toMatchObject({ statusCode: 409 });
  });

  it("begins anew, with other tokens, when its URL has expired", async () => {
    const service = createFakeService();
    rememberPlaces(service);
    const box = await connect(service);
    spoil(service, "/upload", 1, () => ({ status: 403, body: "<Code>AccessDenied</Code>" }));
    const { sent } = box.sendAttachment({ attachment });
    await service.platform.advance(5_000);
    expect(await sent).toMatchObject({ state: "sent", resultId: "place-2" });
    expect(new Set(tokensTo(service, START)).size).toBe(2);
  });

  it("fails when five uploads do while the service answers, and holds nobody up longer", async () => {
    const service = createFakeService();
    rememberPlaces(service);
    const box = await connect(service);
    service.answers.set("/upload", lost);
    const file = box.sendAttachment({ attachment });
    const message = box.sendMessage({ message: "next", contentType: "text/plain" });
    await service.platform.advance(120_000);
    await expect(file.sent).rejects.toMatchObject({ code: "NETWORK_ERROR" });
    expect(service.platform.uploads).toHaveLength(5);
    expect(await message.sent).toMatchObject({ state: "sent" });
    service.answers.delete("/upload");
    expect(await box.retry(file.id).sent).toMatchObject({ state: "sent" });
  });
});

describe("a storage of files", () => {
  /** One that takes its time to write, as all that are asynchronous. */
  async function connectWith(writeMs: number) {
    const service = createFakeService();
    rememberPlaces(service);
    const storage = createFakeStorage();
    const written = new Map<string, Blob>();
    const fileStorage = {
      getItem: (key: string) => Promise.resolve(written.get(key)),
      setItem: (key: string, file: Blob) =>
        new Promise<void>((resolve) => {
          service.platform.setTimer(() => {
            written.set(key, file);
            resolve();
          }, writeMs);
        }),
      removeItem: (key: string) => Promise.resolve(written.delete(key)),
    };
    const session = customerSessionOn(service.platform, {
      chatDetails: CHAT,
      parts: [outbox({ storage, fileStorage })],
    });
    const connecting = session.connect();
    await service.platform.settle();
    service.accept();
    await connecting;
    return { service, session, box: session.outbox, left: () => [written.size, storage.items.size] };
  }

  it("keeps nothing of what was discarded at once, or given up before", async () => {
    const { service, box, left } = await connectWith(1_000);
    const ticket = box.sendAttachment({ attachment });
    box.discard(ticket.id);
    box.sendAttachment({ attachment, signal: AbortSignal.abort() });
    await service.platform.advance(10_000);
    expect([await ticket.stored, left()]).toEqual([false, [0, 0]]);
  });

  it("keeps nothing of what was discarded while it was written", async () => {
    const { service, box, left } = await connectWith(1_000);
    const ticket = box.sendAttachment({ attachment });
    await service.platform.advance(500);
    box.discard(ticket.id);
    await service.platform.advance(10_000);
    expect(left()).toEqual([0, 0]);
  });

  it("keeps nothing of what was sent before it was written", async () => {
    const { service, box, left } = await connectWith(5_000);
    box.sendAttachment({ attachment });
    await service.platform.advance(4_000);
    expect(box.entries).toMatchObject([{ state: "sent" }]);
    await service.platform.advance(6_000);
    expect(left()).toEqual([0, 0]);
  });

  it.each(["discarded", "sent"])(
    "gives nothing back after a reload that was %s while it was written, and is emptied by the next page",
    async (how) => {
      const service = createFakeService();
      const storage = createFakeStorage();
      const written = new Map<string, Blob>();
      const fileStorage = {
        getItem: (key: string) => written.get(key),
        setItem: (key: string, file: Blob): unknown => written.set(key, file),
        removeItem: (key: string) => written.delete(key),
      };
      // The bytes arrive, and the page is gone before it hears of it.
      const slow = {
        ...fileStorage,
        setItem(key: string, file: Blob) {
          written.set(key, file);
          return new Promise(() => undefined);
        },
      };
      const box = await connect(service, { storage, fileStorage: slow });
      const { id } = box.sendAttachment({ attachment });
      await service.platform.advance(how === "sent" ? 4_000 : 1_000);
      if (how === "discarded") box.discard(id);
      else expect(box.entries).toMatchObject([{ state: "sent" }]);
      await service.platform.settle();
      const requests = service.requestsTo(COMPLETE).length;
      const after = await connect(service, { storage, fileStorage });
      await service.platform.settle();
      expect(after.entries).toEqual([]);
      expect([written.size, storage.items.size]).toEqual([0, 0]);
      expect(service.requestsTo(COMPLETE)).toHaveLength(requests);
    },
  );

  it("is emptied by the end of the chat, of what had failed before too", async () => {
    const { service, box, left } = await connectWith(1_000);
    service.answers.set(START, () => ({ status: 400, body: { message: "it is not valid" } }));
    box.sendAttachment({ attachment });
    await service.platform.advance(2_000);
    expect([box.entries.map(({ state }) => state), left()]).toEqual([["failed"], [1, 1]]);
    service.item(chatEnded);
    await service.platform.settle();
    expect(left()).toEqual([0, 0]);
  });
});

describe("after a reload, an attachment", () => {
  /** A page that is gone in the middle of `path`. */
  async function crash(path: string, options: OutboxOptions, sent: File | object = attachment) {
    const service = createFakeService();
    rememberPlaces(service);
    const box = await connect(service, options);
    service.answers.set(path, () => new Promise(() => undefined));
    const ticket = box.sendAttachment({ attachment: sent as File });
    const stored = await ticket.stored;
    await service.platform.settle();
    if (path !== START) service.answers.delete(path);
    else rememberPlaces(service);
    return { service, stored };
  }

  it("fails, and says so, when its bytes are gone", async () => {
    const storage = createFakeStorage();
    const { service, stored } = await crash("/upload", { storage });
    expect(stored).toBe(false);
    const box = await connect(service, { storage });
    await service.platform.settle();
    expect(box.entries).toMatchObject([
      { state: "failed", name: "order.txt", error: { type: "FileLostError" } },
    ]);
    const [entry] = box.entries;
    expect(entry?.state === "failed" && entry.error.message).toContain("Choose the file again");
  });

  it("needs no bytes when these are with the service", async () => {
    const storage = createFakeStorage();
    const { service } = await crash(COMPLETE, { storage });
    const box = await connect(service, { storage });
    await service.platform.settle();
    expect(box.entries).toMatchObject([{ state: "sent", resultId: "place-1" }]);
    expect(new Set(tokensTo(service, COMPLETE)).size).toBe(1);
  });

  it("is sent from a storage that takes files, and is taken out of it", async () => {
    const storage = createFakeStorage();
    const stored = new Map<string, Blob>();
    const fileStorage = {
      getItem: (key: string) => Promise.resolve(stored.get(key) ?? null),
      setItem: (key: string, file: Blob) => void stored.set(key, file),
      removeItem: (key: string) => void stored.delete(key),
    };
    const { service, stored: isStored } = await crash(START, { storage, fileStorage });
    expect(isStored).toBe(true);
    expect([...stored.values()]).toEqual([attachment]);
    const box = await connect(service, { storage, fileStorage });
    await service.platform.settle();
    expect(box.entries).toMatchObject([{ state: "sent" }]);
    expect(service.platform.uploads.at(-1)?.body).toBe(attachment);
    expect([stored.size, storage.items.size]).toEqual([0, 0]);
  });

  describe("whose storage does not answer", () => {
    async function connectSilently() {
      const storage = createFakeStorage();
      const stored = new Map<string, Blob>();
      const fileStorage = {
        getItem: (key: string): unknown => stored.get(key),
        setItem: (key: string, file: Blob) => void stored.set(key, file),
        removeItem: (key: string) => void stored.delete(key),
      };
      const service = createFakeService();
      const before = customerSessionOn(service.platform, {
        chatDetails: CHAT,
        parts: [outbox({ storage, fileStorage })],
      });
      expect(await before.outbox.sendAttachment({ attachment }).stored).toBe(true);
      const silent = { ...fileStorage, getItem: (_key: string): unknown => new Promise(() => undefined) };
      const box = await connect(service, { storage, fileStorage: silent });
      const message = box.sendMessage({ message: "behind it", contentType: "text/plain" });
      await service.platform.settle();
      expect(box.entries.map(({ state }) => state)).toEqual(["sending", "waiting"]);
      return { service, box, message, fileStorage, silent };
    }

    it("fails after five tries, and holds nobody up longer; the page may try again", async () => {
      const { service, box, message, fileStorage, silent } = await connectSilently();
      await service.platform.advance(60_000);
      expect(box.entries).toMatchObject([
        {
          state: "failed",
          attempts: 5,
          error: { code: "TIMEOUT", message: expect.stringContaining("fileStorage") },
        },
        { state: "sent" },
      ]);
      expect(await message.sent).toMatchObject({ state: "sent" });
      silent.getItem = fileStorage.getItem;
      expect(await box.retry(box.entries[0]!.id).sent).toMatchObject({ state: "sent" });
    });

    it("is sent when the storage answers later", async () => {
      const { service, box, fileStorage, silent } = await connectSilently();
      silent.getItem = fileStorage.getItem;
      await service.platform.advance(5_000);
      expect(box.entries.map(({ state }) => state)).toEqual(["sent", "sent"]);
    });

    it("holds nobody up when it is discarded", async () => {
      const { service, box } = await connectSilently();
      box.discard(box.entries[0]!.id);
      await service.platform.settle();
      expect(box.entries).toMatchObject([{ kind: "message", state: "sent" }]);
    });
  });

  it("that lies on a device needs no other storage", async () => {
    const storage = createFakeStorage();
    const picked = { uri: "file:///a.png", name: "a.png", type: "image/png", size: 3 };
    const { service, stored } = await crash(START, { storage }, picked);
    expect(stored).toBe(true);
    const box = await connect(service, { storage });
    await service.platform.settle();
    expect(box.entries).toMatchObject([{ state: "sent" }]);
    expect(service.platform.uploads.at(-1)?.body).toEqual(picked);
  });
});

describe("an attachment of a session that got its outbox later", () => {
  async function connectLate(service: FakeService, options: OutboxOptions = {}) {
    const made = customerSessionOn(service.platform, { chatDetails: CHAT, parts: [attachments] });
    const session = addPartsOn(service.platform, made, [outbox(options)]);
    const connecting = session.connect();
    await service.platform.settle();
    service.accept();
    await connecting;
    return session.outbox;
  }

  it("is tried again as long as it cannot have been sent", async () => {
    const service = createFakeService();
    const box = await connectLate(service);
    spoil(service, "/upload", 1, lost);
    const { sent } = box.sendAttachment({ attachment });
    await service.platform.advance(5_000);
    expect(await sent).toMatchObject({ state: "sent", attempts: 2 });
  });

  it.each([403, 503])("is tried again when the storage has all bytes and answers HTTP %i", async (status) => {
    const service = createFakeService();
    const { upload } = service.platform;
    service.platform.upload = (url, given) => {
      given.onProgress?.(attachment.size);
      return upload(url, given);
    };
    const box = await connectLate(service);
    spoil(service, "/upload", 1, () => ({ status, body: "<Error/>" }));
    const { sent } = box.sendAttachment({ attachment });
    await service.platform.advance(5_000);
    expect(await sent).toMatchObject({ state: "sent", attempts: 2 });
  });

  it("fails when five uploads do while the service answers", async () => {
    const service = createFakeService();
    const box = await connectLate(service);
    service.answers.set("/upload", lost);
    const { sent } = box.sendAttachment({ attachment });
    await service.platform.advance(120_000);
    await expect(sent).rejects.toMatchObject({ code: "NETWORK_ERROR" });
    expect(service.platform.uploads).toHaveLength(5);
  });

  it("is not sent twice when nobody knows: the page decides", async () => {
    const service = createFakeService();
    const storage = createFakeStorage();
    const box = await connectLate(service, { storage });
    spoil(service, COMPLETE, 1, lost);
    const { id, sent } = box.sendAttachment({ attachment });
    await service.platform.advance(5_000);
    await expect(sent).rejects.toMatchObject({ type: "MaybeSentError" });
    expect(await box.retry(id).sent).toMatchObject({ state: "sent" });
  });

  it("is not sent twice after a crash either", async () => {
    const service = createFakeService();
    const storage = createFakeStorage();
    const box = await connectLate(service, { storage });
    service.answers.set(COMPLETE, () => new Promise(() => undefined));
    box.sendAttachment({ attachment });
    await service.platform.settle();
    service.answers.delete(COMPLETE);
    const after = await connectLate(service, { storage });
    await service.platform.settle();
    expect(after.entries).toMatchObject([{ state: "failed", error: { type: "MaybeSentError" } }]);
    expect(service.requestsTo(COMPLETE)).toHaveLength(1);
  });
});
