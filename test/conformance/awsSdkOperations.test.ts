import {
  AccessDeniedException,
  CancelParticipantAuthenticationCommand,
  CompleteAttachmentUploadCommand,
  ConflictException,
  CreateParticipantConnectionCommand,
  DescribeViewCommand,
  DisconnectParticipantCommand,
  GetAttachmentCommand,
  GetAuthenticationUrlCommand,
  GetTranscriptCommand,
  ResourceNotFoundException,
  SendEventCommand,
  SendMessageCommand,
  StartAttachmentUploadCommand,
  ValidationException,
} from "@aws-sdk/client-connectparticipant";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startSdkStage } from "../support/sdkStage.js";
import type { Person, SdkStage } from "../support/sdkStage.js";

const INTERACTIVE = "application/vnd.amazonaws.connect.message.interactive";
const eventType = (name: string) => `application/vnd.amazonaws.connect.event.${name}`;

let stage: SdkStage;
let customer: Person;
let agent: Person;
beforeEach(async () => {
  stage = await startSdkStage();
  customer = await stage.customer({
    supportedContentTypes: ["text/plain", INTERACTIVE, `${INTERACTIVE}.response`],
  });
  agent = await stage.agent(customer);
});
afterEach(() => stage.close());

const send = (Content: string, ContentType = "text/plain") =>
  stage.client.send(
    new SendMessageCommand({ ConnectionToken: customer.ConnectionToken, ContentType, Content }),
  );
const sendEvent = (name: string, Content?: string, { ConnectionToken } = customer) =>
  stage.client.send(new SendEventCommand({ ConnectionToken, ContentType: eventType(name), Content }));
const read = (input: Partial<GetTranscriptCommand["input"]> = {}) =>
  stage.client.send(new GetTranscriptCommand({ ConnectionToken: customer.ConnectionToken, ...input }));
const connect = (Type: readonly string[] | undefined) =>
  stage.client.send(
    new CreateParticipantConnectionCommand({
      ParticipantToken: customer.participantToken,
      Type: Type as CreateParticipantConnectionCommand["input"]["Type"],
    }),
  );
const startUpload = (more: object = {}) =>
  stage.client.send(
    new StartAttachmentUploadCommand({
      ConnectionToken: customer.ConnectionToken,
      ContentType: "text/plain",
      AttachmentSizeInBytes: 1,
      AttachmentName: "a.txt",
      ...more,
    }),
  );
const complete = (...AttachmentIds: string[]) =>
  stage.client.send(
    new CompleteAttachmentUploadCommand({ ConnectionToken: customer.ConnectionToken, AttachmentIds }),
  );
const getAttachment = (AttachmentId: string, UrlExpiryInSeconds?: number) =>
  stage.client.send(
    new GetAttachmentCommand({
      ConnectionToken: customer.ConnectionToken,
      AttachmentId,
      UrlExpiryInSeconds,
    }),
  );
const attach = () =>
  stage.control.attach({
    ...customer,
    name: "a.txt",
    contentType: "text/plain",
    contentBase64: "YQ==",
  }).attachmentId;
async function upload(): Promise<string> {
  const { AttachmentId = "", UploadMetadata: { Url = "", HeadersToInclude = {} } = {} } = await startUpload();
  const headers = Object.entries(HeadersToInclude).filter(([name]) => name !== "Content-Length");
  await fetch(Url, { method: "PUT", headers, body: "a" });
  return AttachmentId;
}
const begin = () => stage.control.startAuthentication(customer).sessionId;
const getUrl = (SessionId: string, RedirectUri = "https://example.test/") =>
  stage.client.send(
    new GetAuthenticationUrlCommand({ ConnectionToken: customer.ConnectionToken, SessionId, RedirectUri }),
  );
const cancel = (SessionId: string) =>
  stage.client.send(
    new CancelParticipantAuthenticationCommand({ ConnectionToken: customer.ConnectionToken, SessionId }),
  );
const unknownId = "00000000-0000-4000-8000-000000000000";

test.each<[string, new (options: never) => Error, () => Promise<unknown>]>([
  ["a connection for voice", ValidationException, () => connect(["WEBRTC_CONNECTION"])],
  ["a connection of an unknown type", ValidationException, () => connect(["CARRIER_PIGEON"])],
  ["a connection of no type in a list", ValidationException, () => connect([])],
  [
    "a participant token that has expired",
    AccessDeniedException,
    () => {
      stage.control.expireTokens({ kind: "participantToken" });
      return connect(["WEBSOCKET"]);
    },
  ],
  ["an empty message", ValidationException, () => send("")],
  ["an answer that is no JSON", ValidationException, () => send("yes", `${INTERACTIVE}.response`)],
  [
    "an answer of another version",
    ValidationException,
    () => send('{"version":"2.0","action":"Yes"}', `${INTERACTIVE}.response`),
  ],
  [
    "an answer without an action",
    ValidationException,
    () => send('{"version":"1.0"}', `${INTERACTIVE}.response`),
  ],
  ["a question from a customer", ValidationException, () => send("{}", INTERACTIVE)],
  ["an event of the service", ValidationException, () => sendEvent("participant.joined")],
  ["a receipt without a message", ValidationException, () => sendEvent("message.read")],
  [
    "a receipt for an unknown message",
    ValidationException,
    () => sendEvent("message.delivered", JSON.stringify({ messageId: unknownId })),
  ],
  ["a page of more than a hundred items", ValidationException, () => read({ MaxResults: 101 })],
  ["a scan FORWARD from nowhere", ValidationException, () => read({ ScanDirection: "FORWARD" })],
  [
    "a direction that does not exist",
    ValidationException,
    () => read({ ScanDirection: "SIDEWAYS" as "FORWARD" }),
  ],
  ["a start at an unknown item", ValidationException, () => read({ StartPosition: { Id: unknownId } })],
  ["a start at no time", ValidationException, () => read({ StartPosition: { AbsoluteTime: "noon" } })],
  ["a page token that was never issued", ValidationException, () => read({ NextToken: "next" })],
  ["an attachment without bytes", ValidationException, () => startUpload({ AttachmentSizeInBytes: 0 })],
  [
    "an attachment's name of 257 letters",
    ValidationException,
    () => startUpload({ AttachmentName: "a".repeat(257) }),
  ],
  ["completing what nobody began", ValidationException, () => complete(unknownId)],
  ["completing two at once", ValidationException, async () => complete(await upload(), await upload())],
  [
    "completing twice",
    ConflictException,
    async () => {
      const attachmentId = await upload();
      await complete(attachmentId);
      await complete(attachmentId);
    },
  ],
  [
    "getting an attachment that was not scanned",
    ValidationException,
    () => {
      stage.control.setScanner({ verdict: "hold" });
      return getAttachment(attach());
    },
  ],
  ["a download URL for four seconds", ValidationException, () => getAttachment(attach(), 4)],
  ["a download URL for longer than five minutes", ValidationException, () => getAttachment(attach(), 301)],
  ["signing in to an unknown session", AccessDeniedException, () => getUrl(unknownId)],
  ["signing in to what is no session's id", ValidationException, () => getUrl("session")],
  ["signing in and back to no URL", ValidationException, () => getUrl(begin(), "example.test")],
  [
    "signing in after a minute",
    AccessDeniedException,
    () => {
      const sessionId = begin();
      stage.control.advanceClock(60_001);
      return getUrl(sessionId);
    },
  ],
  [
    "a second URL to sign in",
    AccessDeniedException,
    async () => {
      const sessionId = begin();
      await getUrl(sessionId);
      await getUrl(sessionId);
    },
  ],
  ["cancelling an unknown session", AccessDeniedException, () => cancel(unknownId)],
  ["cancelling what is no session's id", ValidationException, () => cancel("session")],
  [
    "cancelling what is over",
    AccessDeniedException,
    () => {
      const sessionId = begin();
      stage.control.finishAuthentication({ contactId: customer.contactId, outcome: "failed" });
      return cancel(sessionId);
    },
  ],
  [
    "a view that was never shown",
    ResourceNotFoundException,
    () =>
      stage.client.send(
        new DescribeViewCommand({ ConnectionToken: customer.ConnectionToken, ViewToken: "view" }),
      ),
  ],
  [
    "leaving twice",
    AccessDeniedException,
    async () => {
      const { ConnectionToken } = customer;
      await stage.client.send(new DisconnectParticipantCommand({ ConnectionToken }));
      await stage.client.send(new DisconnectParticipantCommand({ ConnectionToken }));
    },
  ],
])("the AWS SDK reads the refusal of %s", async (_, exception, act) => {
  await expect(act()).rejects.toBeInstanceOf(exception);
});

test("a connection is what was asked for: a socket for an hour, a token for a day, or neither", async () => {
  const inSeconds = (expiry = "") => Math.round((Date.parse(expiry) - Date.now()) / 1_000);
  const { Websocket, ConnectionCredentials } = await connect(["WEBSOCKET", "CONNECTION_CREDENTIALS"]);
  expect(inSeconds(Websocket?.ConnectionExpiry)).toBeCloseTo(3_600, -1);
  expect(inSeconds(ConnectionCredentials?.Expiry)).toBeCloseTo(86_400, -1);
  expect(await connect(["WEBSOCKET"])).not.toHaveProperty("ConnectionCredentials");
  expect(await connect(undefined)).toEqual({ $metadata: expect.any(Object) });
});

test("an answer to a question, typing and an agent's acknowledgement are taken", async () => {
  const answer = await send('{"version":"1.0","action":"Yes"}', `${INTERACTIVE}.response`);
  expect(answer.Id).toMatch(/^[\da-f-]{36}$/);
  for (const event of [
    await sendEvent("typing"),
    await sendEvent("connection.acknowledged", undefined, agent),
  ])
    expect(event.AbsoluteTime).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
});

test("a transcript is read ten at a time, newest first, from any start and in any order", async () => {
  for (let index = 0; index < 12; index++) await send(String(index));
  const contents = async (input?: Parameters<typeof read>[0]) =>
    (await read(input)).Transcript!.map(({ Content }) => Content);
  const latest = ["11", "10", "9", "8", "7", "6", "5", "4", "3", "2"];
  expect(await contents()).toEqual(latest);
  expect(await contents({ SortOrder: "ASCENDING" })).toEqual([...latest].reverse());
  const { Id = "", AbsoluteTime = "" } = (await read({ StartPosition: { MostRecent: 3 } })).Transcript!.at(
    -1,
  )!;
  expect(await contents({ StartPosition: { Id }, SortOrder: "ASCENDING" })).toEqual(["9", "10", "11"]);
  expect(await contents({ StartPosition: { AbsoluteTime }, ScanDirection: "FORWARD" })).toContain("9");
  const { NextToken } = await read({ MaxResults: 2 });
  expect(await contents({ NextToken, MaxResults: 2 })).toEqual(["9", "8"]);
});

test("an attachment that was put and completed is downloaded as it was", async () => {
  const attachmentId = await upload();
  await complete(attachmentId);
  const { Url = "", AttachmentSizeInBytes } = await getAttachment(attachmentId, 300);
  expect([await (await fetch(Url)).text(), AttachmentSizeInBytes]).toEqual(["a", 1]);
});

test("a sign-in is given a URL, and a cancellation may be repeated", async () => {
  const sessionId = begin();
  expect((await getUrl(sessionId)).AuthenticationUrl).toMatch(/^http/);
  await cancel(sessionId);
  await expect(cancel(sessionId)).resolves.toBeDefined();
});

test("a view is described by its token", async () => {
  const { viewToken } = stage.control.showView({ contactId: customer.contactId, view: "cards" });
  const { View } = await stage.client.send(
    new DescribeViewCommand({ ConnectionToken: customer.ConnectionToken, ViewToken: viewToken }),
  );
  expect(View).toMatchObject({ Id: "cards", Content: { Template: expect.any(String) } });
});
