import { createChatJS } from "../src/chatSession.js";
import type { CustomerChatSession } from "../src/session/chatSessionTypes.js";
import { createFakePlatform } from "./fakePlatform.js";
import type { FakeAnswer, FakePlatform, FakeRequest } from "./fakePlatform.js";
import type { FakeSocket } from "./fakeSocket.js";

export const CHAT = {
  contactId: "contact-1",
  participantId: "customer-1",
  participantToken: "pt.secret-participant",
};

const UPLOAD_URL = "https://storage.example/upload?signature=secret-upload";
export const UPLOAD_HEADERS = { "Content-Type": "text/plain", "x-amz-acl": "bucket-owner-full-control" };

/** A service that answers as the real one does, until a test scripts an operation otherwise. */
export interface FakeService {
  readonly platform: FakePlatform;
  /** Answers of an operation's path, such as `/participant/message`; deleted, the default is back. */
  readonly answers: Map<string, (request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>>;
  /** Requests of a path, with their bodies parsed. */
  requestsTo(path: string): {
    readonly body: Record<string, unknown>;
    readonly headers: Record<string, string>;
    readonly atMs: number;
  }[];
  /** Opens the newest socket and confirms its subscription. */
  accept(): FakeSocket;
  /** Sends an item on the newest socket. */
  item(item: object): void;
}

export function createFakeService(seed = 1): FakeService {
  const platform = createFakePlatform({ seed });
  let serial = 0;
  const defaults: Record<string, () => FakeAnswer> = {
    "/participant/connection": () => {
      serial += 1;
      return {
        body: {
          Websocket: {
            Url: `wss://service.example/socket?signature=secret-${serial}`,
            ConnectionExpiry: new Date(platform.nowMs() + 3_600_000).toISOString(),
          },
          ConnectionCredentials: {
            ConnectionToken: `ct.secret-${serial}`,
            Expiry: new Date(platform.nowMs() + 86_400_000).toISOString(),
          },
        },
      };
    },
    "/participant/message": () => ({
      body: { Id: `message-${++serial}`, AbsoluteTime: "2026-01-01T00:00:00.000Z" },
    }),
    "/participant/event": () => ({
      body: { Id: `event-${++serial}`, AbsoluteTime: "2026-01-01T00:00:00.000Z" },
    }),
    "/participant/transcript": () => ({ body: { InitialContactId: CHAT.contactId, Transcript: [] } }),
    "/participant/disconnect": () => ({ body: {} }),
    "/participant/start-attachment-upload": () => ({
      body: {
        AttachmentId: `attachment-${++serial}`,
        UploadMetadata: { Url: UPLOAD_URL, HeadersToInclude: UPLOAD_HEADERS },
      },
    }),
    "/upload": () => ({}),
    "/participant/complete-attachment-upload": () => ({ body: {} }),
    "/participant/attachment": () => ({
      body: { Url: `https://storage.example/download?signature=secret-${++serial}` },
    }),
    "/download": () => ({ body: "the bytes" }),
    "/participant/views/view-token": () => ({ body: { View: { Id: "view-1" } } }),
    "/participant/authentication-url": () => ({ body: { AuthenticationUrl: "https://login.example/" } }),
    "/participant/cancel-authentication": () => ({ body: {} }),
  };
  const answers: FakeService["answers"] = new Map();
  platform.onFetch = (request) => {
    const { pathname } = new URL(request.url);
    const answer = answers.get(pathname) ?? defaults[pathname];
    if (!answer) throw new Error(`no answer is scripted for ${pathname}`);
    return answer(request);
  };
  return {
    platform,
    answers,
    requestsTo: (path) =>
      platform.requests
        .filter(({ url }) => new URL(url).pathname === path)
        .map(({ body, headers, atMs }) => ({
          body: JSON.parse(body ?? "{}") as Record<string, unknown>,
          headers: { ...headers },
          atMs,
        })),
    accept() {
      const socket = platform.socket();
      socket.open();
      socket.receive({ topic: "aws/subscribe", content: { status: "success", topics: ["aws/chat"] } });
      return socket;
    },
    item: (item) =>
      platform
        .socket()
        .receive({ topic: "aws/chat", contentType: "application/json", content: JSON.stringify(item) }),
  };
}

/** A connected customer session on a fake service. */
export async function connectCustomer(service = createFakeService()) {
  const chatJS = createChatJS(service.platform);
  const session = chatJS.ChatSession.create({ chatDetails: CHAT, type: "CUSTOMER" });
  const result = session.connect();
  await service.platform.settle();
  service.accept();
  await result;
  return { ...service, chatJS, session };
}

/** Records every event of a session but those of the transcript, in order, under the name that handlers get. */
export function recordEvents(
  session: CustomerChatSession,
): { readonly name: string; readonly event: { readonly data: unknown } }[] {
  const seen: { name: string; event: { data: unknown } }[] = [];
  for (const [method, subscribe] of Object.entries(session))
    if (method.startsWith("on") && method !== "onTranscriptUpdated")
      (subscribe as CustomerChatSession["onMessage"])((event, name) => seen.push({ name, event }));
  return seen;
}

export const message = (id: string, more: object = {}) => ({
  AbsoluteTime: "2026-01-01T00:00:00.000Z",
  Content: `text of ${id}`,
  ContentType: "text/plain",
  Id: id,
  Type: "MESSAGE",
  ParticipantId: "agent-1",
  ParticipantRole: "AGENT",
  InitialContactId: CHAT.contactId,
  ContactId: CHAT.contactId,
  ...more,
});
export const chatEnded = {
  ...message("end"),
  Type: "EVENT",
  ContentType: "application/vnd.amazonaws.connect.event.chat.ended",
};
