import { describe, expect, it } from "vitest";
import { agentIdOf, parseIdentity } from "./agentIdentity.js";

describe("agentIdOf", () => {
  it.each([
    ["Robin", "robin"],
    ["  Robin van Dyk! ", "robin-van-dyk"],
    ["Zoë", "zoë"],
    ["小林", "小林"],
    ["!?", "agent"],
  ])("makes of %s the id %s", (name, agentId) => {
    expect(agentIdOf(name)).toBe(agentId);
  });
});

describe("parseIdentity", () => {
  it("reads what the page saves", () => {
    const identity = { agentId: "robin", displayName: "Robin" };
    expect(parseIdentity(JSON.stringify(identity))).toEqual(identity);
  });

  it.each([null, "", "{", "null", "[]", '{"agentId":"robin"}', '{"agentId":"","displayName":"R"}'])(
    "takes %s for nothing",
    (json) => {
      expect(parseIdentity(json)).toBeUndefined();
    },
  );
});
