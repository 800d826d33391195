import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient } from "@libsql/client/sqlite3";
import { expect, test, vi } from "vitest";
import { bytes, download, put, startUpload, upload } from "../../test/attachment.js";
import { createKeptStage, temporaryDirectory } from "../../test/keptStage.js";
import type { KeptStage } from "../../test/keptStage.js";
import { openMemorySocket, socketFor, urlFor } from "../../test/memorySocket.js";
import { call } from "../../test/service.js";
import { openStore } from "./openStore.js";
import { StoreError } from "./storeError.js";

const silent = { info: () => undefined, error: () => undefined };
const open = (directory: string) => openStore(directory, silent);
const message = (Content: string, ClientToken: string = crypto.randomUUID()) => ({
  Content,
  ContentType: "text/plain",
  ClientToken,
});

/** Changes a database that nobody has open. */
async function edit(directory: string, sql: string): Promise<void> {
  const client = createClient({ url: `file:${join(directory, "chats.db")}` });
  await client.executeMultiple(`${sql}; PRAGMA journal_mode = DELETE`);
  client.close();
}

async function refusal(directory: string): Promise<string> {
  const error: unknown = await open(directory).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StoreError);
  return (error as StoreError).message;
}

test("makes the directory, whatever it is called", async () => {
  const directory = join(await temporaryDirectory(), "a b%20#?é", "deep");
  await (await open(directory)).close();
  expect(await readdir(directory)).toEqual(["attachments", "chats.db"]);
  await (await open(directory)).close();
});

test("refuses a second emulator, and lets it in when the first one has stopped", async () => {
  const directory = await temporaryDirectory();
  const first = await open(directory);
  expect(await refusal(directory)).toBe(
    `unable to open the chats in ${directory}; another emulator has them open; stop it, or choose another directory`,
  );
  await first.close();
  await (await open(directory)).close();
});

test("refuses what a newer version wrote, and changes nothing of it", async () => {
  const directory = await temporaryDirectory();
  await (await open(directory)).close();
  await edit(directory, "PRAGMA user_version = 7");
  const reason = "a newer version of the emulator wrote them (schema 7, this one knows 1)";
  expect(await refusal(directory)).toContain(reason);
  expect(await refusal(directory)).toContain(reason);
});

test("refuses a file that is no database", async () => {
  const directory = await temporaryDirectory();
  await writeFile(join(directory, "chats.db"), "Dear diary, ".repeat(1_000));
  expect(await refusal(directory)).toBe(
    `unable to open the chats in ${directory}; chats.db is no database; move the directory away to begin anew`,
  );
});

test.each([
  ["UPDATE entries SET value = '{\"contact\":{}}' WHERE list = 'room'", "contact.contactId: is missing"],
  ["UPDATE entries SET value = 'Hello' WHERE list = 'items'", "the database is broken"],
  ["DROP TABLE entries", "the reason is SQLITE_ERROR"],
])("refuses a database that is not as it was written: %s", async (sql, reason) => {
  const stage = await createKeptStage();
  const customer = await stage.customer();
  await customer.call("SendMessage", message("Hello"));
  await stage.close();
  await edit(stage.directory, sql);
  const told = await refusal(stage.directory);
  expect(told).toContain(reason);
  expect(told).not.toContain("Hello");
});

test("refuses a file where the directory should be", async () => {
  const file = join(await temporaryDirectory(), "chats");
  await writeFile(file, "");
  expect(await refusal(file)).toBe(
    `unable to open the chats in ${file}; there is a file of that name; choose a directory`,
  );
  expect(await refusal(join(file, "deeper"))).toContain("there is a file of that name");
});

test("removes files that no chat has, and does without those that are gone", async () => {
  const before = await createKeptStage();
  const customer = await before.customer();
  const attachmentId = await upload(before, customer);
  const folder = join(before.directory, "attachments");
  expect(await readdir(folder)).toEqual([`final-${attachmentId}`]);
  await writeFile(join(folder, "final-stray.part"), "");

  const after = await before.restart();
  expect(await readdir(folder)).toEqual([`final-${attachmentId}`]);
  await rm(join(folder, `final-${attachmentId}`));
  const last = await after.restart();
  const { response } = await download(last, await last.person(customer), attachmentId);
  expect(response.status).toBe(404);
});

test("leaves what it has not written: the folder of attachments may have been somebody's before", async () => {
  const directory = await temporaryDirectory();
  const folder = join(directory, "attachments");
  await mkdir(join(folder, "2026"), { recursive: true });
  for (const name of ["invoice.pdf", "final-report.pdf", "final-.part"])
    await writeFile(join(folder, name), "");
  await (await open(directory)).close();
  expect(await readdir(folder)).toEqual(["2026", "final-.part", "final-report.pdf", "invoice.pdf"]);
});

// What happens when it cannot be written any more: here the folder of the attachments is gone.

const folderOf = ({ directory }: KeptStage) => join(directory, "attachments");

/** Uploads while nothing can be written. */
async function failToUpload(stage: KeptStage) {
  const customer = await stage.customer();
  const started = await startUpload(customer);
  await rm(folderOf(stage), { recursive: true });
  return { customer, started, response: await put(stage, started) };
}

test("who changes something that cannot be kept is refused, and the log says it once", async () => {
  const stage = await createKeptStage();
  const { customer, response } = await failToUpload(stage);
  expect(response.status).toBe(500);
  const refused = await customer.callRaw("SendMessage", message("Hello"));
  expect([refused.status, refused.headers.get("x-amzn-errortype")]).toEqual([500, "InternalServerException"]);
  const control = await stage.send(`/control/contacts/${customer.contactId}/messages`, {
    method: "POST",
    body: JSON.stringify({ content: "Hi" }),
  });
  expect([control.status, await control.json()]).toEqual([
    503,
    { error: { code: "Unavailable", message: expect.stringMatching(/^unable to keep the chats in .*; /) } },
  ]);
  expect((await stage.send("/control/contacts")).status).toBe(200);
  expect(stage.log.filter((line) => line.startsWith("unable to keep"))).toHaveLength(1);
  expect(stage.log.join()).not.toContain("Hello");
  await mkdir(folderOf(stage));
});

test("a client that asks again has its one message when it can be kept again", async () => {
  const stage = await createKeptStage();
  const { customer } = await failToUpload(stage);
  const hello = message("Hello");
  expect((await customer.callRaw("SendMessage", hello)).status).toBe(500);
  await mkdir(folderOf(stage));
  expect((await customer.callRaw("SendMessage", hello)).status).toBe(200);
  expect(stage.log.join()).toContain("are kept again");

  const after = await stage.restart();
  expect(after.transcript(customer.contactId).filter(({ Content }) => Content === "Hello")).toHaveLength(1);
  expect(after.store.kept.files.map(([, file]) => file.bytes)).toEqual([bytes]);
});

test("closing tells when something could not be kept, and lets others have the directory", async () => {
  const stage = await createKeptStage();
  await failToUpload(stage);
  await expect(stage.close()).rejects.toThrow("unable to keep the chats");
  await (await open(stage.directory)).close();
});

test("an item goes to the sockets when it is kept, after the answer to who sent it", async () => {
  const stage = await createKeptStage();
  const customer = await stage.customer();
  const socket = await socketFor(stage, customer.participantToken);
  await stage.store.flushed();
  stage.clock.advance(0);
  let isAnswered = false;
  const sent = customer.call("SendMessage", message("Hello")).then(() => (isAnswered = true));
  stage.clock.advance(0);
  expect(socket.items()).not.toContain("Hello");
  await vi.waitFor(() => {
    stage.clock.advance(0);
    expect(socket.items()).toContain("Hello");
    expect(isAnswered).toBe(true);
  }, 15_000);
  await sent;
});

test("a chat that has ended while nothing ran lets nobody in", async () => {
  const stage = await createKeptStage();
  const customer = await stage.customer();
  stage.emulator.control.end(customer.contactId);
  const after = await stage.restart();
  await expect(urlFor(after, customer.participantToken)).rejects.toThrow("403");
  await expect(call(after.send, "SendMessage", customer.connectionToken, message("Hi"))).rejects.toThrow(
    "403",
  );
  expect(openMemorySocket(after.emulator, "ws://127.0.0.1/?X-Emu-Connection=none")).toBeUndefined();
});
