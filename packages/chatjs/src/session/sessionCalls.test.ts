import { describe, expect, it } from "vitest";
import { chatEnded, connectCustomer, createFakeService, CHAT } from "../../test/fakeService.js";
import type { FakeAnswer } from "../../test/fakePlatform.js";
import { createChatJS } from "../chatSession.js";
import type { ChatSessionMethods } from "./chatSessionTypes.js";

const typing = "application/vnd.amazonaws.connect.event.typing";
const idle = "application/vnd.amazonaws.connect.event.participant.idle";
const never = () => new Promise<FakeAnswer>(() => undefined);
const settled = (promise: Promise<unknown>) =>
  promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );

/** Every call that takes a signal, with its path. */
const CALLS: readonly (readonly [
  name: string,
  path: string,
  call: (session: ChatSessionMethods, more?: object) => Promise<unknown>,
])[] = [
  [
    "sendMessage",
    "/participant/message",
    (session, more) => session.sendMessage({ message: "x", contentType: "text/plain", ...more }),
  ],
  ["sendEvent", "/participant/event", (session, more) => session.sendEvent({ contentType: idle, ...more })],
  ["getTranscript", "/participant/transcript", (session, more) => session.getTranscript({ ...more })],
  [
    "describeView",
    "/participant/views/view-token",
    (session, more) => session.describeView({ viewToken: "view-token", ...more }),
  ],
  [
    "getAuthenticationUrl",
    "/participant/authentication-url",
    (session, more) => session.getAuthenticationUrl({ sessionId: "s", redirectUri: "r", ...more }),
  ],
  [
    "cancelParticipantAuthentication",
    "/participant/cancel-authentication",
    (session, more) => session.cancelParticipantAuthentication({ sessionId: "s", ...more }),
  ],
];
const afterTheEnd = ["describeView", "getAuthenticationUrl", "cancelParticipantAuthentication"];

describe.each(CALLS)("%s", (name, path, call) => {
  it("resolves with data and metadata", async () => {
    const { session } = await connectCustomer();
    expect(await call(session, { metadata: "mine" })).toEqual({
      data: expect.objectContaining({ $metadata: expect.anything() }),
      metadata: "mine",
    });
  });

  it("rejects before connect() (CP-65)", async () => {
    const { session } = createChat();
    expect(await settled(call(session))).toMatchObject({
      error: { code: "NO_ACTIVE_CONNECTION", message: `Failed to call ${name}, No active connection` },
    });
  });

  it(`${afterTheEnd.includes(name) ? "works" : "rejects"} after the end of the chat (CP-65)`, async () => {
    const { session, platform, item } = await connectCustomer();
    item(chatEnded);
    await platform.settle();
    expect(await settled(call(session))).toMatchObject(
      afterTheEnd.includes(name) ? { value: {} } : { error: { code: "NO_ACTIVE_CONNECTION" } },
    );
  });

  it("sends nothing when its signal was aborted before (CP-67)", async () => {
    const { session, platform, requestsTo } = await connectCustomer();
    const signal = AbortSignal.abort();
    expect(await settled(call(session, { signal, metadata: 7 }))).toMatchObject({
      error: { name: "AbortError", code: "ABORTED", metadata: 7 },
    });
    await platform.settle();
    expect(requestsTo(path)).toEqual([]);
  });

  it("gives up its request when its signal is aborted (CP-67)", async () => {
    const { session, platform, answers } = await connectCustomer();
    answers.set(path, never);
    const controller = new AbortController();
    const outcome = settled(call(session, { signal: controller.signal }));
    await platform.settle();
    expect(platform.live.requests).toBe(1);
    const { timers } = platform.live;
    controller.abort();
    expect(await outcome).toMatchObject({ error: { name: "AbortError", code: "ABORTED" } });
    await platform.settle();
    expect(platform.live).toMatchObject({ requests: 0, timers: timers - 1 });
  });

  it("tries no more when its signal is aborted between two attempts (CP-67)", async () => {
    const { session, platform, answers, requestsTo } = await connectCustomer();
    answers.set(path, () => ({ status: 500, body: {} }));
    const controller = new AbortController();
    const outcome = settled(call(session, { signal: controller.signal }));
    await platform.settle();
    controller.abort();
    expect(await outcome).toMatchObject({ error: { code: "ABORTED" } });
    await platform.advance(60_000);
    expect(requestsTo(path)).toHaveLength(1);
  });

  it("does not wait for a new token when its signal is aborted (CP-67)", async () => {
    const { session, platform, answers, requestsTo } = await connectCustomer();
    answers.set(path, () => ({ status: 403, body: {} }));
    answers.set("/participant/connection", never);
    const controller = new AbortController();
    const outcome = settled(call(session, { signal: controller.signal }));
    await platform.settle();
    controller.abort();
    expect(await outcome).toMatchObject({ error: { code: "ABORTED" } });
    expect(requestsTo(path)).toHaveLength(1);
  });

  it("throws at a signal that is none (CP-67)", async () => {
    const { session, requestsTo } = await connectCustomer();
    expect(() => call(session, { signal: new AbortController() })).toThrow(/signal must be an AbortSignal/);
    expect(requestsTo(path)).toEqual([]);
  });
});

function createChat() {
  const service = createFakeService();
  const session = createChatJS(service.platform).ChatSession.create({ chatDetails: CHAT, type: "CUSTOMER" });
  return { ...service, session };
}

it.each([
  "sendAttachment",
  "downloadAttachment",
  "getAttachmentURL",
  "describeView",
  "getAuthenticationUrl",
  "cancelParticipantAuthentication",
] as const)("%s throws at a missing argument (CP-47), but rejects before connect()", async (name) => {
  const call = (session: ChatSessionMethods) =>
    (session[name] as (args?: unknown) => Promise<unknown>)(undefined);
  expect(await settled(call(createChat().session))).toMatchObject({
    error: { code: "NO_ACTIVE_CONNECTION" },
  });
  const { session } = await connectCustomer();
  expect(() => call(session)).toThrow(expect.objectContaining({ name: "IllegalArgument" }));
});

it("one caller's signal leaves the typing event of the others alone (CP-67)", async () => {
  const { session, platform, answers } = await connectCustomer();
  let answer: (answer: FakeAnswer) => void = () => undefined;
  answers.set("/participant/event", () => new Promise((resolve) => (answer = resolve)));
  const controller = new AbortController();
  const first = settled(session.sendEvent({ contentType: typing, signal: controller.signal }));
  const second = session.sendEvent({ contentType: typing });
  await platform.settle();
  controller.abort();
  expect(await first).toMatchObject({ error: { code: "ABORTED" } });
  answer({ body: { Id: "typed" } });
  expect((await second).data.Id).toBe("typed");
});

it.each([undefined, null, "", {}])(
  "describeView rejects %j for a token, without a request (CP-69)",
  async (viewToken) => {
    const { session, platform } = await connectCustomer();
    const before = platform.requests.length;
    expect(await settled(session.describeView({ viewToken: viewToken as string }))).toMatchObject({
      error: {
        code: "ILLEGAL_ARGUMENT",
        type: "Error",
        message: "unable to call DescribeView; its ViewToken is missing or malformed",
      },
    });
    expect(platform.requests).toHaveLength(before);
  },
);
