import { expect, test } from "vitest";
import { openCcpTab } from "../../test/ccpTab.js";
import type { AgentUpdate, CcpTab } from "../../test/ccpTab.js";
import { createStage } from "../../test/chat.js";
import type { Stage } from "../../test/chat.js";
import { socketFor } from "../../test/memorySocket.js";
import { call } from "../../test/service.js";
import { fieldsOf } from "./ccpFrames.js";

/** A stage with an agent's page, and a chat in the queue. */
async function withChat(options: Parameters<typeof createStage>[0] = {}) {
  const stage = createStage({ endDelayMs: 0, ...options });
  const tab = openCcpTab(stage.emulator);
  const customer = await stage.customer();
  stage.clock.advance(0);
  return { ...stage, tab, avery: customer, contactId: customer.contactId };
}

const agentConnection = (tab: CcpTab, nth = 0) => {
  const contact = tab.update().snapshot.contacts[nth]!;
  const connection = contact.connections.find(({ type }) => type === "agent")!;
  const { connectionData } =
    "chatMediaInfo" in connection ? connection.chatMediaInfo : { connectionData: "" };
  return {
    connectionId: connection.connectionId,
    contactId: contact.contactId,
    state: connection.state.type,
    participantToken: (JSON.parse(connectionData) as { ConnectionAuthenticationToken: string })
      .ConnectionAuthenticationToken,
  };
};

const accept = (stage: Stage, tab: CcpTab) => {
  const { contactId } = agentConnection(tab);
  expect(tab.call("acceptContact", { contactId })).toEqual({ data: {}, err: null });
  stage.clock.advance(0);
};

const participants = ({ emulator }: Stage, contactId: string) =>
  emulator.control.getContact(contactId).contact.participants.map(({ role, state }) => `${role} ${state}`);

const errorOf = ({ err }: { readonly err: unknown }) => (JSON.parse(err as string) as { type: string }).type;

test("a page is acknowledged with an id, and told who its agent is", () => {
  const { emulator } = createStage();
  const tab = openCcpTab(emulator);
  expect(tab.frames.map(({ event }) => event)).toEqual([
    "update_connected_ccps",
    "acknowledge",
    "agent::update",
  ]);
  expect(fieldsOf(tab.frames[1]!.data)["id"]).toEqual(expect.any(String));
  const { snapshot, configuration } = tab.update();
  expect(snapshot.state).toMatchObject({ name: "Available", type: "routable" });
  expect(snapshot.state.startTimestamp).toBeInstanceOf(Date);
  expect(configuration).toMatchObject({
    name: "Robin",
    agentARN: expect.stringMatching(/^arn:.*:us-west-2:/),
  });
  expect(configuration.routingProfile.queues.map(({ name, queueARN }) => [name, queueARN])).toEqual([
    ["BasicQueue", expect.stringMatching(/\/queue\/basic-queue$/)],
    // Streams reads the agent's id from it, and complains in each error that it logs when it is missing.
    [null, expect.stringMatching(/\/queue\/agent\/robin$/)],
  ]);
  tab.tell("synchronize");
  expect(tab.frames.at(-1)).toEqual({ event: "acknowledge", data: undefined });
});

test("a queued chat rings, and connecting before accepting has no effect", async () => {
  const stage = await withChat();
  const { tab, contactId } = stage;
  expect(tab.contacts()).toEqual([`${contactId} connecting`]);
  const { participantToken, state } = agentConnection(tab);
  expect(state).toBe("connecting");
  await call(stage.send, "CreateParticipantConnection", participantToken, { ConnectParticipant: true });
  expect(participants(stage, contactId)).toEqual(["CUSTOMER CONNECTED", "AGENT RINGING"]);
  accept(stage, tab);
  expect(tab.contacts()).toEqual([`${contactId} connected`]);
  expect(participants(stage, contactId)).toEqual(["CUSTOMER CONNECTED", "AGENT CONNECTED"]);
});

test("the answer to a call comes before the snapshot that it causes", async () => {
  const stage = await withChat();
  const before = stage.tab.frames.length;
  accept(stage, stage.tab);
  expect(stage.tab.frames.slice(before).map(({ event }) => event)).toEqual(["api_response", "agent::update"]);
});

test("messages are no reason for a snapshot", async () => {
  const stage = await withChat();
  accept(stage, stage.tab);
  const before = stage.tab.frames.length;
  await stage.avery.call("SendMessage", { Content: "hello", ContentType: "text/plain" });
  stage.clock.advance(0);
  expect(stage.tab.frames.slice(before)).toEqual([]);
});

test.each([
  ["the agent", (_stage: Stage, tab: CcpTab) => tab.call("destroyConnection", agentConnection(tab))],
  ["the agent's contact", (_stage: Stage, tab: CcpTab) => tab.call("destroyContact", agentConnection(tab))],
  [
    "the control side",
    (stage: Stage, tab: CcpTab) => stage.emulator.control.end(agentConnection(tab).contactId),
  ],
])("a chat that %s ends is after-contact work, until it is cleared", async (_who, end) => {
  const stage = await withChat();
  const { tab, contactId } = stage;
  accept(stage, tab);
  expect(errorOf(tab.call("clearContact", { contactId }))).toBe("InvalidStateException");
  end(stage, tab);
  stage.clock.advance(0);
  expect(tab.contacts()).toEqual([`${contactId} ended`]);
  expect(tab.update().snapshot.agentAvailabilityState.state).toBe("Available");
  expect(stage.emulator.control.getContact(contactId).contact.state).toBe("ENDED");
  expect(tab.call("clearContact", { contactId })).toEqual({ data: {}, err: null });
  stage.clock.advance(0);
  expect(tab.contacts()).toEqual([]);
});

test("a chat that nobody takes is missed, and rings again when that is cleared", async () => {
  const stage = await withChat({ ccp: { ringMs: 5_000 } });
  const { tab, contactId } = stage;
  stage.clock.advance(5_000);
  expect(tab.contacts()).toEqual([`${contactId} missed`]);
  // As with an instance: what becomes of chats does not change the state of an agent.
  expect(tab.update().snapshot).toMatchObject({
    state: { name: "Available", type: "routable" },
    agentAvailabilityState: { state: "Available" },
  });
  expect(errorOf(tab.call("acceptContact", { contactId }))).toBe("InvalidStateException");
  tab.call("clearContact", { contactId });
  stage.clock.advance(0);
  stage.clock.advance(0);
  expect(tab.contacts()).toEqual([`${contactId} connecting`]);
});

test("to an agent who has missed a chat nothing comes before that is cleared, or a state chosen", async () => {
  for (const goOn of [
    (tab: CcpTab, contactId: string) => tab.call("clearContact", { contactId }),
    (tab: CcpTab) => tab.call("putAgentState", { state: { name: "Available" }, enqueueNextState: false }),
  ]) {
    const stage = await withChat();
    const { tab, contactId } = stage;
    stage.emulator.control.end(contactId);
    await stage.customer();
    stage.clock.advance(1_000);
    expect(tab.contacts()).toEqual([`${contactId} missed`]);
    goOn(tab, contactId);
    stage.clock.advance(0);
    stage.clock.advance(0);
    expect(tab.contacts().at(-1)).toMatch(/connecting$/);
  }
});

/** The chats of each update, from the given frame on. */
const updatesFrom = (tab: CcpTab, frame: number) =>
  tab.frames
    .slice(frame)
    .filter(({ event }) => event === "agent::update")
    .map(({ data }) =>
      (data as AgentUpdate).snapshot.contacts.map(({ contactId, state }) => `${contactId} ${state.type}`),
    );

test("a chat that rings again is gone from the page before: its connections are other ones", async () => {
  const stage = await withChat();
  const { tab, contactId } = stage;
  tab.call("rejectContact", { contactId });
  stage.clock.advance(0);
  const before = tab.frames.length;
  tab.call("clearContact", { contactId });
  stage.clock.advance(0);
  stage.clock.advance(0);
  expect(updatesFrom(tab, before)).toEqual([[], [`${contactId} connecting`]]);
});

test("a chat that rings again is there once, though the missed one was not cleared", async () => {
  const stage = await withChat();
  const { tab, contactId } = stage;
  tab.call("rejectContact", { contactId });
  stage.clock.advance(0);
  const before = tab.frames.length;
  tab.call("putAgentState", { state: { name: "Available" }, enqueueNextState: false });
  stage.clock.advance(0);
  stage.clock.advance(0);
  expect(updatesFrom(tab, before)).toEqual([[], [`${contactId} connecting`]]);
  accept(stage, tab);
  expect(tab.contacts()).toEqual([`${contactId} connected`]);
});

test("a chat that is rejected goes to the next agent", async () => {
  const stage = await withChat();
  const { tab, contactId } = stage;
  const other = openCcpTab(stage.emulator, "casey");
  tab.call("rejectContact", { contactId });
  stage.clock.advance(0);
  stage.clock.advance(0);
  expect(tab.contacts()).toEqual([`${contactId} rejected`]);
  expect(other.contacts()).toEqual([`${contactId} connecting`]);
});

test("a customer who gives up while it rings leaves a missed chat", async () => {
  const stage = await withChat();
  await stage.avery.call("DisconnectParticipant", {});
  stage.clock.advance(0);
  stage.clock.advance(0);
  expect(stage.tab.contacts()).toEqual([`${stage.contactId} missed`]);
});

test("a chat that is forgotten with its end rings no more", async () => {
  const { emulator, clock, tab, contactId } = await withChat({ limits: { keptEndedContacts: 0 } });
  clock.advance(0);
  expect(tab.contacts()).toEqual([`${contactId} connecting`]);
  emulator.control.end(contactId);
  clock.advance(600_000);
  expect(emulator.control.ccp.listAgents()).toMatchObject([
    { state: "Available", contacts: [{ contactId, state: "missed" }] },
  ]);
});

test.each([
  ["after-contact work", true],
  ["missed", false],
])("%s that is forgotten, so that no page can clear it, keeps no other chat away", async (_what, isTaken) => {
  const stage = await withChat({ ccp: { concurrency: 1 }, limits: { keptEndedContacts: 0 } });
  const { tab, contactId } = stage;
  if (isTaken) accept(stage, tab);
  stage.emulator.control.end(contactId);
  stage.clock.advance(0);
  expect(tab.contacts()).toEqual([]);
  const { contactId: nextId } = await stage.customer();
  stage.clock.advance(0);
  stage.clock.advance(0);
  expect(tab.contacts()).toEqual([`${nextId} connecting`]);
  expect(tab.update().snapshot.state.name).toBe("Available");
});

test("a chat that another desk takes rings no more", async () => {
  const stage = await withChat();
  await stage.agent(stage.contactId, "Casey");
  stage.clock.advance(0);
  expect(stage.tab.contacts()).toEqual([]);
  expect(stage.tab.update().snapshot.state.name).toBe("Available");
});

test("chats go to the agent who has the fewest, up to as many as one can take", async () => {
  const stage = createStage({ ccp: { concurrency: 1 } });
  const robin = openCcpTab(stage.emulator);
  const casey = openCcpTab(stage.emulator, "casey");
  for (const displayName of ["Avery", "Blake", "Cameron"]) await stage.customer({ displayName });
  stage.clock.advance(0);
  stage.clock.advance(0);
  expect([robin.contacts().length, casey.contacts().length]).toEqual([1, 1]);
});

test("a chat that is handed back goes to an agent without after-contact work first", async () => {
  const stage = await withChat();
  const { tab, contactId } = stage;
  const casey = openCcpTab(stage.emulator, "casey");
  accept(stage, tab);
  const endpoints = fieldsOf(tab.call("getEndpoints").data)["endpoints"] as readonly object[];
  tab.call("createAdditionalConnection", { contactId, endpoint: endpoints.at(-1) });
  stage.clock.advance(0);
  stage.clock.advance(0);
  expect(tab.contacts()).toEqual([`${contactId} ended`]);
  expect(casey.update().snapshot.contacts).toMatchObject([
    { initialContactId: contactId, state: { type: "connecting" } },
  ]);
});

test("nothing rings for an agent who is not available", async () => {
  const stage = createStage();
  const tab = openCcpTab(stage.emulator);
  const [, pause] = tab.update().configuration.agentStates;
  expect(tab.call("putAgentState", { state: pause })).toEqual({ data: {}, err: null });
  const { contactId } = await stage.customer();
  stage.clock.advance(0);
  expect(tab.update().snapshot.state).toMatchObject({ name: "Break", type: "not_routable" });
  expect(tab.contacts()).toEqual([]);
  stage.emulator.control.ccp.setState("robin", "Available");
  stage.clock.advance(0);
  stage.clock.advance(0);
  expect(tab.contacts()).toEqual([`${contactId} connecting`]);
});

test("a state that is to come next comes when the last chat is cleared", async () => {
  const stage = await withChat();
  const { tab, contactId } = stage;
  accept(stage, tab);
  tab.call("putAgentState", { state: { name: "Break" }, enqueueNextState: true });
  stage.clock.advance(0);
  expect(tab.update().snapshot).toMatchObject({ state: { name: "Available" }, nextState: { name: "Break" } });
  stage.emulator.control.end(contactId);
  tab.call("clearContact", { contactId });
  stage.clock.advance(0);
  expect(tab.update().snapshot).toMatchObject({ state: { name: "Break" }, nextState: null });
});

test("a state that is to come next comes when another desk takes the last chat", async () => {
  const stage = await withChat();
  const { tab, contactId } = stage;
  stage.clock.advance(0);
  expect(tab.contacts()).toEqual([`${contactId} connecting`]);
  tab.call("putAgentState", { state: { name: "Break" }, enqueueNextState: true });
  await stage.agent(contactId, "Casey");
  stage.clock.advance(0);
  expect(tab.update().snapshot).toMatchObject({ contacts: [], state: { name: "Break" }, nextState: null });
});

test("a transfer gives the next agent a new contact of the same session", async () => {
  const stage = await withChat();
  const { tab, contactId } = stage;
  const other = openCcpTab(stage.emulator, "casey");
  accept(stage, tab);
  const { endpoints } = tab.call("getEndpoints").data as { endpoints: { name: string }[] };
  expect(endpoints.map(({ name }) => name)).toEqual(["Casey", "BasicQueue"]);
  expect(tab.call("createAdditionalConnection", { contactId, endpoint: endpoints[0] }).err).toBeNull();
  stage.clock.advance(0);
  expect(tab.contacts()).toEqual([`${contactId} ended`]);
  const [contact] = other.update().snapshot.contacts;
  expect(contact).toMatchObject({
    initialContactId: contactId,
    initiationMethod: "transfer",
    state: { type: "connecting" },
  });
  expect(contact!.contactId).not.toBe(contactId);
  accept(stage, other);
  const { currentContactId, state } = stage.emulator.control.getContact(contactId).contact;
  expect([currentContactId, state]).toEqual([contact!.contactId, "WITH_AGENT"]);
});

test("a quick connect of a queue hands the chat back, and takes no part in it", async () => {
  const stage = await withChat();
  const { tab, contactId } = stage;
  accept(stage, tab);
  const { endpoints } = tab.call("getEndpoints").data as { endpoints: { type: string }[] };
  expect(endpoints).toMatchObject([
    { type: "queue", name: "BasicQueue", queue: expect.stringContaining("queue/"), agentLogin: null },
  ]);
  const [endpoint] = endpoints;
  expect(errorOf(tab.call("addNewConnection", { contactId, endpoint }))).toBe("InvalidParameterException");
  tab.call("putAgentState", { state: { name: "Break" } });
  expect(tab.call("createAdditionalConnection", { contactId, endpoint }).err).toBeNull();
  stage.clock.advance(0);
  expect(stage.emulator.control.getContact(contactId).contact.state).toBe("QUEUED");
  expect(tab.contacts()).toEqual([`${contactId} ended`]);
  const other = openCcpTab(stage.emulator, "casey");
  stage.clock.advance(0);
  stage.clock.advance(0);
  expect(other.update().snapshot.contacts).toMatchObject([
    { initialContactId: contactId, state: { type: "connecting" } },
  ]);
});

test("no more chats come to an agent, and no more agents to a chat, than the limits let", async () => {
  const stage = createStage({ limits: { chatsPerAgent: 1, agentsPerContact: 2 } });
  const tab = openCcpTab(stage.emulator);
  const [first, second] = [await stage.customer(), await stage.customer()];
  stage.clock.advance(0);
  stage.clock.advance(0);
  expect(tab.contacts()).toEqual([`${first.contactId} connecting`]);
  accept(stage, tab);
  const others = ["casey", "drew"].map((name) => openCcpTab(stage.emulator, name));
  for (const other of others) other.call("putAgentState", { state: { name: "Break" } });
  const { endpoints } = tab.call("getEndpoints").data as { endpoints: object[] };
  const add = (endpoint: unknown) => tab.call("addNewConnection", { contactId: first.contactId, endpoint });
  expect(add(endpoints[0]).err).toBeNull();
  expect(errorOf(add(endpoints[1]))).toBe("LimitExceededException");
  const { control } = stage.emulator;
  expect(() =>
    control.inviteAgent({ contactId: second.contactId, displayName: "Casey", agentId: "casey" }),
  ).toThrow("the agent has no room for one more chat");
  control.inviteAgent({ contactId: second.contactId, displayName: "Drew", agentId: "drew" });
  const transfer = { contactId: first.contactId, endpoint: endpoints[1] };
  expect(errorOf(tab.call("createAdditionalConnection", transfer))).toBe("LimitExceededException");
});

test.each([[{ chatsPerAgent: 0 }], [{ agentsPerContact: 0 }]])("nothing rings with %j", async (limits) => {
  const { tab } = await withChat({ limits });
  expect(tab.contacts()).toEqual([]);
});

test("an agent of a flow who has a CCP open joins as the flow has it, and does not ring on", async () => {
  const stage = createStage({
    flow: { paceMs: 0 },
    flows: { default: [{ do: "agentJoins", agent: "robin" }] },
    agents: { robin: { displayName: "Robin", flow: ["Hello"] } },
  });
  const tab = openCcpTab(stage.emulator);
  const { contactId } = await stage.customer();
  stage.clock.advance(0);
  stage.clock.advance(0);
  expect(participants(stage, contactId)).toEqual(["CUSTOMER CONNECTED", "AGENT CONNECTED"]);
  expect(tab.contacts()).toEqual([`${contactId} connected`]);
  stage.clock.advance(60_000);
  expect(tab.contacts()).toEqual([`${contactId} connected`]);
  expect(stage.transcript(contactId).at(-1)).toMatchObject({ Content: "Hello", DisplayName: "Robin" });
});

test("an agent who is asked into a chat joins it by accepting", async () => {
  const stage = await withChat();
  accept(stage, stage.tab);
  const other = openCcpTab(stage.emulator, "casey");
  const { endpoints } = stage.tab.call("getEndpoints").data as { endpoints: object[] };
  stage.tab.call("addNewConnection", { contactId: stage.contactId, endpoint: endpoints[0] });
  stage.clock.advance(0);
  accept(stage, other);
  const { connections } = stage.tab.update().snapshot.contacts[0]!;
  expect(connections.map(({ type, state }) => `${type} ${state.type}`)).toEqual([
    "agent connected",
    "inbound connected",
    "outbound connected",
  ]);
});

test("an agent who is in a chat, or is being called, is not called a second time", async () => {
  const stage = await withChat();
  const { tab, contactId } = stage;
  accept(stage, tab);
  const casey = openCcpTab(stage.emulator, "casey");
  const endpoint = fieldsOf(tab.call("getEndpoints").data)["endpoints"] as readonly object[];
  const ask = (method: string) => errorOf(tab.call(method, { contactId, endpoint: endpoint[0] }));
  expect(tab.call("addNewConnection", { contactId, endpoint: endpoint[0] }).err).toBeNull();
  stage.clock.advance(0);
  expect(ask("addNewConnection")).toBe("InvalidParameterException");
  expect(ask("createAdditionalConnection")).toBe("InvalidParameterException");
  accept(stage, casey);
  expect(ask("addNewConnection")).toBe("InvalidParameterException");
  expect(participants(stage, contactId)).toEqual([
    "CUSTOMER CONNECTED",
    "AGENT CONNECTED",
    "AGENT CONNECTED",
  ]);
});

test("an agent who is invited twice by control has the chat once on the page", async () => {
  const stage = await withChat();
  const { tab, contactId } = stage;
  accept(stage, tab);
  stage.emulator.control.inviteAgent({ contactId, displayName: "Robin", agentId: "robin" });
  stage.clock.advance(0);
  expect(tab.contacts()).toEqual([`${contactId} connected`]);
});

test("an agent who is asked into a chat again, and has not cleared it, is called as before", async () => {
  const stage = await withChat();
  const { tab, contactId } = stage;
  accept(stage, tab);
  const casey = openCcpTab(stage.emulator, "casey");
  const endpointsOf = (page: CcpTab) =>
    fieldsOf(page.call("getEndpoints").data)["endpoints"] as readonly object[];
  tab.call("addNewConnection", { contactId, endpoint: endpointsOf(tab)[0] });
  stage.clock.advance(0);
  accept(stage, casey);
  tab.call("destroyContact", { contactId });
  stage.clock.advance(0);
  expect(tab.contacts()).toEqual([`${contactId} ended`]);
  casey.call("addNewConnection", { contactId, endpoint: endpointsOf(casey)[0] });
  stage.clock.advance(0);
  expect(tab.contacts()).toEqual([`${contactId} connecting`]);
});

test("a token of createTransport is a connection token, and a fault refuses it", async () => {
  const stage = await withChat();
  const { tab } = stage;
  accept(stage, tab);
  const { connectionId: participantId, contactId } = agentConnection(tab);
  const params = { transportType: "chat_token", participantId, contactId };
  const { faultId } = stage.emulator.control.injectFault({ kind: "refuseTransport", agentId: "robin" });
  expect(errorOf(tab.call("createTransport", params))).toBe("InternalServiceException");
  stage.emulator.control.clearFault(faultId);
  const { chatTokenTransport } = tab.call("createTransport", params).data as {
    chatTokenTransport: { participantToken: string; expiry: string };
  };
  expect(Date.parse(chatTokenTransport.expiry)).toBeGreaterThan(stage.clock.nowMs());
  await call(stage.send, "SendMessage", chatTokenTransport.participantToken, {
    Content: "hi",
    ContentType: "text/plain",
  });
});

test.each([
  ["past", (expiry: string | undefined, nowMs: number) => Date.parse(expiry!) < nowMs],
  ["missing", (expiry: string | undefined) => expiry === undefined],
  ["unreadable", (expiry: string | undefined) => Number.isNaN(Date.parse(expiry!))],
] as const)("a fault makes the expiry of createTransport %s, and its token is good", async (expiry, isSo) => {
  const stage = await withChat();
  const { tab } = stage;
  accept(stage, tab);
  const { connectionId: participantId, contactId } = agentConnection(tab);
  stage.emulator.control.injectFault({ kind: "invalidExpiry", expiry, agentId: "robin" });
  const { chatTokenTransport } = tab.call("createTransport", {
    transportType: "chat_token",
    participantId,
    contactId,
  }).data as { chatTokenTransport: { participantToken: string; expiry?: string } };
  expect(isSo(chatTokenTransport.expiry, stage.clock.nowMs())).toBe(true);
  await call(stage.send, "GetTranscript", chatTokenTransport.participantToken, {});
});

test("items come to all tabs, once one has subscribed", async () => {
  const stage = await withChat();
  const { tab } = stage;
  const second = openCcpTab(stage.emulator);
  accept(stage, tab);
  tab.tell("webSocket::subscribe", ["aws/chat"]);
  await stage.avery.call("SendMessage", { Content: "hello", ContentType: "text/plain" });
  stage.clock.advance(0);
  for (const { frames } of [tab, second]) {
    const { data } = frames.filter(({ event }) => event === "webSocket::all_message").at(-1)!;
    expect(data).toMatchObject({ topic: "aws/chat", contentType: "application/json" });
    expect(JSON.parse(fieldsOf(data)["content"] as string)).toMatchObject({ Content: "hello" });
  }
  expect(tab.events()).toContain("webSocket::subscription_update");
});

const socketEvents = (tab: CcpTab) => tab.events().filter((event) => event.startsWith("webSocket::"));

test("a socket that is dropped is lost, and gained again with its topics", async () => {
  const { emulator, clock, tab } = await withChat({ ccp: { socketRetryMs: 100 } });
  tab.tell("webSocket::subscribe", ["aws/chat"]);
  expect(socketEvents(tab)).toEqual(["webSocket::subscription_update"]);
  emulator.control.dropSockets({ agentId: "robin" });
  expect(socketEvents(tab).slice(1)).toEqual(["webSocket::connection_close", "webSocket::connection_lost"]);
  clock.advance(100);
  expect(socketEvents(tab).slice(3)).toEqual([
    "webSocket::connection_gain",
    "webSocket::connection_open",
    "webSocket::subscription_update",
  ]);
});

test("what is subscribed on the socket is not subscribed again, and what was refused is", async () => {
  const { emulator, clock, tab } = await withChat({ ccp: { socketRetryMs: 100 } });
  const updates = () =>
    tab.frames
      .filter(({ event }) => event.startsWith("webSocket::subscription_"))
      .map(({ data }) => fieldsOf(fieldsOf(data)["content"]));
  emulator.control.injectFault({ kind: "refuseSubscriptions", times: 1 });
  tab.tell("webSocket::subscribe", ["aws/chat"]);
  tab.tell("webSocket::subscribe", ["aws/chat"]);
  tab.tell("webSocket::subscribe", ["aws/chat"]);
  tab.tell("webSocket::subscribe", ["aws/chat", "aws/other"]);
  expect(updates()).toEqual([
    { status: "failure", topics: ["aws/chat"] },
    { status: "success", topics: ["aws/chat"] },
    { status: "success", topics: ["aws/other"] },
  ]);
  emulator.control.dropSockets({ agentId: "robin" });
  clock.advance(100);
  expect(updates().slice(3)).toEqual([{ status: "success", topics: ["aws/chat", "aws/other"] }]);
});

test("attempts to open a socket do not stop the clock, though nothing is waited for between them", async () => {
  const { emulator, clock } = await withChat({ ccp: { socketRetryMs: 0 } });
  emulator.control.injectFault({ kind: "refuseUpgrade" });
  emulator.control.dropSockets({ agentId: "robin" });
  const untilMs = clock.nowMs() + 20;
  let turns = 0;
  while (turns < 1_000 && clock.advanceToNext(untilMs)) turns += 1;
  expect(turns).toBeLessThan(1_000);
});

test("a socket that is lost by control stays so, and may come back without a word", async () => {
  const { emulator, clock, tab } = await withChat();
  tab.tell("webSocket::subscribe", ["aws/chat"]);
  emulator.control.ccp.loseWebSocket("robin");
  clock.advance(60_000);
  expect(socketEvents(tab).at(-1)).toBe("webSocket::connection_lost");
  const before = socketEvents(tab).length;
  emulator.control.ccp.gainWebSocket("robin", false);
  expect(socketEvents(tab).slice(before)).toEqual([
    "webSocket::connection_open",
    "webSocket::subscription_update",
  ]);
});

test("a socket that answers no heartbeat is given up", async () => {
  const { emulator, clock, tab } = await withChat();
  emulator.control.dropSockets({ agentId: "robin", how: "halfOpen" });
  clock.advance(19_999);
  expect(socketEvents(tab)).toEqual([]);
  clock.advance(1);
  expect(socketEvents(tab).at(-1)).toBe("webSocket::connection_lost");
});

test("a socket near its end is followed by another, and nobody hears of it", async () => {
  const { emulator, clock, tab } = await withChat({ socketLifetimeMs: 120_000 });
  tab.tell("webSocket::subscribe", ["aws/chat"]);
  clock.advance(1_200_000);
  expect(socketEvents(tab)).not.toContain("webSocket::connection_lost");
  expect(socketEvents(tab)).not.toContain("webSocket::connection_gain");
  expect(emulator.control.listSockets().filter(({ agentId }) => agentId === "robin")).toHaveLength(1);
});

test("a page that comes later hears of no gain, and a reload keeps the chat", async () => {
  const stage = await withChat();
  accept(stage, stage.tab);
  stage.tab.close();
  expect(stage.emulator.control.listSockets()).toEqual([]);
  const again = openCcpTab(stage.emulator);
  stage.clock.advance(0);
  expect(socketEvents(again)).toEqual([]);
  expect(again.contacts()).toEqual([`${stage.contactId} connected`]);
});

test("broadcasts reach all tabs of the agent and no other agent", async () => {
  const { emulator, tab } = await withChat();
  const [second, other] = [openCcpTab(emulator), openCcpTab(emulator, "casey")];
  const time = new Date(0);
  tab.tell("broadcast", { event: "contact::accepted", data: { contactId: "c", time } });
  for (const { frames } of [tab, second])
    expect(frames.at(-1)).toEqual({ event: "contact::accepted", data: { contactId: "c", time } });
  expect(other.events()).not.toContain("contact::accepted");
});

const inView = (tab: CcpTab) =>
  tab.frames.filter(({ event }) => event === "contact::view").map(({ data }) => fieldsOf(data)["contactId"]);

test("one chat is in view: the first, then the one that is chosen, then what is left, then none", async () => {
  const stage = await withChat();
  const { emulator, tab, contactId: first, clock } = stage;
  const { contactId: second } = await stage.customer();
  clock.advance(0);
  expect(inView(tab)).toEqual([first]);
  // A page that looks the chat up finds it.
  expect(tab.events().at(-1)).toBe("contact::view");
  expect(tab.frames[tab.frames.findIndex(({ event }) => event === "contact::view") - 1]!.event).toBe(
    "agent::update",
  );
  tab.tell("broadcast", { event: "contact::view", data: { contactId: second } });
  expect(inView(tab)).toEqual([first, second]);
  const later = openCcpTab(emulator);
  expect(inView(later)).toEqual([second]);
  for (const contactId of [second, first]) {
    emulator.control.end(contactId);
    clock.advance(0);
    tab.call("clearContact", { contactId });
    clock.advance(0);
  }
  for (const each of [tab, later]) expect(inView(each).slice(-3)).toEqual([second, first, ""]);
});

test("metrics, log entries and calls are kept for tests", async () => {
  const { emulator, tab, contactId } = await withChat();
  tab.tell("broadcast", { event: "client_metric", data: { name: "ChatJSEventMetric" } });
  tab.tell("broadcast", { event: "log", data: { text: "hi" } });
  tab.call("clearContact", { contactId });
  const { ccp } = emulator.control;
  expect(ccp.metrics()).toMatchObject([{ agentId: "robin", data: { name: "ChatJSEventMetric" } }]);
  expect(ccp.logs()).toMatchObject([{ agentId: "robin", data: { text: "hi" } }]);
  expect(ccp.requests()).toMatchObject([
    { agentId: "robin", method: "clearContact", contactId, error: "InvalidStateException" },
  ]);
});

test("the second channel is acknowledged, and tells of the instance", async () => {
  const { tab } = await withChat();
  tab.tellSdk({ type: "cross-domain-site-ready", providerId: "p" });
  const request = { type: "request", namespace: "aws.connect.contact", requestId: "r" };
  tab.tellSdk({ ...request, command: "contact/getInstanceDetails", data: { contactId: "c" } });
  tab.tellSdk({ ...request, command: "contact/other" });
  tab.tellSdk({ type: "log" });
  tab.tellSdk({ type: "healthCheck" });
  expect(tab.sdkFrames).toMatchObject([
    { type: "acknowledge", status: { initialized: true, startTime: expect.any(Date) } },
    { type: "response", requestId: "r", isError: false, data: { region: "us-west-2" } },
    { type: "response", requestId: "r", isError: true, errorKey: "handlerNotFound" },
    { type: "healthCheckResponse" },
  ]);
});

test("one tab is the master of a topic, until it is gone", async () => {
  const { emulator, tab } = await withChat();
  const second = openCcpTab(emulator);
  const masters = (of: CcpTab) => {
    of.tell("master_request", { requestId: "m", method: "checkMaster", params: { topic: "ringtone" } });
    return fieldsOf(fieldsOf(of.frames.at(-1)!.data)["data"])["isMaster"];
  };
  expect([masters(tab), masters(second)]).toEqual([true, false]);
  tab.close();
  expect(masters(second)).toBe(true);
});

test.each(["{", "[]", '{"channel":"core"}', '{"channel":"other","frame":{"event":"synchronize"}}', "null"])(
  "a frame that is none is ignored: %s",
  (text) => {
    const { emulator } = createStage();
    const sent: string[] = [];
    const tab = emulator.ccp.openTab({ agentId: "robin", displayName: "Robin" }, "http://127.0.0.1", {
      send: (frame) => sent.push(frame),
    });
    const before = sent.length;
    tab.receive(text);
    expect(sent.length).toBe(before);
  },
);

test("an unknown method and an unknown contact are refused in Streams' form", async () => {
  const { tab } = await withChat();
  expect(errorOf(tab.call("__proto__"))).toBe("UnknownOperationException");
  expect(errorOf(tab.call("acceptContact", { contactId: "other" }))).toBe("ContactNotFoundException");
});

test("the socket of the agent gets nothing while it rings", async () => {
  const stage = await withChat();
  stage.tab.tell("webSocket::subscribe", ["aws/chat"]);
  await stage.avery.call("SendMessage", { Content: "anyone?", ContentType: "text/plain" });
  const socket = await socketFor(stage, stage.avery.participantToken);
  stage.clock.advance(0);
  expect(stage.tab.events()).not.toContain("webSocket::all_message");
  socket.leave();
});
