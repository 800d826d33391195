import { describe, expect, it } from "vitest";
import type { FaultRule, FaultSummary } from "amazon-connect-chat-emulator";
import { faultState, profileState, ruleOf } from "./faultBoard.js";
import { BAD_DAYS, LASTING_FAULTS, ONE_SHOTS } from "./faultCatalog.js";

const [first, second] = [
  { fault: { kind: "httpError", status: 429 } },
  { fault: { kind: "httpError", status: 500 } },
] as const;
const listed = (...rules: readonly FaultRule[]): FaultSummary[] =>
  rules.map((rule, index) => ({ ...rule, faultId: `fault-${index}`, hits: index + 1 }));

describe("a fault of the panel", () => {
  it("is off when the emulator lists none like it", () => {
    const state = faultState(first, listed(second.fault), undefined);
    expect(state).toEqual({ ids: [], hits: 0, elsewhere: "nowhere" });
  });

  it("is on with all rules like it, and adds up their hits", () => {
    const state = faultState(first, listed(first.fault, second.fault, first.fault), undefined);
    expect(state).toMatchObject({ ids: ["fault-0", "fault-2"], hits: 4 });
  });

  it("is on in its scope only, and says where else it is", () => {
    const inOne = listed(ruleOf(first.fault, "one"));
    expect(faultState(first, inOne, "one")).toMatchObject({ ids: ["fault-0"], elsewhere: "nowhere" });
    expect(faultState(first, inOne, undefined)).toMatchObject({ ids: [], elsewhere: "another chat" });
    expect(faultState(first, listed(first.fault), "one")).toMatchObject({
      ids: [],
      elsewhere: "all chats",
    });
  });

  it("is not on by a profile that has it too", () => {
    const [ofProfile] = listed(first.fault);
    expect(faultState(first, [{ ...ofProfile!, profileId: "profile-1" }], undefined).ids).toEqual([]);
  });

  it("is not a rule that says more than it", () => {
    const once = listed({ ...first.fault, times: 1 });
    expect(faultState(first, once, undefined).ids).toEqual([]);
  });
});

it("a profile of the panel is on in its scope, with its phase", () => {
  const active = [
    { profile: "subway", profileId: "profile-1", hits: 3, contactId: "one", phase: "tunnel" },
    { profile: "subway", profileId: "profile-2", hits: 1 },
  ] as const;
  expect(profileState(active, "one")).toEqual({
    ids: ["profile-1"],
    hits: 3,
    elsewhere: "all chats",
    phase: "tunnel",
  });
  expect(profileState([], "one").ids).toEqual([]);
});

it("no two faults of the panel are taken for each other", () => {
  const all = listed(...LASTING_FAULTS.map(({ fault }) => fault));
  for (const entry of LASTING_FAULTS) expect(faultState(entry, all, undefined).ids).toHaveLength(1);
  const ids = [...LASTING_FAULTS, ...ONE_SHOTS, ...BAD_DAYS].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
