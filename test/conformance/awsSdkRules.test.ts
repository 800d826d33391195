import {
  AccessDeniedException,
  CompleteAttachmentUploadCommand,
  ConflictException,
  CreateParticipantConnectionCommand,
  DisconnectParticipantCommand,
  GetAttachmentCommand,
  GetTranscriptCommand,
  SendEventCommand,
  SendMessageCommand,
  ServiceQuotaExceededException,
  StartAttachmentUploadCommand,
  ThrottlingException,
  ValidationException,
} from "@aws-sdk/client-connectparticipant";
import type { StartEmulatorOptions } from "amazon-connect-chat-emulator";
import { afterEach, expect, test } from "vitest";
import { startSdkStage } from "../support/sdkStage.js";
import type { Person, SdkStage } from "../support/sdkStage.js";

let opened: SdkStage | undefined;
afterEach(() => opened?.close());
const open = async (options?: StartEmulatorOptions): Promise<SdkStage> =>
  (opened = await startSdkStage(options));

const message = ({ ConnectionToken }: Person, Content = "Hi", more: object = {}) =>
  new SendMessageCommand({ ConnectionToken, ContentType: "text/plain", Content, ...more });
const event = ({ ConnectionToken }: Person, name: string, Content?: string) =>
  new SendEventCommand({
    ConnectionToken,
    ContentType: `application/vnd.amazonaws.connect.event.${name}`,
    Content,
  });
const upload = ({ ConnectionToken }: Person, more: object = {}) =>
  new StartAttachmentUploadCommand({
    ConnectionToken,
    ContentType: "text/plain",
    AttachmentSizeInBytes: 1,
    AttachmentName: "a.txt",
    ...more,
  });
const times = (count: number) => Array.from({ length: count }, (_, index) => index);

/** What an operation refuses, and with which exception of the SDK. */
test.each<
  [
    string,
    new (options: never) => Error,
    (stage: SdkStage, customer: Person) => Promise<unknown>,
    StartEmulatorOptions?,
  ]
>([
  [
    "more uploads at once than the published burst are ThrottlingException",
    ThrottlingException,
    ({ client }, customer) => Promise.all(times(30).map(() => client.send(upload(customer)))),
    { throttling: "published" },
  ],
  [
    "a limit of one's own is kept as well",
    ThrottlingException,
    async ({ client }, { ConnectionToken }) => {
      await client.send(new GetTranscriptCommand({ ConnectionToken }));
      await client.send(new GetTranscriptCommand({ ConnectionToken }));
    },
    { throttling: { GetTranscript: { perSecond: 1, burst: 1 } } },
  ],
  [
    "a message over 16,384 bytes is ValidationException, characters or not",
    ValidationException,
    ({ client }, customer) => client.send(message(customer, "é".repeat(8_193))),
  ],
  [
    "a message of a type that the chat was not started with is ValidationException",
    ValidationException,
    ({ client }, customer) => client.send(message(customer, "**Hi**", { ContentType: "text/markdown" })),
  ],
  [
    "a JSON message that is no JSON is ValidationException",
    ValidationException,
    async (stage) => {
      const customer = await stage.customer({ supportedContentTypes: ["text/plain", "application/json"] });
      return stage.client.send(message(customer, "{", { ContentType: "application/json" }));
    },
  ],
  [
    "the 36th attachment of a chat is ServiceQuotaExceededException",
    ServiceQuotaExceededException,
    async ({ client, control }, customer) => {
      const file = { name: "a.txt", contentType: "text/plain", contentBase64: "YQ==" };
      times(35).forEach(() => control.attach({ ...customer, ...file }));
      await client.send(upload(customer));
    },
  ],
  [
    "an attachment over 20 MB is ValidationException",
    ValidationException,
    ({ client }, customer) => client.send(upload(customer, { AttachmentSizeInBytes: 20_971_521 })),
  ],
  [
    "an attachment of another type is ValidationException",
    ValidationException,
    ({ client }, customer) => client.send(upload(customer, { ContentType: "application/x-sh" })),
  ],
  [
    "an attachment that was not put is ConflictException",
    ConflictException,
    async ({ client }, customer) => {
      const { AttachmentId = "" } = await client.send(upload(customer));
      const { ConnectionToken } = customer;
      await client.send(
        new CompleteAttachmentUploadCommand({ ConnectionToken, AttachmentIds: [AttachmentId] }),
      );
    },
  ],
  [
    "an attachment that the scanner rejected cannot be got",
    ValidationException,
    async ({ client, control }, customer) => {
      control.setScanner({ verdict: "reject" });
      const file = { name: "a.txt", contentType: "text/plain", contentBase64: "YQ==" };
      const { attachmentId: AttachmentId } = control.attach({ ...customer, ...file });
      await client.send(
        new GetAttachmentCommand({ ConnectionToken: customer.ConnectionToken, AttachmentId }),
      );
    },
  ],
  [
    "a receipt while more than two take part is ConflictException",
    ConflictException,
    async (stage, customer) => {
      await stage.agent(customer);
      await stage.agent(customer, "Sam");
      await stage.client.send(event(customer, "message.read", JSON.stringify({ messageId: "m" })));
    },
  ],
  [
    "a supervisor who only watches may not send: AccessDeniedException",
    AccessDeniedException,
    async ({ client, control, connect }, { contactId }) => {
      const lead = control.addSupervisor({ contactId, displayName: "Lead", agentId: "lead" });
      await client.send(message(await connect(lead)));
    },
  ],
  [
    "a custom participant may not attach: AccessDeniedException",
    AccessDeniedException,
    async ({ client, control, connect }, { contactId }) => {
      const bot = { contactId, displayName: "Helper", agentId: "bot", role: "CUSTOM_BOT" as const };
      await client.send(upload(await connect(control.inviteAgent(bot))));
    },
  ],
  [
    "a connection token is good for a day",
    AccessDeniedException,
    async ({ client, control }, customer) => {
      control.advanceClock(86_399_000);
      await client.send(message(customer));
      control.advanceClock(1_000);
      await client.send(message(customer));
    },
  ],
  [
    "a chat is over after its duration, and its tokens with it",
    AccessDeniedException,
    async ({ client, control, customer }) => {
      const short = await customer({ durationMinutes: 60 });
      control.advanceClock(3_599_000);
      await client.send(message(short));
      control.advanceClock(1_000);
      await client.send(
        new CreateParticipantConnectionCommand({
          ParticipantToken: short.participantToken,
          Type: ["WEBSOCKET"],
        }),
      );
    },
  ],
  [
    "who was disconnected for someone's silence may not send any more",
    AccessDeniedException,
    async (stage, customer) => {
      const { contactId } = customer;
      stage.control.setTimers({ contactId, timers: { CUSTOMER: { disconnectMs: 120_000 } } });
      const agent = await stage.agent(customer);
      stage.control.advanceClock(120_000);
      await stage.client.send(message(agent));
    },
  ],
])("%s", async (_, exception, act, options) => {
  const stage = await open(options);
  await expect(act(stage, await stage.customer())).rejects.toBeInstanceOf(exception);
});

/** A repeat with the same ClientToken changes nothing and gives the first answer. */
test.each<[string, (stage: SdkStage, customer: Person, ClientToken: string) => Promise<unknown>]>([
  [
    "SendMessage",
    ({ client }, customer, ClientToken) => client.send(message(customer, "Hi", { ClientToken })),
  ],
  [
    "SendEvent",
    ({ client }, { ConnectionToken }, ClientToken) =>
      client.send(
        new SendEventCommand({
          ConnectionToken,
          ClientToken,
          ContentType: "application/vnd.amazonaws.connect.event.typing",
        }),
      ),
  ],
  [
    "StartAttachmentUpload",
    ({ client }, customer, ClientToken) => client.send(upload(customer, { ClientToken })),
  ],
  [
    "DisconnectParticipant",
    ({ client }, { ConnectionToken }, ClientToken) =>
      client.send(new DisconnectParticipantCommand({ ConnectionToken, ClientToken })),
  ],
])("a repeat of %s with its ClientToken gives the first answer and changes nothing", async (_, act) => {
  const stage = await open();
  const customer = await stage.customer();
  const answerOf = async (clientToken: string) => {
    const answer = (await act(stage, customer, clientToken)) as object;
    return { ...answer, $metadata: undefined };
  };
  const first = await answerOf("one");
  // What the first call leads to has come about by then.
  stage.control.advanceClock(0);
  const { transcript } = stage.control.getContact(customer.contactId);
  expect(await answerOf("one")).toEqual(first);
  expect(stage.control.getContact(customer.contactId).transcript).toEqual(transcript);
});

test("the past of a persistent chat is read with NextToken and BACKWARD, and names the contacts it is from", async () => {
  const { client, control, customer } = await open();
  const past = await customer();
  await client.send(message(past, "What was"));
  control.end(past.contactId);
  const present = await customer({
    persistentChat: { rehydrationType: "FROM_SEGMENT", sourceContactId: past.contactId },
  });
  await client.send(message(present, "What is"));
  control.advanceClock(0);
  const read = (NextToken?: string) =>
    client.send(
      new GetTranscriptCommand({
        ConnectionToken: present.ConnectionToken,
        ScanDirection: "BACKWARD",
        SortOrder: "ASCENDING",
        NextToken,
      }),
    );
  const newest = await read();
  expect(newest.Transcript!.map(({ Content }) => Content)).toEqual([undefined, "What is"]);
  const older = await read(newest.NextToken);
  expect(
    older.Transcript!.map(({ Content, RelatedContactId, ContactId }) => [
      Content,
      RelatedContactId,
      ContactId,
    ]),
  ).toEqual([
    [undefined, past.contactId, undefined],
    ["What was", past.contactId, undefined],
    [undefined, past.contactId, undefined],
  ]);
  expect(older.NextToken).toBe("");
});

test("a message that is processed is answered so, and what became of it stands in the transcript", async () => {
  const stage = await open({
    messageProcessing: {
      enabled: true,
      delayMs: 0,
      rules: [
        { says: "secret", becomes: "***" },
        { says: "forbidden", verdict: "reject" },
      ],
    },
  });
  const customer = await stage.customer();
  const sent = await stage.client.send(message(customer, "the secret word"));
  expect(sent.MessageMetadata).toEqual({ MessageProcessingStatus: "PROCESSING" });
  const rejected = await stage.client.send(message(customer, "a forbidden word"));
  stage.control.advanceClock(0);
  const { Transcript } = await stage.client.send(
    new GetTranscriptCommand({ ConnectionToken: customer.ConnectionToken }),
  );
  const withoutTime = ({ Id, Content, MessageMetadata }: NonNullable<typeof Transcript>[number]) => ({
    Id,
    Content,
    status: MessageMetadata?.MessageProcessingStatus,
  });
  expect(Transcript!.slice(0, 2).map(withoutTime)).toEqual([
    { Id: rejected.Id, Content: undefined, status: "REJECTED" },
    { Id: sent.Id, Content: "the *** word", status: undefined },
  ]);
});

test("a customer who leaves with DisconnectOnCustomerExit keeps the token for the flow afterwards, and no longer", async () => {
  const stage = await open({
    flow: { prompts: [], paceMs: 0 },
    flows: {
      default: [{ do: "afterwards", flow: "survey" }],
      survey: [{ do: "ask", content: "How was it?" }],
    },
  });
  const customer = await stage.customer({ disconnectsAgentsOnExit: true });
  stage.control.advanceClock(10);
  const agent = await stage.agent(customer);
  const leave = new DisconnectParticipantCommand({ ConnectionToken: customer.ConnectionToken });
  await stage.client.send(leave);
  stage.control.advanceClock(10);
  await expect(stage.client.send(message(agent))).rejects.toBeInstanceOf(AccessDeniedException);
  await stage.client.send(message(customer, "Good"));
  stage.control.advanceClock(10);
  expect(stage.control.getContact(customer.contactId).contact.state).toBe("ENDED");
  await expect(stage.client.send(message(customer))).rejects.toBeInstanceOf(AccessDeniedException);
});
