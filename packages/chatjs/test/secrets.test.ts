import { eventContentType, HEADERS } from "@amazon-connect-chat/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { connectCustomer, createLiveService, FIRST_PAUSE_MS, httpError } from "./defects/liveService.js";
import type { FakeRequest } from "./fakePlatform.js";
import { CHAT, chatEnded, message } from "./fakeService.js";

const TOLD = "the patient's diagnosis";
const METRICS = "https://metrics.example/put-metrics";
const TOKEN = /[pc]t\.secret/;
const file = new Blob(["bytes"], { type: "text/plain" });
const receipt = {
  contentType: eventContentType("message.read"),
  content: { messageId: "message-1", disableThrottle: true },
};

/** A customer's chat with everything in it that makes a request: all calls, failures, an outage, metrics, the end. */
async function wholeChat() {
  const service = createLiveService();
  service.answers.set("/put-metrics", () => ({}));
  const chat = await connectCustomer(service, { csmConfig: { endpoint: METRICS } });
  const { platform, session } = chat;
  const calls = async () => {
    await session.sendMessage({ message: TOLD, contentType: "text/plain" });
    await session.sendEvent({ contentType: eventContentType("typing") });
    await session.sendEvent(receipt);
    await session.getTranscript({});
    await session.sendAttachment({ attachment: file });
    await session.downloadAttachment({ attachmentId: "attachment-1" });
    await session.describeView({ viewToken: "view-token" });
    await session.getAuthenticationUrl({ sessionId: "s", redirectUri: "https://shop.example/" });
    await session.cancelParticipantAuthentication({ sessionId: "s" });
  };
  await calls();
  service.say(message("message-1", { Content: TOLD }));
  service.answers.set("/participant/message", httpError(400));
  await session.sendMessage({ message: TOLD, contentType: "text/plain" }).catch(() => undefined);
  service.drop();
  await platform.advance(FIRST_PAUSE_MS);
  await session.disconnectParticipant();
  service.say(chatEnded);
  await platform.advance(60_000);
  expect(platform.requests.filter(({ url }) => url === METRICS)).not.toEqual([]);
  expect(platform.requests.filter(({ url }) => url.startsWith("https://storage.example/"))).toHaveLength(2);
  return platform;
}

const isOfService = ({ url }: FakeRequest) => new URL(url).pathname.startsWith("/participant/");
const bearerOf = ({ headers }: FakeRequest) => ({ ...headers })[HEADERS.bearer] ?? "";

let platform: Awaited<ReturnType<typeof wholeChat>>;
beforeEach(async () => {
  platform = await wholeChat();
});

describe("tokens", () => {
  it("go to the participant service alone, each in the one header that is for it", () => {
    for (const request of platform.requests) {
      const { url, headers, body } = request;
      const others = Object.entries({ ...headers }).filter(([name]) => name !== HEADERS.bearer);
      expect(JSON.stringify([url, others, body])).not.toMatch(TOKEN);
      expect([url, TOKEN.test(bearerOf(request))]).toEqual([url, isOfService(request)]);
    }
  });

  it("of a participant go out for connections alone", () => {
    const withIt = platform.requests.filter((request) => bearerOf(request) === CHAT.participantToken);
    expect(new Set(withIt.map(({ url }) => new URL(url).pathname))).toEqual(
      new Set(["/participant/connection"]),
    );
  });

  it("are in no frame and in no socket's URL but the one that the service has signed", () => {
    expect(platform.sockets.length).toBeGreaterThan(1);
    for (const { url, sent } of platform.sockets) {
      expect(url).toMatch(/^wss:\/\/service\.example\/socket\?signature=secret-\d+$/);
      expect(JSON.stringify(sent)).not.toMatch(/secret/);
    }
  });
});

it("what people write goes out in the message itself, and nowhere else", () => {
  const withIt = platform.requests.filter((request) => JSON.stringify(request).includes("diagnosis"));
  expect(new Set(withIt.map(({ url }) => new URL(url).pathname))).toEqual(new Set(["/participant/message"]));
});

it("what storage signs goes back to storage alone", () => {
  const signed = platform.requests.filter((request) => JSON.stringify(request).includes("signature=secret"));
  expect(new Set(signed.map(({ url }) => new URL(url).origin))).toEqual(new Set(["https://storage.example"]));
});
