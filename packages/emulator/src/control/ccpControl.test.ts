import { expect, test } from "vitest";
import { openCcpTab } from "../../test/ccpTab.js";
import { createStage } from "../../test/chat.js";

const call = async (stage: ReturnType<typeof createStage>, method: string, path: string, body?: unknown) => {
  const response = await stage.send(`/control/ccp${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
};

test("an emulator that serves no CCP says so", async () => {
  const stage = createStage();
  expect(await call(stage, "GET", "")).toEqual({ status: 200, body: { ccpUrl: null } });
});

test("agents are listed with their state, tabs and chats", async () => {
  const stage = createStage();
  expect((await call(stage, "GET", "/agents")).body).toEqual({ agents: [] });
  openCcpTab(stage.emulator);
  const { contactId } = await stage.customer();
  stage.clock.advance(0);
  const contacts = [{ contactId, participantId: expect.any(String), state: "connecting" }];
  const robin = { agentId: "robin", displayName: "Robin", state: "Available", tabs: 1, contacts };
  expect((await call(stage, "GET", "/agents")).body).toEqual({ agents: [robin] });
});

test("an agent's state and socket can be changed from outside", async () => {
  const stage = createStage();
  const tab = openCcpTab(stage.emulator);
  await call(stage, "POST", "/agents/robin/state", { name: "Break" });
  expect(stage.emulator.control.ccp.listAgents()[0]!.state).toBe("Break");
  await call(stage, "POST", "/agents/robin/websocket/lose");
  expect(tab.events().at(-1)).toBe("webSocket::connection_lost");
  await call(stage, "POST", "/agents/robin/websocket/gain", { announced: false });
  expect(tab.events()).not.toContain("webSocket::connection_gain");
  await call(stage, "POST", "/agents/robin/websocket/lose");
  await call(stage, "POST", "/agents/robin/websocket/gain");
  expect(tab.events()).toContain("webSocket::connection_gain");
});

test("what pages called, measured and logged can be read", async () => {
  const stage = createStage();
  const tab = openCcpTab(stage.emulator);
  tab.call("getAgentStates");
  tab.tell("broadcast", { event: "client_metric", data: { name: "m" } });
  tab.tell("broadcast", { event: "log", data: { text: "l" } });
  const at = "2026-01-15T12:00:00.000Z";
  expect((await call(stage, "GET", "/requests")).body).toEqual({
    requests: [{ at, agentId: "robin", method: "getAgentStates" }],
  });
  const report = { at, agentId: "robin" };
  expect((await call(stage, "GET", "/metrics")).body).toEqual({
    metrics: [{ ...report, data: { name: "m" } }],
  });
  expect((await call(stage, "GET", "/logs")).body).toEqual({ logs: [{ ...report, data: { text: "l" } }] });
});

test.each([
  ["/agents/nobody/state", { name: "Break" }, 404],
  ["/agents/nobody/websocket/lose", undefined, 404],
  ["/agents/nobody/websocket/gain", {}, 404],
  ["/agents/robin/state", { name: "Dancing" }, 400],
  ["/agents/robin/state", {}, 400],
  ["/agents/robin/websocket/gain", { announced: "yes" }, 400],
])("refuses %s with %j", async (path, body, status) => {
  const stage = createStage();
  openCcpTab(stage.emulator);
  const answer = await call(stage, "POST", path, body);
  expect([answer.status, answer.body.error.message]).toEqual([status, expect.stringMatching(/^unable to /)]);
});

test("an agent whose CCP rings is let in by accepting alone", async () => {
  const stage = createStage();
  const { control } = stage.emulator;
  openCcpTab(stage.emulator);
  const { contactId } = await stage.customer();
  stage.clock.advance(0);
  const { participants } = control.getContact(contactId).contact;
  const { participantId } = participants.find(({ state }) => state === "RINGING")!;
  expect(() => control.join({ contactId, participantId })).toThrow(/rings at the agent's CCP/);
});
