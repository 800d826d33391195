import { OPERATIONS } from "@amazon-connect-chat/protocol";
import type { OperationName } from "@amazon-connect-chat/protocol";
import { describe, expect, it } from "vitest";
import { createRequest, withClientToken } from "./request.js";
import type { CallInput } from "./request.js";

const context = {
  endpoint: "https://host.example/p",
  userAgent: "agent",
  token: "TOKEN",
};
const requestOf = <Name extends OperationName>(name: Name, input: CallInput<Name>) =>
  createRequest(
    name,
    withClientToken(name, input, () => "made-uuid"),
    context,
  );
const bodyOf = <Name extends OperationName>(name: Name, input: CallInput<Name>) =>
  requestOf(name, input).body;

/** A call of each operation, with the path and the body that ChatJS 5.0.0 sends for it. */
const CALLS: { [Name in OperationName]: [input: CallInput<Name>, path: string, body: string | undefined] } = {
  CreateParticipantConnection: [
    { Type: ["WEBSOCKET", "CONNECTION_CREDENTIALS"] },
    "/participant/connection",
    '{"Type":["WEBSOCKET","CONNECTION_CREDENTIALS"]}',
  ],
  SendMessage: [
    { ContentType: "text/plain", Content: "hi" },
    "/participant/message",
    '{"ClientToken":"made-uuid","Content":"hi","ContentType":"text/plain"}',
  ],
  SendEvent: [
    { ContentType: "application/vnd.amazonaws.connect.event.typing" },
    "/participant/event",
    '{"ClientToken":"made-uuid","ContentType":"application/vnd.amazonaws.connect.event.typing"}',
  ],
  GetTranscript: [
    {
      StartPosition: { Id: "i", AbsoluteTime: "t", MostRecent: 0 },
      SortOrder: "ASCENDING",
      ScanDirection: "BACKWARD",
      NextToken: "n",
      MaxResults: 3,
      ContactId: "c",
    },
    "/participant/transcript",
    '{"ContactId":"c","MaxResults":3,"NextToken":"n","ScanDirection":"BACKWARD","SortOrder":"ASCENDING","StartPosition":{"Id":"i","AbsoluteTime":"t","MostRecent":0}}',
  ],
  DisconnectParticipant: [{}, "/participant/disconnect", '{"ClientToken":"made-uuid"}'],
  StartAttachmentUpload: [
    { ContentType: "text/plain", AttachmentSizeInBytes: 3, AttachmentName: "a" },
    "/participant/start-attachment-upload",
    '{"AttachmentName":"a","AttachmentSizeInBytes":3,"ClientToken":"made-uuid","ContentType":"text/plain"}',
  ],
  CompleteAttachmentUpload: [
    { AttachmentIds: ["a"] },
    "/participant/complete-attachment-upload",
    '{"AttachmentIds":["a"],"ClientToken":"made-uuid"}',
  ],
  GetAttachment: [{ AttachmentId: "a" }, "/participant/attachment", '{"AttachmentId":"a"}'],
  GetAuthenticationUrl: [
    { SessionId: "s", RedirectUri: "r" },
    "/participant/authentication-url",
    '{"RedirectUri":"r","SessionId":"s"}',
  ],
  CancelParticipantAuthentication: [
    { SessionId: "s" },
    "/participant/cancel-authentication",
    '{"SessionId":"s"}',
  ],
  DescribeView: [{ ViewToken: "a/b é" }, "/participant/views/a%2Fb%20%C3%A9", undefined],
};

describe.each(Object.keys(CALLS) as OperationName[])("%s", (name) => {
  const [input, path, body] = CALLS[name];
  const request = requestOf(name, input);

  it("goes where and carries what that of 5.0.0 does", () => {
    expect(request.url).toBe(`https://host.example/p${path}`);
    expect(request.method).toBe(OPERATIONS[name].method);
    expect(request.body).toBe(body);
  });

  it("has the bearer, the user agent, and a content type where there is a body", () => {
    expect(request.headers).toEqual({
      ...(body !== undefined && { "content-type": "application/json" }),
      "x-amz-bearer": "TOKEN",
      "x-amz-user-agent": "agent",
    });
  });
});

describe("members", () => {
  it("that are null or undefined are not sent, zero and empty text are", () => {
    const StartPosition = { Id: undefined, AbsoluteTime: null, MostRecent: 0 };
    const input = { StartPosition, NextToken: "", MaxResults: null, ContactId: undefined };
    expect(bodyOf("GetTranscript", input as never)).toBe('{"NextToken":"","StartPosition":{"MostRecent":0}}');
  });

  it("keep the caller's ClientToken unless it is empty", () => {
    expect(bodyOf("DisconnectParticipant", { ClientToken: "mine" })).toBe('{"ClientToken":"mine"}');
    expect(bodyOf("DisconnectParticipant", { ClientToken: "" })).toBe('{"ClientToken":"made-uuid"}');
  });
});

it.each<[string, unknown]>([
  ["no token", undefined],
  ["null for a token", null],
  ["an empty token", ""],
  ["a token that breaks the header", "s3cret\r\nx: y"],
  ["a token that is an object", { s3cret: 1, toString: () => "s 3cret" }],
])("refuses %s without showing it", (_what, token) => {
  let thrown: unknown;
  try {
    createRequest("SendMessage", { Content: "x", ContentType: "y" }, { ...context, token: token as string });
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ name: "ChatError", code: "ILLEGAL_ARGUMENT" });
  expect((thrown as Error).message).toBe(
    "unable to call SendMessage; its connectionToken is missing or malformed",
  );
});
