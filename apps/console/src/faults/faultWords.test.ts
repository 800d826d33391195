import { expect, it } from "vitest";
import { faultWords } from "./faultWords.js";

it("a fault says what it does, to whom and how often it has", () => {
  const nameOf = () => "Avery";
  const fault = { faultId: "fault-1", kind: "httpError", status: 429, times: 3, contactId: "c" } as const;
  expect(faultWords({ ...fault, hits: 1 }, nameOf)).toEqual({
    title: "Http error",
    detail: "status 429, times 3, chat of Avery",
    hits: "1 hit",
  });
  expect(faultWords({ faultId: "fault-2", kind: "dropFrames", hits: 0 }, nameOf)).toEqual({
    title: "Drop frames",
    detail: "all chats",
    hits: "0 hits",
  });
});
