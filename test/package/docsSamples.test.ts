import { readdirSync, readFileSync } from "node:fs";
import { ChatSession, LogManager, WebSocketManager } from "amazon-connect-chatjs";
import { describe, expect, test } from "vitest";
import { codeBlocks, sample } from "../support/samples.js";
import { runInNode } from "./runInNode.js";

describe("samples run in Node as printed", () => {
  test("an emulator in a program, to its end", async () => {
    const library =
      'import { ChatJS, ChatSession } from "amazon-connect-chatjs"; globalThis.connect.ChatJS === ChatJS;';
    await runInNode(`${library}\n${sample("emulator-in-a-program")}`);
    await runInNode(sample("npm-emulator"));
  });

  test("the first chat, whose page is greeted and hears its own message", async () => {
    const printed = await runInNode(`
      import { WebSocket } from "ws";
      globalThis.WebSocket = WebSocket;
      await import("amazon-connect-chatjs");
      const { connect } = globalThis;
      const { startEmulator } = await import("amazon-connect-chat-emulator");
      const { url, close } = await startEmulator({ flow: { promptDelayMs: 0 } });
      ${sample("first-chat").replace('"http://127.0.0.1:4510"', "url").replace("await session.connect()", "const echoed = new Promise((done) => session.onMessage(({ data }) => data.Content === 'Hello' && done())); $&")}
      await echoed;
      session.controller.breakConnection();
      await close();
      process.exit();
 `);
    expect(printed).toMatch(/^Avery .*participant\.joined$/m);
    expect(printed).toMatch(/^SYSTEM_MESSAGE Welcome/m);
    expect(printed).toMatch(/^Avery Hello$/m);
  });

  test("a session without globals, which sends a file", async () => {
    const printed = await runInNode(`
      import { WebSocket } from "ws";
      globalThis.WebSocket = WebSocket;
      const { startEmulator } = await import("amazon-connect-chat-emulator");
      const { url, close, control } = await startEmulator({ flow: { promptDelayMs: 0 } });
      ${sample("session-entry").replace('"http://127.0.0.1:4510"', "url")}
      const [{ contactId }] = control.listContacts();
      console.log(control.getContact(contactId).transcript.filter(({ Type }) => Type === "ATTACHMENT").length, "connect" in globalThis);
      await session.breakConnection();
      await close();
      process.exit();
 `);
    expect(printed).toMatch(/^1 false$/m);
    expect(printed).toMatch(/^INFO .*connection connected/m);
  });

  test("a test of another runner, whose session keeps no process alive once its chat was ended", async () => {
    const printed = await runInNode(sample("testing.node.mjs"));
    expect(printed).toMatch(/^# pass 1$/m);
    expect(printed).toMatch(/^# fail 0$/m);
  });

  test("an emulator without ports, whose socket hears that it is subscribed", async () => {
    expect(await runInNode(sample("emulator-without-ports"))).toContain("aws/subscribe");
  });

  test("the client of the control API", async () => {
    const run = (name: string, more = "") =>
      runInNode(`
        import { startEmulator } from "amazon-connect-chat-emulator";
        const emulator = await startEmulator({ flow: { prompts: [] }, endDelayMs: 0 });
        ${sample(name).replace('"http://127.0.0.1:4510"', "emulator.url")}
        ${more}
        await emulator.close();
 `);
    const printed = await run("control-client", "console.log(emulator.control.listFaults().length)");
    expect(printed.split("\n")).toEqual(expect.arrayContaining(["Avery CREATED", "Conflict", "1"]));
    const participants = "emulator.control.getContact(contactId).contact.participants";
    expect(await run("npm-client", `console.log(${participants}.map(({ role }) => role).join())`)).toBe(
      "CUSTOMER,AGENT\n",
    );
  });

  test("faults", async () => {
    const printed = await runInNode(`
      import { createEmulator } from "amazon-connect-chat-emulator";
      const emulator = createEmulator();
      ${sample("faults").replace("emulator.control.clearFaults()", "console.log(emulator.control.listFaults().map(({ kind }) => kind).join()); $&")}
      console.log(emulator.control.listFaults().length);
 `);
    expect(printed).toBe("httpError,dropFrames\n0\n");
  });

  test("fault profiles", async () => {
    const printed = await runInNode(`
      import { createEmulator } from "amazon-connect-chat-emulator";
      const emulator = createEmulator();
      const { contactId } = emulator.control.startChat({ displayName: "Avery" });
      const active = () => emulator.control.listProfiles().flatMap(({ active }) => active.map(({ profile }) => profile));
      ${sample("profiles").replace("emulator.control.clearFaults()", "console.log(active().join()); $&")}
      console.log(active().length);
 `);
    expect(printed).toBe("subway\n0\n");
  });

  test("timers, whose time goes by at once", async () => {
    const printed = await runInNode(`
      import { createEmulator } from "amazon-connect-chat-emulator";
      const emulator = createEmulator({ endDelayMs: 0 });
      const { contactId, participantToken } = emulator.control.startChat({ displayName: "Avery" });
      const { participantToken: agentToken } = emulator.control.inviteAgent({
        contactId, displayName: "Robin", agentId: "robin",
      });
      const join = (token) => emulator.fetch("http://127.0.0.1/participant/connection", {
        method: "POST",
        headers: { "X-Amz-Bearer": token },
        body: '{"Type":["CONNECTION_CREDENTIALS"],"ConnectParticipant":true}',
      });
      await join(participantToken);
      ${sample("timers").replace("// An agent joins", "await join(agentToken); $&")}
      const state = () => emulator.control.getContact(contactId).contact.state;
      emulator.control.advanceClock(290_000);
      console.log(state());
      emulator.control.advanceClock(10_000);
      console.log(state());
      process.exit();
 `);
    expect(printed).toBe("WITH_AGENT\nENDED\n");
  });

  test("an emulator with a CCP in a test", async () => {
    const printed = await runInNode(`
      import { startEmulator } from "amazon-connect-chat-emulator";
      ${sample("agent-test")}
      console.log(emulator.control.getContact(contactId).contact.customerName, emulator.ccpUrl);
      await emulator.close();
 `);
    expect(printed).toMatch(/^Avery http:.*ccp-v2/);
  });

  test("a WebSocket for Node 20", async () => {
    expect(
      await runInNode(
        `${sample("node")}; console.log(new WebSocket("ws://127.0.0.1:1").on("error", () => 0).readyState)`,
      ),
    ).toBe("0\n");
  });
});

test("each block of code in README and docs is a sample that a test runs", () => {
  const tests = [
    "docsSamples.test.ts",
    "guideSamples.test.ts",
    "readmeSample.test.ts",
    "startChatSamples.test.ts",
    "example.test.ts",
    "jest.test.ts",
    "../browser/emulatorInPage.test.ts",
    "../agents/agentSample.test.ts",
    "../conformance/doctorInPage.test.ts",
    "../platforms/metro.test.ts",
    "../../packages/emulator/src/config/docsSamples.test.ts",
    ...readdirSync(new URL("../beyond", import.meta.url)).map((name) => `../beyond/${name}`),
  ].map((name) => readFileSync(new URL(name, import.meta.url), "utf8"));
  const isRun = (name = "") => tests.some((text) => text.includes(`"${name}"`));
  expect(codeBlocks.length).toBeGreaterThan(15);
  expect(codeBlocks.filter(({ name }) => !isRun(name)).map(({ file, code }) => [file, code])).toEqual([]);
});

test("docs/api.md names every method and every event", () => {
  const api = readFileSync(new URL("../../docs/api.md", import.meta.url), "utf8");
  const chatDetails = { contactId: "c", participantId: "p", participantToken: "t" };
  const customer = ChatSession.create({ type: "CUSTOMER", chatDetails });
  const agent = ChatSession.create({
    type: "AGENT",
    chatDetails,
    websocketManager: WebSocketManager.create(),
  });
  const methods = [customer, agent, customer.controller, ChatSession, LogManager].flatMap((object) =>
    Object.entries(object).flatMap(([name, member]) => (typeof member === "function" ? [name] : [])),
  );
  const missing = [...new Set(methods)].filter((name) => !new RegExp(`\`(\\w+\\.)*${name}\\b`).test(api));
  expect(methods).toContain("onMessage");
  expect(missing).toEqual([]);
});
