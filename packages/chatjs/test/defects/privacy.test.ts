import { eventContentType } from "@amazon-connect-chat/protocol";
import { expect, it } from "vitest";
import { LogLevel } from "../../src/config/logger.js";
import { CHAT, chatEnded, message } from "../fakeService.js";
import {
  connectCustomer,
  createCustomer,
  createLiveService,
  FIRST_PAUSE_MS,
  httpError,
} from "./liveService.js";

const verbose = { loggerConfig: { useDefaultLogger: true, level: LogLevel.DEBUG } };
const PRIVATE = "the patient's diagnosis";
const receipt = (messageId: string) => ({
  contentType: eventContentType("message.read"),
  content: { messageId, disableThrottle: true },
});
type Lines = readonly { readonly line: string }[];
/** Lines with a token, a signature of an address, or what somebody wrote. All of the service's tokens say "secret". */
const leaks = (printed: Lines) => printed.filter(({ line }) => /secret|diagnosis/.test(line));

it("W26: receipts do not carry the connection token into the log, neither in the chat nor after its end", async () => {
  const { service, platform, session } = await connectCustomer(createLiveService(), verbose);
  await session.sendEvent(receipt("message-1"));
  service.answers.set("/participant/event", httpError(400));
  await expect(session.sendEvent(receipt("message-2"))).rejects.toThrow();
  service.say(chatEnded);
  await platform.settle();
  await expect(session.sendEvent(receipt("message-2"))).rejects.toThrow();
  expect(platform.printed.length).toBeGreaterThan(3);
  expect(leaks(platform.printed)).toEqual([]);
});

it("W27: an address that cannot be used is not logged", async () => {
  const service = createLiveService();
  service.answers.set("/participant/connection", () => ({
    body: {
      Websocket: { Url: "ftp://service.example/socket?signature=secret" },
      ConnectionCredentials: { ConnectionToken: "ct.secret", Expiry: "2026-01-02T00:00:00.000Z" },
    },
  }));
  const { platform, session } = createCustomer(service, verbose);
  const failure: unknown = await session.connect().catch((error: unknown) => error);
  expect(platform.printed.some(({ line }) => line.includes("unable to open a WebSocket"))).toBe(true);
  expect(leaks(platform.printed)).toEqual([]);
  expect(String(failure)).not.toContain("secret");
});

it("W28: an event carries tokens for the page alone: nothing of it is logged, not even when its handler throws", async () => {
  const { service, platform, session, seen } = await connectCustomer(createLiveService(), verbose);
  session.onMessage((event) => {
    throw new Error("a mistake of the page", { cause: event });
  });
  session.onMessage((event) => {
    // oxlint-disable-next-line typescript/only-throw-error
    throw event;
  });
  service.say(message("message-1", { Content: PRIVATE }));
  service.say({ ...message("message-2", { Content: PRIVATE }), MessageMetadata: 7 });
  platform.socket().receive({ topic: "aws/chat", content: `{"Content":"${PRIVATE}"` });
  await session.sendMessage({ message: PRIVATE, contentType: "text/plain" });
  service.drop();
  await platform.advance(FIRST_PAUSE_MS);
  expect(seen[0]!.event).toMatchObject({ chatDetails: { participantToken: CHAT.participantToken } });
  expect(platform.printed.some(({ line }) => line.includes("a handler of INCOMING_MESSAGE threw"))).toBe(
    true,
  );
  expect(leaks(platform.printed)).toEqual([]);
});
