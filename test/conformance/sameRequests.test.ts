import { beforeAll, describe, expect, test } from "vitest";
import type { SideBySide } from "../support/chatStage.js";
import type { ChatPage } from "../support/chatPlace.js";
import { useEmulatedStage } from "../support/emulatedStage.js";
import { traceRequest } from "../support/requestTrace.js";
import type { TracedRequest } from "../support/requestTrace.js";
import { callSession } from "../support/sessionScripts.js";
import type { StartedChat } from "../support/startChat.js";
import { waitUntil } from "../support/waitUntil.js";

const key = "session";
const typing = "application/vnd.amazonaws.connect.event.typing";

const { stage, emulator, requests, createCustomer } = useEmulatedStage({
  prompts: ["one", "two", "three"],
  promptDelayMs: 0,
});

/** Requests to the participant service since the chat was started. */
const requestsOf = () => requests.filter(({ path }) => path.startsWith("/participant/"));

const call = (page: ChatPage, method: string, ...args: readonly unknown[]) =>
  page.run(callSession, { key, method, args });

async function startCustomer(page: ChatPage): Promise<StartedChat> {
  requests.length = 0;
  const chat = await createCustomer(page, key);
  await call(page, "connect");
  await waitUntil(() => expect(emulator().control.getContact(chat.ContactId).contact.state).toBe("QUEUED"));
  return chat;
}

describe("a customer's calls", () => {
  interface Trace {
    readonly requests: readonly TracedRequest[];
    readonly headers: readonly (readonly string[])[];
    readonly frames: readonly (readonly string[])[];
  }
  let trace: SideBySide<Trace>;

  async function play(page: ChatPage): Promise<Trace> {
    const chat = await startCustomer(page);
    const { transcript } = emulator().control.getContact(chat.ContactId);
    const [first] = transcript;
    await call(page, "sendMessage", { message: 'häßlich "quoted" \u2028 🙂', contentType: "text/plain" });
    await call(page, "sendMessage", { message: "again", contentType: "text/plain", clientToken: "mine" });
    await call(page, "sendEvent", { contentType: typing });
    await call(page, "sendEvent", {
      contentType: "application/vnd.amazonaws.connect.event.connection.acknowledged",
      content: '{"a":1}',
      clientToken: "mine too",
      metadata: "not sent",
    });
    await call(page, "getTranscript");
    const { value } = await call(page, "getTranscript", { maxResults: 2 });
    const nextToken = value.data.NextToken as string;
    await call(page, "getTranscript", {
      startPosition: { id: first!.Id, absoluteTime: first!.AbsoluteTime, mostRecent: 5 },
      scanDirection: "FORWARD",
      sortOrder: "DESCENDING",
      maxResults: 3,
      nextToken,
      contactId: chat.ContactId,
      metadata: { mine: true },
    });
    await call(page, "disconnectParticipant");
    const names = new Map([
      [chat.ContactId, "<contact>"],
      [first!.Id as string, "<item>"],
      [first!.AbsoluteTime as string, "<time>"],
      [nextToken, "<page>"],
    ]);
    return {
      requests: requestsOf().map(traceRequest(names)),
      headers: requestsOf().map(({ headers }) => Object.keys(headers).sort()),
      frames: page.sentFrames,
    };
  }

  beforeAll(async () => {
    trace = await stage().sideBySide(play);
  });

  test("are the same requests: method, path, bearer, content type, and body byte for byte (CP-09)", () => {
    expect(trace.ours.requests).toEqual(trace.upstream.requests);
  });

  test("are the requests that the service documents", () => {
    expect(trace.ours.requests.map(({ method, path, bearer, body }) => [method, path, bearer, body])).toEqual(
      [
        ["connection", "participantToken", '{"Type":["WEBSOCKET","CONNECTION_CREDENTIALS"]}'],
        [
          "message",
          "connectionToken",
          `{"ClientToken":"<uuid>","Content":${JSON.stringify('häßlich "quoted" \u2028 🙂')},"ContentType":"text/plain"}`,
        ],
        ["message", "connectionToken", '{"ClientToken":"mine","Content":"again","ContentType":"text/plain"}'],
        ["event", "connectionToken", `{"ClientToken":"<uuid>","ContentType":"${typing}"}`],
        [
          "event",
          "connectionToken",
          '{"ClientToken":"mine too","Content":"{\\"a\\":1}","ContentType":"application/vnd.amazonaws.connect.event.connection.acknowledged"}',
        ],
        [
          "transcript",
          "connectionToken",
          '{"MaxResults":15,"ScanDirection":"BACKWARD","SortOrder":"ASCENDING","StartPosition":{}}',
        ],
        [
          "transcript",
          "connectionToken",
          '{"MaxResults":2,"ScanDirection":"BACKWARD","SortOrder":"ASCENDING","StartPosition":{}}',
        ],
        [
          "transcript",
          "connectionToken",
          '{"ContactId":"<contact>","MaxResults":3,"NextToken":"<page>","ScanDirection":"FORWARD","SortOrder":"DESCENDING","StartPosition":{"Id":"<item>","AbsoluteTime":"<time>","MostRecent":5}}',
        ],
        ["disconnect", "connectionToken", '{"ClientToken":"<uuid>"}'],
      ].map(([path, bearer, body]) => ["POST", `/participant/${path}`, bearer, body]),
    );
  });

  test("carry no signature with empty credentials (CP-39)", () => {
    const differing = (index: number) => [
      trace.ours.headers[index]!.filter((name) => !trace.upstream.headers[index]!.includes(name)),
      trace.upstream.headers[index]!.filter((name) => !trace.ours.headers[index]!.includes(name)),
    ];
    for (const index of trace.ours.headers.keys())
      expect(differing(index)).toEqual([[], ["authorization", "x-amz-content-sha256", "x-amz-date"]]);
  });

  test("open one socket, which sends subscribe, ping and heartbeat, byte for byte and in this order (CP-13)", () => {
    expect(trace.ours.frames).toEqual([
      [
        '{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}',
        '{"topic":"aws/ping"}',
        '{"topic":"aws/heartbeat"}',
      ],
    ]);
    expect(trace.ours.frames).toEqual(trace.upstream.frames);
  });
});

describe("unusual arguments go out as they do from 5.0.0", () => {
  const event = "application/vnd.amazonaws.connect.event.connection.acknowledged";
  const calls: readonly (readonly [method: string, args: object])[] = [
    ["sendMessage", { message: "", contentType: "text/plain", clientToken: "" }],
    ["sendMessage", { message: "x", contentType: typing, clientToken: "mine" }],
    ["sendEvent", { contentType: event, content: "", clientToken: "mine" }],
    ["sendEvent", { contentType: event, content: null, clientToken: "mine" }],
    ["getTranscript", { startPosition: { mostRecent: 0 } }],
    ["getTranscript", { startPosition: { id: null, absoluteTime: undefined } }],
    ["getTranscript", { startPosition: null, maxResults: 0, scanDirection: "", sortOrder: null }],
    ["getTranscript", { maxResults: "5", scanDirection: "SIDEWAYS" }],
    ["getTranscript", { nextToken: null, contactId: null }],
    ["getTranscript", { nextToken: "" }],
    ["getTranscript", { contactId: "" }],
  ];
  let bodies: SideBySide<readonly string[]>;

  beforeAll(async () => {
    bodies = await stage().sideBySide(async (page) => {
      await startCustomer(page);
      for (const [method, args] of calls) await call(page, method, args);
      return requestsOf()
        .slice(1)
        .map((request) => traceRequest(new Map())(request).body);
    });
  });

  test.each(calls.map(([method, args], index) => [method, JSON.stringify(args), index] as const))(
    "%s(%s)",
    (_method, _args, index) => {
      expect(bodies.upstream).toHaveLength(calls.length);
      expect(bodies.ours[index]).toBe(bodies.upstream[index]);
    },
  );
});
