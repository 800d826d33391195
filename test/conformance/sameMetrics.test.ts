import { expect, test } from "vitest";
import type { ChatPage } from "../support/chatPlace.js";
import { useEmulatedStage } from "../support/emulatedStage.js";
import {
  installCsm,
  membersOf,
  publishedMetrics,
  recordPublishedMetrics,
  takeCsmCalls,
} from "../support/libraryScripts.js";
import { callSession, createSession } from "../support/sessionScripts.js";
import { named, waitForEvent } from "../support/waitForEvent.js";
import { waitUntil } from "../support/waitUntil.js";

const key = "session";
const typing = "application/vnd.amazonaws.connect.event.typing";

const { stage, emulator, createCustomer: create, createAgent } = useEmulatedStage();

const call = (page: ChatPage, method: string, ...args: readonly unknown[]) =>
  page.run(callSession, { key, method, args });
const taken = (page: ChatPage) => page.run(takeCsmCalls, undefined);

const createCustomer = (page: ChatPage, more?: object) => create(page, key, { disableCSM: false, ...more });

/** Connects, and waits until the customer has heard themself join. */
async function connect(page: ChatPage) {
  await call(page, "connect");
  await waitForEvent(
    { place: page, key },
    ({ event }) => event.data?.ContentType === "application/vnd.amazonaws.connect.event.participant.joined",
  );
}

const latency = (name: string, extra = "") =>
  `${name} Milliseconds  WidgetType=CustomChatWidget Metric=Latency Category=API${extra}`;
const count = (name: string, kind: "Count" | "Error", value: number, extra = "") =>
  `${name} Count ${value} WidgetType=CustomChatWidget Category=API${extra} Metric=${kind}`;
const settled = (name: string, error: 0 | 1, extra = "") => [
  latency(name, extra),
  count(name, "Count", 1, extra),
  count(name, "Error", error, extra),
];

test("a customer's session gives the page's csm the same metrics, call by call", async () => {
  const { ours, upstream } = await stage().sideBySide(async (page) => {
    await page.run(installCsm, undefined);
    const chat = await createCustomer(page);
    await connect(page);
    const connected = (await taken(page)).metrics;
    const calls: Record<string, readonly string[]> = {};
    const measure = async (name: string, method: string, ...args: readonly unknown[]) => {
      await call(page, method, ...args);
      const { metrics } = await taken(page);
      calls[name] = metrics.filter((line) => !line.startsWith("Websocket"));
    };
    await measure("message", "sendMessage", { message: "Hello", contentType: "text/plain" });
    await measure("event", "sendEvent", { contentType: typing });
    await measure("throttled", "sendEvent", { contentType: typing });
    await measure("transcript", "getTranscript", {});
    await measure("refused", "sendMessage", { message: "", contentType: "text/plain" });
    await measure("view", "describeView", { viewToken: "unknown" });
    await measure("download", "downloadAttachment", { attachmentId: "unknown" });
    await measure("url", "getAttachmentURL", { attachmentId: "unknown" });
    await measure("thrown", "sendMessage", { message: 7, contentType: "text/plain" });
    emulator().control.dropSockets({ contactId: chat.ContactId });
    await waitForEvent({ place: page, key }, named("CONNECTION_LOST"));
    const lost = (await taken(page)).metrics.filter((line) => /Lost|Ended/.test(line));
    // What the reconnect measures is none of the next call's.
    await waitForEvent(
      { place: page, key },
      ({ name }, index, events) =>
        name === "CONNECTION_ESTABLISHED" && index > events.findIndex(named("CONNECTION_LOST")),
    );
    await taken(page);
    await measure("disconnect", "disconnectParticipant");
    return { connected: [...new Set(connected)].sort(), calls, lost };
  });
  const plain = " ContentType=text/plain";
  expect(ours.calls).toEqual({
    message: settled("SendMessage", 0, plain),
    event: settled("SendEvent", 0, ` ContentType=${typing}`),
    throttled: settled("SendEvent", 0, ` ContentType=${typing}`),
    transcript: settled("GetTranscript", 0),
    refused: settled("SendMessage", 1, plain),
    view: settled("DescribeView", 1),
    download: settled("DownloadAttachment", 1),
    url: settled("GetAttachmentURL", 1),
    thrown: [],
    disconnect: settled("DisconnectParticipant", 0),
  });
  expect(ours).toEqual(upstream);
});

test("a customer's session with disableCSM gives it none, as in 5.0.0", async () => {
  const { ours, upstream } = await stage().sideBySide(async (page) => {
    await page.run(installCsm, undefined);
    await createCustomer(page, { disableCSM: true });
    await connect(page);
    return taken(page);
  });
  expect(ours).toEqual({ metrics: [], counts: [] });
  expect(ours).toEqual(upstream);
});

test("the second customer's session of a page is measured too, by csm as the page has it (CP-75)", async () => {
  const { ours } = await stage().sideBySide(async (page) => {
    await page.run(installCsm, undefined);
    await createCustomer(page);
    await createCustomer(page);
    await connect(page);
    return taken(page);
  });
  expect(ours.metrics).toEqual(expect.arrayContaining(settled("CreateParticipantConnection", 0)));
});

test.each([
  ["with getConnectionToken", true],
  ["without it", false],
])("an agent's session gives it the same counts: %s", async (_what, hasToken) => {
  const { ours, upstream } = await stage().sideBySide(async (page) => {
    await page.run(installCsm, undefined);
    const { contactId } = await createAgent(page, key, hasToken);
    await call(page, "connect");
    await call(page, "sendMessage", { message: "hello", contentType: "text/plain" });
    await waitUntil(() => {
      const { participants } = emulator().control.getContact(contactId).contact;
      expect(participants.at(-1)!.state).toBe("CONNECTED");
    });
    const all: string[] = [];
    await waitUntil(async () => {
      const { counts, metrics } = await taken(page);
      all.push(...counts, ...metrics);
      expect(all.length).toBeGreaterThanOrEqual(hasToken ? 3 : 2);
    });
    return all;
  });
  expect(ours).toEqual(
    hasToken
      ? [
          "AGENT_GET_CONNECTION_TOKEN_ERROR_RATE 0",
          "CREATE_PARTICIPANT_CONACK_CALL_COUNT 1",
          "AGENT_CREATE_PARTICIPANT_ERROR_RATE 0",
        ]
      : ["AGENT_GET_CONNECTION_TOKEN_ERROR_RATE 1", "AGENT_CREATE_PARTICIPANT_ERROR_RATE 0"],
  );
  expect(ours).toEqual(upstream);
});

test("what Streams is told is the same, but for the version that 5.0.0 leaves out of errors (CP-78)", async () => {
  const { ours, upstream } = await stage().sideBySide(async (page) => {
    await page.run(recordPublishedMetrics, undefined);
    await createCustomer(page, {
      chatDetails: { contactId: "c", participantId: "p", participantToken: "pt.x" },
    });
    await call(page, "connect");
    await page
      .run(createSession, {
        key: "bad",
        endpoint: emulator().url,
        args: { chatDetails: {}, type: "CUSTOMER" },
      })
      .catch(() => undefined);
    return page.run(publishedMetrics, undefined);
  });
  const withoutVersion = (metrics: readonly any[]) =>
    metrics.map((metric) => ({ ...metric, dimensions: { ...metric.dimensions, chatJSVersion: undefined } }));
  expect(ours).toHaveLength(3);
  expect(withoutVersion(ours)).toEqual(withoutVersion(upstream));
  expect(new Set(ours.map(({ dimensions }) => typeof dimensions.chatJSVersion))).toEqual(new Set(["string"]));
  expect(upstream.map(({ dimensions }) => typeof dimensions.chatJSVersion)).toEqual([
    "string",
    "undefined",
    "undefined",
  ]);
});

test("the members of csmService are there, with the same types (CP-38)", async () => {
  const { ours, upstream } = await stage().sideBySide((page) => page.run(membersOf, "connect.csmService"));
  expect(ours).toMatchObject(upstream);
});
