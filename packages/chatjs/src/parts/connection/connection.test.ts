import { eventContentType } from "@amazon-connect-chat/protocol";
import type { EventType } from "@amazon-connect-chat/protocol";
import { describe, expect, it } from "vitest";
import { CHAT, chatEnded, createFakeService, message } from "../../../test/fakeService.js";
import type { FakeService } from "../../../test/fakeService.js";
import { createChatJS } from "../../chatSession.js";
import type { ChatWebSocketManager } from "../../connection/chatConnection.js";
import { addPartsOn } from "../../session/addParts.js";
import { definePart } from "../../session/parts.js";
import { agentSessionOn, customerSessionOn } from "../../session/sessionOn.js";
import type { SessionPolling } from "../polling/polling.js";
import { connection } from "./connection.js";
import type { SessionConnection } from "./connection.js";
import type { ConnectionState } from "./connectionState.js";

const event = (type: EventType, more: object = {}) => ({
  ...message(`${type} ${JSON.stringify(more)}`),
  Type: "EVENT",
  ContentType: eventContentType(type),
  ...more,
});
const AGENT = {
  contactId: CHAT.contactId,
  participantId: "agent-1",
  getConnectionToken: () =>
    Promise.resolve({
      chatTokenTransport: { participantToken: "ct.agent", expiry: "2026-01-02T00:00:00.000Z" },
    }),
};
const customer = { ParticipantId: CHAT.participantId, ParticipantRole: "CUSTOMER" };

function record({ state, onChange }: SessionConnection) {
  const names: ConnectionState["name"][] = [state.name];
  let last = state;
  onChange((next, previous) => {
    // Each change begins where the one before has ended.
    expect(previous).toBe(last);
    last = next;
    names.push(next.name);
  });
  return names;
}
async function connectOn<Session extends { connect(): Promise<unknown> }>(
  { platform, accept }: FakeService,
  session: Session,
) {
  const connecting = session.connect();
  await platform.settle();
  accept();
  await connecting;
  await platform.settle();
  return session;
}
function makeCustomer() {
  const service = createFakeService();
  const session = customerSessionOn(service.platform, { chatDetails: CHAT, parts: [connection] });
  return { ...service, session, names: record(session.connection) };
}
async function connectCustomer() {
  const made = makeCustomer();
  await connectOn(made, made.session);
  return made;
}
/** A session of the root, to which the part comes. */
async function connectLate() {
  const service = createFakeService();
  const { ChatSession } = createChatJS(service.platform);
  const made = ChatSession.create({ type: "CUSTOMER", chatDetails: CHAT });
  const session = addPartsOn(service.platform, made, [connection]);
  const names = record(session.connection);
  await connectOn(service, session);
  return { ...service, session, names };
}
const idle = { timers: 0, tasks: 0, sockets: 0, requests: 0, listeners: 0 };

describe("the state of a session's connection", () => {
  it("is connecting from connect() on, and connected when it is subscribed", async () => {
    const made = makeCustomer();
    const { session, names } = made;
    expect(session.connection.state).toEqual({ name: "idle" });
    const connecting = connectOn(made, session);
    expect(session.connection.state.name).toBe("connecting");
    await connecting;
    const { state } = session.connection;
    await session.connect();
    expect(session.connection.state).toBe(state);
    expect(names).toEqual(["idle", "connecting", "connected"]);
  });

  it("tells of an outage with its attempts, and of what is read after it", async () => {
    const { session, platform, accept, answers, names } = await connectCustomer();
    const states: ConnectionState[] = [];
    session.connection.onChange((state) => states.push(state));
    platform.socket().close();
    await platform.settle();
    expect(session.connection.state).toMatchObject({ name: "reconnecting", attempt: 1 });
    const [, retrying] = states;
    const { retryAtMs } = retrying as Extract<ConnectionState, { name: "reconnecting" }>;
    expect(retryAtMs).toBeGreaterThanOrEqual(platform.nowMs());
    let answer: (body: object) => void = () => undefined;
    answers.set("/participant/transcript", () => ({ body: new Promise((resolve) => (answer = resolve)) }));
    await platform.advance(10_000);
    accept();
    await platform.settle();
    expect(session.connection.state).toEqual({ name: "recovering" });
    answer({ Transcript: [] });
    await platform.settle();
    expect(session.connection.state).toEqual({ name: "connected" });
    expect(names).toEqual([
      ...["idle", "connecting", "connected"],
      ...["reconnecting", "reconnecting", "recovering", "connected"],
    ]);
  });

  it("counts the attempts of a first connection too", async () => {
    const { session, platform, names } = makeCustomer();
    void session.connect();
    await platform.settle();
    platform.socket().close();
    await platform.settle();
    expect(names).toEqual(["idle", "connecting", "reconnecting", "reconnecting"]);
  });

  it("is failed with the error of connect(), and connecting when it is called again", async () => {
    const { session, platform, answers, names } = makeCustomer();
    answers.set("/participant/connection", () => ({ status: 400 }));
    const error: unknown = await Promise.all([session.connect(), platform.advance(60_000)]).catch(
      (reason: unknown) => reason,
    );
    await platform.settle();
    expect(session.connection.state).toEqual({ name: "failed", error });
    answers.clear();
    void session.connect();
    expect(names).toEqual(["idle", "connecting", "failed", "connecting"]);
  });

  it("is failed when the connection is given up later, and connected after another connect()", async () => {
    const made = await connectCustomer();
    const { session, platform, answers, names } = made;
    answers.set("/participant/connection", () => ({ status: 400 }));
    platform.socket().close();
    await platform.advance(120_000);
    expect(session.connection.state).toMatchObject({
      name: "failed",
      error: {
        code: "CONNECT_FAILED",
        type: "REFUSED",
        message: "unable to keep the connection; the service refused it. Call connect() to try afresh",
      },
    });
    answers.clear();
    await connectOn(made, session);
    expect(names.slice(-4)).toEqual(["failed", "connecting", "recovering", "connected"]);
  });

  it("is idle after breakConnection(), before and after connecting, and goes on with connect()", async () => {
    const made = makeCustomer();
    const { session, platform, names } = made;
    const connecting = session.connect();
    await session.breakConnection();
    await expect(Promise.all([connecting, platform.settle()])).rejects.toThrow("the session was closed");
    await platform.settle();
    expect(names).toEqual(["idle", "connecting", "idle"]);
    await connectOn(made, session);
    void session.breakConnection();
    await connectOn(made, session);
    await session.breakConnection();
    await platform.settle();
    expect(names.slice(3)).toEqual([
      "connecting",
      "connected",
      "idle",
      "connecting",
      "recovering",
      "connected",
      "idle",
    ]);
    expect(platform.live).toEqual(idle);
  });

  it.each([
    ["onConnectionBroken", "failed"],
    ["breakConnection()", "idle"],
  ])(
    "is connecting after %s, however long the service takes, and failed when it fails",
    async (_, before) => {
      const { session, platform, answers, names } = await connectCustomer();
      const seen = names.length;
      let fail: (body: string) => void = () => undefined;
      const slow = () => ({ status: 400, body: new Promise((resolve) => (fail = resolve)) });
      const refused: unknown[] = [];
      const connectAgain = () => {
        answers.set("/participant/connection", slow);
        session.connect().catch((error: unknown) => refused.push(error));
      };
      if (before === "failed") {
        session.onConnectionBroken(connectAgain);
        answers.set("/participant/connection", () => ({ status: 400 }));
        platform.socket().close();
        await platform.advance(30_000);
      } else {
        void session.breakConnection();
        connectAgain();
        await platform.settle();
      }
      expect(session.connection.state).toEqual({ name: "connecting" });
      fail("");
      await platform.settle();
      expect(session.connection.state).toEqual({ name: "failed", error: refused[0] });
      const after = names.slice(seen).filter((name) => name !== "reconnecting");
      expect(after).toEqual([before, "connecting", "failed"]);
    },
  );

  it("is idle when another part closes the connection with what it was given", async () => {
    const service = createFakeService();
    const closing = definePart<{ readonly quit: () => void }>(() => ({
      extend: (_session, { breakConnection }) => ({ quit: () => void breakConnection() }),
    }));
    const parts = [connection, closing] as const;
    const session = await connectOn(
      service,
      customerSessionOn(service.platform, { chatDetails: CHAT, parts }),
    );
    session.quit();
    await service.platform.settle();
    expect(session.connection.state).toEqual({ name: "idle" });
  });

  it("keeps nothing from the page, whatever an item that tells of the end has for an id", async () => {
    const { session, platform, item } = await connectCustomer();
    const heard: unknown[] = [];
    session.onMessage(({ data }) => heard.push(data.ContentType));
    item({ ...event("participant.left"), Id: { toString: 1, valueOf: 1 } });
    await platform.settle();
    expect(heard).toEqual([eventContentType("participant.left")]);
  });

  it("does not pass through another state on the way to the end", async () => {
    const { session, platform, item, names } = await connectCustomer();
    item(event("participant.left"));
    item(chatEnded);
    await platform.settle();
    expect(session.connection.state).toEqual({ name: "ended", by: "AGENT", why: "PARTICIPANT_LEFT" });
    await expect(session.connect()).rejects.toThrow();
    await platform.settle();
    expect(names).toEqual(["idle", "connecting", "connected", "ended"]);
    expect(platform.live).toEqual(idle);
  });
});

describe("the end of the chat", () => {
  const endAfter = async (...items: object[]) => {
    const { session, platform, item } = await connectCustomer();
    for (const each of [...items, chatEnded]) item(each);
    await platform.settle();
    return session.connection.state;
  };

  it.each([
    ["CUSTOMER", "PARTICIPANT_LEFT", [event("participant.left", customer), event("participant.left")]],
    [
      "CUSTOMER",
      "AUTODISCONNECTION",
      [event("participant.autodisconnection", customer), event("participant.left")],
    ],
    ["SYSTEM", "CHAT_ENDED", [event("participant.joined")]],
  ] as const)("is by %s: %s", async (by, why, items) => {
    expect(await endAfter(...items)).toEqual({ name: "ended", by, why });
  });

  it("is the session's own after disconnectParticipant(), before its answer too", async () => {
    const { session, platform, item, answers } = await connectCustomer();
    answers.set("/participant/disconnect", () => {
      item(event("participant.left", customer));
      item(chatEnded);
      return {};
    });
    const leaving = session.disconnectParticipant();
    await platform.settle();
    await leaving;
    expect(session.connection.state).toEqual({ name: "ended", by: "CUSTOMER", why: "DISCONNECTED" });
  });

  it("is not the session's own when disconnectParticipant() has failed", async () => {
    const { session, platform, item, answers } = await connectCustomer();
    answers.set("/participant/disconnect", () => ({ status: 400 }));
    await expect(Promise.all([session.disconnectParticipant(), platform.advance(10_000)])).rejects.toThrow();
    item(chatEnded);
    await platform.settle();
    expect(session.connection.state).toEqual({ name: "ended", by: "SYSTEM", why: "CHAT_ENDED" });
  });

  it("is known by what was read after an outage", async () => {
    const { session, platform, accept, answers } = await connectCustomer();
    const AbsoluteTime = new Date(platform.nowMs()).toISOString();
    const Transcript = [event("participant.left", customer), chatEnded].map((item) => ({
      ...item,
      AbsoluteTime,
    }));
    answers.set("/participant/transcript", () => ({
      body: { InitialContactId: CHAT.contactId, Transcript },
    }));
    platform.socket().close();
    await platform.advance(10_000);
    accept();
    await platform.settle();
    expect(session.connection.state).toEqual({ name: "ended", by: "CUSTOMER", why: "PARTICIPANT_LEFT" });
  });

  it("may have been while the session was away", async () => {
    const { session, platform, answers, names } = await connectCustomer();
    answers.set("/participant/connection", () => ({ status: 403 }));
    answers.set("/participant/transcript", () => ({ status: 403 }));
    platform.socket().close();
    await platform.advance(120_000);
    expect(session.connection.state).toEqual({ name: "ended", by: undefined, why: "ENDED_WHILE_AWAY" });
    expect(names.filter((name) => name === "failed" || name === "idle")).toEqual(["idle"]);
    expect(platform.live).toEqual(idle);
  });

  it("is not what a past contact of a persistent chat tells, nor another chat", async () => {
    const { session, platform, item, answers } = await connectCustomer();
    const past = { ...event("participant.left", customer), RelatedContactId: "past" };
    answers.set("/participant/transcript", () => ({
      body: { InitialContactId: CHAT.contactId, Transcript: [past, null] },
    }));
    await Promise.all([session.getTranscript(), platform.settle()]);
    item({ ...event("participant.left", customer), InitialContactId: "other", ContactId: "other" });
    item(chatEnded);
    await platform.settle();
    expect(session.connection.state).toEqual({ name: "ended", by: "SYSTEM", why: "CHAT_ENDED" });
  });

  it("does not take messages that the session keeps for its page", async () => {
    const { session, platform, item } = await connectCustomer();
    item(message("m1"));
    await platform.settle();
    const heard: unknown[] = [];
    session.onMessage(({ data }) => heard.push(data.Id));
    await platform.settle();
    expect(heard).toEqual(["m1"]);
  });
});

describe("the round trip of the heartbeat", () => {
  const answer = { topic: "aws/heartbeat" };

  it("is that of the latest answer, and when it came", async () => {
    const { session, platform } = await connectCustomer();
    expect([session.connection.lastRoundTripMs, session.connection.lastRoundTripAtMs]).toEqual([
      undefined,
      undefined,
    ]);
    await platform.advance(70);
    platform.socket().receive({ topic: "aws/chat", content: JSON.stringify(message("aws/heartbeat")) });
    expect(session.connection.lastRoundTripMs).toBeUndefined();
    platform.socket().receive(answer);
    const { lastRoundTripMs, lastRoundTripAtMs } = session.connection;
    expect([lastRoundTripMs, lastRoundTripAtMs]).toEqual([70, platform.nowMs()]);
  });

  it("is not told by an answer that may be of either of two heartbeats", async () => {
    const { session, platform } = await connectCustomer();
    await platform.advance(16_000);
    platform.socket().receive(answer);
    platform.socket().receive(answer);
    expect(session.connection.lastRoundTripMs).toBeUndefined();
    await platform.advance(4_000);
    await platform.advance(30);
    platform.socket().receive(answer);
    expect(session.connection.lastRoundTripMs).toBe(30);
  });
});

describe("polling", () => {
  async function connectPolling() {
    let polls = false;
    let changed: Parameters<SessionPolling["onChange"]>[0] = () => undefined;
    const polling: SessionPolling = {
      get isPolling() {
        return polls;
      },
      onChange(handler) {
        changed = handler;
        return () => undefined;
      },
    };
    const service = createFakeService();
    const parts = [connection, definePart(() => ({ extend: () => ({ polling }) }))] as const;
    const session = customerSessionOn(service.platform, { chatDetails: CHAT, parts });
    const names = record(session.connection);
    await connectOn(service, session);
    const poll = (now: boolean) => {
      polls = now;
      changed(now, !now);
    };
    service.platform.socket().close();
    await service.platform.settle();
    poll(true);
    return { ...service, names, poll };
  }

  it("shows as degraded, though the session counts as connected, until a socket opens", async () => {
    const { platform, accept, names, poll } = await connectPolling();
    await platform.advance(10_000);
    accept();
    await platform.settle();
    expect(names.slice(2)).toEqual(["connected", "reconnecting", "reconnecting", "degraded"]);
    poll(false);
    await platform.settle();
    expect(names.slice(6)).toEqual(["connected"]);
  });

  it("that is given up shows as reconnecting, without a moment in between", async () => {
    const { platform, accept, names, poll } = await connectPolling();
    await platform.advance(10_000);
    accept();
    await platform.settle();
    poll(false);
    platform.socket().close();
    await platform.settle();
    expect(names.slice(5)).toEqual(["degraded", "reconnecting"]);
  });
});

describe("an agent's session on a manager", () => {
  function makeManager() {
    const callbacks: Record<string, (payload?: unknown) => unknown> = {};
    const on = (name: string) => (callback: (payload?: unknown) => unknown) => {
      callbacks[name] = callback;
    };
    const manager: ChatWebSocketManager = {
      subscribeTopics: () => undefined,
      onMessage: (_topic, callback) => on("message")(callback as never),
      onConnectionGain: on("gain"),
      onConnectionLost: on("lost"),
      onInitFailure: on("failure"),
    };
    const tell = (name: string, payload?: unknown) => callbacks[name]?.(payload);
    return {
      manager,
      tell,
      item: (item: object) => tell("message", { topic: "aws/chat", content: JSON.stringify(item) }),
    };
  }
  const transfer = event("transfer.succeeded");

  it("follows the manager, and ends with a transfer", async () => {
    const { platform } = createFakeService();
    const { manager, tell, item } = makeManager();
    const session = agentSessionOn(platform, {
      chatDetails: AGENT,
      websocketManager: manager,
      parts: [connection],
    });
    const names = record(session.connection);
    const connecting = session.connect();
    await platform.settle();
    tell("gain");
    await connecting;
    tell("lost");
    tell("gain");
    await platform.settle();
    item(transfer);
    await platform.settle();
    expect(names).toEqual([
      "idle",
      "connecting",
      "connected",
      "reconnecting",
      "recovering",
      "connected",
      "ended",
    ]);
    expect(session.connection.state).toEqual({ name: "ended", by: "AGENT", why: "TRANSFERRED" });
    expect(session.connection.lastRoundTripMs).toBeUndefined();
  });

  async function connected() {
    const { platform, answers } = createFakeService();
    const { manager, tell } = makeManager();
    const session = agentSessionOn(platform, {
      chatDetails: AGENT,
      websocketManager: manager,
      parts: [connection],
    });
    const connect = async () => {
      const connecting = session.connect();
      await platform.settle();
      tell("gain");
      await connecting;
    };
    await connect();
    return { platform, answers, tell, session, connect };
  }

  it("is idle after breakConnection(), whatever transfers the transcript tells of", async () => {
    const { platform, answers, session } = await connected();
    answers.set("/participant/transcript", () => ({
      body: { InitialContactId: CHAT.contactId, Transcript: [{ ...transfer, ParticipantId: "agent-0" }] },
    }));
    await Promise.all([session.getTranscript(), platform.settle()]);
    await session.breakConnection();
    await platform.settle();
    expect(session.connection.state).toEqual({ name: "idle" });
  });

  it("is idle after breakConnection(), though a recovery has brought up the transfer that brought the chat", async () => {
    const { platform, answers, tell, session, connect } = await connected();
    const heard: unknown[] = [];
    session.onMessage(({ data }) => heard.push(data.ContentType));
    const AbsoluteTime = new Date(platform.nowMs()).toISOString();
    const Transcript = [{ ...transfer, ParticipantId: "agent-0", AbsoluteTime }];
    answers.set("/participant/transcript", () => ({
      body: { InitialContactId: CHAT.contactId, Transcript },
    }));
    tell("lost");
    tell("gain");
    await platform.settle();
    expect(heard).toEqual([transfer.ContentType]);
    await session.breakConnection();
    await platform.settle();
    expect(session.connection.state).toEqual({ name: "idle" });
    await connect();
    await platform.settle();
    expect(session.connection.state).toEqual({ name: "connected" });
  });

  it("of the root ends with a transfer too, when the page hears it", async () => {
    const { platform } = createFakeService();
    const { manager, tell, item } = makeManager();
    const { ChatSession } = createChatJS(platform);
    const made = ChatSession.create({ type: "AGENT", chatDetails: AGENT, websocketManager: manager });
    const session = addPartsOn(platform, made, [connection]);
    session.onMessage(() => undefined);
    const connecting = session.connect();
    await platform.settle();
    tell("gain");
    await connecting;
    item(transfer);
    await platform.settle();
    expect(session.connection.state).toEqual({ name: "ended", by: "AGENT", why: "TRANSFERRED" });
    session.cleanUp();
    await platform.advance(20_000);
    expect(session.connection.state.name).toBe("ended");
  });
});

describe("a session that the part comes to later", () => {
  it("tells all but recovering and the round trip", async () => {
    const { session, platform, accept, names } = await connectLate();
    platform.socket().close();
    await platform.advance(10_000);
    accept();
    await platform.settle();
    await platform.advance(10_000);
    platform.socket().receive({ topic: "aws/heartbeat" });
    await session.controller.breakConnection();
    await platform.settle();
    expect(names).toEqual([
      ...["idle", "connecting", "connected"],
      ...["reconnecting", "reconnecting", "connected", "idle"],
    ]);
    expect(session.connection.lastRoundTripMs).toBeUndefined();
    expect(platform.live).toEqual(idle);
  });

  it("begins with the state that it finds", async () => {
    const service = createFakeService();
    const { ChatSession } = createChatJS(service.platform);
    const made = ChatSession.create({ type: "CUSTOMER", chatDetails: CHAT });
    await connectOn(service, made);
    expect(addPartsOn(service.platform, made, [connection]).connection.state.name).toBe("connected");
    await made.controller.breakConnection();
    expect(addPartsOn(service.platform, made, [connection]).connection.state.name).toBe("idle");
  });

  it("hears who has ended the chat when its page hears messages, all of which the page gets", async () => {
    const { session, platform, item } = await connectLate();
    item(message("m1"));
    await platform.settle();
    expect(() => session.onMessage(undefined as never)).toThrow("f must be provided");
    session.onMessage(() => undefined, { signal: AbortSignal.abort() });
    await platform.settle();
    const heard: unknown[] = [];
    session.controller.onMessage(({ data }) => heard.push(data.Id));
    item(event("participant.left", customer));
    item(chatEnded);
    await platform.settle();
    expect(heard).toHaveLength(3);
    expect(heard[0]).toBe("m1");
    expect(session.connection.state).toEqual({ name: "ended", by: "CUSTOMER", why: "PARTICIPANT_LEFT" });
  });

  it("does not know who, where nobody hears messages", async () => {
    const { session, platform, item } = await connectLate();
    item(chatEnded);
    await platform.settle();
    expect(session.connection.state).toEqual({ name: "ended", by: undefined, why: "CHAT_ENDED" });
  });

  it("knows that it has left itself", async () => {
    const { session, platform, item } = await connectLate();
    await Promise.all([session.disconnectParticipant(), platform.settle()]);
    item(chatEnded);
    await platform.settle();
    expect(session.connection.state).toEqual({ name: "ended", by: "CUSTOMER", why: "DISCONNECTED" });
  });
});

it("stays idle when the session is let go of in the middle of a recovery", async () => {
  const { platform, answers, accept } = createFakeService();
  const made = createChatJS(platform).ChatSession.create({ type: "CUSTOMER", chatDetails: CHAT });
  const session = addPartsOn(platform, made, [connection]);
  const connecting = session.connect();
  await platform.settle();
  accept();
  await connecting;
  await platform.settle();
  answers.set("/participant/transcript", () => new Promise(() => undefined));
  platform.socket().close();
  await platform.advance(10_000);
  accept();
  await platform.settle();
  void session.controller.breakConnection();
  await platform.settle();
  expect(session.connection.state.name).toBe("idle");
});
