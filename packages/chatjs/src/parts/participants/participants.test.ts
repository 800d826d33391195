import { eventContentType } from "@amazon-connect-chat/protocol";
import type { EventType } from "@amazon-connect-chat/protocol";
import { describe, expect, it } from "vitest";
import { CHAT, chatEnded, createFakeService, message } from "../../../test/fakeService.js";
import type { FakeService } from "../../../test/fakeService.js";
import { createChatJS } from "../../chatSession.js";
import { addPartsOn } from "../../session/addParts.js";
import { customerSessionOn } from "../../session/sessionOn.js";
import type { ChatParticipant } from "./participantList.js";
import { participants } from "./participants.js";
import type { ParticipantsAdded } from "./participants.js";

const event = (type: EventType, atMs: number, more: object = {}) => ({
  ...message(`${type} ${atMs}`),
  AbsoluteTime: new Date(atMs).toISOString(),
  Type: "EVENT",
  ContentType: eventContentType(type),
  DisplayName: "Robin",
  ...more,
});
const avery = { ParticipantId: CHAT.participantId, ParticipantRole: "CUSTOMER", DisplayName: "Avery" };
const idle = { timers: 0, tasks: 0, sockets: 0, requests: 0, listeners: 0 };

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
const makeOwn = ({ platform }: FakeService) =>
  customerSessionOn(platform, { chatDetails: CHAT, parts: [participants] });
const makeLate = ({ platform }: FakeService) => {
  const { ChatSession } = createChatJS(platform);
  const session = ChatSession.create({ type: "CUSTOMER", chatDetails: CHAT });
  return addPartsOn(platform, session, [participants]);
};
const summary = ({ participants: { list } }: ParticipantsAdded) =>
  list.map(({ displayName, role, leftAtMs, isSelf }) => [displayName, role, leftAtMs !== undefined, isSelf]);
/** The transcript, newest page last, as the service cuts it. */
const transcript = (service: FakeService, ...pages: object[][]) =>
  service.answers.set("/participant/transcript", ({ body }) => {
    const { NextToken = String(pages.length - 1) } = JSON.parse(body ?? "{}") as { NextToken?: string };
    const index = Number(NextToken);
    return {
      body: {
        InitialContactId: CHAT.contactId,
        Transcript: pages[index],
        ...(index > 0 && { NextToken: String(index - 1) }),
      },
    };
  });

describe.each([
  ["made with the part", makeOwn],
  ["that the part comes to", makeLate],
] as const)("a session %s", (_title, make) => {
  it("sees who was there before, back to the beginning of the chat", async () => {
    const service = createFakeService();
    transcript(
      service,
      [
        event("participant.joined", 1_000, avery),
        event("participant.joined", 2_000, { ParticipantId: "sam" }),
      ],
      [
        event("participant.left", 3_000, { ParticipantId: "sam", DisplayName: "Sam" }),
        event("participant.joined", 4_000),
      ],
    );
    const session = await connectOn(service, make(service));
    expect(summary(session)).toEqual([
      ["Avery", "CUSTOMER", false, true],
      ["Sam", "AGENT", true, false],
      ["Robin", "AGENT", false, false],
    ]);
    expect(service.requestsTo("/participant/transcript")).toHaveLength(2);
  });

  it("does not read the past of a persistent chat", async () => {
    const service = createFakeService();
    transcript(
      service,
      [],
      [
        event("participant.joined", 1_000, { RelatedContactId: "past" }),
        event("participant.joined", 2_000, avery),
      ],
    );
    expect(summary(await connectOn(service, make(service)))).toEqual([["Avery", "CUSTOMER", false, true]]);
    expect(service.requestsTo("/participant/transcript")).toHaveLength(1);
  });

  it("tries to read again while the service fails, and no more once the chat is over", async () => {
    const service = createFakeService();
    service.answers.set("/participant/transcript", () => ({ status: 500 }));
    const session = await connectOn(service, make(service));
    await service.platform.advance(6_000);
    expect(session.participants.list).toEqual([]);
    expect(service.requestsTo("/participant/transcript").length).toBeGreaterThan(3);
    transcript(service, [event("participant.joined", 1_000)]);
    service.platform.socket().receive({ topic: "aws/heartbeat" });
    await service.platform.advance(9_000);
    expect(summary(session)).toEqual([["Robin", "AGENT", false, false]]);
    service.item(chatEnded);
    await service.platform.settle();
    expect(service.platform.live).toEqual(idle);
  });

  it("hears who joins, leaves and has another name, and keeps the list meanwhile", async () => {
    const service = createFakeService();
    const session = await connectOn(service, make(service));
    session.onMessage(() => undefined);
    const heard: (readonly ChatParticipant[])[] = [];
    session.participants.onChange((list, before) => {
      expect(list).toBe(session.participants.list);
      expect(before).not.toBe(list);
      heard.push(list);
    });
    service.item(event("participant.joined", 1_000));
    service.item(event("participant.displayname.updated", 2_000, { DisplayName: "Robin Hill" }));
    service.item(message("m1", { AbsoluteTime: new Date(3_000).toISOString(), DisplayName: "Robin Hill" }));
    service.item(event("participant.left", 4_000, { DisplayName: "Robin Hill" }));
    await service.platform.settle();
    // The message tells nothing new of anybody.
    expect(heard.map(([robin]) => [robin?.displayName, robin?.joinedAtMs, robin?.leftAtMs])).toEqual([
      ["Robin", 1_000, undefined],
      ["Robin Hill", 1_000, undefined],
      ["Robin Hill", 1_000, 4_000],
    ]);
  });

  it("sees typing begin, and end by itself, with a message, and with the chat", async () => {
    const service = createFakeService();
    const session = await connectOn(service, make(service));
    session.onMessage(() => undefined);
    const { platform, item } = service;
    const seen: boolean[] = [];
    session.participants.onChange(([robin]) => seen.push(robin?.isTyping === true));
    const type = async () => {
      item(event("typing", platform.nowMs()));
      await platform.settle();
    };
    await type();
    await platform.advance(10_000);
    await type();
    await platform.advance(11_999);
    expect(seen).toEqual([true]);
    await platform.advance(1);
    expect(seen).toEqual([true, false]);
    await type();
    item(message("m1", { AbsoluteTime: new Date(platform.nowMs() + 1).toISOString(), DisplayName: "Robin" }));
    await platform.settle();
    expect(seen).toEqual([true, false, true, false]);
    await platform.advance(100);
    await type();
    item(chatEnded);
    await platform.settle();
    expect(seen).toEqual([true, false, true, false, true, false]);
    expect(platform.live).toEqual(idle);
  });

  it("leaves nothing behind when its connection is given up", async () => {
    const service = createFakeService();
    service.answers.set("/participant/transcript", () => ({ status: 500 }));
    const session = await connectOn(service, make(service));
    await service.platform.advance(5_000);
    service.item(event("typing", service.platform.nowMs()));
    await service.platform.settle();
    expect(session.participants.list[0]).toMatchObject({ isTyping: true });
    // One is on its way.
    service.item(event("typing", service.platform.nowMs()));
    const { breakConnection } = "controller" in session ? session.controller : session;
    await breakConnection();
    await service.platform.settle();
    expect(session.participants.list[0]).toMatchObject({ isTyping: false });
    expect(service.platform.live).toEqual(idle);
  });

  it("takes what it reads for itself for no reading of the page: recovery hands over all that the page has not heard", async () => {
    const service = createFakeService();
    const { platform } = service;
    const missed = message("missed", { AbsoluteTime: new Date(platform.nowMs()).toISOString() });
    transcript(service, [missed]);
    const session = await connectOn(service, make(service));
    const heard: unknown[] = [];
    session.onMessage(({ data }) => heard.push(data.Id));
    await platform.settle();
    expect(heard).toEqual([]);
    platform.socket().close();
    await platform.advance(10_000);
    service.accept();
    await platform.settle();
    expect(heard).toEqual(["missed"]);
  });
});

describe("a session that was made with the part", () => {
  it("hears of an outage's joins and leaves by recovery, without reading the transcript itself again", async () => {
    const service = createFakeService();
    const { platform, requestsTo } = service;
    const session = await connectOn(service, makeOwn(service));
    service.item(event("participant.joined", platform.nowMs()));
    const before = requestsTo("/participant/transcript").length;
    platform.socket().close();
    transcript(service, [event("participant.left", platform.nowMs() + 1)]);
    await platform.advance(10_000);
    service.accept();
    await platform.settle();
    expect(summary(session)).toEqual([["Robin", "AGENT", true, false]]);
    expect(requestsTo("/participant/transcript")).toHaveLength(before + 1);
  });

  it("hears without a handler of the page, which still gets every message", async () => {
    const service = createFakeService();
    const session = await connectOn(service, makeOwn(service));
    service.item(event("participant.joined", 1_000));
    await service.platform.settle();
    expect(summary(session)).toEqual([["Robin", "AGENT", false, false]]);
    const heard: unknown[] = [];
    session.onMessage(({ data }) => heard.push(data.ContentType));
    await service.platform.settle();
    expect(heard).toEqual([eventContentType("participant.joined")]);
  });
});
