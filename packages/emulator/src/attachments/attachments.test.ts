import { expect, test } from "vitest";
import { bytes, complete, download, put, startUpload, upload } from "../../test/attachment.js";
import { createStage } from "../../test/chat.js";
import type { Person } from "../../test/chat.js";
import { socketFor } from "../../test/memorySocket.js";

const refusal = ({ status, headers }: { status: number; headers: Headers }) =>
  `${status} ${headers.get("x-amzn-errortype")}`;
const start = (person: Person, changes: object = {}) =>
  person.callRaw("StartAttachmentUpload", {
    ContentType: "image/png",
    AttachmentSizeInBytes: 8,
    AttachmentName: "receipt.png",
    ClientToken: crypto.randomUUID(),
    ...changes,
  });
const statuses = (stage: ReturnType<typeof createStage>, { contactId }: Person) =>
  stage.transcript(contactId).flatMap(({ Attachments = [] }) => Attachments.map(({ Status }) => Status));

test("what is uploaded comes to everyone as an item, and back byte for byte", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const agent = await stage.agent(customer.contactId);
  const sockets = [
    await socketFor(stage, customer.participantToken),
    await socketFor(stage, agent.participantToken),
  ];
  const attachmentId = await upload(stage, customer);
  const item = stage.transcript(customer.contactId).at(-1);
  expect(item).toEqual({
    AbsoluteTime: "2026-01-15T12:00:00.000Z",
    Attachments: [
      {
        ContentType: "image/png",
        AttachmentId: attachmentId,
        AttachmentName: "receipt.png",
        Status: "APPROVED",
      },
    ],
    Id: expect.any(String),
    Type: "ATTACHMENT",
    ParticipantId: customer.participantId,
    DisplayName: "Avery",
    ParticipantRole: "CUSTOMER",
    ContactId: customer.contactId,
  });
  stage.clock.advance(0);
  for (const { frames } of sockets)
    expect(JSON.parse(frames.at(-1)!.content as string)).toEqual({
      ...item,
      InitialContactId: customer.contactId,
    });
  for (const person of [customer, agent]) {
    const { response, AttachmentSizeInBytes, UrlExpiry } = await download(stage, person, attachmentId);
    expect([AttachmentSizeInBytes, UrlExpiry]).toEqual([bytes.length, "2026-01-15T12:05:00Z"]);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/png",
      "content-disposition": 'attachment; filename="receipt.png"',
      "content-length": "8",
      "access-control-allow-origin": "*",
    });
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  }
});

test("tells where to upload, until when, and with which headers", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const started = await startUpload(customer);
  expect(started.path).toContain(`/bucket/staging/${started.attachmentId}?`);
  expect(started.expiry).toBe("2026-01-15T12:02:00Z");
  expect(started.headers).toEqual({
    "Content-Type": "image/png",
    "Content-Length": "8",
    "Content-Disposition": 'attachment; filename="receipt.png"',
    "x-amz-acl": "bucket-owner-full-control",
    "x-amz-meta-account_id": expect.any(String),
    "x-amz-meta-organization_id": expect.any(String),
    "x-amz-meta-contact_id": customer.contactId,
    "x-amz-meta-initial_contact_id": customer.contactId,
  });
});

test.each([
  ["a type that may not be attached", { ContentType: "text/html" }],
  ["more than 20 MB", { AttachmentSizeInBytes: 20_971_521 }],
  ["no bytes", { AttachmentSizeInBytes: 0 }],
  ["half a byte", { AttachmentSizeInBytes: 1.5 }],
  ["no name", { AttachmentName: "" }],
  ["too long a name", { AttachmentName: "n".repeat(257) }],
  ["no ClientToken", { ClientToken: null }],
])("refuses %s", async (_, changes) => {
  const customer = await createStage().customer();
  expect(refusal(await start(customer, changes))).toBe("400 ValidationException");
});

test("takes 20 MB, and a type however it is spelt", async () => {
  const customer = await createStage().customer();
  const largest = await start(customer, { AttachmentSizeInBytes: 20_971_520, ContentType: "IMAGE/PNG" });
  expect(largest.status).toBe(200);
});

test("a repeated ClientToken gives the same attachment, and completes once", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const first = await start(customer, { ClientToken: "one" });
  expect((await start(customer, { ClientToken: "one" })).body).toEqual(first.body);
  const { attachmentId, ...rest } = await startUpload(customer);
  await put(stage, rest);
  const body = { AttachmentIds: [attachmentId], ClientToken: "two" };
  const completed = () => customer.callRaw("CompleteAttachmentUpload", body);
  expect([(await completed()).status, (await completed()).status]).toEqual([200, 200]);
  expect(statuses(stage, customer)).toEqual(["APPROVED"]);
});

test("attachments that are switched off are denied", async () => {
  const customer = await createStage({ attachments: { enabled: false } }).customer();
  expect(refusal(await start(customer))).toBe("403 AccessDeniedException");
  expect(refusal(await complete(customer, "any"))).toBe("403 AccessDeniedException");
});

test("the 36th attachment is over the quota, until an upload that was given up has expired", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  for (let count = 0; count < 34; count += 1) await upload(stage, customer);
  const late = await startUpload(customer);
  await put(stage, late);
  expect(refusal(await start(customer))).toBe("402 ServiceQuotaExceededException");
  stage.clock.advance(120_000);
  await upload(stage, customer);
  expect(refusal(await start(customer))).toBe("402 ServiceQuotaExceededException");
  expect(refusal(await complete(customer, late.attachmentId))).toBe("402 ServiceQuotaExceededException");
});

test("completing is refused for what is unknown, another's, not there or done", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const agent = await stage.agent(customer.contactId);
  expect(refusal(await complete(customer, "unknown"))).toBe("400 ValidationException");
  expect(refusal(await complete(customer, "__proto__"))).toBe("400 ValidationException");
  const started = await startUpload(customer);
  expect(refusal(await complete(customer, started.attachmentId))).toBe("409 ConflictException");
  await put(stage, started);
  expect(refusal(await complete(agent, started.attachmentId))).toBe("400 ValidationException");
  expect((await complete(customer, started.attachmentId)).status).toBe(200);
  expect(refusal(await complete(customer, started.attachmentId))).toBe("409 ConflictException");
  const two = { AttachmentIds: ["a", "b"], ClientToken: "c" };
  expect(refusal(await customer.callRaw("CompleteAttachmentUpload", two))).toBe("400 ValidationException");
});

test("an attachment is hidden until the scanner has decided, and may then be rejected", async () => {
  const stage = createStage({ attachments: { verdict: "reject", scanDelayMs: 3_000 } });
  const customer = await stage.customer();
  const attachmentId = await upload(stage, customer);
  stage.clock.advance(2_999);
  expect(statuses(stage, customer)).toEqual([]);
  stage.clock.advance(1);
  expect(statuses(stage, customer)).toEqual(["REJECTED"]);
  const refused = await customer.callRaw("GetAttachment", { AttachmentId: attachmentId });
  expect(refusal(refused)).toBe("400 ValidationException");
});

test.each([
  ["held for longer", { verdict: "hold" }],
  ["approved later", { scanDelayMs: 60_001 }],
] as const)(
  "an attachment that is %s than a minute after it was complete is rejected",
  async (_, options) => {
    const stage = createStage({ attachments: options });
    const customer = await stage.customer();
    const attachmentId = await upload(stage, customer);
    stage.clock.advance(59_999);
    expect(statuses(stage, customer)).toEqual([]);
    stage.clock.advance(10_000);
    expect(statuses(stage, customer)).toEqual(["REJECTED"]);
    const late = { contactId: customer.contactId, attachmentId, verdict: "approve" } as const;
    expect(() => stage.emulator.control.decideAttachment(late)).toThrow(/not at the scanner/);
  },
);

test("the control side rules the scanner, for all chats and for one before them", async () => {
  const stage = createStage();
  const { control } = stage.emulator;
  const [avery, blair] = [await stage.customer(), await stage.customer({ displayName: "Blair" })];
  control.setScanner({ verdict: "reject" });
  control.setScanner({ contactId: blair.contactId, verdict: "hold" });
  await upload(stage, avery);
  const held = await upload(stage, blair);
  expect([statuses(stage, avery), statuses(stage, blair)]).toEqual([["REJECTED"], []]);
  expect(control.listAttachments(blair.contactId)).toEqual([
    {
      attachmentId: held,
      participantId: blair.participantId,
      name: "receipt.png",
      contentType: "image/png",
      sizeBytes: 8,
      state: "SCANNING",
    },
  ]);
  const verdict = { contactId: blair.contactId, attachmentId: held, verdict: "approve" } as const;
  control.decideAttachment(verdict);
  expect(statuses(stage, blair)).toEqual(["APPROVED"]);
  expect(() => control.decideAttachment(verdict)).toThrow(/not at the scanner/);
});

test("a file from the control side passes the same scanner", async () => {
  const stage = createStage({ attachments: { scanDelayMs: 100 } });
  const customer = await stage.customer();
  const agent = await stage.agent(customer.contactId);
  const { attachmentId } = stage.emulator.control.attach({
    contactId: agent.contactId,
    participantId: agent.participantId,
    name: "Überblick.txt",
    contentType: "text/plain",
    contentBase64: btoa("Hello"),
  });
  stage.clock.advance(100);
  const { response } = await download(stage, customer, attachmentId);
  expect(await response.text()).toBe("Hello");
  expect(response.headers.get("content-disposition")).toBe(
    "attachment; filename=\"_berblick.txt\"; filename*=UTF-8''%C3%9Cberblick.txt",
  );
});

test("a custom bot neither sends nor gets attachments", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const attachmentId = await upload(stage, customer);
  const bot = await stage.person(
    stage.emulator.control.inviteAgent({
      contactId: customer.contactId,
      displayName: "Bot",
      agentId: "bot",
      role: "CUSTOM_BOT",
    }),
  );
  expect(refusal(await start(bot))).toBe("403 AccessDeniedException");
  expect(refusal(await bot.callRaw("GetAttachment", { AttachmentId: attachmentId }))).toBe(
    "403 AccessDeniedException",
  );
});

test("an attachment of another chat is unknown here, and its life is 5 to 300 seconds", async () => {
  const stage = createStage();
  const [avery, blair] = [await stage.customer(), await stage.customer()];
  const attachmentId = await upload(stage, avery);
  for (const body of [
    { AttachmentId: attachmentId },
    { AttachmentId: "unknown" },
    { AttachmentId: attachmentId, UrlExpiryInSeconds: 4 },
    { AttachmentId: attachmentId, UrlExpiryInSeconds: 301 },
  ])
    expect(refusal(await blair.callRaw("GetAttachment", body))).toBe("400 ValidationException");
  expect(await download(stage, avery, attachmentId, 5)).toMatchObject({ UrlExpiry: "2026-01-15T12:00:05Z" });
});

test("the bytes are dropped five minutes after the end of the chat", async () => {
  const stage = createStage({ limits: { keptEndedContacts: 0 } });
  const customer = await stage.customer();
  const attachmentId = await upload(stage, customer);
  stage.clock.advance(1_000);
  const { path } = await download(stage, customer, attachmentId, 300);
  stage.emulator.control.end(customer.contactId);
  stage.clock.advance(299_999);
  expect((await stage.send(path)).status).toBe(200);
  stage.clock.advance(1);
  expect((await stage.send(path)).status).toBe(403);
  stage.emulator.close();
  expect(stage.clock.pendingTimers).toBe(0);
});

test("a receipt for an attachment is kept on it", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const agent = await stage.agent(customer.contactId);
  await upload(stage, customer);
  const messageId = stage.transcript(customer.contactId).at(-1)!.Id;
  await agent.call("SendEvent", {
    ContentType: "application/vnd.amazonaws.connect.event.message.read",
    Content: JSON.stringify({ messageId }),
  });
  expect(stage.transcript(customer.contactId).at(-1)).toMatchObject({
    Type: "ATTACHMENT",
    MessageMetadata: { Receipts: [{ RecipientParticipantId: agent.participantId }] },
  });
});

test.each(["image/webp", "IMAGE/WEBP"])(
  "of content types that may be sent case does not matter: %s",
  async (ContentType) => {
    const stage = createStage({ attachments: { contentTypes: ["Image/WebP"] } });
    const customer = await stage.customer();
    expect(await start(customer, { ContentType })).toMatchObject({ status: 200 });
    expect(refusal(await start(customer))).toBe("400 ValidationException");
  },
);
