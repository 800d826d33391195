import { expect, test } from "vitest";
import type { ChatPage } from "../support/chatPlace.js";
import { useEmulatedStage } from "../support/emulatedStage.js";
import { traceRequest } from "../support/requestTrace.js";
import type { TracedRequest } from "../support/requestTrace.js";
import { callSession, managerCalls } from "../support/sessionScripts.js";
import { waitUntil } from "../support/waitUntil.js";

const key = "agent";

const { stage, emulator, requests, createAgent } = useEmulatedStage();

const requestsOf = () => requests.filter(({ path }) => path.startsWith("/participant/"));

const call = (page: ChatPage, method: string, ...args: readonly unknown[]) =>
  page.run(callSession, { key, method, args });

interface Trace {
  readonly requests: readonly TracedRequest[];
  readonly managerCalls: unknown;
  readonly outcome: unknown;
}

async function play(page: ChatPage, hasToken: boolean): Promise<Trace> {
  requests.length = 0;
  const { contactId } = await createAgent(page, key, hasToken);
  const { kind } = await call(page, "connect");
  await call(page, "sendMessage", { message: "hello", contentType: "text/plain", clientToken: "mine" });
  await waitUntil(() => expect(requestsOf().length).toBeGreaterThanOrEqual(2));
  await waitUntil(() => {
    const { participants } = emulator().control.getContact(contactId).contact;
    expect(participants.at(-1)!.state).toBe("CONNECTED");
  });
  return {
    requests: requestsOf().map(traceRequest(new Map())),
    managerCalls: await page.run(managerCalls, "stub"),
    outcome: kind,
  };
}
const byPath = (traced: readonly TracedRequest[]) =>
  [...traced].sort((one, other) => one.path.localeCompare(other.path));

test("with getConnectionToken: no token of the service, and one acknowledgement (CP-14)", async () => {
  const { ours, upstream } = await stage().sideBySide((page) => play(page, true));
  const acknowledgement = {
    method: "POST",
    path: "/participant/connection",
    bearer: "participantToken",
    contentType: "application/json",
    body: '{"ConnectParticipant":true}',
  };
  expect(byPath(ours.requests)).toEqual([
    acknowledgement,
    expect.objectContaining({ path: "/participant/message" }),
  ]);
  // The acknowledgement is not waited for: where it stands among the requests is chance.
  expect(byPath(ours.requests)).toEqual(byPath(upstream.requests));
  expect(ours.outcome).toEqual(upstream.outcome);
});

test("without it: the service's token, and no other acknowledgement (CP-14)", async () => {
  const { ours, upstream } = await stage().sideBySide((page) => play(page, false));
  expect(ours.requests.map(({ path, body }) => [path, body])).toEqual([
    ["/participant/connection", '{"ConnectParticipant":true,"Type":["WEBSOCKET","CONNECTION_CREDENTIALS"]}'],
    ["/participant/message", '{"ClientToken":"mine","Content":"hello","ContentType":"text/plain"}'],
  ]);
  expect(ours.requests).toEqual(upstream.requests);
});

test("to the page's manager are the same, in the same order (CP-14)", async () => {
  const { ours, upstream } = await stage().sideBySide((page) => play(page, true));
  expect(ours.managerCalls).toEqual([
    ["subscribeTopics", ["aws/chat"]],
    ["onMessage", "aws/chat"],
    ["onConnectionGain"],
    ["onConnectionLost"],
    ["onInitFailure"],
  ]);
  expect(ours.managerCalls).toEqual(upstream.managerCalls);
});
