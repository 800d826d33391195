import { describe, expect, it } from "vitest";
import { CHAT, createFakeService, message } from "../../../test/fakeService.js";
import { addPartsOn } from "../../session/addParts.js";
import { customerSessionOn } from "../../session/sessionOn.js";
import { outbox } from "../outbox/outboxPart.js";
import { polling } from "./polling.js";
import { POLL_TIMES } from "./pollState.js";

/** A session whose transcript is `chat`; no socket opens before the test lets it. */
function setUp() {
  const service = createFakeService();
  const { platform, answers } = service;
  const chat: object[] = [];
  const say = (Id: string, more: object = {}) =>
    chat.push(message(Id, { AbsoluteTime: new Date(platform.nowMs()).toISOString(), ...more }));
  answers.set("/participant/transcript", () => ({
    body: { InitialContactId: CHAT.contactId, Transcript: chat.slice(-100) },
  }));
  const session = customerSessionOn(platform, { chatDetails: CHAT, parts: [polling(), outbox()] });
  const seen: string[] = [];
  session.onMessage(({ data }) => seen.push(data.Id));
  session.onConnectionEstablished(() => seen.push("established"));
  session.onConnectionLost(() => seen.push("lost"));
  const polls = () => service.requestsTo("/participant/transcript").length;
  return { ...service, session, seen, chat, say, polls };
}

/** The same, connected by polling. */
async function poll() {
  const stage = setUp();
  const connecting = stage.session.connect();
  await stage.platform.settle();
  stage.say("first");
  await stage.platform.advance(8_100);
  await connecting;
  await stage.platform.settle();
  return stage;
}

describe("polling", () => {
  it("begins when no socket opens, says so, and brings what was said since", async () => {
    const { session, seen, requestsTo } = await poll();
    expect(session.polling.isPolling).toBe(true);
    expect(session.getConnectionStatus()).toBe("Established");
    expect(seen).toEqual(["established", "first"]);
    // Nobody else tells the service that the customer is there.
    expect(requestsTo("/participant/connection").at(-1)?.body).toEqual({ ConnectParticipant: true });
  });

  it.each([0, -5])(
    "hands over what came after what the page has read, and not that once more, when the machine's clock is %d minutes off",
    async (minutes) => {
      const { session, platform, seen, chat } = setUp();
      const say = (Id: string) => {
        const AbsoluteTime = new Date(platform.nowMs() - minutes * 60_000).toISOString();
        chat.push(message(Id, { AbsoluteTime }));
      };
      say("before the reload");
      const connecting = session.connect();
      await platform.advance(2_000);
      say("while it connects");
      await platform.advance(3_100);
      await connecting;
      await session.getTranscript({});
      say("after it was read");
      await platform.advance(10_000);
      expect(seen).toEqual(["after it was read", "established"]);
    },
  );

  it("tells the service that the customer is there until it has heard", async () => {
    const { session, platform, answers, requestsTo } = setUp();
    const connecting = session.connect();
    await platform.settle();
    answers.set("/participant/connection", () => ({ status: 503 }));
    await platform.advance(8_100);
    await connecting;
    answers.delete("/participant/connection");
    const joins = () =>
      requestsTo("/participant/connection").filter(({ body }) => body["ConnectParticipant"] && !body["Type"]);
    await platform.advance(10_000);
    expect(joins()).toHaveLength(2);
    await platform.advance(30_000);
    expect(joins()).toHaveLength(2);
  });

  it.each([-2, 2])(
    "brings what is said while it polls when the machine's clock is %d hours off",
    async (hours) => {
      const stage = setUp();
      const { session, seen, platform, chat } = stage;
      const say = (Id: string) =>
        chat.push(
          message(Id, { AbsoluteTime: new Date(platform.nowMs() - hours * 3_600_000).toISOString() }),
        );
      const connecting = session.connect();
      await platform.advance(8_100);
      await connecting;
      say("welcome");
      await platform.advance(10_000);
      expect(seen).toEqual(["established", "welcome"]);
    },
  );

  it("misses nothing between its last poll and the socket, though nothing was said before", async () => {
    const { session, seen, say, platform, accept } = setUp();
    const connecting = session.connect();
    await platform.advance(8_100);
    await connecting;
    say("between");
    await session.connect();
    // The socket is up before the next poll.
    accept();
    await platform.settle();
    await platform.advance(1_000);
    expect(session.polling.isPolling).toBe(false);
    expect(seen).toEqual(["established", "between"]);
  });

  it("brings each item once, and the receipts", async () => {
    const { session, seen, chat, say, platform } = await poll();
    const read: unknown[] = [];
    session.onReadReceipt(({ data }) => read.push(data.MessageMetadata.MessageId));
    say("second");
    await platform.advance(20_000);
    expect(seen).toEqual(["established", "first", "second"]);
    const receipt = {
      RecipientParticipantId: "agent",
      ReadTimestamp: new Date(platform.nowMs()).toISOString(),
    };
    chat[1] = { ...chat[1], MessageMetadata: { MessageId: "second", Receipts: [receipt] } };
    await platform.advance(40_000);
    expect(read).toEqual(["second"]);
  });

  it("asks less often when nobody speaks, and soon when the page sends something, by its outbox too", async () => {
    const { session, platform, polls } = await poll();
    await platform.advance(60_000);
    const before = polls();
    await platform.advance(60_000);
    expect(polls() - before).toBeLessThanOrEqual(7);
    const hello = { message: "hello", contentType: "text/plain" };
    for (const send of [() => session.sendMessage(hello), () => session.outbox.sendMessage(hello).sent]) {
      await platform.advance(60_000);
      const asked = polls();
      while (polls() === asked) await platform.advance(100);
      const quiet = polls();
      await send();
      await platform.advance(1_100);
      expect(polls()).toBe(quiet + 1);
    }
  });

  it("hears what others say while answers are slow and the page sends on and on", async () => {
    const { session, seen, say, platform, answers } = await poll();
    const answer = answers.get("/participant/transcript")!;
    answers.set("/participant/transcript", async (request) => {
      const now = await answer(request);
      const body = structuredClone(now.body);
      await new Promise<void>((resolve) => void platform.setTimer(resolve, 1_500));
      return { body };
    });
    say("second");
    for (let elapsedMs = 0; elapsedMs < 6_000; elapsedMs += 300) {
      void session.sendMessage({ message: "and another thing", contentType: "text/plain" });
      await platform.advance(300);
    }
    expect(seen).toEqual(["established", "first", "second"]);
  });

  it("looks again soon for what is sent while a poll is under way, also with a clock that was put back", async () => {
    const { session, platform, answers, polls } = await poll();
    const answer = answers.get("/participant/transcript")!;
    let finish: () => void = () => undefined;
    answers.set("/participant/transcript", async (request) => {
      await new Promise<void>((resolve) => (finish = resolve));
      return answer(request);
    });
    await platform.advance(2_000);
    await session.sendMessage({ message: "hello", contentType: "text/plain" });
    const before = polls();
    answers.set("/participant/transcript", answer);
    platform.suspend(-3_600_000);
    finish();
    await platform.settle();
    await platform.advance(1_000);
    expect(polls()).toBe(before + 1);
  });

  it("brings a file again when its status changes, and a bot's text when it is whole", async () => {
    const { session, chat, say, platform } = await poll();
    const told: unknown[] = [];
    session.onMessage(({ data }) => told.push([data.Id, data.Content, data.Attachments?.[0]?.Status]));
    const file = (Status: string) => ({
      Type: "ATTACHMENT",
      Content: undefined,
      Attachments: [{ AttachmentId: "a", AttachmentName: "a.txt", Status }],
    });
    const text = (Content: string, ChunkNumber: number, MessageCompleted: boolean) => ({
      Content,
      ParticipantRole: "SYSTEM",
      MessageMetadata: { MessageId: "text", ChunkNumber, MessageCompleted },
    });
    say("file", file("IN_PROGRESS"));
    say("text", text("What is", 2, false));
    await platform.advance(4_000);
    chat.splice(1, 2);
    say("file", file("APPROVED"));
    say("text", text("What is it about?", 5, true));
    await platform.advance(20_000);
    expect(told).toEqual([
      ["file", undefined, "IN_PROGRESS"],
      ["file", undefined, "APPROVED"],
      ["text", "What is it about?", undefined],
    ]);
  });

  it("ends when a socket opens, without an event, and asks for what lay between", async () => {
    const { session, seen, say, platform, accept, polls } = await poll();
    const states: boolean[] = [];
    session.polling.onChange((isPolling) => states.push(isPolling));
    say("between");
    await session.connect();
    await platform.advance(60_000);
    accept();
    await platform.settle();
    expect([session.polling.isPolling, states]).toEqual([false, [false]]);
    expect(seen).toEqual(["established", "first", "between"]);
    const after = polls();
    await platform.advance(9_000);
    expect(polls()).toBe(after);
  });

  it("takes over in an outage that lasts, and what was missed comes", async () => {
    const { session, seen, say, platform, accept } = setUp();
    const connecting = session.connect();
    await platform.settle();
    accept();
    await connecting;
    await platform.settle();
    say("heard by nobody");
    platform.socket().close();
    await platform.advance(9_000);
    expect(session.polling.isPolling).toBe(true);
    expect(seen).toEqual(["established", "lost", "heard by nobody", "established"]);
  });

  it("is no connection when it fails, too, and is one again when it works", async () => {
    const { session, seen, say, platform, answers } = await poll();
    const answer = answers.get("/participant/transcript")!;
    answers.set("/participant/transcript", () => Promise.reject(new TypeError("offline")));
    await platform.advance(60_000);
    expect([session.polling.isPolling, seen.at(-1)]).toEqual([false, "lost"]);
    say("meanwhile");
    answers.set("/participant/transcript", answer);
    await platform.advance(60_000);
    expect(session.polling.isPolling).toBe(true);
    expect(seen.slice(-3)).toEqual(["lost", "meanwhile", "established"]);
  });

  it.each([300, 307, 314, 321, 328])(
    "hears of the end of the chat with the next poll, whenever the next socket is due (%d s)",
    async (pastSeconds) => {
      const { session, platform, answers } = await poll();
      let endedAtMs = NaN;
      session.onEnded(() => (endedAtMs = platform.nowMs()));
      // Where each socket is refused, the pauses before the next one have grown to half a minute.
      const refused = new Set<unknown>();
      const advance = async (ms: number) => {
        for (let passedMs = 0; passedMs < ms; passedMs += 100) {
          const socket = platform.socket();
          if (!refused.has(socket)) socket.close();
          refused.add(socket);
          await platform.advance(100);
        }
      };
      await advance(pastSeconds * 1_000);
      const attempts = refused.size;
      const isOver = () => ({ status: 403 });
      answers.set("/participant/transcript", isOver);
      answers.set("/participant/connection", isOver);
      const endAtMs = platform.nowMs();
      await advance(60_000);
      expect(attempts).toBeGreaterThan(10);
      expect(endedAtMs - endAtMs).toBeLessThanOrEqual(POLL_TIMES.idleMs + 1_100);
    },
  );

  it("leaves nothing behind when the session lets go", async () => {
    const { session, platform, polls } = await poll();
    await session.breakConnection();
    const before = polls();
    await platform.advance(120_000);
    expect(polls()).toBe(before);
    expect(session.polling.isPolling).toBe(false);
  });

  it.each([
    ["begins", true],
    ["ends for want of answers", false],
    ["ends as a socket opens", false],
  ])("leaves nothing behind when a handler lets go as it %s", async (when, isPolling) => {
    const { session, seen, platform, answers, accept, polls } = isPolling ? setUp() : await poll();
    let before = NaN;
    session.polling.onChange(() => {
      void session.breakConnection();
      before = polls();
    });
    seen.length = 0;
    const answer = answers.get("/participant/transcript")!;
    if (isPolling) session.connect().catch(() => undefined);
    else if (when.endsWith("opens")) {
      await session.connect();
      await platform.advance(60_000);
      accept();
    } else answers.set("/participant/transcript", () => Promise.reject(new TypeError("offline")));
    await platform.advance(60_000);
    answers.set("/participant/transcript", answer);
    await platform.advance(120_000);
    expect([polls(), session.getConnectionStatus(), seen]).toEqual([before, "Broken", []]);
    expect(platform.live).toEqual({ timers: 0, tasks: 0, sockets: 0, requests: 0, listeners: 0 });
  });

  it("cannot come late, and wants a number of milliseconds", () => {
    const { platform } = createFakeService();
    const session = customerSessionOn(platform, { chatDetails: CHAT });
    expect(() => addPartsOn(platform, session, [polling()])).toThrow("pass it when the session is made");
    expect(() => polling({ afterMs: -1 })).toThrow("afterMs must be a number of milliseconds");
  });
});
