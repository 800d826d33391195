import { describe, expect, it, vi } from "vitest";
import { createFakePlatform } from "../../test/fakePlatform.js";
import { createCredentials } from "./credentials.js";
import type { Call } from "./credentials.js";

const output = {
  Websocket: { Url: "wss://a/", ConnectionExpiry: "2026-01-01T01:00:00.000Z" },
  ConnectionCredentials: { ConnectionToken: "ct.service", Expiry: "2026-01-02T00:00:00.000Z" },
};
const setUp = (getConnectionToken?: () => unknown, answer: () => unknown = () => output) => {
  const platform = createFakePlatform();
  const calls: [string, object, object][] = [];
  const call = ((name: string, input: object, options: object) => {
    calls.push([name, input, options]);
    return Promise.resolve().then(answer);
  }) as unknown as Call;
  const warn = vi.fn();
  const credentials = createCredentials({
    platform,
    call,
    warn,
    participantToken: "pt",
    isAgent: getConnectionToken !== undefined,
    getConnectionToken: getConnectionToken as never,
  });
  return { platform, calls, warn, credentials };
};
const pageToken =
  (participantToken: unknown = "ct.page") =>
  () =>
    Promise.resolve({ chatTokenTransport: { participantToken, expiry: "2026-01-02T00:00:00.000Z" } });

describe("a customer's", () => {
  it("come from one CreateParticipantConnection", async () => {
    const { credentials, calls } = setUp();
    expect(await credentials.obtain()).toEqual({
      url: "wss://a/",
      expiry: "2026-01-01T01:00:00.000Z",
      transportLifeTimeInSeconds: 3540,
      connectionAcknowledged: false,
      connectionToken: "ct.service",
      connectionTokenExpiry: "2026-01-02T00:00:00.000Z",
    });
    credentials.acknowledge();
    expect(calls).toEqual([
      [
        "CreateParticipantConnection",
        { Type: ["WEBSOCKET", "CONNECTION_CREDENTIALS"] },
        { token: "pt", attempts: undefined },
      ],
    ]);
  });

  it.each([
    [{}],
    [{ Websocket: { Url: "wss://a/" } }],
    [{ ConnectionCredentials: output.ConnectionCredentials }],
  ])("are refused when the answer is %j", async (answer) => {
    await expect(setUp(undefined, () => answer).credentials.obtain()).rejects.toThrow(TypeError);
  });

  it("keep the socket's address when only the token is refreshed (CP-48)", async () => {
    const answers: unknown[] = [
      output,
      { ConnectionCredentials: { ConnectionToken: "ct.next", Expiry: "2026-01-03T00:00:00.000Z" } },
    ];
    const { credentials, platform, calls } = setUp(undefined, () => answers.shift());
    await credentials.obtain();
    await platform.advance(86_340_000);
    expect(calls[1]).toEqual([
      "CreateParticipantConnection",
      { Type: ["CONNECTION_CREDENTIALS"] },
      { token: "pt", attempts: 1 },
    ]);
    expect(credentials.details()).toMatchObject({ url: "wss://a/", connectionToken: "ct.next" });
    credentials.stop();
    expect(platform.live.timers).toBe(0);
  });
});

describe("an agent's (CP-14)", () => {
  it("come from the page, and are acknowledged once without Type", async () => {
    const { credentials, calls } = setUp(pageToken());
    expect(await credentials.obtain()).toMatchObject({
      url: null,
      expiry: null,
      connectionToken: "ct.page",
      connectionAcknowledged: false,
    });
    expect(calls).toEqual([]);
    credentials.acknowledge();
    await Promise.resolve();
    expect(calls).toEqual([
      ["CreateParticipantConnection", { ConnectParticipant: true }, { token: "pt", attempts: undefined }],
    ]);
  });

  it.each([
    ["rejects", () => Promise.reject(new Error("getConnectionToken failed"))],
    ["resolves with rubbish", () => Promise.resolve({})],
    ["resolves without a token", pageToken("")],
  ])(
    "come from the service, acknowledged in the same call, when the page %s",
    async (_name, getConnectionToken) => {
      const { credentials, calls, warn } = setUp(getConnectionToken);
      expect(await credentials.obtain()).toMatchObject({
        connectionToken: "ct.service",
        connectionAcknowledged: true,
      });
      credentials.acknowledge();
      expect(calls.map(([, input]) => input)).toEqual([
        { Type: ["WEBSOCKET", "CONNECTION_CREDENTIALS"], ConnectParticipant: true },
      ]);
      expect(warn).toHaveBeenCalledTimes(1);
    },
  );

  it.each([
    ["is no function", 5],
    ["returns no promise", () => 5],
  ])("are not papered over when getConnectionToken %s", async (_name, value) => {
    const { credentials, calls } = setUp(value as never);
    await expect(credentials.obtain()).rejects.toThrow(TypeError);
    expect(calls).toEqual([]);
  });

  it("survive an acknowledgement that fails", async () => {
    const { credentials, warn } = setUp(pageToken(), () => {
      throw new Error("403");
    });
    await credentials.obtain();
    credentials.acknowledge();
    await vi.waitFor(() => expect(warn).toHaveBeenCalledTimes(1));
  });
});

it("a token that still reads the transcript knows that the chat is not gone", async () => {
  const alive = setUp();
  await alive.credentials.obtain();
  expect(await alive.credentials.isChatGone()).toBe(false);
  expect(alive.calls[1]).toEqual([
    "GetTranscript",
    { MaxResults: 1, StartPosition: {} },
    { token: "ct.service", attempts: 1 },
  ]);
  const gone = setUp(undefined, () => {
    throw new Error("403");
  });
  expect(await gone.credentials.isChatGone()).toBe(true);
});
