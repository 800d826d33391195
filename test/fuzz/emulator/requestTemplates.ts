import { eventContentType, OPERATIONS } from "@amazon-connect-chat/protocol";
import type { OperationName } from "@amazon-connect-chat/protocol";
import { createEmulator, createVirtualClock } from "../../../packages/emulator/src/index.js";
import { controlTable } from "../../../packages/emulator/src/control/controlTable.js";
import { nested, treeOf as plainTreeOf } from "../jsonTree.js";
import type { Tree } from "../jsonTree.js";
import type { LootKind } from "./loot.js";

/** A request that is answered well. `@kind@` in it stands for something of a contact. */
export interface RequestTemplate {
  readonly surface: "operation" | "control" | "connect" | "bucket" | "page";
  readonly method: string;
  readonly path: string;
  readonly bearer?: LootKind;
  readonly body?: Tree;
  /** Goes out as a form. */
  readonly isForm?: boolean;
}

/** The tree of a body, in which JSON inside a text is a tree too. */
function treeOf(value: unknown): Tree {
  const tree = plainTreeOf(value);
  if (tree.kind !== "object") return tree;
  return {
    kind: "object",
    members: tree.members.map(([name, member]) => {
      const text = (value as Readonly<Record<string, unknown>>)[name];
      return name === "Content" && typeof text === "string" && text.startsWith("{")
        ? [name, nested(plainTreeOf(JSON.parse(text)))]
        : [name, member];
    }),
  };
}

const interactive = "application/vnd.amazonaws.connect.message.interactive";

/** Bodies of the operations, by their names. */
const inputs: Readonly<Record<OperationName, readonly object[]>> = {
  CreateParticipantConnection: [
    { Type: ["WEBSOCKET", "CONNECTION_CREDENTIALS"], ConnectParticipant: true },
    { Type: ["WEBSOCKET"] },
  ],
  SendMessage: [
    { ContentType: "text/plain", Content: "Hello", ClientToken: "one" },
    { ContentType: "text/markdown", Content: "**Hello**" },
    { ContentType: "application/json", Content: '{"a":1}' },
    {
      ContentType: `${interactive}.response`,
      Content: '{"version":"1.0","action":"Yes","data":{"templateType":"QuickReply"}}',
    },
  ],
  SendEvent: [
    { ContentType: eventContentType("typing") },
    { ContentType: eventContentType("message.read"), Content: '{"messageId":"@messageId@"}' },
    { ContentType: eventContentType("message.delivered"), Content: '{"messageId":"@messageId@"}' },
    { ContentType: eventContentType("connection.acknowledged"), ClientToken: "one" },
  ],
  GetTranscript: [
    {},
    { ContactId: "@contactId@", MaxResults: 100, SortOrder: "ASCENDING", ScanDirection: "BACKWARD" },
    { NextToken: "@nextToken@", MaxResults: 1 },
    { StartPosition: { Id: "@messageId@" }, ScanDirection: "FORWARD" },
    { StartPosition: { AbsoluteTime: "@time@" } },
    { StartPosition: { MostRecent: 3 } },
  ],
  DisconnectParticipant: [{ ClientToken: "one" }],
  StartAttachmentUpload: [
    { ContentType: "text/plain", AttachmentSizeInBytes: 5, AttachmentName: "a.txt", ClientToken: "one" },
  ],
  CompleteAttachmentUpload: [{ AttachmentIds: ["@attachmentId@"], ClientToken: "one" }],
  GetAttachment: [{ AttachmentId: "@attachmentId@", UrlExpiryInSeconds: 60 }],
  GetAuthenticationUrl: [{ SessionId: "@sessionId@", RedirectUri: "https://example.test/back" }],
  CancelParticipantAuthentication: [{ SessionId: "@sessionId@" }],
  DescribeView: [{}],
};

const operations: readonly RequestTemplate[] = Object.entries(OPERATIONS).flatMap(([name, route]) =>
  inputs[name as OperationName].map((input) => ({
    surface: "operation" as const,
    method: route.method,
    path: route.path.replace("{ViewToken}", "@viewToken@"),
    bearer: route.token,
    ...(route.method !== "GET" && { body: treeOf(input) }),
  })),
);

const control = (path: string, input?: object, method = input ? "POST" : "GET"): RequestTemplate => ({
  surface: "control",
  method,
  path: `/control${path}`,
  ...(input && { body: treeOf(input) }),
});
const contact = "/contacts/@contactId@";
const participant = `${contact}/participants/@participantId@`;
const anAgent = { displayName: "Sam", agentId: "@agentId@" };

const knownControls: readonly RequestTemplate[] = [
  control("/contacts"),
  control("/contacts", { displayName: "Avery", attributes: { plan: "gold" }, durationMinutes: 60 }),
  control(contact),
  control(`${contact}/participants`, { ...anAgent, role: "AGENT" }),
  control(`${participant}/connection-token`, {}),
  control(`${participant}/leave`, {}),
  control("/agents/@agentId@/transport", {}),
  control(`${contact}/messages`, { participantId: "@participantId@", content: "Hi" }),
  control(`${contact}/messages`, { voice: "bot", content: "Hi", contentType: "text/plain" }),
  control(`${contact}/typing`, { participantId: "@participantId@" }),
  control(`${contact}/end`, {}),
  control(`${contact}/transfer`, { participantId: "@participantId@", ...anAgent }),
  control(`${contact}/requeue`, { participantId: "@participantId@" }),
  control(`${contact}/supervisors`, anAgent),
  control(`${participant}/barge`, { isBarged: true }),
  control(`${contact}/timers`, { AGENT: { idleMs: 1_000, disconnectMs: 1_000 }, CUSTOMER: {} }),
  control(`${contact}/interactive`, { template: "ListPicker" }),
  control(`${contact}/interactive`, {
    template: { templateType: "QuickReply", version: "1.0", data: { content: { title: "Which?" } } },
  }),
  control(`${contact}/views`, { view: "cards", data: { Heading: "Hello" } }),
  control(`${contact}/views`, {
    view: { Id: "own", Name: "Own", Version: 1, Content: { Template: "{}", Actions: ["Go"] } },
  }),
  control(`${contact}/stream`, { chunks: ["One ", "two"], delayMs: 10, completes: true }),
  control(`${contact}/events`, {
    event: "participant.idle",
    participantId: "@participantId@",
    displayName: "Sam",
  }),
  control(`${contact}/attachments`, {
    participantId: "@participantId@",
    name: "a.txt",
    contentType: "text/plain",
    contentBase64: "YQ==",
  }),
  control(`${contact}/attachments`),
  control(`${contact}/attachments/@attachmentId@/verdict`, { verdict: "approve" }),
  control(`${contact}/authentication`, { timeoutMs: 60_000 }),
  control(`${contact}/authentication/end`, { outcome: "succeeded", displayName: "Ada" }),
  control(`${contact}/scenario`, { scenario: "support-bot" }),
  control("/scanner", { contactId: "@contactId@", verdict: "hold", delayMs: 10 }),
  control("/throttling", { throttling: { SendMessage: { perSecond: 1, burst: 1 } } }),
  control("/throttling", { throttling: "off" }),
  control("/clock/advance", { ms: 1_000 }),
  control("/sockets"),
  control("/sockets/drop", { contactId: "@contactId@", how: "close", code: 1_001 }),
  control("/tokens/expire", { contactId: "@contactId@", kind: "connectionToken" }),
  control("/faults"),
  control("/faults", { kind: "httpError", operation: "SendMessage", status: 503, type: "X", times: 1 }),
  control("/faults", { kind: "hangResponse", contactId: "@contactId@", forMs: 1_000, times: 1 }),
  control("/faults", { kind: "latency", operation: "GetTranscript", ms: 50, jitterMs: 5, times: 1 }),
  control("/faults", { kind: "duplicateFrames", participantId: "@participantId@", copies: 2 }),
  control("/faults", { kind: "reorderFrames", window: 2 }),
  control("/faults/fault-1", undefined, "DELETE"),
  control("/faults", undefined, "DELETE"),
  control("/scenarios"),
  control("/requests"),
  control("/metrics"),
  control("/events"),
  control("/ccp"),
  control("/ccp/agents"),
  control("/ccp/agents/@agentId@/state", { name: "Available" }),
  control("/ccp/agents/@agentId@/websocket/lose", {}),
  control("/ccp/agents/@agentId@/websocket/gain", { announced: true }),
  control("/ccp/requests"),
  control("/ccp/logs"),
  control("/world"),
  control("/world", exportedWorld()),
];

/** A world of one chat, to be imported. */
function exportedWorld(): object {
  const emulator = createEmulator({ clock: createVirtualClock(), seed: 8, flow: { prompts: [] } });
  const { control } = emulator;
  const chat = control.startChat({ displayName: "Ada", attributes: { plan: "gold" } });
  const { contactId } = chat;
  const agent = control.inviteAgent({ contactId, displayName: "Sam", agentId: "sam" });
  control.connectionToken(agent);
  control.say({ ...chat, content: "Hello" });
  control.attach({ ...chat, name: "a.txt", contentType: "text/plain", contentBase64: "YQ==" });
  const world = control.exportWorld();
  emulator.close();
  // Members without a value are none in JSON.
  return JSON.parse(JSON.stringify(world)) as object;
}

/** Those of the control API that are not above get a body without members. */
const controls: readonly RequestTemplate[] = [
  ...knownControls,
  ...Object.values(controlTable)
    .flat()
    .map(({ key }) => key.split(" "))
    .map(([method = "", path = ""]) => {
      const filled = path.replace("{faultId}", "fault-1").replaceAll(/\{(\w+)\}/g, "@$1@");
      return control(filled, method === "POST" ? {} : undefined, method);
    })
    .filter(
      (each) => !knownControls.some(({ method, path }) => method === each.method && path === each.path),
    ),
];

const connect = (method: string, path: string, input: object): RequestTemplate => ({
  surface: "connect",
  method,
  path,
  body: treeOf(input),
});
const chat = {
  InstanceId: "instance",
  ContactFlowId: "flow",
  ParticipantDetails: { DisplayName: "Avery" },
};

const connects: readonly RequestTemplate[] = [
  connect("PUT", "/contact/chat", {
    ...chat,
    Attributes: { plan: "gold" },
    InitialMessage: { ContentType: "text/plain", Content: "Hi" },
    SupportedMessagingContentTypes: ["text/plain", "text/markdown"],
    ChatDurationInMinutes: 60,
    ConnectionTypes: ["WEBSOCKET", "CONNECTION_CREDENTIALS"],
    ClientToken: "one",
  }),
  connect("PUT", "/contact/chat", {
    ...chat,
    PersistentChat: { SourceContactId: "@contactId@", RehydrationType: "ENTIRE_PAST_SESSION" },
  }),
  connect("PUT", "/contact/chat", { ...chat, RelatedContactId: "@contactId@" }),
  connect("POST", "/start-chat", {
    ...chat,
    PersistentChat: { SourceContactId: "@contactId@", RehydrationType: "FROM_SEGMENT" },
    SegmentAttributes: { "connect:Subtype": { ValueString: "connect:Guide" } },
  }),
  connect("POST", "/Prod/", { ...chat, ClientToken: "one" }),
  connect("POST", "/contact/stop", { ContactId: "@contactId@", InstanceId: "instance" }),
  connect("POST", "/contact/create-participant", {
    InstanceId: "instance",
    ContactId: "@contactId@",
    ParticipantDetails: { ParticipantRole: "CUSTOM_BOT", DisplayName: "Bot" },
    ClientToken: "one",
  }),
  connect("POST", "/contact/persistent-contact-association/instance/@contactId@", {
    SourceContactId: "@contactId@",
    RehydrationType: "FROM_SEGMENT",
  }),
  connect("PUT", "/contact/participant-role-config/instance/@contactId@", {
    ChannelConfiguration: {
      Chat: {
        ParticipantTimerConfigList: [
          {
            ParticipantRole: "AGENT",
            TimerType: "IDLE",
            TimerValue: { ParticipantTimerDurationInMinutes: 2 },
          },
        ],
      },
    },
  }),
];

const files: readonly RequestTemplate[] = [
  { surface: "bucket", method: "PUT", path: "@uploadPath@", body: treeOf("abc") },
  { surface: "bucket", method: "PUT", path: "@downloadPath@", body: treeOf("abc") },
  { surface: "bucket", method: "GET", path: "@downloadPath@" },
  { surface: "bucket", method: "GET", path: "@uploadPath@" },
];

const pages: readonly RequestTemplate[] = [
  { surface: "page", method: "GET", path: "/emulator/login?state=@state@" },
  {
    surface: "page",
    method: "POST",
    path: "/emulator/login",
    body: treeOf({ state: "@state@", choice: "signIn", name: "Ada" }),
    isForm: true,
  },
  {
    surface: "page",
    method: "POST",
    path: "/contact/update-participant-authentication",
    body: treeOf({ State: "@state@", InstanceId: "instance", Code: "code" }),
  },
  {
    surface: "page",
    method: "POST",
    path: "/csm/put-metrics",
    body: treeOf({
      metricNamespace: "chat",
      metricList: [
        {
          metricName: "m",
          unit: "Count",
          value: 1,
          timestamp: "2026-01-01T00:00:00.000Z",
          dimensions: [{ name: "n", value: "v" }],
        },
      ],
    }),
  },
  { surface: "page", method: "GET", path: "/emulator/pictures/a.svg" },
  { surface: "page", method: "GET", path: "/customer" },
  { surface: "page", method: "OPTIONS", path: "/participant/message" },
];

/** Good requests of all kinds. */
export const TEMPLATES: readonly RequestTemplate[] = [
  ...operations,
  ...controls,
  ...connects,
  ...files,
  ...pages,
];
