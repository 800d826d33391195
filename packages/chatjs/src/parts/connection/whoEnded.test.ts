import { eventContentType } from "@amazon-connect-chat/protocol";
import type { ChatItem, EventType } from "@amazon-connect-chat/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEndWitness } from "./endWitness.js";
import { whoEnded } from "./whoEnded.js";

type Who = "customer" | "robin" | "sam" | "bot" | "";
const ROLES: Readonly<Record<Who, string | undefined>> = {
  customer: "CUSTOMER",
  robin: "AGENT",
  sam: "AGENT",
  bot: "CUSTOM_BOT",
  "": undefined,
};
const EVENTS = {
  joins: "participant.joined",
  leaves: "participant.left",
  idles: "participant.autodisconnection",
  transfers: "transfer.succeeded",
  ends: "chat.ended",
} as const satisfies Record<string, EventType>;

/** `robin joins`: one item a line, a second apart. */
const story = (...lines: string[]): ChatItem[] =>
  lines.map((line, index) => {
    const [who = "", what = ""] = line.includes(" ") ? line.split(" ") : ["", line];
    return {
      Id: `item-${index}`,
      AbsoluteTime: new Date((index + 1) * 1_000).toISOString(),
      Type: "EVENT",
      ContentType: eventContentType(EVENTS[what as keyof typeof EVENTS]),
      ...(who && { ParticipantId: who, ParticipantRole: ROLES[who as Who]! }),
    };
  });

const STORIES: readonly (readonly [
  lines: readonly string[],
  by: string | undefined,
  why: string | undefined,
])[] = [
  [
    ["customer joins", "robin joins", "customer leaves", "robin leaves", "ends"],
    "CUSTOMER",
    "PARTICIPANT_LEFT",
  ],
  [["customer joins", "robin joins", "robin leaves", "ends"], "AGENT", "PARTICIPANT_LEFT"],
  [["customer joins", "robin joins", "sam joins", "robin leaves", "ends"], undefined, undefined],
  [
    ["customer joins", "robin joins", "sam joins", "robin leaves", "sam leaves", "ends"],
    "AGENT",
    "PARTICIPANT_LEFT",
  ],
  [["bot joins", "bot leaves", "robin joins", "ends"], undefined, undefined],
  [["bot joins", "bot leaves", "ends"], "CUSTOM_BOT", "PARTICIPANT_LEFT"],
  [
    ["robin joins", "robin transfers", "robin leaves", "sam joins", "customer leaves", "ends"],
    "CUSTOMER",
    "PARTICIPANT_LEFT",
  ],
  [["robin joins", "robin transfers", "robin leaves", "ends"], undefined, undefined],
  [
    ["robin joins", "robin transfers", "robin leaves", "customer leaves", "ends"],
    "CUSTOMER",
    "PARTICIPANT_LEFT",
  ],
  [
    ["robin joins", "robin leaves", "robin transfers", "customer leaves", "ends"],
    "CUSTOMER",
    "PARTICIPANT_LEFT",
  ],
  [["robin joins", "customer idles", "robin leaves", "ends"], "CUSTOMER", "AUTODISCONNECTION"],
  [["robin joins", "ends"], undefined, undefined],
];

describe("who has ended a chat", () => {
  it.each(STORIES)("%j: %s %s", (lines, by, why) => {
    expect(whoEnded(story(...lines))).toEqual(by && { by, why });
  });

  it("is the same whatever the order in which it was heard", () => {
    const shuffled = fc
      .constantFrom(...STORIES.map(([lines]) => story(...lines)))
      .chain((items) =>
        fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })),
      );
    fc.assert(
      fc.property(shuffled, ([inOrder, items]) => {
        expect(whoEnded(items)).toEqual(whoEnded(inOrder));
      }),
    );
  });

  it("is found without throwing in items of any content", () => {
    const anything = fc.record({
      ContentType: fc.constantFrom(...Object.values(EVENTS).map((type) => eventContentType(type))),
      ParticipantId: fc.anything(),
      ParticipantRole: fc.anything(),
      AbsoluteTime: fc.anything(),
    });
    fc.assert(
      fc.property(fc.array(anything), (items) => {
        const by = whoEnded(items as ChatItem[])?.by;
        expect(["undefined", "string"]).toContain(typeof by);
      }),
    );
  });
});

describe("what a session says of the end", () => {
  const witnessOf = (lines: readonly string[], hearsAll = true) => {
    const witness = createEndWitness("CUSTOMER", hearsAll);
    story(...lines).forEach(witness.hear);
    return witness;
  };

  it("is that it has left, when it asked to and was not refused", async () => {
    const witness = witnessOf(["customer leaves", "ends"]);
    witness.leaving(Promise.resolve());
    expect(witness.endOfChat()).toEqual({ by: "CUSTOMER", why: "DISCONNECTED" });
    const refused = witnessOf(["robin joins", "robin leaves", "ends"]);
    const refusal = Promise.reject(new Error("refused"));
    refused.leaving(refusal);
    await expect(refusal).rejects.toThrow();
    expect(refused.endOfChat()).toEqual({ by: "AGENT", why: "PARTICIPANT_LEFT" });
  });

  it("is that the service ended it, when nobody left", () => {
    expect(witnessOf(["robin joins", "ends"]).endOfChat()).toEqual({ by: "SYSTEM", why: "CHAT_ENDED" });
  });

  it("is that it was away, when it heard no end; with who had left before", () => {
    expect(witnessOf(["robin joins"]).endOfChat()).toEqual({ by: undefined, why: "ENDED_WHILE_AWAY" });
    expect(witnessOf(["robin joins", "robin leaves"]).endOfChat()).toEqual({
      by: "AGENT",
      why: "ENDED_WHILE_AWAY",
    });
  });

  it("is little where it hears no more than its page", () => {
    expect(witnessOf([], false).endOfChat()).toEqual({ by: undefined, why: "CHAT_ENDED" });
    const witness = createEndWitness("CUSTOMER", false);
    witness.hear({ Id: "", ContentType: eventContentType("chat.ended") });
    expect(witness.endOfChat()).toEqual({ by: undefined, why: "ENDED_WHILE_AWAY" });
  });
});
