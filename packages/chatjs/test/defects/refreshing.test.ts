import { TOPICS } from "@amazon-connect-chat/protocol";
import { expect, it } from "vitest";
import { CHAT, chatEnded, message } from "../fakeService.js";
import type { FakeAnswer } from "../fakePlatform.js";
import { connectCustomer, createLiveService, httpError, noNetwork, nothingLeft } from "./liveService.js";

const CONNECTION = "/participant/connection";
const LIFETIME_MS = 3_540_000;
const send = { message: "hi", contentType: "text/plain" };

/** An answer of CreateParticipantConnection whose token ends then. */
const connection = (Expiry: string | undefined, ConnectionToken = "ct.another"): FakeAnswer => ({
  body: {
    Websocket: { Url: "wss://service.example/socket", ConnectionExpiry: "2026-01-01T01:00:00.000Z" },
    ConnectionCredentials: { ConnectionToken, Expiry },
  },
});
const liveServiceWith = (Expiry: string | undefined) => {
  const service = createLiveService();
  service.answers.set(CONNECTION, () => connection(Expiry));
  return service;
};

it.each([
  ["past", "2020-01-01T00:00:00.000Z"],
  ["unreadable", "soon"],
  ["missing", undefined],
])("W7: a token whose end is %s does not make a loop of requests", async (_what, expiry) => {
  const { platform, connectionRequests } = await connectCustomer(liveServiceWith(expiry));
  await platform.advance(1_700_000);
  expect(connectionRequests()).toBe(1);
  await platform.advance(200_000);
  expect(connectionRequests()).toBe(2);
});

it("W8: a refresh that is under way when the chat ends is the last request", async () => {
  const { service, platform, told, connectionRequests } = await connectCustomer(
    liveServiceWith("2026-01-01T00:02:00.000Z"),
  );
  let answer: (answer: FakeAnswer) => void = () => undefined;
  service.answers.set(CONNECTION, () => new Promise((resolve) => (answer = resolve)));
  await platform.advance(61_000);
  expect(connectionRequests()).toBe(2);
  service.say(chatEnded);
  await platform.settle();
  answer(connection("2026-01-01T00:03:00.000Z"));
  await platform.advance(172_800_000);
  expect(told()).toContain("CHAT_ENDED");
  expect(connectionRequests()).toBe(2);
  expect(platform.live).toEqual(nothingLeft);
});

it("W9: a failed token refresh is tried again within minutes", async () => {
  const { service, platform, connectionRequests } = await connectCustomer(
    liveServiceWith("2026-01-01T00:10:00.000Z"),
  );
  service.answers.set(CONNECTION, noNetwork);
  await platform.advance(541_000);
  const before = connectionRequests();
  service.answers.set(CONNECTION, () => connection("2026-01-02T00:00:00.000Z", "ct.fresh"));
  await platform.advance(10_000);
  expect([before, connectionRequests()]).toEqual([2, 3]);
});

it("W9: a message that is refused for its token goes out with a new one", async () => {
  const { service, session } = await connectCustomer();
  service.answers.set("/participant/message", ({ headers }) =>
    headers["x-amz-bearer"] === "ct.fresh" ? { body: { Id: "sent" } } : httpError(403)(),
  );
  service.answers.set(CONNECTION, () => connection("2026-01-02T00:00:00.000Z", "ct.fresh"));
  expect((await session.sendMessage(send)).data.Id).toBe("sent");
});

it("W9: the token that a reconnect brings serves the calls after it", async () => {
  const { service, platform, session } = await connectCustomer();
  service.answers.set(CONNECTION, () => connection("2026-01-02T00:00:00.000Z", "ct.fresh"));
  service.drop();
  await platform.advance(6_000);
  await session.sendMessage(send);
  expect(service.requestsTo("/participant/message").at(-1)!.headers["x-amz-bearer"]).toBe("ct.fresh");
});

it.each([
  ["nobody answers", noNetwork],
  ["it is refused", httpError(403)],
])("W10: a socket serves on while its successor cannot be had because %s", async (_why, answer) => {
  const { service, platform, told, connectionRequests } = await connectCustomer();
  service.answers.set(CONNECTION, answer);
  await platform.advance(LIFETIME_MS);
  expect(connectionRequests()).toBeGreaterThan(1);
  service.say(message("during"));
  await platform.settle();
  expect(platform.sockets).toHaveLength(1);
  service.answers.clear();
  await platform.advance(90_000);
  expect(platform.sockets.map(({ readyState }) => readyState)).toEqual([3, 1]);
  expect(told()).toEqual(["INCOMING_MESSAGE"]);
});

it("W10: clients that connected at once do not replace their sockets at once", async () => {
  const rotations = new Set<number>();
  for (let seed = 1; seed <= 5; seed++) {
    const { service, platform } = await connectCustomer(createLiveService(seed));
    await platform.advance(LIFETIME_MS);
    rotations.add(service.requestsTo(CONNECTION)[1]!.atMs);
  }
  expect(rotations.size).toBe(5);
});

it("W12: no attempt at a new socket leaves one behind", async () => {
  const { service, platform } = await connectCustomer();
  service.subscriptions = "silence";
  await platform.advance(LIFETIME_MS + 600_000);
  const open = () => platform.sockets.filter(({ readyState }) => readyState < 2);
  expect(platform.sockets.length).toBeGreaterThan(3);
  expect(open().length).toBeLessThanOrEqual(2);
  expect(open()[0]).toBe(platform.sockets[0]);
  service.say(chatEnded);
  await platform.settle();
  expect(open()).toEqual([]);
  expect(platform.live).toEqual(nothingLeft);
});

it("W13: the socket that serves is kept alive while its successor fails", async () => {
  const { service, platform } = await connectCustomer();
  await platform.advance(LIFETIME_MS * 0.95 - 1_000);
  service.meets = "refuse";
  const [serving] = platform.sockets;
  const heartbeats = () => serving!.sent.filter((frame) => frame.includes(TOPICS.heartbeat)).length;
  await platform.advance(LIFETIME_MS * 0.05 + 60_000);
  expect(platform.sockets.length).toBeGreaterThan(1);
  const before = heartbeats();
  await platform.advance(60_000);
  expect(heartbeats()).toBe(before + 6);
});

it("W38: a token refresh asks for a token, and for no address that nobody would use", async () => {
  const { service, platform } = await connectCustomer();
  const socketRequests = () =>
    service.requestsTo(CONNECTION).filter(({ body }) => (body["Type"] as string[]).includes("WEBSOCKET"))
      .length;
  await platform.advance(2_000_000);
  service.answers.set("/participant/message", httpError(403));
  await expect((await connectCustomer(service)).session.sendMessage(send)).rejects.toMatchObject({
    statusCode: 403,
  });
  expect(socketRequests()).toBe(2);
  expect(service.requestsTo(CONNECTION).at(-1)!.body).toEqual({ Type: ["CONNECTION_CREDENTIALS"] });
  expect(service.requestsTo(CONNECTION).at(-1)!.headers["x-amz-bearer"]).toBe(CHAT.participantToken);
});
