import { expect, test, vi } from "vitest";
import { bytes, complete, download, put, startUpload, upload } from "../../test/attachment.js";
import type { Person } from "../../test/chat.js";
import { createKeptStage } from "../../test/keptStage.js";
import type { KeptStage } from "../../test/keptStage.js";
import { openMemorySocket, socketFor, urlFor } from "../../test/memorySocket.js";
import { callRaw } from "../../test/service.js";

const text = (Content: string, ClientToken: string = crypto.randomUUID()) => ({
  Content,
  ContentType: "text/plain",
  ClientToken,
});
const event = (name: string) => `application/vnd.amazonaws.connect.event.${name}`;
const contents = (stage: KeptStage, contactId: string) =>
  stage
    .transcript(contactId)
    .map(({ Content, ContentType = "" }) => Content ?? ContentType.split("event.")[1]);

/** What a person's token of before is answered with now. */
const again = (
  { send }: KeptStage,
  { connectionToken }: Person,
  name: Parameters<Person["callRaw"]>[0],
  body: object,
) => callRaw(send, name, connectionToken, body);

test("a restart keeps the transcript with its receipts, and the tokens", async () => {
  const before = await createKeptStage();
  const customer = await before.customer();
  const agent = await before.agent(customer.contactId);
  const { Id } = await customer.call("SendMessage", text("Hello"));
  await agent.call("SendEvent", {
    ContentType: event("message.read"),
    Content: JSON.stringify({ messageId: Id }),
  });
  await agent.call("SendMessage", text("Hi"));
  const transcript = before.transcript(customer.contactId);
  expect(JSON.stringify(transcript)).toContain("ReadTimestamp");

  const after = await before.restart();
  expect(after.transcript(customer.contactId)).toEqual(transcript);
  const read = await again(after, customer, "GetTranscript", { MaxResults: 100, SortOrder: "ASCENDING" });
  expect(read.body).toMatchObject({ Transcript: transcript });
  expect((await again(after, agent, "SendMessage", text("Still here"))).status).toBe(200);
  expect((await after.person(customer)).connectionToken).not.toBe(customer.connectionToken);
  expect(contents(after, customer.contactId).at(-1)).toBe("Still here");
});

test("a repeat with the same ClientToken gives the first answer after a restart", async () => {
  const before = await createKeptStage();
  const chat = before.emulator.control.startChat({ displayName: "Avery", clientToken: "one" });
  const customer = await before.person(chat);
  const message = text("Hello", "two");
  const sent = await customer.call("SendMessage", message);

  const after = await before.restart();
  expect(after.emulator.control.startChat({ displayName: "Avery", clientToken: "one" })).toEqual(chat);
  expect((await again(after, customer, "SendMessage", message)).body).toEqual(sent);
  expect(contents(after, chat.contactId)).toEqual(["participant.joined", "Hello"]);
});

test("a NextToken leads to the same items after a restart", async () => {
  const before = await createKeptStage();
  const customer = await before.customer();
  for (const content of ["one", "two", "three"]) await customer.call("SendMessage", text(content));
  const { NextToken } = await customer.call("GetTranscript", { MaxResults: 2 });

  const after = await before.restart();
  const { body } = await again(after, customer, "GetTranscript", { NextToken, MaxResults: 2 });
  expect(body).toMatchObject({
    Transcript: [{ Content: "one" }, { ContentType: event("participant.joined") }],
  });
});

test("an expired token stays expired, and one that was made to expire too", async () => {
  const before = await createKeptStage();
  const customer = await before.customer();
  before.emulator.control.expireTokens();
  const after = await before.restart();
  expect((await again(after, customer, "SendMessage", text("Hello"))).status).toBe(403);
});

test("ids that follow from a seed are others after a restart", async () => {
  const before = await createKeptStage({ seed: 3 });
  const first = before.emulator.control.startChat({ displayName: "Avery" });
  const after = await before.restart();
  const second = after.emulator.control.startChat({ displayName: "Avery" });
  expect(second.contactId).not.toBe(first.contactId);
  expect(after.emulator.control.listContacts()).toHaveLength(2);
});

test("the URL of a socket is not good after a restart; a new one is", async () => {
  const before = await createKeptStage();
  const customer = await before.customer();
  const url = await urlFor(before, customer.participantToken);
  const after = await before.restart();
  expect(openMemorySocket(after.emulator, url)).toBeUndefined();
  const socket = await socketFor(after, customer.participantToken);
  after.emulator.control.say({ contactId: customer.contactId, content: "Welcome back" });
  await vi.waitFor(() => {
    after.clock.advance(0);
    expect(socket.items()).toContain("Welcome back");
  }, 15_000);
});

test("attachments are there after a restart, and one that was only uploaded can be completed", async () => {
  const before = await createKeptStage();
  const customer = await before.customer();
  const sent = await upload(before, customer);
  const started = await startUpload(customer);
  await put(before, started);

  const after = await before.restart();
  const person = await after.person(customer);
  const { response } = await download(after, person, sent);
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  expect(response.headers.get("content-disposition")).toContain("receipt.png");
  expect((await complete(person, started.attachmentId)).status).toBe(200);
  expect((await download(after, person, started.attachmentId)).response.status).toBe(200);
});

test("the scanner looks again at an attachment that it had", async () => {
  const before = await createKeptStage({ attachments: { scanDelayMs: 1_000 } });
  const customer = await before.customer();
  await upload(before, customer);
  const after = await before.restart();
  expect(after.emulator.control.listAttachments(customer.contactId)).toMatchObject([{ state: "SCANNING" }]);
  after.clock.advance(1_000);
  expect(after.emulator.control.listAttachments(customer.contactId)).toMatchObject([{ state: "APPROVED" }]);
  expect(after.transcript(customer.contactId).at(-1)?.Type).toBe("ATTACHMENT");
});

test("a view that was shown is found by its token after a restart", async () => {
  const before = await createKeptStage();
  const interactive = "application/vnd.amazonaws.connect.message.interactive";
  const customer = await before.customer({
    supportedContentTypes: ["text/plain", interactive, `${interactive}.response`],
  });
  const { viewToken } = before.emulator.control.showView({ contactId: customer.contactId, view: "form" });
  const shown = await customer.call("DescribeView", { ViewToken: viewToken });
  const after = await before.restart();
  expect((await again(after, customer, "DescribeView", { ViewToken: viewToken })).body).toEqual(shown);
});

test("a persistent chat has its past after a restart, and an ended chat can be gone on from", async () => {
  const before = await createKeptStage();
  const first = await before.customer();
  await first.call("SendMessage", text("Long ago"));
  before.emulator.control.end(first.contactId);
  const persistentChat = {
    rehydrationType: "ENTIRE_PAST_SESSION",
    sourceContactId: first.contactId,
  } as const;
  const second = await before.customer({ persistentChat });
  before.clock.advance(500);
  await before.store.flushed();

  const after = await before.restart();
  const { body } = await again(after, second, "GetTranscript", { MaxResults: 100 });
  const { NextToken } = body as { NextToken: string };
  const past = await again(after, second, "GetTranscript", { NextToken, MaxResults: 100 });
  expect(past.body).toMatchObject({
    Transcript: [{ ContentType: event("chat.ended") }, { Content: "Long ago" }, {}],
  });
  const third = await after.customer({ persistentChat });
  expect(third.continuedFromContactId).toBe(first.contactId);
});

test("a past that was about to be readable becomes so after a restart", async () => {
  const before = await createKeptStage();
  const first = await before.customer();
  before.emulator.control.end(first.contactId);
  const second = await before.customer({
    persistentChat: { rehydrationType: "ENTIRE_PAST_SESSION", sourceContactId: first.contactId },
  });
  const after = await before.restart();
  const nextToken = async () =>
    ((await again(after, second, "GetTranscript", {})).body as { NextToken: string }).NextToken;
  expect(await nextToken()).toBe("");
  after.clock.advance(500);
  expect(await nextToken()).not.toBe("");
});

test("contact ids that transfers led to are known after a restart", async () => {
  const before = await createKeptStage();
  const customer = await before.customer();
  await before.agent(customer.contactId);
  const to = { contactId: customer.contactId, displayName: "Sam", agentId: "sam" };
  const transferred = before.emulator.control.transfer(to);
  await before.person({ ...transferred, initialContactId: customer.contactId });
  const after = await before.restart();
  expect(after.emulator.control.getContact(transferred.contactId).contact.contactId).toBe(customer.contactId);
});
