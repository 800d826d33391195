import {
  AccessDeniedException,
  ConnectClient,
  ContactNotFoundException,
  CreateParticipantCommand,
  CreatePersistentContactAssociationCommand,
  InvalidRequestException,
  LimitExceededException,
  ResourceNotFoundException,
  ServiceQuotaExceededException,
  StartChatContactCommand,
  StopContactCommand,
  TooManyRequestsException,
  UpdateParticipantAuthenticationCommand,
  UpdateParticipantRoleConfigCommand,
} from "@aws-sdk/client-connect";
import type { ParticipantTimerConfiguration, StartChatContactCommandInput } from "@aws-sdk/client-connect";
import {
  ConnectParticipantClient,
  CreateParticipantConnectionCommand,
  GetAuthenticationUrlCommand,
  GetTranscriptCommand,
  SendMessageCommand,
} from "@aws-sdk/client-connectparticipant";
import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator, StartEmulatorOptions } from "amazon-connect-chat-emulator";
import { afterEach, expect, test } from "vitest";

const InstanceId = "instance";
const credentials = { accessKeyId: "none", secretAccessKey: "none" };

/** An emulator, and the AWS SDK's clients for a site's backend and for its pages. */
interface Stage {
  readonly emulator: RunningEmulator;
  readonly connect: ConnectClient;
  readonly participants: ConnectParticipantClient;
}

let stage: Stage | undefined;
afterEach(async () => {
  stage?.connect.destroy();
  stage?.participants.destroy();
  await stage?.emulator.close();
  stage = undefined;
});

async function open(options: StartEmulatorOptions = {}): Promise<Stage> {
  const emulator = await startEmulator({
    ...{ flow: { prompts: [] }, endDelayMs: 0, rehydrationDelayMs: 0, ...options },
  });
  const config = { region: "us-west-2", endpoint: emulator.url, credentials, maxAttempts: 1 };
  stage = {
    emulator,
    connect: new ConnectClient(config),
    participants: new ConnectParticipantClient(config),
  };
  return stage;
}

const startChat = ({ connect }: Stage, more: Partial<StartChatContactCommandInput> = {}) =>
  connect.send(
    new StartChatContactCommand({
      InstanceId,
      ContactFlowId: "flow",
      ParticipantDetails: { DisplayName: "Avery" },
      ...more,
    }),
  );
const stop = ({ connect }: Stage, ContactId: string) =>
  connect.send(new StopContactCommand({ InstanceId, ContactId }));
const addBot = ({ connect }: Stage, ContactId: string, more: object = {}) =>
  connect.send(
    new CreateParticipantCommand({
      InstanceId,
      ContactId,
      ParticipantDetails: { ParticipantRole: "CUSTOM_BOT", DisplayName: "Helper" },
      ...more,
    }),
  );
const setTimers = (
  { connect }: Stage,
  ContactId: string,
  ...ParticipantTimerConfigList: ParticipantTimerConfiguration[]
) =>
  connect.send(
    new UpdateParticipantRoleConfigCommand({
      InstanceId,
      ContactId,
      ChannelConfiguration: { Chat: { ParticipantTimerConfigList } },
    }),
  );
const associate = (
  { connect }: Stage,
  InitialContactId: string,
  SourceContactId: string,
  more: object = {},
) =>
  connect.send(
    new CreatePersistentContactAssociationCommand({
      ...{ InstanceId, InitialContactId, SourceContactId, RehydrationType: "FROM_SEGMENT", ...more },
    }),
  );
const updateAuthentication = ({ connect }: Stage, more: object) =>
  connect.send(new UpdateParticipantAuthenticationCommand({ InstanceId, State: "unknown", ...more }));

const join = async ({ participants }: Stage, ParticipantToken: string | undefined) => {
  const { ConnectionCredentials } = await participants.send(
    new CreateParticipantConnectionCommand({
      ParticipantToken,
      Type: ["CONNECTION_CREDENTIALS"],
      ConnectParticipant: true,
    }),
  );
  return ConnectionCredentials!.ConnectionToken!;
};
const idle = (minutes: number): ParticipantTimerConfiguration => ({
  ParticipantRole: "CUSTOMER",
  TimerType: "IDLE",
  TimerValue: { ParticipantTimerDurationInMinutes: minutes },
});
const eventsOf = ({ emulator }: Stage, contactId: string) =>
  emulator.control.getContact(contactId).transcript.map(({ ContentType, Content }) => Content ?? ContentType);
const eventType = (name: string) => `application/vnd.amazonaws.connect.event.${name}`;

test("StartChatContact gives a chat that the participant's client takes part in, with all that it was given", async () => {
  const current = await open();
  const chat = await startChat(current, {
    Attributes: { shop: "harbour" },
    InitialMessage: { ContentType: "text/plain", Content: "Hello" },
    SupportedMessagingContentTypes: ["text/plain", "text/markdown"],
    ChatDurationInMinutes: 60,
    ParticipantConfiguration: { ResponseMode: "INCREMENTAL" },
    RelatedContactId: "ticket",
    CustomerId: "customer",
    SegmentAttributes: { "connect:Subtype": { ValueString: "connect:Chat" } },
    DisconnectOnCustomerExit: ["AGENT"],
  });
  const ConnectionToken = await join(current, chat.ParticipantToken);
  await current.participants.send(
    new SendMessageCommand({ ConnectionToken, ContentType: "text/markdown", Content: "*Hi*" }),
  );
  const { Transcript } = await current.participants.send(
    new GetTranscriptCommand({ ConnectionToken, SortOrder: "ASCENDING" }),
  );
  expect(Transcript!.map(({ Content, ParticipantId }) => [Content, ParticipantId])).toEqual([
    [undefined, chat.ParticipantId],
    ["Hello", chat.ParticipantId],
    ["*Hi*", chat.ParticipantId],
  ]);
  expect(current.emulator.control.getContact(chat.ContactId!).contact).toMatchObject({
    contactId: chat.ContactId,
    customerName: "Avery",
    relatedContactId: "ticket",
  });
});

test("StartChatContact with the same ClientToken gives the chat that there is", async () => {
  const current = await open();
  const first = await startChat(current, { ClientToken: "one" });
  const { ContactId, ParticipantId, ParticipantToken } = await startChat(current, { ClientToken: "one" });
  expect([ContactId, ParticipantId, ParticipantToken]).toEqual([
    first.ContactId,
    first.ParticipantId,
    first.ParticipantToken,
  ]);
  expect((await startChat(current, { ClientToken: "two" })).ContactId).not.toBe(first.ContactId);
});

test("StartChatContact goes on from a past chat", async () => {
  const current = await open();
  const past = await startChat(current);
  await stop(current, past.ContactId!);
  const chat = await startChat(current, {
    PersistentChat: { SourceContactId: past.ContactId, RehydrationType: "ENTIRE_PAST_SESSION" },
  });
  expect(chat.ContinuedFromContactId).toBe(past.ContactId);
});

test("StopContact ends the chat", async () => {
  const current = await open();
  const { ContactId } = await startChat(current);
  expect((await stop(current, ContactId!)).$metadata.httpStatusCode).toBe(200);
  expect(current.emulator.control.getContact(ContactId!).contact.state).toBe("ENDED");
});

test("CreateParticipant gives a custom participant a token to come in with; a repeat with its ClientToken adds none", async () => {
  const current = await open();
  const { ContactId } = await startChat(current);
  const bot = await addBot(current, ContactId!, { ClientToken: "one" });
  const again = await addBot(current, ContactId!, { ClientToken: "one" });
  expect([again.ParticipantId, again.ParticipantCredentials]).toEqual([
    bot.ParticipantId,
    bot.ParticipantCredentials,
  ]);
  expect(Date.parse(bot.ParticipantCredentials!.Expiry!)).toBeGreaterThan(Date.now());
  const ConnectionToken = await join(current, bot.ParticipantCredentials!.ParticipantToken);
  await current.participants.send(
    new SendMessageCommand({ ConnectionToken, ContentType: "text/plain", Content: "Beep" }),
  );
  expect(eventsOf(current, ContactId!)).toEqual([eventType("participant.joined"), "Beep"]);
});

test("UpdateParticipantRoleConfig sets a timer and unsets it", async () => {
  const current = await open();
  const { ContactId, ParticipantToken } = await startChat(current);
  await join(current, ParticipantToken);
  const disconnect = { ParticipantRole: "CUSTOMER", TimerType: "DISCONNECT_NONCUSTOMER" } as const;
  await setTimers(current, ContactId!, idle(2), {
    ...disconnect,
    TimerValue: { ParticipantTimerDurationInMinutes: 480 },
  });
  await setTimers(current, ContactId!, { ...disconnect, TimerValue: { ParticipantTimerAction: "Unset" } });
  const { control } = current.emulator;
  const agent = control.inviteAgent({ contactId: ContactId!, displayName: "Robin", agentId: "robin" });
  await join(current, agent.participantToken);
  control.advanceClock(480 * 60_000);
  expect(control.getContact(ContactId!).contact.state).toBe("WITH_AGENT");
});

test("CreatePersistentContactAssociation gives a running chat its past; a repeat with its ClientToken gives the same answer", async () => {
  const current = await open();
  const past = await startChat(current);
  await stop(current, past.ContactId!);
  const { ContactId } = await startChat(current);
  const first = await associate(current, ContactId!, past.ContactId!, { ClientToken: "one" });
  expect(first.ContinuedFromContactId).toBe(past.ContactId);
  const again = await associate(current, ContactId!, past.ContactId!, { ClientToken: "one" });
  expect(again.ContinuedFromContactId).toBe(past.ContactId);
});

/** A chat whose customer has been asked to sign in, and has begun to. */
async function signingIn() {
  const current = await open({ authentication: { actsAsBackend: false } });
  const { ContactId, ParticipantToken } = await startChat(current);
  const ConnectionToken = await join(current, ParticipantToken);
  const { sessionId: SessionId } = current.emulator.control.startAuthentication({ contactId: ContactId! });
  const { AuthenticationUrl } = await current.participants.send(
    new GetAuthenticationUrlCommand({ ConnectionToken, SessionId, RedirectUri: "https://shop.example/back" }),
  );
  return { current, AuthenticationUrl: new URL(AuthenticationUrl!) };
}

test("UpdateParticipantAuthentication takes what the sign-in page handed to the site", async () => {
  const { current, AuthenticationUrl } = await signingIn();
  const State = AuthenticationUrl.searchParams.get("state");
  const back = await fetch(AuthenticationUrl, {
    method: "POST",
    body: new URLSearchParams({ state: State!, choice: "signIn", name: "Avery B." }),
    redirect: "manual",
  });
  const { searchParams } = new URL(back.headers.get("location")!);
  await expect(updateAuthentication(current, { State, Code: "wrong" })).rejects.toBeInstanceOf(
    AccessDeniedException,
  );
  await updateAuthentication(current, { State: searchParams.get("state"), Code: searchParams.get("code") });
  expect(current.emulator.control.listContacts()[0]!.participants[0]!.displayName).toBe("Avery B.");
});

const past = { SourceContactId: "unknown", RehydrationType: "FROM_SEGMENT" } as const;
const ended = async (current: Stage) => {
  const { ContactId } = await startChat(current);
  await stop(current, ContactId!);
  return ContactId!;
};
const running = async (current: Stage) => (await startChat(current)).ContactId!;

test.each<
  [string, new (options: never) => Error, (current: Stage) => Promise<unknown>, StartEmulatorOptions?]
>([
  [
    "StartChatContact without a name for the customer is InvalidRequestException",
    InvalidRequestException,
    (current) => startChat(current, { ParticipantDetails: { DisplayName: "" } }),
  ],
  [
    "StartChatContact without an instance is InvalidRequestException",
    InvalidRequestException,
    (current) => startChat(current, { InstanceId: undefined }),
  ],
  [
    "StartChatContact without plain text is InvalidRequestException",
    InvalidRequestException,
    (current) => startChat(current, { SupportedMessagingContentTypes: ["text/markdown"] }),
  ],
  [
    "StartChatContact for less than an hour is InvalidRequestException",
    InvalidRequestException,
    (current) => startChat(current, { ChatDurationInMinutes: 59 }),
  ],
  [
    "StartChatContact with an attribute's name that is none is InvalidRequestException",
    InvalidRequestException,
    (current) => startChat(current, { Attributes: { "a b": "c" } }),
  ],
  [
    "StartChatContact with more than 32 KB of attributes is InvalidRequestException",
    InvalidRequestException,
    (current) => startChat(current, { Attributes: { a: "x".repeat(20_000), b: "x".repeat(20_000) } }),
  ],
  [
    "StartChatContact with a first message of another type is InvalidRequestException",
    InvalidRequestException,
    (current) => startChat(current, { InitialMessage: { ContentType: "text/markdown", Content: "*Hi*" } }),
  ],
  [
    "StartChatContact with both a past and a related contact is InvalidRequestException",
    InvalidRequestException,
    (current) => startChat(current, { PersistentChat: past, RelatedContactId: "ticket" }),
  ],
  [
    "StartChatContact from an unknown past is ResourceNotFoundException",
    ResourceNotFoundException,
    (current) => startChat(current, { PersistentChat: past }),
  ],
  [
    "one chat more than there may be is LimitExceededException",
    LimitExceededException,
    async (current) => {
      await startChat(current);
      await startChat(current);
    },
    { limits: { activeChats: 1 } },
  ],
  [
    "more chats at once than the published burst are TooManyRequestsException",
    TooManyRequestsException,
    (current) => Promise.all(Array.from({ length: 20 }, () => startChat(current))),
    { throttling: "published" },
  ],
  [
    "StopContact of an unknown contact is ContactNotFoundException",
    ContactNotFoundException,
    (current) => stop(current, "unknown"),
  ],
  [
    "StopContact of a chat that has ended is ContactNotFoundException",
    ContactNotFoundException,
    async (current) => stop(current, await ended(current)),
  ],
  [
    "CreateParticipant of another role is InvalidRequestException",
    InvalidRequestException,
    async (current) =>
      addBot(current, await running(current), {
        ParticipantDetails: { ParticipantRole: "AGENT", DisplayName: "Robin" },
      }),
  ],
  [
    "a second custom participant is ServiceQuotaExceededException",
    ServiceQuotaExceededException,
    async (current) => {
      const contactId = await running(current);
      await addBot(current, contactId);
      await addBot(current, contactId);
    },
  ],
  [
    "CreateParticipant in an unknown chat is ResourceNotFoundException",
    ResourceNotFoundException,
    (current) => addBot(current, "unknown"),
  ],
  [
    "CreateParticipant in a chat that has ended is InvalidRequestException",
    InvalidRequestException,
    async (current) => addBot(current, await ended(current)),
  ],
  [
    "UpdateParticipantRoleConfig with a minute is InvalidRequestException",
    InvalidRequestException,
    async (current) => setTimers(current, await running(current), idle(1)),
  ],
  [
    "UpdateParticipantRoleConfig with no timer is InvalidRequestException",
    InvalidRequestException,
    async (current) => setTimers(current, await running(current)),
  ],
  [
    "UpdateParticipantRoleConfig of an unknown chat is ResourceNotFoundException",
    ResourceNotFoundException,
    (current) => setTimers(current, "unknown", idle(2)),
  ],
  [
    "UpdateParticipantRoleConfig of a chat that has ended is InvalidRequestException",
    InvalidRequestException,
    async (current) => setTimers(current, await ended(current), idle(2)),
  ],
  [
    "CreatePersistentContactAssociation with an unknown past is ResourceNotFoundException",
    ResourceNotFoundException,
    async (current) => associate(current, await running(current), "unknown"),
  ],
  [
    "CreatePersistentContactAssociation of an unknown chat is ResourceNotFoundException",
    ResourceNotFoundException,
    async (current) => associate(current, "unknown", await ended(current)),
  ],
  [
    "CreatePersistentContactAssociation with a past that goes on is InvalidRequestException",
    InvalidRequestException,
    async (current) => associate(current, await running(current), await running(current)),
  ],
  [
    "a second past is InvalidRequestException",
    InvalidRequestException,
    async (current) => {
      const contactId = await running(current);
      await associate(current, contactId, await ended(current));
      await associate(current, contactId, await ended(current));
    },
  ],
  [
    "UpdateParticipantAuthentication with an unknown state is AccessDeniedException",
    AccessDeniedException,
    (current) => updateAuthentication(current, { Code: "code" }),
  ],
  [
    "UpdateParticipantAuthentication without a state is InvalidRequestException",
    InvalidRequestException,
    (current) => updateAuthentication(current, { State: "" }),
  ],
])("%s", async (_, exception, act, options) => {
  const error: unknown = await act(await open(options)).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(exception);
  expect(error).toMatchObject({
    message: expect.stringMatching(/\w/) as unknown,
    $metadata: { requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown },
  });
});

test("a client that tries again gets through once the rate allows it", async () => {
  const current = await open({ throttling: { StartChatContact: { perSecond: 20, burst: 1 } } });
  const patient = new ConnectClient({
    ...{ region: "us-west-2", endpoint: current.emulator.url, credentials, maxAttempts: 6 },
  });
  try {
    const chats = await Promise.all([1, 2].map(() => startChat({ ...current, connect: patient })));
    expect(new Set(chats.map(({ ContactId }) => ContactId)).size).toBe(2);
  } finally {
    patient.destroy();
  }
});
