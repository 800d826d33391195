import { TOPICS } from "@amazon-connect-chat/protocol";
import { describe, expect, it } from "vitest";
import { message } from "../fakeService.js";
import {
  connectCustomer,
  createCustomer,
  createLiveService,
  httpError,
  noNetwork,
  nothingLeft,
} from "./liveService.js";

const CONNECTION = "/participant/connection";
const LIFETIME_MS = 3_540_000;
const send = { message: "hi", contentType: "text/plain" };
const networkError = (text: string) => () => Promise.reject(new TypeError(text));

/** After a loss or a rotation all is well again: a message arrives, and one goes out. */
async function expectWell({ service, platform, session, told }: Awaited<ReturnType<typeof connectCustomer>>) {
  service.say(message("well"));
  await platform.settle();
  expect(told().at(-1)).toBe("INCOMING_MESSAGE");
  expect(session.controller.getConnectionStatus()).toBe("Established");
  await expect(session.sendMessage(send)).resolves.toBeDefined();
}

describe("CreateParticipantConnection after a loss", () => {
  it("6.4: 403, and the transcript is refused too: the chat is over, without a word of a break", async () => {
    const { service, platform, session, seen, told } = await connectCustomer();
    service.answers.set(CONNECTION, httpError(403)).set("/participant/transcript", httpError(403));
    service.drop();
    await platform.advance(7_000);
    expect(told().filter((name) => name !== "TRANSCRIPT_GAP")).toEqual([
      "CONNECTION_LOST",
      "INCOMING_MESSAGE",
      "CHAT_ENDED",
    ]);
    expect(seen.at(-1)!.event.data).toBeNull();
    await expect(session.sendMessage(send)).rejects.toMatchObject({ code: "NO_ACTIVE_CONNECTION" });
    expect(platform.live).toEqual(nothingLeft);
  });

  it.each([
    [400, "REFUSED"],
    [401, "NOT_AUTHORIZED"],
    [403, "NOT_AUTHORIZED"],
    [404, "REFUSED"],
  ])(
    "6.4: %i while the chat itself lives: broken, sends go on, and connect() makes it whole",
    async (status, reason) => {
      const chat = await connectCustomer();
      const { service, platform, session, seen, told } = chat;
      service.answers.set(CONNECTION, httpError(status));
      service.drop();
      await platform.advance(7_000);
      expect(told()).toEqual(["CONNECTION_LOST", "CONNECTION_BROKEN"]);
      expect(seen.at(-1)!.event.data).toEqual({ reason });
      await expect(session.sendMessage(send)).resolves.toBeDefined();
      service.answers.clear();
      void session.connect();
      await platform.settle();
      await expectWell(chat);
    },
  );

  it.each([
    ["429", httpError(429)],
    ["500", httpError(500)],
    ["503", httpError(503)],
    ["a network error, as on a desktop", networkError("NetworkError when attempting to fetch resource.")],
    ["a network error of an unknown text, as on some phones", networkError("cancelled")],
    ["a network error of Chrome on Android", networkError("Failed to fetch")],
    ["a network error of Safari on iOS", networkError("Load failed")],
  ])("6.4: %s: tried again for as long as it lasts", async (_what, answer) => {
    const chat = await connectCustomer();
    const { service, platform, told } = chat;
    service.answers.set(CONNECTION, answer);
    service.drop();
    await platform.advance(1_800_000);
    expect(told()).toEqual(["CONNECTION_LOST"]);
    service.answers.clear();
    await platform.advance(31_000);
    expect(told()).toEqual(["CONNECTION_LOST", "CONNECTION_ESTABLISHED"]);
    await expectWell(chat);
  });
});

describe("CreateParticipantConnection for a socket that is to be replaced in time", () => {
  it.each([
    ["403", httpError(403)],
    ["429", httpError(429)],
    ["500", httpError(500)],
    ["a network error", noNetwork],
  ])("6.4: %s: the healthy socket serves on, and is replaced when that works", async (_what, answer) => {
    const chat = await connectCustomer();
    const { service, platform, told, connectionRequests } = chat;
    service.answers.set(CONNECTION, answer);
    await platform.advance(LIFETIME_MS);
    expect(connectionRequests()).toBeGreaterThan(1);
    expect([told(), platform.sockets.map(({ readyState }) => readyState)]).toEqual([[], [1]]);
    await expectWell(chat);
    service.answers.clear();
    await platform.advance(120_000);
    expect(platform.sockets.map(({ readyState }) => readyState)).toEqual([3, 1]);
    expect(told()).toEqual(["INCOMING_MESSAGE"]);
  });

  it("6.4: an address whose socket is refused: no storm, and heartbeats go on", async () => {
    const chat = await connectCustomer();
    const { service, platform, told, connectionRequests } = chat;
    await platform.advance(LIFETIME_MS * 0.95 - 1_000);
    service.meets = "refuse";
    const [serving] = platform.sockets;
    const before = serving!.sent.length;
    const requestsBefore = connectionRequests();
    await platform.advance(LIFETIME_MS * 0.05 + 60_000);
    const attempts = connectionRequests() - requestsBefore;
    expect(attempts).toBeGreaterThan(1);
    expect(attempts).toBeLessThan(60);
    expect(
      serving!.sent.slice(before).filter((frame) => frame.includes(TOPICS.heartbeat)).length,
    ).toBeGreaterThan(20);
    expect(told()).toEqual([]);
    service.meets = "accept";
    await platform.advance(31_000);
    expect(serving!.readyState).toBe(3);
    await expectWell(chat);
  });
});

it("6.4: 403 after a half-open socket was given up: the chat is over, as after any other loss", async () => {
  const { service, platform, told } = await connectCustomer();
  service.answers.set(CONNECTION, httpError(403)).set("/participant/transcript", httpError(403));
  service.mutes.add(TOPICS.heartbeat).add(TOPICS.ping);
  await platform.advance(30_000);
  expect(told().filter((name) => !/GAP|DEEP/.test(name))).toEqual([
    "CONNECTION_LOST",
    "INCOMING_MESSAGE",
    "CHAT_ENDED",
  ]);
});

it("6.4: a first socket that is refused: not established until one is, and no storm", async () => {
  const service = createLiveService();
  service.meets = "refuse";
  const chat = createCustomer(service);
  const { platform, session, told, connectionRequests } = chat;
  void session.connect();
  await platform.advance(10_000);
  expect(told()).not.toContain("CONNECTION_ESTABLISHED");
  expect(connectionRequests()).toBeGreaterThan(1);
  expect(connectionRequests()).toBeLessThan(15);
  service.meets = "accept";
  await platform.advance(31_000);
  expect(told().at(-1)).toBe("CONNECTION_ESTABLISHED");
  await expectWell(chat);
});

it("6.4: an address that cannot be used: connect() rejects, broken and not established, and may be tried again", async () => {
  const service = createLiveService();
  service.answers.set(CONNECTION, () => ({
    body: {
      Websocket: { Url: "http://service.example/", ConnectionExpiry: "2026-01-01T01:00:00.000Z" },
      ConnectionCredentials: { ConnectionToken: "ct.a", Expiry: "2026-01-02T00:00:00.000Z" },
    },
  }));
  const chat = createCustomer(service);
  await expect(chat.session.connect()).rejects.toMatchObject({ code: "CONNECT_FAILED" });
  await chat.platform.settle();
  expect(chat.told()).toEqual(["CONNECTION_BROKEN"]);
  service.answers.clear();
  void chat.session.connect();
  await chat.platform.settle();
  expect(chat.told()).toEqual(["CONNECTION_BROKEN", "CONNECTION_ESTABLISHED"]);
  await expectWell(chat);
});
