import { describe, expect, test } from "vitest";
import { chatEvent } from "../support/chatItems.js";
import { useEmulatedStage } from "../support/emulatedStage.js";
import { playScripted } from "../support/scriptedChat.js";
import { callSession, createSession } from "../support/sessionScripts.js";
import type { Outcome } from "../support/sessionScripts.js";
import { named } from "../support/waitForEvent.js";

const key = "session";
const unknownId = "7c1d9e2f-4b6a-4c8d-9e0f-1a2b3c4d5e6f";
const redirectUri = "https://shop.example/auth-done?a=1&b=ü";
const interactive = "application/vnd.amazonaws.connect.message.interactive";

const { stage, emulator, requests } = useEmulatedStage();

type Calls = readonly (readonly [method: string, args: object])[];

/** What a call came to; the id of its request is another each time. */
const shown = ({ kind, value, failure }: Outcome) => ({
  kind,
  value: value && { ...value, data: { ...value.data, $metadata: undefined } },
  type: failure?.type,
  message: failure?.message,
  statusCode: failure?.statusCode,
  metadata: failure?.metadata,
});

/**
 * Makes calls in a connected chat of each library, and tells what came of them and what was asked for.
 * @param prepare answers what is another in each chat, such as a token
 */
const inChat = (prepare: (contactId: string) => string, calls: (secret: string) => Calls) =>
  stage().sideBySide(async (page) => {
    const chatDetails = emulator().control.startChat({
      displayName: "Avery",
      supportedContentTypes: ["text/plain", interactive, `${interactive}.response`],
    });
    await page.run(createSession, { key, endpoint: emulator().url, args: { chatDetails, type: "CUSTOMER" } });
    await page.run(callSession, { key, method: "connect" });
    const secret = prepare(chatDetails.contactId);
    requests.length = 0;
    const outcomes: any[] = [];
    for (const [method, args] of calls(secret))
      outcomes.push(shown(await page.run(callSession, { key, method, args: [args] })));
    const asked = requests
      .filter(({ path }) => path.startsWith("/participant/"))
      .map(({ method, path, body }) =>
        `${method} ${path} ${body}`.replaceAll(secret, "<id>").replaceAll(encodeURIComponent(secret), "<id>"),
      );
    return { outcomes, asked };
  });

test("a view is described with the same requests and the same results", async () => {
  const { ours, upstream } = await inChat(
    (contactId) => emulator().control.showView({ contactId, view: "form" }).viewToken,
    (viewToken) => [
      ["describeView", { viewToken, metadata: "mine" }],
      ["describeView", { viewToken, InstanceId: "not sent" }],
      ["describeView", { viewToken: "unknown / é", metadata: 7 }],
      ["describeView", { viewToken: "v".repeat(1_001) }],
    ],
  );
  expect(ours.asked.slice(0, 2)).toEqual(Array(2).fill("GET /participant/views/<id> "));
  expect(ours.outcomes).toMatchObject([
    { kind: "resolved", value: { data: { View: { Id: "form", Version: 1 } }, metadata: "mine" } },
    { kind: "resolved", value: { metadata: null } },
    { kind: "rejected", type: "ResourceNotFoundException", statusCode: 404, metadata: 7 },
    { kind: "rejected", statusCode: 400, metadata: null },
  ]);
  expect(ours).toEqual(upstream);
});

test("a customer is sent to sign in with the same requests and the same results", async () => {
  const start = (contactId: string) => emulator().control.startAuthentication({ contactId }).sessionId;
  const { ours, upstream } = await inChat(start, (sessionId) => [
    ["getAuthenticationUrl", { sessionId: unknownId, redirectUri, metadata: 7 }],
    ["getAuthenticationUrl", { sessionId, redirectUri, metadata: "mine" }],
    ["getAuthenticationUrl", { sessionId, redirectUri }],
    ["cancelParticipantAuthentication", { sessionId, metadata: "mine" }],
    ["cancelParticipantAuthentication", { sessionId: unknownId, metadata: 7 }],
  ]);
  const withoutState = ({ outcomes, asked }: typeof ours) => ({
    asked,
    outcomes: JSON.parse(JSON.stringify(outcomes).replace(/state=[^"&]*/, "state=<state>")) as object,
  });
  expect(ours.outcomes.map(({ kind }) => kind)).toEqual([
    "rejected",
    "resolved",
    "rejected",
    "resolved",
    "rejected",
  ]);
  expect(ours.outcomes[1].value.data.AuthenticationUrl).toMatch(/^http/);
  expect(ours.outcomes[3].value).toMatchObject({ metadata: "mine" });
  // A refused call is made again with a new token (CP-50); the requests that come of that are told apart here.
  const own = (asked: readonly string[]) => [...new Set(asked)].filter((line) => !/connection/.test(line));
  expect(own(ours.asked)).toEqual(own(upstream.asked));
  expect(withoutState(ours).outcomes).toEqual(withoutState(upstream).outcomes);
});

test("members that are missing are the service's to refuse, in the same words", async () => {
  const { ours, upstream } = await inChat(
    () => "none",
    () => [
      ["getAuthenticationUrl", { metadata: 7 }],
      ["getAuthenticationUrl", { sessionId: null, redirectUri: null }],
      ["cancelParticipantAuthentication", {}],
    ],
  );
  expect(ours.outcomes.map(({ statusCode }) => statusCode)).toEqual([400, 400, 400]);
  expect(ours).toEqual(upstream);
});

test.each(["", undefined])(
  "describeView rejects %j for a token without a request, in words of its own (CP-69)",
  async (viewToken) => {
    const { ours, upstream } = await inChat(
      () => "none",
      () => [["describeView", { viewToken, metadata: 7 }]],
    );
    const [mine, theirs] = [ours.outcomes[0], upstream.outcomes[0]];
    expect(theirs.message).toMatch(/HTTP label: ViewToken/);
    expect(mine.message).toBe("unable to call DescribeView; its ViewToken is missing or malformed");
    expect({ ...ours, outcomes: [{ ...mine, message: "" }] }).toEqual({
      ...upstream,
      outcomes: [{ ...theirs, message: "" }],
    });
  },
);

test("marks that need no escape in a token are not escaped, and read the same (CP-69)", async () => {
  const { ours, upstream } = await inChat(
    () => "none",
    () => [["describeView", { viewToken: "a!b'(c)*" }]],
  );
  expect(ours.asked).toEqual(["GET /participant/views/a!b'(c)* "]);
  expect(upstream.asked.map(decodeURIComponent)).toEqual(ours.asked);
  expect(ours.outcomes).toEqual(upstream.outcomes);
});

describe("describeView, getAuthenticationUrl and cancelParticipantAuthentication", () => {
  const calls: Calls = [
    ["describeView", { viewToken: "v" }],
    ["getAuthenticationUrl", { sessionId: unknownId, redirectUri }],
    ["cancelParticipantAuthentication", { sessionId: unknownId }],
  ];

  test("reject before connect() as all calls do, where 5.0.0 stumbles (CP-65)", async () => {
    const { ours, upstream } = await playScripted(stage(), async ({ create, call }) => {
      await create();
      const outcomes: Outcome[] = [];
      for (const [method, args] of calls) outcomes.push(await call(method, args));
      return outcomes.map(({ kind, failure }) => [kind, failure?.text]);
    });
    for (const [kind, text] of upstream)
      expect([kind, text]).toEqual(["threw", expect.stringMatching(/TypeError/)]);
    expect(ours).toEqual(
      calls.map(([method]) => ["rejected", `Failed to call ${method}, No active connection`]),
    );
  });

  test("work after the end of the chat, as in 5.0.0 (CP-65)", async () => {
    const { ours, upstream } = await playScripted(
      stage(),
      async ({ create, connect, call, service, wait }) => {
        await create();
        await connect();
        service.sendItem(chatEvent("end", "chat.ended"));
        await wait(named("CHAT_ENDED"));
        const outcomes: Outcome[] = [];
        for (const [method, args] of calls) outcomes.push(await call(method, args));
        return [outcomes.map(({ kind }) => kind), service.requests.slice(-3).map(({ path }) => path)];
      },
    );
    expect(ours[0]).toEqual(["resolved", "resolved", "resolved"]);
    expect(ours).toEqual(upstream);
  });

  test("throw at missing arguments with a name of their own (CP-47)", async () => {
    const { ours, upstream } = await playScripted(stage(), async ({ create, call }) => {
      await create();
      await call("connect");
      const outcomes: Outcome[] = [];
      for (const [method] of calls) outcomes.push(await call(method));
      return outcomes.map(({ kind, failure }) => [kind, failure?.name]);
    });
    expect(upstream).toEqual(Array(3).fill(["threw", "TypeError"]));
    expect(ours).toEqual(Array(3).fill(["threw", "IllegalArgument"]));
  });
});
