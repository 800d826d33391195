import { eventContentType } from "@amazon-connect-chat/protocol";
import { describe, expect, it } from "vitest";
import { httpError, nothingLeft } from "../../test/defects/liveService.js";
import { CHAT, chatEnded, createFakeService, message, recordEvents } from "../../test/fakeService.js";
import { createFakeStreams } from "../../test/fakeStreams.js";
import { createChatJS } from "../chatSession.js";

const TOKEN = { chatTokenTransport: { participantToken: "ct.agent", expiry: "2026-01-02T00:00:00.000Z" } };
type GetToken = (nowMs: number) => Promise<unknown>;
const agentToken: GetToken = () => Promise.resolve(TOKEN);
const confirmed = { topic: "aws/subscribe", content: { status: "success", topics: ["aws/chat"] } };

/** An agent's page, with a chat that is not connected yet. */
function create(getConnectionToken = agentToken, streams = createFakeStreams()) {
  const { platform, answers, requestsTo } = createFakeService();
  const chatJS = createChatJS(platform);
  const open = (contactId = CHAT.contactId, { manager } = streams) =>
    chatJS.ChatSession.create({
      type: "AGENT",
      chatDetails: {
        ...CHAT,
        contactId,
        getConnectionToken: (() => getConnectionToken(platform.nowMs())) as never,
      },
      websocketManager: manager,
    });
  return { platform, answers, requestsTo, streams, open, session: open() };
}

async function connect({ platform, session, streams }: ReturnType<typeof create>) {
  const connecting = session.connect();
  await platform.settle();
  streams.tell("onConnectionGain");
  await connecting;
  await platform.settle();
}

/** Such a page with its chat connected; what it told so far is not among what is seen. */
async function connected(getConnectionToken = agentToken) {
  const page = create(getConnectionToken);
  await connect(page);
  const seen = recordEvents(page.session as never);
  await page.platform.settle();
  return { ...page, seen, told: () => seen.map(({ name }) => name) };
}

describe("what an agent's session needs", () => {
  it.each([
    ["getConnectionToken", "getConnectionToken must return a promise"],
    ["websocketManager", "an agent's session needs a websocketManager"],
  ] as const)("is named when it is missing: %s", async (missing, reason) => {
    const { platform } = createFakeService();
    const session = createChatJS(platform).ChatSession.create({
      type: "AGENT",
      chatDetails: {
        ...CHAT,
        ...(missing !== "getConnectionToken" && { getConnectionToken: (() => agentToken(0)) as never }),
      },
      ...(missing !== "websocketManager" && { websocketManager: createFakeStreams().manager }),
    } as never);
    await expect(session.connect()).rejects.toMatchObject({ message: `unable to connect; ${reason}` });
  });

  it("is a promise of a token", async () => {
    const { session } = create((() => TOKEN) as never);
    await expect(session.connect()).rejects.toMatchObject({
      message: "unable to connect; getConnectionToken must return a promise",
    });
  });
});

describe("the page's manager", () => {
  it("is counted as up after a second of silence (CP-99)", async () => {
    const { platform, session } = create();
    const connecting = session.connect();
    await platform.advance(1_000);
    expect((await connecting)._debug.websocketStatus).toBe("Connected");
  });

  it("is up with the first item that it brings, of whatever chat (CP-99)", async () => {
    const { platform, session, streams } = create();
    const seen = recordEvents(session as never);
    const connecting = session.connect();
    await platform.settle();
    streams.hear(message("of another", { ContactId: "contact-2", InitialContactId: "contact-2" }));
    expect((await connecting)._debug.websocketStatus).toBe("Connected");
    expect(session.controller.getConnectionStatus()).toBe("Established");
    streams.hear(message("own"));
    await platform.settle();
    expect(seen.map(({ name }) => name)).toEqual(["CONNECTION_ESTABLISHED", "INCOMING_MESSAGE"]);
  });

  it("is up with the subscription that it confirms (CP-99)", async () => {
    const { platform, session, streams } = create();
    const connecting = session.connect();
    await platform.settle();
    streams.tell("onSubscriptionUpdate", confirmed);
    expect((await connecting)._debug.websocketStatus).toBe("Connected");
  });

  it("is not counted as up when it said that it is down", async () => {
    const { platform, session, streams } = create();
    const connecting = session.connect();
    await platform.settle();
    streams.tell("onConnectionLost");
    await platform.advance(1_000);
    expect((await connecting)._debug.websocketStatus).toBe("ConnectionLost");
    streams.tell("onConnectionGain");
    expect(session.controller.getConnectionStatus()).toBe("Established");
  });

  it("is down once, however often it says so", async () => {
    const { platform, streams, told } = await connected();
    streams.tell("onConnectionLost");
    streams.tell("onConnectionLost");
    await platform.settle();
    expect(told()).toEqual(["CONNECTION_LOST"]);
  });

  it("that has failed before a chat connects leaves nothing of it", async () => {
    const streams = createFakeStreams();
    const { onInitFailure } = streams.manager;
    const manager: typeof streams.manager = {
      ...streams.manager,
      onInitFailure(callback) {
        const release = onInitFailure(callback);
        callback({ reason: "no URL" });
        return release;
      },
    };
    const { platform, session } = create(agentToken, { ...streams, manager });
    await expect(session.connect()).rejects.toMatchObject({ code: "CONNECT_FAILED" });
    await platform.settle();
    expect([streams.callbacks, platform.live]).toEqual([0, nothingLeft]);
  });

  it("may have cost items when it was taken for up and says so only later", async () => {
    const { platform, answers, session, streams } = create();
    const seen = recordEvents(session as never);
    const missed = message("missed", { AbsoluteTime: "2026-01-01T00:01:00.000Z" });
    answers.set("/participant/transcript", () => ({ body: { Transcript: [missed] } }));
    const connecting = session.connect();
    await platform.advance(1_000);
    await connecting;
    streams.hear(message("heard"));
    streams.tell("onConnectionGain");
    await platform.settle();
    expect(seen.map(({ name }) => name)).toEqual([
      "CONNECTION_ESTABLISHED",
      "INCOMING_MESSAGE",
      "INCOMING_MESSAGE",
    ]);
    expect(seen.at(-1)?.event.data).toMatchObject({ Id: "missed" });
  });

  it("that cannot subscribe yet, as Streams' before initCCP, serves the chat that connects again", async () => {
    let isReady = false;
    const subscribed = () => {
      if (!isReady) throw new Error("There is no upstream conduit!");
    };
    const { platform, session, streams } = create(agentToken, createFakeStreams({ subscribed }));
    const seen = recordEvents(session as never);
    await expect(session.connect()).rejects.toMatchObject({ code: "CONNECT_FAILED" });
    expect(platform.live.timers).toBe(0);
    isReady = true;
    const connecting = session.connect();
    await platform.settle();
    streams.tell("onConnectionGain");
    await connecting;
    streams.hear(message("heard"));
    await platform.settle();
    expect(seen.map(({ name }) => name)).toEqual(["CONNECTION_ESTABLISHED", "INCOMING_MESSAGE"]);
  });

  it("that follows another, as Streams' after terminate and initCCP, serves the sessions that get it", async () => {
    const { platform, session, streams, open } = await connected();
    streams.terminate();
    const next = createFakeStreams();
    const renewed = open(CHAT.contactId, next);
    const connecting = renewed.connect();
    await platform.settle();
    next.tell("onConnectionGain");
    await connecting;
    const seen = recordEvents(renewed as never);
    next.hear(message("after"));
    session.cleanUp();
    await platform.advance(10_000);
    expect(streams.callbacks).toBe(0);
    next.hear(chatEnded);
    await platform.settle();
    expect(seen.map(({ name }) => name)).toEqual([
      "CONNECTION_ESTABLISHED",
      "INCOMING_MESSAGE",
      "INCOMING_MESSAGE",
      "CHAT_ENDED",
    ]);
    expect([next.callbacks, platform.live]).toEqual([0, nothingLeft]);
  });
});

describe("connecting", () => {
  it("is told in a task after all that follows from connect(), so that who subscribes there hears of it (CP-06)", async () => {
    const { platform, session, streams } = create();
    const seen: string[] = [];
    let after = session.connect().then(() => session);
    // Streams' getMediaController() and the page's own functions around it.
    for (let link = 0; link < 50; link++) after = after.then((value) => value);
    const subscribing = after.then(({ onConnectionEstablished }) =>
      onConnectionEstablished((_event, name) => seen.push(name)),
    );
    await platform.settle();
    streams.tell("onConnectionGain");
    await subscribing;
    expect(seen).toEqual([]);
    await platform.settle();
    expect(seen).toEqual(["CONNECTION_ESTABLISHED"]);
  });

  it("takes the service's token when the page's does not come within thirty seconds (CP-98)", async () => {
    const { platform, session, streams } = create(() => new Promise(() => undefined));
    const connecting = session.connect();
    await platform.advance(30_000);
    streams.tell("onConnectionGain");
    expect(await connecting).toMatchObject({ connectSuccess: true });
    expect(session.getChatDetails().connectionDetails?.connectionToken).toBe("ct.secret-1");
    streams.hear(chatEnded);
    await platform.settle();
    expect(platform.live).toEqual(nothingLeft);
  });

  it("is over for a page without a token when the service has none either (CP-98)", async () => {
    const { platform, answers, session } = create(() => new Promise(() => undefined));
    answers.set("/participant/connection", httpError(403));
    const connecting = session.connect();
    const rejected = expect(connecting).rejects.toMatchObject({ code: "CONNECT_FAILED" });
    await platform.advance(30_000);
    await rejected;
    expect(platform.live).toEqual(nothingLeft);
  });
});

describe("a token", () => {
  it("is refreshed by the service when the page's does not come, and by the page again after that (CP-98)", async () => {
    let asked = 0;
    const { platform, session } = await connected((nowMs) => {
      asked += 1;
      const expiry = new Date(nowMs + 600_000).toISOString();
      return asked === 2
        ? new Promise(() => undefined)
        : Promise.resolve({ chatTokenTransport: { participantToken: `ct.page-${asked}`, expiry } });
    });
    const token = () => session.getChatDetails().connectionDetails?.connectionToken;
    await platform.advance(540_000);
    expect([asked, token()]).toEqual([2, "ct.page-1"]);
    await platform.advance(30_000);
    expect(token()).toMatch(/^ct\.secret/);
    await platform.advance(86_400_000);
    expect(token()).toMatch(/^ct\.page/);
  });

  it.each([["soon"], [""], [undefined], ["2020-01-01T00:00:00.000Z"]])(
    "whose expiry is %j is asked for twice an hour",
    async (expiry) => {
      let asked = 0;
      const { platform } = await connected(() => {
        asked += 1;
        return Promise.resolve({ chatTokenTransport: { participantToken: "ct.page", expiry } });
      });
      await platform.advance(3_600_000);
      expect(asked).toBe(3);
    },
  );
});

describe("an outage", () => {
  it.each([
    ["the page has no more tokens", () => Promise.reject(new Error("no contact"))],
    [
      "a new token is refused too",
      () => Promise.resolve({ chatTokenTransport: { participantToken: "ct.other" } }),
    ],
    [
      "the page has the same token",
      () => Promise.resolve({ chatTokenTransport: { participantToken: "ct.agent" } }),
    ],
  ])("tells whether the chat has ended, when %s", async (_name, nextToken) => {
    const tokens: GetToken[] = [agentToken];
    const { platform, answers, streams, told } = await connected(() => (tokens.shift() ?? nextToken)(0));
    for (const path of ["/participant/connection", "/participant/transcript"])
      answers.set(path, httpError(403));
    streams.tell("onConnectionLost");
    streams.tell("onConnectionGain");
    await platform.settle();
    expect(told()).toEqual(["CONNECTION_LOST", "INCOMING_MESSAGE", "TRANSCRIPT_GAP", "CHAT_ENDED"]);
  });

  it("costs none of two chats an item, each of which reads its own transcript (CP-27)", async () => {
    const contactOf: Record<string, string> = { "ct.contact-1": "contact-1", "ct.contact-2": "contact-2" };
    const { platform, answers } = createFakeService();
    const streams = createFakeStreams();
    const { ChatSession } = createChatJS(platform);
    const chats = Object.entries(contactOf).map(([participantToken, contactId]) => {
      const session = ChatSession.create({
        chatDetails: {
          contactId,
          participantId: "agent-1",
          getConnectionToken: () => Promise.resolve({ chatTokenTransport: { participantToken } }),
        },
        websocketManager: streams.manager,
      });
      const heard: unknown[] = [];
      session.onMessage(({ data }) => heard.push(data.Id));
      return { session, heard };
    });
    const of = (contact: string | undefined, id: string, second: number) =>
      message(`${id} of ${contact}`, {
        AbsoluteTime: `2026-01-01T00:00:0${second}.000Z`,
        ContactId: contact,
        InitialContactId: contact,
      });
    answers.set("/participant/transcript", ({ headers }) => {
      const contact = contactOf[(headers as Record<string, string>)["x-amz-bearer"] ?? ""];
      return { body: { Transcript: [of(contact, "missed", 2)] } };
    });
    const connecting = chats.map(({ session }) => session.connect());
    await platform.settle();
    streams.tell("onConnectionGain");
    await Promise.all(connecting);
    for (const contact of Object.values(contactOf)) streams.hear(of(contact, "heard", 1));
    streams.tell("onConnectionLost");
    streams.tell("onConnectionGain");
    await platform.settle();
    expect(chats.map(({ heard }) => heard)).toEqual([
      ["heard of contact-1", "missed of contact-1"],
      ["heard of contact-2", "missed of contact-2"],
    ]);
  });

  it("is not needed to hear that the chat ended before it came, which its acknowledgement finds out", async () => {
    const tokens: GetToken[] = [agentToken];
    const over = () => Promise.reject(new Error("no contact"));
    const page = create(() => (tokens.shift() ?? over)(0));
    const { platform, answers, session } = page;
    for (const path of ["/participant/connection", "/participant/transcript"])
      answers.set(path, httpError(403));
    const seen = recordEvents(session as never);
    await connect(page);
    expect(seen.map(({ name }) => name)).toEqual([
      "CONNECTION_ESTABLISHED",
      "INCOMING_MESSAGE",
      // Nobody can say whether anything was said since then.
      "TRANSCRIPT_GAP",
      "CHAT_ENDED",
    ]);
    expect(platform.live.timers).toBe(0);
  });
});

describe("the acknowledgement of an agent's connection", () => {
  const acknowledged = "/participant/connection";

  it("is not made for a session that was let go of while it connected", async () => {
    const { platform, session, requestsTo } = create();
    const connecting = session.connect();
    await platform.settle();
    await session.controller.breakConnection();
    await connecting;
    await platform.settle();
    expect(requestsTo(acknowledged)).toEqual([]);
  });

  it("that is refused ends no chat of which the page has let go", async () => {
    const page = create();
    const { platform, answers, session } = page;
    let refuse = (_answer: object): void => undefined;
    answers.set(acknowledged, () => new Promise((resolve) => (refuse = resolve)));
    answers.set("/participant/transcript", httpError(403));
    const seen = recordEvents(session as never);
    await connect(page);
    await session.controller.breakConnection();
    answers.set(acknowledged, httpError(403));
    refuse(httpError(403)());
    await platform.settle();
    expect(seen.map(({ name }) => name)).not.toContain("CHAT_ENDED");
  });
});

describe("a receipt that names no chat", () => {
  const receiptOf = (MessageId: string) => ({
    Type: "MESSAGEMETADATA",
    ContentType: eventContentType("message.metadata"),
    MessageMetadata: { MessageId, Receipts: [{ ReadTimestamp: "2026-01-01T00:00:02.000Z" }] },
  });
  const file = (Status: string) =>
    message("file", { Type: "ATTACHMENT", Attachments: [{ AttachmentId: "a-1", Status }] });

  it.each([
    ["a message", message("said")],
    ["an attachment", file("APPROVED")],
  ])("comes to the chat that has heard %s", async (_what, item) => {
    const { platform, streams, told } = await connected();
    streams.hear(item);
    streams.hear(receiptOf(item.Id));
    await platform.settle();
    expect(told()).toEqual(["INCOMING_MESSAGE", "INCOMING_READ_RECEIPT"]);
  });

  it("comes to the chat that reads its message after it", async () => {
    const { platform, answers, session, streams, told } = await connected();
    answers.set("/participant/transcript", () => ({ body: { Transcript: [message("said before")] } }));
    const reading = session.getTranscript();
    streams.hear(receiptOf("said before"));
    await reading;
    await platform.settle();
    expect(told()).toEqual(["INCOMING_READ_RECEIPT"]);
  });
});

describe("an agent who has handed the chat over", () => {
  it("keeps no timer and no part in the manager", async () => {
    const { platform, streams, told } = await connected();
    streams.hear(message("transfer", { Type: "EVENT", ContentType: eventContentType("transfer.succeeded") }));
    await platform.settle();
    expect(told()).toEqual(["INCOMING_MESSAGE"]);
    expect([streams.callbacks, platform.live]).toEqual([0, nothingLeft]);
  });
});

describe("a transfer that an outage brings up", () => {
  it.each([
    [
      "changes nothing where it brought the chat here",
      "agent-0",
      ["CONNECTION_ESTABLISHED", "INCOMING_MESSAGE"],
    ],
    ["ends what is heard where it took the chat away", CHAT.participantId, ["TRANSCRIPT_GAP"]],
  ])("%s (CP-14)", async (_rule, ParticipantId, after) => {
    const { platform, answers, streams, told } = await connected();
    const joined = message("joined", { AbsoluteTime: "2026-01-01T00:00:02.000Z" });
    const transfer = message("transfer", {
      AbsoluteTime: "2026-01-01T00:00:01.000Z",
      Type: "EVENT",
      ContentType: eventContentType("transfer.succeeded"),
      ParticipantId,
    });
    answers.set("/participant/transcript", () => ({
      body: { InitialContactId: CHAT.contactId, Transcript: [transfer, joined] },
    }));
    streams.hear(joined);
    streams.tell("onConnectionLost");
    streams.tell("onConnectionGain");
    await platform.settle();
    streams.hear(message("later", { AbsoluteTime: "2026-01-01T00:00:03.000Z" }));
    await platform.settle();
    expect(told()).toEqual(["INCOMING_MESSAGE", "CONNECTION_LOST", "INCOMING_MESSAGE", ...after]);
  });
});

describe("what was said after a transfer that took the chat away (CP-14)", () => {
  const at = (id: string, second: number, more: object = {}) =>
    message(id, { AbsoluteTime: `2026-01-01T00:00:0${second}.000Z`, ...more });
  const transfer = at("transfer", 2, {
    Type: "EVENT",
    ContentType: eventContentType("transfer.succeeded"),
    ParticipantId: CHAT.participantId,
  });
  const later = at("later", 3);

  it.each([
    ["waits with it for what was missed", [], [transfer, later]],
    ["stands after it in the transcript", [transfer, later], []],
  ])("is not heard where it %s", async (_where, missed, live) => {
    const { platform, answers, streams, seen } = await connected();
    streams.hear(at("before", 1));
    answers.set("/participant/transcript", () => ({
      body: { InitialContactId: CHAT.contactId, Transcript: missed },
    }));
    streams.tell("onConnectionLost");
    streams.tell("onConnectionGain");
    for (const item of live) streams.hear(item);
    await platform.advance(5_000);
    const items = seen.filter(({ name }) => name === "INCOMING_MESSAGE").map(({ event }) => event.data);
    expect(items).toMatchObject([{ Id: "before" }, { Id: "transfer" }]);
    expect([streams.callbacks, platform.live]).toEqual([0, nothingLeft]);
  });
});

describe("cleanUp, as Streams calls it when the agent's connection is over (CP-97)", () => {
  it("lets go of everything, without an event", async () => {
    const { platform, session, streams, seen } = await connected();
    session.cleanUp();
    await platform.advance(10_000);
    expect([streams.callbacks, platform.live]).toEqual([0, nothingLeft]);
    streams.hear(message("late"));
    await platform.settle();
    expect(seen).toEqual([]);
  });

  it("lets the end of the chat through that comes after it", async () => {
    const { platform, session, streams, told } = await connected();
    session.cleanUp();
    await platform.advance(5_000);
    streams.hear(chatEnded);
    await platform.settle();
    expect(told()).toEqual(["INCOMING_MESSAGE", "CHAT_ENDED"]);
    await platform.advance(5_000);
    expect([streams.callbacks, platform.live]).toEqual([0, nothingLeft]);
  });

  it("leaves other chats and the manager alone", async () => {
    const { platform, session, streams, open } = await connected();
    const other = open("contact-2");
    await other.connect();
    const seen = recordEvents(other as never);
    session.cleanUp();
    await platform.advance(10_000);
    streams.hear(message("for the other", { ContactId: "contact-2", InitialContactId: "contact-2" }));
    await platform.settle();
    expect(seen.map(({ name }) => name)).toEqual(["CONNECTION_ESTABLISHED", "INCOMING_MESSAGE"]);
  });

  it("does not keep a session from hearing that connects after it", async () => {
    const { platform, session, streams } = create();
    const seen = recordEvents(session as never);
    session.cleanUp();
    await platform.advance(10_000);
    session.onMessage(({ data }) => seen.push({ name: `heard ${data.Id}`, event: { data } }));
    await Promise.all([session.connect(), platform.advance(1_000)]);
    streams.hear(message("after"));
    await platform.settle();
    expect(seen.map(({ name }) => name)).toEqual(["heard after"]);
  });

  it("may be called twice, after the end, and before connect()", async () => {
    const { platform, session, streams, open, told } = await connected();
    session.cleanUp();
    session.cleanUp();
    streams.hear(chatEnded);
    await platform.settle();
    session.cleanUp();
    open("contact-2").cleanUp();
    await platform.advance(10_000);
    expect(told()).toEqual(["INCOMING_MESSAGE", "CHAT_ENDED"]);
    expect([streams.callbacks, platform.live]).toEqual([0, nothingLeft]);
  });
});
