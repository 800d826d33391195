import { eventContentType } from "@amazon-connect-chat/protocol";
import type { ChatItem, EventType } from "@amazon-connect-chat/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  hearOf,
  listParticipants,
  nextExpiryMs,
  NOBODY,
  nobodyTypes,
  TYPING_LIFE_MS,
} from "./participantList.js";
import type { KnownParticipants } from "./participantList.js";

const event = (type: EventType, atMs: number, more: Partial<ChatItem> = {}): ChatItem => ({
  Id: `${type}-${atMs}`,
  AbsoluteTime: new Date(atMs).toISOString(),
  Type: "EVENT",
  ContentType: eventContentType(type),
  ParticipantId: "robin",
  ParticipantRole: "AGENT",
  DisplayName: "Robin",
  ...more,
});
const said = (atMs: number, more: Partial<ChatItem> = {}): ChatItem =>
  event("typing", atMs, { Type: "MESSAGE", ContentType: "text/plain", ...more });

const NOW = 100_000;
const hearAll = (items: readonly ChatItem[], { nowMs = NOW, isLive = true } = {}): KnownParticipants =>
  items.reduce((known, item) => hearOf(known, item, { nowMs, isLive }), NOBODY);
const list = (known: KnownParticipants, nowMs = NOW) =>
  listParticipants(known, [], { nowMs, selfId: "customer" });
const robin = (...items: ChatItem[]) => list(hearAll(items))[0];

describe("a participant", () => {
  it("is there since joining, and is not since leaving", () => {
    expect(robin(event("participant.joined", 1))).toEqual({
      id: "robin",
      role: "AGENT",
      displayName: "Robin",
      joinedAtMs: 1,
      leftAtMs: undefined,
      isTyping: false,
      isSelf: false,
    });
    const leaving = [event("participant.joined", 1), event("participant.left", 2)];
    expect(robin(...leaving)).toMatchObject({ joinedAtMs: 1, leftAtMs: 2 });
    expect(robin(...leaving, event("participant.joined", 3))).toMatchObject({
      joinedAtMs: 3,
      leftAtMs: undefined,
    });
  });

  it("is known by what it says, when nobody heard it join", () => {
    expect(robin(said(5))).toMatchObject({
      displayName: "Robin",
      joinedAtMs: undefined,
      leftAtMs: undefined,
    });
  });

  it("has the latest name", () => {
    const update = event("participant.displayname.updated", 9, { DisplayName: "Robin Hill" });
    expect(robin(update, said(5))).toMatchObject({ displayName: "Robin Hill" });
    expect(robin(said(5), update, event("participant.left", 10, { DisplayName: "" }))).toMatchObject({
      displayName: "Robin Hill",
    });
  });

  it("is not who speaks for the flow, who is invited only, and whom a receipt names", () => {
    const nobody = [
      said(1, { ParticipantRole: "SYSTEM" }),
      event("participant.invited", 1),
      event("message.metadata", 1, { Type: "MESSAGEMETADATA" }),
      { ...said(1), ParticipantId: undefined } as unknown as ChatItem,
    ];
    for (const item of nobody) expect(hearAll([item])).toBe(NOBODY);
  });

  it("is the session's own by its id", () => {
    expect(list(hearAll([said(1, { ParticipantId: "customer" })]))[0]).toMatchObject({ isSelf: true });
  });
});

describe("typing", () => {
  const types = event("typing", 10);

  it("is believed for twelve seconds since it was heard", () => {
    const known = hearAll([types]);
    expect(list(known, NOW + TYPING_LIFE_MS - 1)[0]).toMatchObject({ isTyping: true });
    expect(nextExpiryMs(known, NOW)).toBe(NOW + TYPING_LIFE_MS);
    expect(list(known, NOW + TYPING_LIFE_MS)[0]).toMatchObject({ isTyping: false });
    expect(nextExpiryMs(known, NOW + TYPING_LIFE_MS)).toBe(Infinity);
  });

  it.each([
    ["a message", said(11)],
    ["an attachment", said(11, { Type: "ATTACHMENT", ContentType: "" })],
    ["leaving", event("participant.left", 11)],
  ])("ends with %s, also when that is heard first", (_what, item) => {
    for (const items of [
      [types, item],
      [item, types],
    ])
      expect(robin(...items)).toMatchObject({ isTyping: false });
  });

  it("goes on after an older message of the same participant, and a newer one of another", () => {
    expect(robin(types, said(9))).toMatchObject({ isTyping: true });
    expect(robin(types, said(11, { ParticipantId: "sam" }))).toMatchObject({ isTyping: true });
  });

  it("is over when the clock was put back, rather than after all that time", () => {
    const known = hearAll([types]);
    const nowMs = NOW - 3_600_000;
    expect(list(known, nowMs)[0]).toMatchObject({ isTyping: false });
    expect(nextExpiryMs(known, nowMs)).toBe(Infinity);
  });

  it("is not what a page of the transcript says, and is over when nothing is heard any more", () => {
    expect(list(hearAll([types], { isLive: false }))[0]).toMatchObject({ isTyping: false });
    expect(list(nobodyTypes(hearAll([types])))[0]).toMatchObject({ isTyping: false });
  });
});

describe("the list", () => {
  it("is the same while nothing changes, and so is whoever has not changed", () => {
    const known = hearAll([
      event("participant.joined", 1),
      event("participant.joined", 2, { ParticipantId: "sam" }),
    ]);
    const context = { nowMs: NOW, selfId: "customer" };
    const before = listParticipants(known, [], context);
    expect(listParticipants(hearOf(known, said(3), { ...context, isLive: true }), before, context)).toBe(
      before,
    );
    const after = listParticipants(
      hearOf(known, event("participant.left", 4), { ...context, isLive: true }),
      before,
      context,
    );
    expect([after[0] === before[0], after[1] === before[1]]).toEqual([false, true]);
  });

  it("does not depend on the order of items, nor on how often each is heard", () => {
    const ids = ["robin", "sam", "customer"];
    const types = [
      "participant.joined",
      "participant.left",
      "typing",
      "participant.displayname.updated",
    ] as const;
    const items = fc
      .array(
        fc.record({ id: fc.constantFrom(...ids), type: fc.constantFrom(...types), isSaid: fc.boolean() }),
        {
          minLength: 1,
          maxLength: 12,
        },
      )
      .map((steps) =>
        steps.map(({ id, type, isSaid }, index) => {
          const more = { ParticipantId: id, DisplayName: `${id} ${index}` };
          return isSaid ? said(index + 1, more) : event(type, index + 1, more);
        }),
      );
    const heard = items.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc
          .tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.shuffledSubarray(all))
          .map(([whole, some]) => [...whole, ...some]),
      ),
    );
    fc.assert(
      fc.property(heard, ([inOrder, shuffled]) => {
        expect(list(hearAll(shuffled))).toEqual(list(hearAll(inOrder)));
      }),
    );
  });

  it("takes items of any content without throwing", () => {
    const anything = fc.dictionary(
      fc.constantFrom(
        "ParticipantId",
        "ParticipantRole",
        "ContentType",
        "Type",
        "DisplayName",
        "AbsoluteTime",
      ),
      fc.oneof(fc.anything(), fc.constantFrom("robin", eventContentType("typing"))),
    );
    fc.assert(
      fc.property(fc.array(anything), (items) => {
        for (const each of list(hearAll(items))) {
          expect(typeof each.displayName).toBe("string");
          expect(each.id).not.toBe("");
        }
      }),
    );
  });
});
