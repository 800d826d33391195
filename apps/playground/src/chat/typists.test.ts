import { describe, expect, it } from "vitest";
import {
  nextExpiryMs,
  NOBODY,
  startedTyping,
  stillTyping,
  stoppedTyping,
  TYPING_LIFE_MS,
  typingSentence,
} from "./typists.js";

const typing = (...names: readonly string[]) =>
  names.reduce((typists, name) => startedTyping(typists, { participantId: name, name }, 1_000), NOBODY);

describe("typists", () => {
  it("believes a typing event for twelve seconds", () => {
    const typists = typing("Robin");
    expect(stillTyping(typists, 1_000 + TYPING_LIFE_MS - 1).size).toBe(1);
    expect(stillTyping(typists, 1_000 + TYPING_LIFE_MS).size).toBe(0);
  });

  it("believes a repeated event for twelve seconds more", () => {
    const again = startedTyping(typing("Robin"), { participantId: "Robin", name: "Robin" }, 9_000);
    expect(nextExpiryMs(again)).toBe(9_000 + TYPING_LIFE_MS);
  });

  it("knows who has to go next", () => {
    const both = startedTyping(typing("Robin"), { participantId: "Sam", name: "Sam" }, 5_000);
    expect(nextExpiryMs(both)).toBe(1_000 + TYPING_LIFE_MS);
    expect(nextExpiryMs(NOBODY)).toBeUndefined();
  });

  it("forgets who has sent a message", () => {
    expect([...stoppedTyping(typing("Robin", "Sam"), "Robin").keys()]).toEqual(["Sam"]);
    expect(stoppedTyping(typing("Robin"), undefined).size).toBe(1);
  });

  it.each([
    [[], ""],
    [["Robin"], "Robin is typing"],
    [["Robin", "Sam"], "Robin and Sam are typing"],
    [["Robin", "Sam", "Kim"], "Several people are typing"],
  ])("says of %j: %s", (names, sentence) => {
    expect(typingSentence(typing(...names))).toBe(sentence);
  });
});
