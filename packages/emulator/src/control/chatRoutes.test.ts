import { expect, test } from "vitest";
import { bytes, startUpload, put, complete } from "../../test/attachment.js";
import { createStage } from "../../test/chat.js";

const interactive = "application/vnd.amazonaws.connect.message.interactive";

async function desk() {
  const stage = createStage();
  const customer = await stage.customer({
    supportedContentTypes: ["text/plain", interactive, `${interactive}.response`],
  });
  const agent = await stage.agent(customer.contactId);
  const ask = async (path: string, body?: unknown, method = "POST") => {
    const response = await stage.send(`/control${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const chat = `/contacts/${customer.contactId}`;
  return { stage, customer, agent, chat, ask };
}

test("questions are asked by name or as they are", async () => {
  const { stage, customer, chat, ask } = await desk();
  const elements = [{ title: "Yes" }, { title: "No" }];
  const own = { templateType: "QuickReply", version: "1.0", data: { content: { title: "Well?", elements } } };
  for (const template of ["TimePicker", own]) {
    const { status, body } = await ask(`${chat}/interactive`, { template });
    expect(status).toBe(200);
    expect(stage.transcript(customer.contactId).at(-1)).toMatchObject({ ...body, ContentType: interactive });
  }
  expect(JSON.parse(stage.transcript(customer.contactId).at(-1)!.Content!)).toEqual(own);
});

test("the pictures of the ready questions are there", async () => {
  const { stage, customer, chat, ask } = await desk();
  await ask(`${chat}/interactive`, { template: "Panel" });
  const { data } = JSON.parse(stage.transcript(customer.contactId).at(-1)!.Content!) as {
    data: { content: { imageData: string } };
  };
  const response = await stage.send(new URL(data.content.imageData).pathname);
  expect(response.headers.get("content-type")).toBe("image/svg+xml");
  expect(await response.text()).toContain(">shop<");
  expect(await (await stage.send("/emulator/pictures/%3Cscript%3E.svg")).text()).not.toContain("<script>");
});

test("views, streams and events are sent", async () => {
  const { stage, customer, chat, ask } = await desk();
  const shown = await ask(`${chat}/views`, { view: "form", data: { Heading: "Hi" } });
  expect(shown.body).toEqual({
    Id: expect.any(String),
    AbsoluteTime: expect.any(String),
    viewToken: expect.any(String),
  });
  const streamed = await ask(`${chat}/stream`, { chunks: ["a", "b"], delayMs: 10 });
  stage.clock.advance(20);
  expect(stage.transcript(customer.contactId).at(-1)).toMatchObject({ ...streamed.body, Content: "ab" });
  const event = await ask(`${chat}/events`, { event: "transfer.failed" });
  expect(stage.transcript(customer.contactId).at(-1)).toMatchObject(event.body);
});

test("attachments are sent, listed and decided on", async () => {
  const { stage, customer, agent, chat, ask } = await desk();
  expect((await ask("/scanner", { verdict: "hold" })).body).toEqual({});
  const sent = await ask(`${chat}/attachments`, {
    participantId: agent.participantId,
    name: "a.txt",
    contentType: "text/plain",
    contentBase64: btoa("a"),
  });
  const upload = await startUpload(customer, bytes.length);
  await put(stage, upload);
  await complete(customer, upload.attachmentId);
  expect((await ask(`${chat}/attachments`, undefined, "GET")).body).toMatchObject({
    attachments: [
      { attachmentId: sent.body.attachmentId, state: "SCANNING" },
      { attachmentId: upload.attachmentId, state: "SCANNING" },
    ],
  });
  const verdict = `${chat}/attachments/${upload.attachmentId}/verdict`;
  expect((await ask(verdict, { verdict: "reject" })).status).toBe(200);
  expect(stage.transcript(customer.contactId).at(-1)).toMatchObject({
    Attachments: [{ Status: "REJECTED" }],
  });
  expect((await ask(verdict, { verdict: "approve" })).status).toBe(409);
});

test("authentication is begun and ended", async () => {
  const { chat, ask } = await desk();
  const begun = await ask(`${chat}/authentication`, { timeoutMs: 1_000 });
  expect(begun.body).toEqual({ sessionId: expect.stringMatching(/^.{36}$/) });
  expect((await ask(`${chat}/authentication`)).status).toBe(409);
  expect((await ask(`${chat}/authentication/end`, { outcome: "timeout" })).body).toEqual({});
  expect((await ask(`${chat}/authentication/end`, { outcome: "timeout" })).status).toBe(409);
});

test("a chat is transferred and taken through a scenario", async () => {
  const { stage, customer, chat, ask } = await desk();
  const moved = await ask(`${chat}/transfer`, { displayName: "Sam", agentId: "sam" });
  expect(moved.body).toMatchObject({ initialContactId: customer.contactId });
  const { body } = await ask("/scenarios", undefined, "GET");
  expect(body.scenarios).toContain("streaming-bot");
  expect(
    (await ask(`/contacts/${String(moved.body.contactId)}/scenario`, { scenario: "streaming-bot" })).body,
  ).toEqual({});
  stage.clock.advance(1_200);
  expect(stage.transcript(customer.contactId).at(-1)!.Content).toMatch(/piece by piece/);
});

test("a chat that is started over the proxy names its scenario", async () => {
  const { stage } = await desk();
  const response = await stage.send("/start-chat", {
    method: "POST",
    body: JSON.stringify({
      ParticipantDetails: { DisplayName: "Blair" },
      Attributes: { scenario: "streaming-bot" },
    }),
  });
  const { data } = (await response.json()) as { data: { startChatResult: Record<string, string> } };
  const { ContactId: contactId = "", ParticipantToken: participantToken = "" } = data.startChatResult;
  await stage.person({ contactId, participantId: "", initialContactId: contactId, participantToken });
  stage.clock.advance(1_200);
  expect(stage.transcript(contactId).at(-1)!.Content).toMatch(/piece by piece/);
});

test.each([
  ["interactive", {}, "template"],
  ["interactive", { template: "Nothing" }, "template"],
  ["interactive", { template: { templateType: "Panel" } }, "template"],
  ["views", {}, "view"],
  ["views", { view: { Id: "no spaces" } }, "view"],
  ["stream", { chunks: [] }, "chunks"],
  ["stream", { chunks: ["a", ""] }, "chunks.1"],
  ["stream", { chunks: ["a"], delayMs: -1 }, "delayMs"],
  ["events", { event: "chat.ended" }, "event"],
  ["events", { event: "participant.displayname.updated" }, "displayName"],
  ["attachments", { participantId: "p", name: "n", contentType: "t" }, "contentBase64"],
  [
    "attachments",
    { participantId: "p", name: "n", contentType: "t\r\nx-more: 1", contentBase64: "YQ==" },
    "contentType",
  ],
  ["attachments/a/verdict", { verdict: "hold" }, "verdict"],
  ["authentication", { timeoutMs: "1" }, "timeoutMs"],
  ["authentication/end", { outcome: "initiated" }, "outcome"],
  ["transfer", { displayName: "Sam" }, "agentId"],
  ["scenario", {}, "scenario"],
])("%s refuses %j and names the member", async (path, body, member) => {
  const { chat, ask } = await desk();
  const refused = await ask(`${chat}/${path}`, body);
  expect(refused.status).toBe(400);
  expect(refused.body).toMatchObject({
    error: { code: "InvalidRequest", message: expect.stringContaining(member) },
  });
});

test.each([
  ["interactive", { template: "Panel" }],
  ["views", { view: "form" }],
  ["stream", { chunks: ["a"] }],
  ["events", { event: "participant.idle" }],
  ["attachments", { participantId: "p", name: "n", contentType: "t", contentBase64: "YQ==" }],
  ["attachments/a/verdict", { verdict: "approve" }],
  ["authentication", {}],
  ["authentication/end", { outcome: "failed" }],
  ["transfer", { displayName: "Sam", agentId: "sam" }],
  ["scenario", { scenario: "views" }],
])("%s of an unknown chat is not found", async (path, body) => {
  const { ask } = await desk();
  expect((await ask(`/contacts/unknown/${path}`, body)).body).toMatchObject({ error: { code: "NotFound" } });
});

test("what is unknown within a chat is not found, and what is no file is refused", async () => {
  const { agent, chat, ask } = await desk();
  const file = { participantId: agent.participantId, name: "n", contentType: "t", contentBase64: "!" };
  expect((await ask(`${chat}/attachments`, file)).status).toBe(400);
  expect((await ask(`${chat}/attachments`, { ...file, participantId: "p" })).status).toBe(404);
  expect((await ask(`${chat}/attachments/unknown/verdict`, { verdict: "approve" })).status).toBe(404);
  expect((await ask(`${chat}/views`, { view: "unknown" })).status).toBe(404);
  expect((await ask(`${chat}/scenario`, { scenario: "unknown" })).status).toBe(404);
  expect((await ask("/scanner", { contactId: "unknown" })).status).toBe(404);
});

test("a question of a chat without the content types for it is a conflict that says what is missing", async () => {
  const { stage, ask } = await desk();
  const { contactId } = await stage.customer();
  for (const [path, body] of [
    ["interactive", { template: "Panel" }],
    ["views", { view: "form" }],
  ] as const) {
    const refused = await ask(`/contacts/${contactId}/${path}`, body);
    expect(refused.body).toMatchObject({
      error: { code: "Conflict", message: expect.stringContaining("SupportedMessagingContentTypes") },
    });
  }
});

test("a question may have 20 KB", async () => {
  const { chat, ask } = await desk();
  const elements = [{ title: "One" }];
  const question = (length: number) => ({
    template: {
      templateType: "Panel",
      version: "1.0",
      data: { content: { title: "t".repeat(length - 33), elements } },
    },
  });
  expect((await ask(`${chat}/interactive`, question(20_400))).status).toBe(200);
  expect((await ask(`${chat}/interactive`, question(20_500))).status).toBe(400);
});
