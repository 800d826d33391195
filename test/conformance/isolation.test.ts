import {
  AccessDeniedException,
  CancelParticipantAuthenticationCommand,
  CompleteAttachmentUploadCommand,
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
import { openSocket, subscribeFrame } from "../../packages/emulator/test/socketClient.js";
import type { SocketClient } from "../../packages/emulator/test/socketClient.js";
import { startSdkStage } from "../support/sdkStage.js";
import type { Person, SdkStage } from "../support/sdkStage.js";
import { waitUntil } from "../support/waitUntil.js";

/** All that was handed out to one chat. */
interface Belongings extends Person {
  readonly agent: Person;
  readonly socketUrl: string;
  readonly messageId: string;
  readonly attachmentId: string;
  /** Of an upload that is not complete, with its URL and headers. */
  readonly upload: { readonly id: string; readonly url: string; readonly headers: Record<string, string> };
  readonly downloadUrl: string;
  readonly nextToken: string;
  readonly viewToken: string;
  readonly sessionId: string;
}

const contentTypes = [
  "text/plain",
  "application/vnd.amazonaws.connect.message.interactive",
  "application/vnd.amazonaws.connect.message.interactive.response",
];
const eventType = (name: string) => `application/vnd.amazonaws.connect.event.${name}`;

let stage: SdkStage;
let mine: Belongings;
let theirs: Belongings;
beforeEach(async () => {
  stage = await startSdkStage();
  mine = await furnish("mine");
  theirs = await furnish("theirs");
});
afterEach(() => stage.close());

/** A chat that has one of everything; `word` is in all that is written in it. */
async function furnish(word: string): Promise<Belongings> {
  const { client, control } = stage;
  const customer = await stage.customer({ displayName: word, supportedContentTypes: contentTypes });
  const agent = await stage.agent(customer, `agent of ${word}`);
  const { contactId, ConnectionToken } = customer;
  const { Websocket } = await client.send(
    new CreateParticipantConnectionCommand({
      ParticipantToken: customer.participantToken,
      Type: ["WEBSOCKET"],
    }),
  );
  const { Id: messageId = "" } = await client.send(
    new SendMessageCommand({
      ConnectionToken: agent.ConnectionToken,
      ContentType: "text/plain",
      Content: word,
      ClientToken: "once",
    }),
  );
  const { attachmentId } = control.attach({
    ...customer,
    name: `${word}.txt`,
    contentType: "text/plain",
    contentBase64: btoa(word),
  });
  const { Url: downloadUrl = "" } = await client.send(
    new GetAttachmentCommand({ ConnectionToken, AttachmentId: attachmentId }),
  );
  const { AttachmentId: id = "", UploadMetadata: { Url: url = "", HeadersToInclude: headers = {} } = {} } =
    await client.send(
      new StartAttachmentUploadCommand({
        ConnectionToken,
        ContentType: "text/plain",
        AttachmentSizeInBytes: 1,
        AttachmentName: "a.txt",
      }),
    );
  const { NextToken: nextToken = "" } = await client.send(
    new GetTranscriptCommand({ ConnectionToken, MaxResults: 1 }),
  );
  return {
    ...customer,
    agent,
    socketUrl: Websocket?.Url ?? "",
    messageId,
    attachmentId,
    upload: { id, url, headers },
    downloadUrl,
    nextToken,
    viewToken: control.showView({ contactId, view: "cards", data: { word } }).viewToken,
    sessionId: control.startAuthentication({ contactId }).sessionId,
  };
}

/** Puts one byte; fetch writes Content-Length by itself. */
const putFile = (url: string, headers: Record<string, string>) =>
  fetch(url, {
    method: "PUT",
    headers: Object.entries(headers).filter(([name]) => name !== "Content-Length"),
    body: "a",
  });

/** All that can be seen of a chat. */
const stateOf = ({ contactId }: Person) => ({
  ...stage.control.getContact(contactId),
  attachments: stage.control.listAttachments(contactId),
});

/** Every operation with a connection token, as the chat's own page would call it. */
const operations: Readonly<Record<string, (ConnectionToken: string, of: Belongings) => Promise<unknown>>> = {
  SendMessage: (ConnectionToken) =>
    stage.client.send(
      new SendMessageCommand({ ConnectionToken, ContentType: "text/plain", Content: "in the wrong place" }),
    ),
  SendEvent: (ConnectionToken, { messageId }) =>
    stage.client.send(
      new SendEventCommand({
        ConnectionToken,
        ContentType: eventType("message.read"),
        Content: JSON.stringify({ messageId }),
      }),
    ),
  GetTranscript: (ConnectionToken) => stage.client.send(new GetTranscriptCommand({ ConnectionToken })),
  DisconnectParticipant: (ConnectionToken) =>
    stage.client.send(new DisconnectParticipantCommand({ ConnectionToken })),
  StartAttachmentUpload: (ConnectionToken) =>
    stage.client.send(
      new StartAttachmentUploadCommand({
        ConnectionToken,
        ContentType: "text/plain",
        AttachmentSizeInBytes: 1,
        AttachmentName: "a.txt",
      }),
    ),
  CompleteAttachmentUpload: (ConnectionToken, { upload }) =>
    stage.client.send(new CompleteAttachmentUploadCommand({ ConnectionToken, AttachmentIds: [upload.id] })),
  GetAttachment: (ConnectionToken, { attachmentId }) =>
    stage.client.send(new GetAttachmentCommand({ ConnectionToken, AttachmentId: attachmentId })),
  GetAuthenticationUrl: (ConnectionToken, { sessionId }) =>
    stage.client.send(
      new GetAuthenticationUrlCommand({
        ConnectionToken,
        SessionId: sessionId,
        RedirectUri: "https://example.test/",
      }),
    ),
  CancelParticipantAuthentication: (ConnectionToken, { sessionId }) =>
    stage.client.send(new CancelParticipantAuthenticationCommand({ ConnectionToken, SessionId: sessionId })),
  DescribeView: (ConnectionToken, { viewToken }) =>
    stage.client.send(new DescribeViewCommand({ ConnectionToken, ViewToken: viewToken })),
};
const names = Object.keys(operations);

/** What is no connection token, though it was handed out to the chat, or looks like one. */
const wrongTokens: readonly (readonly [string, (of: Belongings) => string | Promise<string>])[] = [
  ["a participant token", ({ participantToken }) => participantToken],
  ["a socket's ticket", ({ socketUrl }) => new URL(socketUrl).searchParams.get("X-Emu-Connection") ?? ""],
  ["a page token", ({ nextToken }) => nextToken],
  ["a view token", ({ viewToken }) => viewToken],
  ["an attachment's id", ({ attachmentId }) => attachmentId],
  ["a session's id", ({ sessionId }) => sessionId],
  ["a participant's id", ({ participantId }) => participantId],
  ["a connection token with a letter more", ({ ConnectionToken }) => `${ConnectionToken}A`],
  ["a connection token in capitals", ({ ConnectionToken }) => ConnectionToken.toUpperCase()],
  [
    "an expired connection token",
    ({ contactId, ConnectionToken }) => {
      stage.control.expireTokens({ contactId });
      return ConnectionToken;
    },
  ],
  [
    "the token of who has left",
    async ({ ConnectionToken }) => {
      await operations["DisconnectParticipant"]!(ConnectionToken, theirs);
      await waitUntil(() => expect(stateOf(theirs).contact.state).toBe("ENDED"));
      return ConnectionToken;
    },
  ],
  [
    "the token of a chat that has ended",
    ({ contactId, ConnectionToken }) => {
      stage.control.end(contactId);
      return ConnectionToken;
    },
  ],
];

test.each(wrongTokens)("%s opens no operation", async (_, tokenOf) => {
  const token = await tokenOf(theirs);
  const before = stateOf(theirs);
  for (const name of names)
    await expect(operations[name]!(token, theirs), name).rejects.toBeInstanceOf(AccessDeniedException);
  expect(stateOf(theirs)).toEqual(before);
});

test.each([
  ["a connection token", () => theirs.ConnectionToken],
  ["a socket's ticket", () => new URL(theirs.socketUrl).searchParams.get("X-Emu-Connection")!],
  ["a contact's id", () => theirs.contactId],
])("%s gives no connection", async (_, tokenOf) => {
  const asked = stage.client.send(
    new CreateParticipantConnectionCommand({
      ParticipantToken: tokenOf(),
      Type: ["WEBSOCKET", "CONNECTION_CREDENTIALS"],
    }),
  );
  await expect(asked).rejects.toBeInstanceOf(AccessDeniedException);
});

/** An operation with the token of one chat and everything else of another, and how it is refused. */
test.each<[string, new (options: never) => Error]>([
  ["SendEvent", ValidationException],
  ["CompleteAttachmentUpload", ValidationException],
  ["GetAttachment", ValidationException],
  ["GetAuthenticationUrl", AccessDeniedException],
  ["CancelParticipantAuthentication", AccessDeniedException],
  ["DescribeView", ResourceNotFoundException],
])("%s takes nothing of another chat", async (name, exception) => {
  const before = [stateOf(mine), stateOf(theirs)];
  await expect(operations[name]!(mine.ConnectionToken, theirs)).rejects.toBeInstanceOf(exception);
  expect([stateOf(mine), stateOf(theirs)]).toEqual(before);
  // What was asked for is good where it belongs.
  await putFile(theirs.upload.url, theirs.upload.headers);
  await expect(operations[name]!(theirs.ConnectionToken, theirs)).resolves.toBeDefined();
});

test("an upload is completed by who began it, and by nobody else of the chat", async () => {
  await putFile(theirs.upload.url, theirs.upload.headers);
  const complete = operations["CompleteAttachmentUpload"]!;
  await expect(complete(theirs.agent.ConnectionToken, theirs)).rejects.toBeInstanceOf(ValidationException);
  await expect(complete(theirs.ConnectionToken, theirs)).resolves.toBeDefined();
});

test.each<[string, () => object]>([
  ["a NextToken", () => ({ NextToken: theirs.nextToken })],
  ["an item's id", () => ({ StartPosition: { Id: theirs.messageId } })],
])("%s of another chat shows no transcript", async (_, input) => {
  const read = (ConnectionToken: string) =>
    stage.client.send(new GetTranscriptCommand({ ConnectionToken, ...input() }));
  await expect(read(mine.ConnectionToken)).rejects.toBeInstanceOf(ValidationException);
  await expect(read(theirs.ConnectionToken)).resolves.toHaveProperty("Transcript");
});

test("a ContactId of another chat shows an empty transcript", async () => {
  const { Transcript } = await stage.client.send(
    new GetTranscriptCommand({ ConnectionToken: mine.ConnectionToken, ContactId: theirs.contactId }),
  );
  expect(Transcript).toEqual([]);
});

test("a transcript holds nothing of another chat, however it is read", async () => {
  const { ConnectionToken } = mine;
  for (const ScanDirection of ["FORWARD", "BACKWARD"] as const)
    for (const StartPosition of [{ MostRecent: 100 }, { AbsoluteTime: "2020-01-01T00:00:00.000Z" }]) {
      const { Transcript } = await stage.client.send(
        new GetTranscriptCommand({ ConnectionToken, MaxResults: 100, ScanDirection, StartPosition }),
      );
      expect(JSON.stringify(Transcript)).not.toMatch(/theirs/);
    }
});

test.each<[string, (of: Belongings) => Promise<{ readonly answer: object; readonly seen: object }>]>([
  [
    "SendMessage",
    async ({ agent: { ConnectionToken }, contactId }) => {
      const answer = await stage.client.send(
        new SendMessageCommand({
          ConnectionToken,
          ContentType: "text/plain",
          Content: "again",
          ClientToken: "once",
        }),
      );
      return { answer: { Id: answer.Id }, seen: stage.control.getContact(contactId).transcript };
    },
  ],
  [
    "StartAttachmentUpload",
    async (of) => {
      const { AttachmentId } = await stage.client.send(
        new StartAttachmentUploadCommand({
          ConnectionToken: of.ConnectionToken,
          ContentType: "text/plain",
          AttachmentSizeInBytes: 1,
          AttachmentName: "a.txt",
          ClientToken: "once",
        }),
      );
      return { answer: { AttachmentId }, seen: stage.control.listAttachments(of.contactId) };
    },
  ],
  [
    "DisconnectParticipant",
    async ({ ConnectionToken, contactId }) => {
      await stage.client.send(new DisconnectParticipantCommand({ ConnectionToken, ClientToken: "once" }));
      const { state } = stage.control.getContact(contactId).contact.participants[0]!;
      return { answer: { contactId }, seen: { state } };
    },
  ],
])("a ClientToken that another chat has used is fresh: %s", async (_, act) => {
  const [first, second] = [await act(mine), await act(theirs)];
  expect(second.answer).not.toEqual(first.answer);
  expect(second.seen).not.toEqual([]);
});

/** What is said by everyone of a chat, in all ways that there are. */
async function sayEverything(of: Belongings): Promise<void> {
  for (const name of names.filter((each) => !/Disconnect|Complete/.test(each)))
    await operations[name]!(of.ConnectionToken, of);
  stage.control.type(of.agent);
  stage.control.stream({ contactId: of.contactId, chunks: ["in ", "pieces"], delayMs: 0 });
  stage.control.transfer({ contactId: of.contactId, displayName: "Third", agentId: "third" });
  stage.control.end(of.contactId);
  stage.control.advanceClock(0);
}

async function listen(url: string): Promise<SocketClient> {
  const socket = await openSocket(url);
  socket.send(subscribeFrame);
  socket.send({ topic: "aws/ping" });
  await socket.until((_, frames) => frames.some(({ topic }) => topic === "aws/ping"));
  return socket;
}

test("a socket of one chat carries nothing of another", async () => {
  const own = await listen(theirs.socketUrl);
  const others = [
    await listen(mine.socketUrl),
    await listen(stage.control.agentTransport("agent of mine").webSocketTransport.url),
    await listen(stage.control.agentTransport("nobody").webSocketTransport.url),
  ];
  await sayEverything(theirs);
  await own.until((items) => items.some(({ ContentType }) => ContentType === eventType("chat.ended")));
  for (const other of others) {
    other.send({ topic: "aws/heartbeat" });
    await other.until((_, frames) => frames.some(({ topic }) => topic === "aws/heartbeat"));
    expect(other.items()).toEqual([]);
    other.close();
  }
});

test.each([
  ["a connection token", () => theirs.ConnectionToken],
  ["a participant token", () => theirs.participantToken],
  ["a participant's id", () => theirs.participantId],
  [
    "a ticket with a letter less",
    () => new URL(theirs.socketUrl).searchParams.get("X-Emu-Connection")!.slice(1),
  ],
])("%s opens no socket", async (_, ticketOf) => {
  const url = new URL(theirs.socketUrl);
  url.searchParams.set("X-Emu-Connection", ticketOf());
  await expect(openSocket(url.href)).rejects.toThrow("403");
});

test("who has left opens no socket with a URL from before", async () => {
  await operations["DisconnectParticipant"]!(theirs.ConnectionToken, theirs);
  await expect(openSocket(theirs.socketUrl)).rejects.toThrow("403");
});

/** The path of a URL with the query, and so the signature, of another. */
const crossed = (path: string, query: string) => {
  const url = new URL(path);
  url.search = new URL(query).search;
  return url.href;
};

test.each<[string, () => Promise<Response>]>([
  ["a download URL for another chat's file", () => fetch(crossed(theirs.downloadUrl, mine.downloadUrl))],
  [
    "an upload URL for another chat's upload",
    () => putFile(crossed(theirs.upload.url, mine.upload.url), mine.upload.headers),
  ],
  [
    "an upload URL for another chat's file",
    () => putFile(crossed(theirs.downloadUrl, mine.upload.url), mine.upload.headers),
  ],
  ["an upload URL to download", () => fetch(theirs.upload.url)],
  ["a download URL to upload", () => putFile(theirs.downloadUrl, theirs.upload.headers)],
  ["a download URL without its signature", () => fetch(theirs.downloadUrl.split("?")[0]!)],
  ["an upload URL with the headers of another chat", () => putFile(theirs.upload.url, mine.upload.headers)],
])("the bucket refuses %s", async (_, act) => {
  const response = await act();
  expect(response.status).toBe(403);
  expect(await response.text()).not.toMatch(/theirs/);
  const file = await fetch(theirs.downloadUrl);
  expect(await file.text()).toBe("theirs");
});

test("a sign-in page belongs to one chat, and a code to one page", async () => {
  const stateFor = async (of: Belongings) => {
    const { AuthenticationUrl = "" } = (await operations["GetAuthenticationUrl"]!(
      of.ConnectionToken,
      of,
    )) as {
      readonly AuthenticationUrl?: string;
    };
    return { url: AuthenticationUrl, state: new URL(AuthenticationUrl).searchParams.get("state") ?? "" };
  };
  const [own, foreign] = [await stateFor(mine), await stateFor(theirs)];
  expect(await (await fetch(own.url)).text()).not.toMatch(/theirs/);
  const signedIn = await fetch(own.url, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ state: own.state, choice: "signIn", name: "Ada" }),
  });
  const code = new URL(signedIn.headers.get("location") ?? "").searchParams.get("code") ?? "";
  const before = stateOf(theirs);
  const told = await fetch(`${stage.emulator.url}/contact/update-participant-authentication`, {
    method: "POST",
    body: JSON.stringify({ State: foreign.state, InstanceId: "instance", Code: code }),
  });
  expect(told.status).toBe(403);
  expect(stateOf(theirs)).toEqual(before);
});
