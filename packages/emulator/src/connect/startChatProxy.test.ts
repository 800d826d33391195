import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import type { Stage } from "../../test/chat.js";

const details = { ParticipantDetails: { DisplayName: "Avery" } };

async function post({ send }: Stage, body: unknown, path = "/start-chat") {
  const response = await send(path, {
    method: "POST",
    headers: { "Content-Type": "text/plain;charset=UTF-8" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

test.each(["/start-chat", "/startChatContact", "/Prod", "/Prod/", "/"])(
  "starts a chat on %s whatever the content type",
  async (path) => {
    const stage = createStage();
    const answer = await post(stage, details, path);
    expect(answer.status).toBe(200);
    const [contact] = stage.emulator.control.listContacts();
    expect(answer.body).toEqual({
      data: {
        startChatResult: {
          ContactId: contact!.contactId,
          ParticipantId: contact!.participants[0]!.participantId,
          ParticipantToken: expect.stringMatching(/^pt\.[\w-]{32,}$/),
        },
      },
    });
    expect(answer.headers.get("access-control-allow-credentials")).toBe("true");
    expect(contact).toMatchObject({ state: "CREATED", customerName: "Avery" });
  },
);

test("honours the initial message, the content types and the duration", async () => {
  const stage = createStage();
  const { body } = await post(stage, {
    ...details,
    Attributes: { tier: "gold" },
    InitialMessage: { ContentType: "text/markdown", Content: "**Help**" },
    SupportedMessagingContentTypes: ["text/plain", "text/markdown"],
    ChatDurationInMinutes: 60,
  });
  expect(body.data.featurePermissions).toEqual({ MESSAGING_MARKDOWN: true });
  const { ContactId, ParticipantId, ParticipantToken } = body.data.startChatResult;
  await stage.person({
    contactId: ContactId,
    initialContactId: ContactId,
    participantId: ParticipantId,
    participantToken: ParticipantToken,
  });
  expect(
    stage.transcript(ContactId).map(({ Content, ParticipantRole }) => [Content, ParticipantRole]),
  ).toEqual([
    [undefined, "CUSTOMER"],
    ["**Help**", "CUSTOMER"],
  ]);
  stage.clock.advance(3_600_000);
  expect(stage.emulator.control.getContact(ContactId).contact.state).toBe("ENDED");
});

test("a repeat with the same ClientToken gives the first chat", async () => {
  const stage = createStage();
  const first = await post(stage, { ...details, ClientToken: "one" });
  const second = await post(stage, { ...details, ClientToken: "one" });
  expect(second.body).toEqual(first.body);
  expect(stage.emulator.control.listContacts()).toHaveLength(1);
});

test.each<[string, unknown]>([
  ["no JSON", "{"],
  ["an empty body", ""],
  ["a list", "[]"],
  ["no details", {}],
  ["no name", { ParticipantDetails: {} }],
  ["an empty name", { ParticipantDetails: { DisplayName: "" } }],
  ["a long name", { ParticipantDetails: { DisplayName: "n".repeat(257) } }],
  ["a short duration", { ...details, ChatDurationInMinutes: 59 }],
  ["a long duration", { ...details, ChatDurationInMinutes: 10_081 }],
  ["types without text/plain", { ...details, SupportedMessagingContentTypes: ["text/markdown"] }],
  ["attributes with a bad key", { ...details, Attributes: { "a b": "x" } }],
  ["attributes that are no texts", { ...details, Attributes: { tier: 1 } }],
  ["attributes that are too long", { ...details, Attributes: { a: "x".repeat(32_767), b: "y" } }],
  ["an empty first message", { ...details, InitialMessage: { ContentType: "text/plain", Content: "" } }],
  [
    "a first message of an unsupported type",
    { ...details, InitialMessage: { ContentType: "text/markdown", Content: "x" } },
  ],
])("refuses %s in the proxy's form", async (_, body) => {
  const stage = createStage();
  const answer = await post(stage, body);
  expect(answer.status).toBe(400);
  expect(answer.body.data.Error).toMatchObject({
    code: "InvalidRequestException",
    statusCode: 400,
    retryable: false,
    time: "2026-01-15T12:00:00.000Z",
    requestId: answer.headers.get("x-amzn-requestid"),
  });
  expect(stage.emulator.control.listContacts()).toEqual([]);
});

test("goes on from a past chat, and says from which contact", async () => {
  const stage = createStage();
  const { contactId } = await stage.customer();
  const start = (sourceContactId: string) =>
    post(stage, {
      ...details,
      PersistentChat: { SourceContactId: sourceContactId, RehydrationType: "ENTIRE_PAST_SESSION" },
    });
  expect((await start(contactId)).body.data.Error.code).toBe("InvalidRequestException");
  stage.emulator.control.end(contactId);
  expect((await start(contactId)).body.data.startChatResult.ContinuedFromContactId).toBe(contactId);
  const unknown = await start("unknown");
  expect([unknown.status, unknown.body.data.Error.code]).toEqual([404, "ResourceNotFoundException"]);
});

test("over the number of active chats, or over the rate, the refusal is 429 and may be tried again", async () => {
  const full = createStage({ limits: { activeChats: 1 } });
  const { contactId } = await full.customer();
  const refused = await post(full, details);
  expect([refused.status, refused.body.data.Error]).toMatchObject([
    429,
    { code: "LimitExceededException", retryable: true },
  ]);
  full.emulator.control.end(contactId);
  expect((await post(full, details)).status).toBe(200);

  const slow = createStage({ throttling: { StartChatContact: { perSecond: 1, burst: 1 } } });
  await post(slow, details);
  for (const body of [details, "{"])
    expect((await post(slow, body)).body.data.Error.code).toBe("TooManyRequestsException");
});

test("starts a chat when PersistentChat is not whole", async () => {
  expect((await post(createStage(), { ...details, PersistentChat: {} })).status).toBe(200);
});
