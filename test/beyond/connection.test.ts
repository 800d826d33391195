import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { ChatSession } from "amazon-connect-chatjs";
import { connection, participants } from "amazon-connect-chatjs/connection";
import type { ConnectionState } from "amazon-connect-chatjs/connection";
import { polling } from "amazon-connect-chatjs/polling";
import { addParts, createCustomerSession } from "amazon-connect-chatjs/session";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { runInNode } from "../package/runInNode.js";
import { launchBrowser } from "../support/browser.js";
import { complaintsOf, serveOrigin } from "../support/origin.js";
import { sample } from "../support/samples.js";
import { joinAgent, startChat } from "../support/startChat.js";
import type { StartedChat } from "../support/startChat.js";

const minuteMs = 60_000;

let emulator: RunningEmulator;
beforeAll(async () => {
  globalThis.WebSocket = WebSocket as never;
  emulator = await startEmulator({ flow: { prompts: [] }, endDelayMs: 0, socketIdleMs: 60 * minuteMs });
});
beforeEach(() => emulator.control.clearFaults());
afterAll(() => emulator.close());

const parts = [connection, participants] as const;
const MADE_BY = {
  createCustomerSession: (chatDetails: StartedChat) =>
    createCustomerSession({ chatDetails, endpoint: emulator.url, parts }),
  addParts(chatDetails: StartedChat) {
    ChatSession.setGlobalConfig({ endpoint: emulator.url });
    const session = addParts(ChatSession.create({ type: "CUSTOMER", chatDetails }), parts);
    // Only what the page hears is heard.
    session.onMessage(() => undefined);
    return session;
  },
};
type MadeBy = keyof typeof MADE_BY;
type Control = RunningEmulator["control"];

async function open(chatDetails: StartedChat, madeBy: MadeBy = "createCustomerSession") {
  const session = MADE_BY[madeBy](chatDetails);
  const states: ConnectionState[] = [session.connection.state];
  session.connection.onChange((state) => states.push(state));
  await session.connect();
  const state = () => session.connection.state;
  const names = () => states.map(({ name }) => name);
  const shown = () =>
    session.participants.list.map(
      ({ displayName, leftAtMs, isTyping }) =>
        `${displayName}${leftAtMs === undefined ? "" : " (left)"}${isTyping ? " (types)" : ""}`,
    );
  return { session, states, state, names, shown };
}
async function chatWithRobin(madeBy?: MadeBy, timers?: Parameters<Control["setTimers"]>[0]["timers"]) {
  const chatDetails = await startChat(emulator.url);
  if (timers) emulator.control.setTimers({ contactId: chatDetails.ContactId, timers });
  const opened = await open(chatDetails, madeBy);
  const agent = await joinAgent(emulator, chatDetails.ContactId);
  await expect.poll(opened.shown).toEqual(["Avery", "Robin"]);
  return { ...opened, agent, chatDetails, contactId: chatDetails.ContactId };
}

describe.each(Object.keys(MADE_BY) as MadeBy[])("a session of %s", (madeBy) => {
  const isOwn = madeBy === "createCustomerSession";

  test("tells an outage, with its attempts, and what happened to participants meanwhile", async () => {
    const { states, state, names, shown, agent, contactId, session } = await chatWithRobin(madeBy);
    const { control } = emulator;
    expect(names()).toEqual(["idle", "connecting", "connected"]);
    control.injectFault({
      kind: "httpError",
      operation: "CreateParticipantConnection",
      status: 503,
      times: 1,
    });
    control.injectFault({ kind: "httpError", operation: "GetTranscript", status: 500, times: 2 });
    control.injectFault({ kind: "refuseUpgrade", times: 1 });
    control.dropSockets({ contactId });
    await expect.poll(() => state().name).toBe("reconnecting");
    const sam = control.inviteAgent({ contactId, displayName: "Sam", agentId: "sam" });
    control.join(sam);
    control.leave(agent);
    await expect.poll(() => states.at(-1)).toMatchObject({ name: "reconnecting", attempt: 2 });
    const hurried = async () => {
      await session.connect();
      return state().name;
    };
    await expect.poll(hurried).toBe("connected");
    const attempts = states.flatMap((each) => (each.name === "reconnecting" ? [each.attempt] : []));
    expect(attempts.slice(0, 2)).toEqual([0, 1]);
    expect(attempts.at(-1)).toBe(3);
    expect(names().includes("recovering")).toBe(isOwn);
    await expect.poll(shown).toEqual(["Avery", "Robin (left)", "Sam"]);
    control.end(contactId);
    await expect.poll(state).toEqual({ name: "ended", by: "SYSTEM", why: "CHAT_ENDED" });
    expect(session.connection.lastRoundTripMs === undefined).toBe(!isOwn);
  });

  test("tells that the chat has ended while it was away", async () => {
    const { state, names, contactId } = await chatWithRobin(madeBy);
    const { control } = emulator;
    control.injectFault({ kind: "dropResponse", operation: "CreateParticipantConnection" });
    control.dropSockets({ contactId });
    await expect.poll(() => state().name).toBe("reconnecting");
    control.end(contactId);
    control.clearFaults();
    await expect.poll(state).toEqual({
      name: "ended",
      by: undefined,
      why: "ENDED_WHILE_AWAY",
    });
    expect(names()).not.toContain("failed");
  });

  test("tells who has left, be it the agent, the customer or this session", async () => {
    const one = await chatWithRobin(madeBy);
    emulator.control.leave(one.agent);
    await expect.poll(one.state).toEqual({ name: "ended", by: "AGENT", why: "PARTICIPANT_LEFT" });
    const two = await chatWithRobin(madeBy);
    emulator.control.leave({ contactId: two.contactId, participantId: two.chatDetails.ParticipantId });
    await expect.poll(two.state).toEqual({ name: "ended", by: "CUSTOMER", why: "PARTICIPANT_LEFT" });
    const three = await chatWithRobin(madeBy);
    await three.session.disconnectParticipant();
    await expect.poll(three.state).toEqual({ name: "ended", by: "CUSTOMER", why: "DISCONNECTED" });
  });

  test("tells that a silent customer was disconnected", async () => {
    const { state } = await chatWithRobin(madeBy, {
      CUSTOMER: { idleMs: 2 * minuteMs, disconnectMs: 5 * minuteMs },
    });
    emulator.control.advanceClock(8 * minuteMs);
    await expect.poll(state).toEqual({ name: "ended", by: "CUSTOMER", why: "AUTODISCONNECTION" });
  });

  test("shows a page that comes later who is there, while the service fails; and who types", async () => {
    const first = await chatWithRobin(madeBy);
    const { control } = emulator;
    const { contactId, chatDetails, agent } = first;
    await ("controller" in first.session ? first.session.controller : first.session).breakConnection();
    control.injectFault({ kind: "httpError", operation: "GetTranscript", status: 500, times: 4 });
    control.injectFault({ kind: "duplicateFrames" });
    const { shown, session } = await open(chatDetails, madeBy);
    await expect.poll(shown).toEqual(["Avery", "Robin"]);
    control.type(agent);
    await expect.poll(shown).toEqual(["Avery", "Robin (types)"]);
    control.say({ ...agent, content: "How can I help?" });
    await expect.poll(shown).toEqual(["Avery", "Robin"]);
    control.sendEvent({
      contactId,
      event: "participant.displayname.updated",
      participantId: chatDetails.ParticipantId,
      displayName: "Avery Hill",
    });
    await expect.poll(shown).toEqual(["Avery Hill", "Robin"]);
    expect(session.participants.list.map(({ role, isSelf }) => [role, isSelf])).toEqual([
      ["CUSTOMER", true],
      ["AGENT", false],
    ]);
    control.end(contactId);
    await expect.poll(() => session.connection.state.name).toBe("ended");
  });
});

test("a session that polls is degraded until a socket opens, and again in an outage that polling goes on in", async () => {
  const { control, url: endpoint } = emulator;
  control.injectFault({ kind: "refuseUpgrade" });
  const chatDetails = await startChat(endpoint);
  const session = createCustomerSession({
    chatDetails,
    endpoint,
    parts: [...parts, polling({ afterMs: 200 })],
  });
  const names: string[] = [];
  session.connection.onChange(({ name }) => names.push(name));
  void session.connect();
  await expect.poll(() => session.connection.state.name).toBe("degraded");
  await joinAgent(emulator, chatDetails.ContactId);
  const shown = () => session.participants.list.map(({ displayName }) => displayName);
  await expect.poll(shown).toEqual(["Avery", "Robin"]);
  control.clearFaults();
  const hurried = async () => {
    await session.connect();
    return session.connection.state.name;
  };
  await expect.poll(hurried).toBe("connected");
  expect(names.slice(names.indexOf("degraded"))).toEqual(["degraded", "connected"]);
  control.injectFault({ kind: "refuseUpgrade" });
  control.dropSockets({ contactId: chatDetails.ContactId });
  await expect.poll(() => session.connection.state.name).toBe("degraded");
  control.end(chatDetails.ContactId);
  // The token is refused from then on: what the last items were, nobody can read.
  await expect.poll(() => session.connection.state).toMatchObject({ why: "ENDED_WHILE_AWAY" });
});

describe("the files of the package, in a browser", () => {
  const dist = (name: string) =>
    readFileSync(fileURLToPath(new URL(`../../packages/chatjs/dist/${name}.js`, import.meta.url)), "utf8");
  const script = `
    import { addParts, createCustomerSession } from "/session.js";
    import { connection, participants } from "/connection.js";
    import "/index.js";
    globalThis.openChat = async (endpoint, chatDetails, late) => {
      connect.ChatSession.setGlobalConfig({ endpoint });
      const parts = [connection, participants];
      const session = late
        ? addParts(connect.ChatSession.create({ type: "CUSTOMER", chatDetails }), parts)
        : createCustomerSession({ chatDetails, endpoint, parts });
      const states = [];
      session.connection.onChange((state) => states.push(state));
      Object.assign(globalThis, { session, states });
      await session.connect();
    };`;

  /** What the script gives the page. */
  interface PageScope {
    openChat(endpoint: string, chatDetails: StartedChat, late: boolean): Promise<void>;
    readonly states: readonly ConnectionState[];
    readonly session: ReturnType<typeof MADE_BY.createCustomerSession>;
  }
  const inPage = (page: Page) => ({
    states: () => page.evaluate(() => (globalThis as unknown as PageScope).states),
    list: () => page.evaluate(() => (globalThis as unknown as PageScope).session.participants.list),
    roundTripMs: () =>
      page.evaluate(() => (globalThis as unknown as PageScope).session.connection.lastRoundTripMs),
  });

  test("observe a chat from its beginning through a drop to its end", async () => {
    const origin = await serveOrigin({
      "/": `<!doctype html><link rel="icon" href="data:,"><script type="module">${script}</script>`,
      ...Object.fromEntries(["index", "session", "connection"].map((name) => [`/${name}.js`, dist(name)])),
    });
    const browser = await launchBrowser();
    try {
      for (const late of [false, true]) {
        const page = await browser.newPage();
        const complaints = complaintsOf(page);
        await page.goto(origin.url("/"), { waitUntil: "load" });
        await page.waitForFunction(() => "openChat" in globalThis);
        const chatDetails = await startChat(emulator.url);
        await page.evaluate(
          ([endpoint, details, isLate]) =>
            (globalThis as unknown as PageScope).openChat(endpoint, details, isLate),
          [emulator.url, chatDetails, late] as const,
        );
        const { states, list, roundTripMs } = inPage(page);
        const agent = await joinAgent(emulator, chatDetails.ContactId);
        emulator.control.type(agent);
        if (!late)
          await expect
            .poll(async () => (await list()).map(({ displayName, isTyping }) => [displayName, isTyping]))
            .toEqual([
              ["Avery", false],
              ["Robin", true],
            ]);
        emulator.control.dropSockets({ contactId: chatDetails.ContactId });
        const lastState = async () => (await states()).at(-1)?.name;
        await expect.poll(async () => (await states()).map(({ name }) => name)).toContain("reconnecting");
        await expect.poll(lastState).toBe("connected");
        if (!late) await expect.poll(roundTripMs).toBeGreaterThanOrEqual(0);
        emulator.control.leave(agent);
        await expect.poll(lastState).toBe("ended");
        expect((await states()).at(-1)).toEqual(
          late
            ? { name: "ended", why: "CHAT_ENDED" }
            : { name: "ended", by: "AGENT", why: "PARTICIPANT_LEFT" },
        );
        expect(complaints).toEqual([]);
        await page.close();
      }
    } finally {
      await browser.close();
      await origin.close();
    }
  });
});

describe("the samples run as printed", () => {
  const inNode = (before: string, name: string, after: string) =>
    runInNode(`
      import { WebSocket } from "ws";
      globalThis.WebSocket = WebSocket;
      const { startEmulator } = await import("amazon-connect-chat-emulator");
      const emulator = await startEmulator({ flow: { prompts: [] }, endDelayMs: 0 });
      const { control } = emulator;
      const joinRobin = async (contactId) => {
        const agent = control.inviteAgent({ contactId, displayName: "Robin", agentId: "robin" });
        control.join(agent);
        return agent;
      };
      const until = async (isSo) => {
        while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
      };
      ${before}
      ${sample(name).replace('"http://127.0.0.1:4510"', "emulator.url")}
      ${after}
      await emulator.close();
      process.exit();
    `);

  test("of the guide", async () => {
    const printed = await inNode(
      "",
      "connection",
      `const [{ contactId }] = control.listContacts();
      const agent = await joinRobin(contactId);
      await until(() => session.participants.list.length === 2);
      control.type(agent);
      await until(() => session.participants.list.some(({ isTyping }) => isTyping));
      control.leave(agent);
      await until(() => session.connection.state.name === "ended");`,
    );
    expect(printed.split("\n")).toEqual(
      expect.arrayContaining([
        "Connecting",
        "Connected",
        "Avery, Robin",
        "Avery, Robin is typing",
        "The agent has left. (PARTICIPANT_LEFT)",
      ]),
    );
  });

  test("of the page about what goes beyond 5.0.0", async () => {
    const printed = await inNode(
      `import { createCustomerSession } from "amazon-connect-chatjs/session";
      const chatDetails = control.startChat({ displayName: "Avery" });
      const endpoint = emulator.url;`,
      "beyond-connection",
      `await joinRobin(chatDetails.contactId);
      await until(() => session.participants.list.length === 2);
      control.end(chatDetails.contactId);
      await until(() => session.connection.state.name === "ended");`,
    );
    expect(printed.split("\n")).toEqual(
      expect.arrayContaining(["connecting", "connected", "Avery", "Avery, Robin", "ended by SYSTEM"]),
    );
  });

  test("of sessions that exist already", async () => {
    const printed = await inNode(
      `const { ChatSession } = await import("amazon-connect-chatjs");
      ChatSession.setGlobalConfig({ endpoint: emulator.url });
      const existing = ChatSession.create({ type: "CUSTOMER", chatDetails: control.startChat({ displayName: "Avery" }) });`,
      "connection-added",
      `await session.connect();
      await until(() => session.connection.state.name === "connected");
      await session.controller.breakConnection();`,
    );
    expect(printed).toContain("connected");
  });
});
