import { readFileSync } from "node:fs";
import { compileErrors, dereference, validate } from "@readme/openapi-parser";
import { Ajv2020 } from "ajv/dist/2020.js";
import { createControlClient } from "amazon-connect-chat-emulator/client";
import type { ControlClient } from "amazon-connect-chat-emulator/client";
import { createEmulator, createVirtualClock, startEmulator } from "amazon-connect-chat-emulator";
import { expect, test } from "vitest";
import { openCcpTab } from "../../packages/emulator/test/ccpTab.js";
import { waitUntil } from "../support/waitUntil.js";

const url = "http://127.0.0.1:4510";
const interactive = "application/vnd.amazonaws.connect.message.interactive";

type Schema = Readonly<Record<string, unknown>>;
interface Described {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<
    Record<string, { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}
interface Call {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: unknown;
  readonly answer: unknown;
}

/** An emulator, its client, and what goes between them. */
function open() {
  const emulator = createEmulator({ clock: createVirtualClock(), flow: { prompts: [] } });
  const calls: Call[] = [];
  const client = createControlClient(url, {
    async fetch(target, init) {
      const response = await emulator.fetch(target, init);
      const contentType = (response.headers.get("content-type") ?? "").split(";")[0] ?? "";
      calls.push({
        method: init?.method ?? "GET",
        path: new URL(target).pathname.replace("/control", ""),
        status: response.status,
        contentType,
        body: typeof init?.body === "string" ? JSON.parse(init.body) : undefined,
        answer: contentType === "application/json" ? await response.clone().json() : "",
      });
      return response;
    },
  });
  const readDocument = async () => (await emulator.fetch(`${url}/control/openapi.json`)).json();
  return { emulator, client, calls, readDocument };
}

/** The operations of the document, every reference resolved. */
async function operationsOf(document: never) {
  const { paths } = (await dereference(document)) as unknown as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
    })),
  );
}

/** A schema that says no to members it does not name. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  return "properties" in schema ? { additionalProperties: false, ...inner } : inner;
}

const ajv = new Ajv2020({ strict: false, validateFormats: false });
/** What is wrong with a value. */
function faultsOf(schema: Schema | undefined, value: unknown) {
  const check = ajv.compile(closed(schema ?? false) as object);
  return check(value) ? [] : (check.errors ?? []);
}

const ignore = () => undefined;
const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;

/** Calls all methods of the client, each one with all that it takes. */
async function callEverything({ emulator, client }: ReturnType<typeof open>) {
  const startChat = (more: object = {}) =>
    client.startChat({
      displayName: "Avery",
      supportedContentTypes: ["text/plain", interactive, `${interactive}.response`],
      ...more,
    });
  const changed: string[] = [];
  const stop = await client.watchContacts(({ contactId }) => changed.push(contactId));
  const passed: number[] = [];
  const stopTraffic = await client.watchTraffic(({ trafficId }) => passed.push(trafficId));
  const chat = await startChat({
    attributes: { shop: "harbour" },
    initialMessage: { contentType: "text/plain", content: "Hello" },
    contactFlowId: "flow",
    durationMinutes: 60,
    clientToken: "one",
    relatedContactId: "ticket",
    responseMode: "INCREMENTAL",
  });
  const { contactId, participantId } = chat;
  const connect = (participantToken: string) =>
    emulator.fetch(`${url}/participant/connection`, {
      method: "POST",
      headers: { "X-Amz-Bearer": participantToken },
      body: JSON.stringify({ Type: ["CONNECTION_CREDENTIALS"], ConnectParticipant: true }),
    });
  await connect(chat.participantToken);
  const invite = async (agentId: string) => {
    const invited = await client.inviteAgent({ contactId, displayName: agentId, agentId, role: "AGENT" });
    await client.join({ contactId, participantId: invited.participantId });
    return { contactId, participantId: invited.participantId };
  };
  const robin = await invite("robin");
  await client.connectionToken(robin);
  const { webSocketTransport } = await client.agentTransport("robin");
  emulator.openSocket(webSocketTransport.url, { opened: ignore, received: ignore, closed: ignore });
  await client.advanceClock(0);
  await client.say({ contactId, participantId, content: "Hi", contentType: "text/plain" });
  await client.say({ contactId, voice: "bot", content: "Beep" });
  await client.say({ contactId, content: "To you alone", visibleTo: "CUSTOMER" });
  await client.type(robin);
  await client.sendInteractive({ contactId, template: "TimePicker" });
  await client.showView({ contactId, view: { Id: "own", Content: { Actions: ["Go"] } }, data: { a: 1 } });
  await client.stream({
    contactId,
    chunks: ["a", "b"],
    delayMs: 1,
    contentType: "text/plain",
    completes: true,
  });
  await client.sendEvent({ contactId, event: "participant.idle", participantId });
  await client.setScanner({ contactId, verdict: "hold", delayMs: 0 });
  const file = { name: "a.txt", contentType: "text/plain", contentBase64: "YQ==" };
  const { attachmentId } = await client.attach({ contactId, participantId, ...file });
  await client.listAttachments(contactId);
  await client.decideAttachment({ contactId, attachmentId, verdict: "approve" });
  await client.startAuthentication({ contactId, timeoutMs: 60_000 });
  await client.finishAuthentication({ contactId, outcome: "succeeded", displayName: "Avery B." });
  await client.setTimers({ contactId, timers: { CUSTOMER: { idleMs: 120_000, disconnectMs: 240_000 } } });
  await client.listScenarios();
  await client.startScenario(contactId, "interactive");
  const lead = await client.addSupervisor({ contactId, displayName: "Lead", agentId: "lead" });
  await connect(lead.participantToken);
  await client.barge({ contactId, participantId: lead.participantId, isBarged: true });
  await client.listSockets();
  const { faultId } = await client.injectFault({
    ...{ kind: "httpError", status: 503, type: "ServiceUnavailable", retryAfterSeconds: 1, when: "before" },
    ...{ operation: "SendMessage", times: 2, probability: 0.5, forMs: 1_000, contactId, participantId },
  });
  await client.injectFault({ kind: "delayFrames", ms: 5, jitterMs: 5, agentId: "robin" });
  await client.listFaults();
  await client.clearFault(faultId);
  const { profileId } = await client.applyProfile({
    profile: "throttled",
    ...{ contactId, participantId, operation: "SendMessage", times: 3, probability: 0.5 },
  });
  await client.listProfiles();
  await client.clearProfile(profileId);
  await client.clearFaults();
  await client.setThrottling({ SendMessage: { perSecond: 1, burst: 1 } });
  await client.setThrottling("off");
  await client.advanceClock(5);
  await emulator.fetch(`${url}/csm/put-metrics`, {
    method: "POST",
    body: JSON.stringify({
      metricNamespace: "chat",
      metricList: [
        { metricName: "m", unit: "Count", value: 1, timestamp: "2026-01-15T12:00:00Z", dimensions: [] },
      ],
    }),
  });
  await client.metrics();
  await client.requests();
  await client.items();
  await client.transfer({
    contactId,
    participantId: robin.participantId,
    displayName: "Kim",
    agentId: "kim",
  });
  const alex = await invite("alex");
  await client.requeue({ contactId, participantId: alex.participantId });
  await client.leave(await invite("sam"));
  await client.getContact(contactId);
  await client.dropSockets({ contactId, participantId, agentId: "robin", how: "close", code: 4_000 });
  await client.expireTokens({ contactId, participantId, kind: "connectionToken" });
  await client.end(contactId);
  await startChat({ persistentChat: { sourceContactId: contactId, rehydrationType: "FROM_SEGMENT" } });

  const tab = openCcpTab(emulator);
  tab.call("getAgentStates");
  tab.tell("broadcast", { event: "client_metric", data: { name: "m" } });
  tab.tell("broadcast", { event: "log", data: { text: "l" } });
  await client.ccp.url();
  await client.ccp.setState("robin", "Break");
  await client.ccp.loseWebSocket("robin");
  await client.ccp.gainWebSocket("robin", false);
  await client.ccp.setState("robin", "Available");
  await client.advanceClock(0);
  await client.ccp.listAgents();
  await client.ccp.requests();
  await client.ccp.metrics();
  await client.ccp.logs();
  await client.listContacts();
  await client.exportWorld({ attachments: "omit" });
  const elsewhere = createEmulator();
  elsewhere.control.startChat({ displayName: "Alex" });
  await client.importWorld(elsewhere.control.exportWorld());
  expect(changed).toContain(contactId);
  stop();
  await client.advanceClock(100);
  await waitUntil(() => expect(passed).not.toEqual([]));
  for (const trafficId of passed) await client.getTraffic(trafficId);
  stopTraffic();
}

test("the description is a valid OpenAPI document", async () => {
  const result = await validate((await open().readDocument()) as never);
  expect(result.valid ? "" : compileErrors(result)).toBe("");
});

test("the description has the emulator's routes under /control, all of them and no other", async () => {
  const { emulator, readDocument } = open();
  const described = (await operationsOf((await readDocument()) as never)).map(
    ({ method, path }) => `${method} /control${path}`,
  );
  const served = emulator.app.routes
    .filter(({ method, path }) => method !== "ALL" && path.startsWith("/control/"))
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
  expect(described.sort()).toEqual(served.sort());
});

test("the manual's table has every route of the description, and no other", async () => {
  const manual = readFileSync(new URL("../../docs/emulator.md", import.meta.url), "utf8");
  const described = (await operationsOf((await open().readDocument()) as never)).map(
    ({ method, path }) => `${method} ${path}`,
  );
  // A long path begins with dots there.
  const rows = Array.from(
    manual.matchAll(/^\| `([A-Z]+) (\/control|\.\.\.)(\/[^`]+)`/gm),
    ([, method = "", start, path = ""]) =>
      described.find((key) => key === `${method} ${path}` || (start === "..." && key.endsWith(path))) ?? path,
  );
  expect(rows.sort()).toEqual(described.sort());
});

test("the client calls every route of the description, with bodies that it allows, and gets the answers that it promises", async () => {
  const stage = open();
  await callEverything(stage);
  const operations = await operationsOf((await stage.readDocument()) as never);
  const isOf = ({ method, path }: Call, operation: (typeof operations)[number]) =>
    method === operation.method &&
    new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path);
  const problems = operations.flatMap((operation) => {
    const calls = stage.calls.filter((call) => isOf(call, operation));
    if (calls.length === 0) return [`${operation.operationId} is not called`];
    if (calls.every(({ answer }) => Object.values(answer ?? {}).some(isEmpty)))
      return [`${operation.operationId} lists nothing that could be looked at`];
    return calls.flatMap(({ status, contentType, body, answer }) => {
      const promised = operation.responses[status]?.content[contentType]?.schema;
      const faults = [
        ...(operation.requestBody
          ? faultsOf(operation.requestBody.content["application/json"]?.schema, body)
          : Object.keys(body ?? {})),
        ...(status === 200 ? [] : [answer]),
        ...faultsOf(promised, answer),
      ];
      return faults.map((fault) => `${operation.operationId}: ${JSON.stringify(fault)}`);
    });
  });
  // It describes itself, and needs no method for that.
  expect(problems).toEqual(["openapi is not called"]);
});

test("what the description calls an operation is what the client calls it", async () => {
  const { client, readDocument } = open();
  const namesOf = (of: object): readonly string[] =>
    Object.entries(of).flatMap(([name, value]) =>
      typeof value === "function"
        ? [name]
        : namesOf(value as object).map((inner) => name + inner.charAt(0).toUpperCase() + inner.slice(1)),
    );
  const described = (await operationsOf((await readDocument()) as never)).map(
    ({ operationId }) => operationId,
  );
  expect(described.filter((name) => name !== "openapi").sort()).toEqual([...namesOf(client)].sort());
});

test("what is refused comes as the description says", async () => {
  const { client, calls, readDocument } = open();
  const { contactId } = await client.startChat({ displayName: "Avery" });
  await expect(client.end("unknown")).rejects.toMatchObject({ code: "NotFound" });
  await client.end(contactId);
  await expect(client.end(contactId)).rejects.toMatchObject({ code: "Conflict" });
  await expect(client.startChat({ displayName: "" })).rejects.toMatchObject({ code: "InvalidRequest" });
  const operations = await operationsOf((await readDocument()) as never);
  for (const [status, name] of [
    [404, "end"],
    [409, "end"],
    [400, "startChat"],
  ] as const) {
    const { answer } = calls.find((call) => call.status === status)!;
    const operation = operations.find(({ operationId }) => operationId === name)!;
    expect(faultsOf(operation.responses[status]?.content["application/json"]?.schema, answer)).toEqual([]);
  }
});

test("over a port the client watches contacts through a restart of the emulator", async () => {
  let emulator = await startEmulator({ flow: { prompts: [] } });
  const { port } = emulator;
  const client: ControlClient = createControlClient(emulator.url);
  const states: string[] = [];
  const stop = await client.watchContacts(({ customerName, state }) =>
    states.push(`${customerName} ${state}`),
  );
  try {
    await client.startChat({ displayName: "Avery" });
    await waitUntil(() => expect(states).toEqual(["Avery CREATED"]));
    await emulator.close();
    await expect(client.listContacts()).rejects.toMatchObject({ name: "ControlError", code: "Unreachable" });
    emulator = await startEmulator({ flow: { prompts: [] }, port });
    // A connection of the first one may be tried before a new one is made.
    await waitUntil(() => client.listContacts());
    await client.startChat({ displayName: "Blake" });
    await waitUntil(() => expect(states).toContain("Blake CREATED"));
  } finally {
    stop();
    await emulator.close();
  }
});
