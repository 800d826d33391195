import { describe, expect, it } from "vitest";
import { createFakeStreams } from "../../../test/fakeStreams.js";
import { CHAT, chatEnded, createFakeService, message } from "../../../test/fakeService.js";
import { createChatJS } from "../../chatSession.js";
import { addPartsOn } from "../../session/addParts.js";
import { transcript } from "../../session/partList.js";
import { agentSessionOn, customerSessionOn } from "../../session/sessionOn.js";
import { asyncSession } from "./asyncSession.js";

/** A session with the part: of its own, or one of the root that got it later. */
const makers = {
  "passed when the session is made": (service = createFakeService()) => ({
    ...service,
    session: customerSessionOn(service.platform, { chatDetails: CHAT, parts: [asyncSession] }),
  }),
  "added to a session of the root": (service = createFakeService()) => {
    const made = createChatJS(service.platform).ChatSession.create({ type: "CUSTOMER", chatDetails: CHAT });
    return { ...service, session: addPartsOn(service.platform, made, [asyncSession]) };
  },
};
type Made = ReturnType<(typeof makers)[keyof typeof makers]>;

async function connected<M extends Made>(made: M): Promise<M> {
  const connecting = made.session.connect();
  await made.platform.settle();
  made.accept();
  await connecting;
  await made.platform.settle();
  return made;
}
/** What a loop gives, and how it ends. */
function follow<Value, Seen>(values: AsyncIterable<Value>, pick: (value: Value) => Seen) {
  const followed: { readonly seen: Seen[]; ended?: string } = { seen: [] };
  void (async () => {
    for await (const value of values) followed.seen.push(pick(value));
  })().then(
    () => (followed.ended = "done"),
    (error: unknown) => (followed.ended = (error as { code?: string }).code ?? String(error)),
  );
  return followed;
}
const textOf = ({ type, data }: { readonly type: string; readonly data: unknown }) =>
  `${type} ${(data as { Content?: string } | null)?.Content ?? ""}`.trim();

describe.each(Object.entries(makers))("the part, %s", (_how, make) => {
  it("gives out events in order, also those that came between two turns, and ends after the chat's end", async () => {
    const { session, platform, item } = await connected(make());
    const events = session.events({ types: ["INCOMING_MESSAGE", "INCOMING_TYPING", "CHAT_ENDED"] });
    item(message("m1"));
    item({ ...message("t1"), Type: "EVENT", ContentType: "application/vnd.amazonaws.connect.event.typing" });
    item(message("m2"));
    await platform.settle();
    const followed = follow(events, textOf);
    item(chatEnded);
    item(message("too late"));
    await platform.settle();
    expect(followed).toEqual({
      seen: [
        "INCOMING_MESSAGE text of m1",
        "INCOMING_TYPING text of t1",
        "INCOMING_MESSAGE text of m2",
        "INCOMING_MESSAGE text of end",
        "CHAT_ENDED",
      ],
      ended: "done",
    });
    expect(follow(session.events(), textOf).seen).toEqual([]);
    await platform.settle();
    expect(follow(session.events(), textOf)).toEqual({ seen: [] });
  });

  it("gives the first loop what came before it, and each loop all events unless it names some", async () => {
    const made = make();
    const all = follow(made.session.events(), textOf);
    await connected(made);
    made.item(message("m1"));
    await made.platform.settle();
    expect(all.seen).toEqual(["CONNECTION_ESTABLISHED", "INCOMING_MESSAGE text of m1"]);
    const later = follow(made.session.events({ types: ["CHAT_ENDED"] }), textOf);
    made.item(chatEnded);
    await made.platform.settle();
    expect(later).toEqual({ seen: ["CHAT_ENDED"], ended: "done" });
  });

  it("ends loops that did not ask for the end, too", async () => {
    const { session, platform, item } = await connected(make());
    const followed = follow(session.events({ types: ["INCOMING_TYPING"] }), textOf);
    item(chatEnded);
    await platform.settle();
    expect(followed).toEqual({ seen: [], ended: "done" });
    expect(follow(session.events(), textOf)).toEqual({ seen: [] });
  });

  it("throws where a loop stays behind, after all that it has held", async () => {
    const { session, platform, item } = await connected(make());
    const events = session.events({ types: ["INCOMING_MESSAGE"], maxWaiting: 2 });
    for (const id of ["m1", "m2", "m3", "m4"]) item(message(id));
    await platform.settle();
    const followed = follow(events, textOf);
    await platform.settle();
    expect(followed).toEqual({
      seen: ["INCOMING_MESSAGE text of m1", "INCOMING_MESSAGE text of m2"],
      ended: "LOOP_TOO_SLOW",
    });
  });

  it("throws when the signal aborts, also one that has done so, and ends for whoever leaves", async () => {
    const { session, platform, item } = await connected(make());
    const controller = new AbortController();
    const followed = follow(session.events({ signal: controller.signal }), textOf);
    const texts = follow(session.streamedText({ signal: controller.signal }), ({ id }) => id);
    const left = session.events({ types: ["INCOMING_MESSAGE"] });
    controller.abort();
    await left.return?.();
    item(message("m1"));
    await platform.settle();
    expect([followed, texts]).toEqual([
      { seen: [], ended: "ABORTED" },
      { seen: [], ended: "ABORTED" },
    ]);
    await expect(session.events({ signal: controller.signal }).next()).rejects.toMatchObject({
      name: "AbortError",
      code: "ABORTED",
    });
    expect(await left.next()).toEqual({ done: true, value: undefined });
  });

  it("does not take the messages of others when its signal has aborted before", async () => {
    const made = make();
    const { session, platform, item } = made;
    await connected(made);
    item(message("m1"));
    await platform.settle();
    await expect(session.events({ signal: AbortSignal.abort() }).next()).rejects.toThrow();
    await platform.settle();
    const seen: unknown[] = [];
    session.onMessage(({ data }) => seen.push(data.Id));
    await platform.settle();
    expect(seen).toEqual(["m1"]);
  });

  it.each([
    [{ types: ["INCOMING_MESSAGES"] }, "types names an event that there is not"],
    [{ types: "INCOMING_MESSAGE" }, "types must be an array"],
    [{ maxWaiting: 0 }, "maxWaiting must be a number from 1 on"],
    [{ signal: {} }, "its signal must be an AbortSignal"],
  ])("refuses %j", (options, problem) => {
    const { session } = make();
    expect(() => session.events(options as never)).toThrow(problem);
  });

  it("closes: nothing is left alive, loops end, and the chat goes on", async () => {
    const { session, platform, requestsTo, item } = await connected(make());
    const handled: unknown[] = [];
    session.onMessage(({ data }) => handled.push(data.Id));
    const events = follow(session.events(), textOf);
    const texts = follow(session.streamedText(), ({ id }) => id);
    const closing = session.close();
    await session.close();
    await closing;
    item(message("m1"));
    await platform.settle();
    expect(platform.live).toEqual({ timers: 0, tasks: 0, sockets: 0, requests: 0, listeners: 0 });
    expect([handled, events.ended, texts.ended]).toEqual([[], "done", "done"]);
    expect(session.closeSignal.aborted).toBe(true);
    expect(requestsTo("/participant/disconnect")).toEqual([]);
    await expect(session.connect({ metadata: "mine" })).rejects.toMatchObject({
      code: "CONNECT_FAILED",
      message: "unable to connect; the session was closed. Make a new one",
      metadata: "mine",
    });
    expect(await session.events().next()).toEqual({ done: true, value: undefined });
    // What needs no connection still works.
    const { data } = await session.sendMessage({ message: "bye", contentType: "text/plain" });
    expect(data.Id).toMatch(/^message/);
  });

  it("closes in an outage, and before it was ever connected", async () => {
    const outage = await connected(make());
    outage.platform.socket().close();
    await outage.platform.settle();
    expect(outage.platform.live.timers).toBeGreaterThan(0);
    await outage.session.close();
    const unused = make();
    await unused.session.close();
    for (const { platform } of [outage, unused]) {
      await platform.settle();
      expect(platform.live).toEqual({ timers: 0, tasks: 0, sockets: 0, requests: 0, listeners: 0 });
    }
  });

  it("gives a connect() up when nobody waits for it any more", async () => {
    const { session, platform, accept } = make();
    const [first, second] = [new AbortController(), new AbortController()];
    const metadata = { of: "mine" };
    const outcomes = [first, second].map(({ signal }) =>
      session.connect({ signal, metadata }).catch((error: unknown) => error),
    );
    await platform.settle();
    first.abort();
    await platform.settle();
    expect(await outcomes[0]).toMatchObject({ code: "ABORTED", name: "AbortError", metadata });
    expect(platform.live.sockets).toBe(1);
    second.abort();
    await platform.settle();
    expect(await outcomes[1]).toMatchObject({ code: "ABORTED" });
    expect(platform.live).toMatchObject({ timers: 0, sockets: 0, requests: 0 });
    // A new one begins afresh, and one that shares what is up cannot take it away.
    const again = session.connect();
    await platform.settle();
    accept();
    await again;
    const third = new AbortController();
    const shared = session.connect({ signal: third.signal }).catch(() => undefined);
    third.abort();
    await shared;
    await platform.settle();
    expect(platform.live.sockets).toBe(1);
    await expect(session.connect({ signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "ABORTED",
    });
    expect(() => session.connect({ signal: "now" as never })).toThrow("its signal must be an AbortSignal");
    expect(() => session.connect("now" as never)).toThrow("its argument must be an object");
  });

  it("rejects a connect() that is pending when the session is closed", async () => {
    const { session, platform, answers } = make();
    answers.set("/participant/connection", () => new Promise(() => undefined));
    const connecting = session.connect().catch((error: unknown) => error);
    await platform.settle();
    await session.close();
    expect(await connecting).toMatchObject({ code: "ABORTED", metadata: null });
  });

  it("gives a disconnectParticipant() up", async () => {
    const { session, platform, answers, requestsTo } = await connected(make());
    answers.set("/participant/disconnect", () => new Promise(() => undefined));
    const controller = new AbortController();
    const leaving = session.disconnectParticipant({ signal: controller.signal }).catch((e: unknown) => e);
    await platform.settle();
    controller.abort();
    expect(await leaving).toMatchObject({ code: "ABORTED" });
    await expect(session.disconnectParticipant({ signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "ABORTED",
    });
    expect(() => session.disconnectParticipant({ signal: 1 as never })).toThrow("must be an AbortSignal");
    answers.delete("/participant/disconnect");
    expect((await session.disconnectParticipant()).data).toBeDefined();
    expect(requestsTo("/participant/disconnect")).toHaveLength(2);
  });
});

it("takes back requests of calls that are given up, where it was there from the beginning", async () => {
  const { session, platform, answers, requestsTo, accept } = makers["passed when the session is made"]();
  answers.set("/participant/connection", () => new Promise(() => undefined));
  const connecting = new AbortController();
  const outcome = session.connect({ signal: connecting.signal }).catch((error: unknown) => error);
  await platform.settle();
  expect(platform.live.requests).toBe(1);
  connecting.abort();
  await outcome;
  await platform.settle();
  expect(platform.live).toMatchObject({ requests: 0, timers: 0 });

  answers.delete("/participant/connection");
  const again = session.connect();
  await platform.settle();
  accept();
  await again;
  answers.set("/participant/disconnect", () => ({ status: 500 }));
  const leaving = new AbortController();
  const left = session.disconnectParticipant({ signal: leaving.signal }).catch((error: unknown) => error);
  await platform.settle();
  leaving.abort();
  await left;
  await platform.advance(60_000);
  expect(requestsTo("/participant/disconnect")).toHaveLength(1);
});

const TOKEN = { chatTokenTransport: { participantToken: "ct.agent", expiry: "2026-01-02T00:00:00.000Z" } };

it("gives out the transcript only where it is asked for, and there is the part for it", async () => {
  const { platform, accept } = createFakeService();
  const parts = [transcript, asyncSession] as const;
  const session = customerSessionOn(platform, { chatDetails: CHAT, parts });
  const followed = follow(session.events({ types: ["TRANSCRIPT_UPDATED"] }), ({ data }) => data.transcript);
  const connecting = session.connect();
  await platform.settle();
  accept();
  await connecting;
  await session.sendMessage({ message: "hello", contentType: "text/plain" });
  await platform.settle();
  expect(followed.seen.at(-1)).toMatchObject([{ Content: "hello" }]);
  const without = customerSessionOn(platform, { chatDetails: CHAT, parts: [asyncSession] });
  expect(() => without.events({ types: ["TRANSCRIPT_UPDATED"] })).toThrow("onTranscriptUpdated");
});

describe("an agent's loops", () => {
  const transfer = (id: string, more: object = {}) =>
    message(id, {
      Type: "EVENT",
      ContentType: "application/vnd.amazonaws.connect.event.transfer.succeeded",
      ...more,
    });

  async function connectAgent() {
    const service = createFakeService();
    const { platform } = service;
    const streams = createFakeStreams();
    const session = agentSessionOn(platform, {
      chatDetails: { ...CHAT, getConnectionToken: () => Promise.resolve(TOKEN) },
      websocketManager: streams.manager,
      parts: [asyncSession],
    });
    const events = follow(session.events({ types: ["INCOMING_MESSAGE"] }), ({ data }) => data.Id);
    const texts = follow(session.streamedText(), ({ id }) => id);
    const connecting = session.connect();
    await platform.settle();
    streams.tell("onConnectionGain");
    await connecting;
    return { ...service, streams, events, texts };
  }

  it("end when the chat has gone to another agent", async () => {
    const { platform, streams, events, texts } = await connectAgent();
    streams.hear(transfer("gone"));
    await platform.settle();
    expect(events).toEqual({ seen: ["gone"], ended: "done" });
    expect(texts.ended).toBe("done");
  });

  it("go on after a transfer that brought the chat to the agent, as an outage shows it", async () => {
    const { platform, answers, streams, events, texts } = await connectAgent();
    const Transcript = [transfer("earlier", { ParticipantId: "agent-0" })];
    answers.set("/participant/transcript", () => ({
      body: { InitialContactId: CHAT.contactId, Transcript },
    }));
    streams.tell("onConnectionLost");
    streams.tell("onConnectionGain");
    await platform.settle();
    streams.hear(message("later"));
    await platform.settle();
    expect(events).toEqual({ seen: ["earlier", "later"] });
    expect(texts.ended).toBeUndefined();
  });
});

it("is disposed of by `await using`, where the engine or a polyfill has the symbol", async () => {
  const symbol = (Symbol as { readonly asyncDispose?: symbol }).asyncDispose;
  const { session } = makers["passed when the session is made"]();
  if (symbol) await (session as unknown as Record<symbol, () => Promise<void>>)[symbol]?.();
  else await session.close();
  expect(session.closeSignal.aborted).toBe(true);
});
