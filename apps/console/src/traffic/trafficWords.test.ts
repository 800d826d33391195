import { describe, expect, it } from "vitest";
import type { TrafficEntry } from "amazon-connect-chat-emulator";
import { layOut } from "./trafficBody.js";
import { trafficWords, whoOf } from "./trafficWords.js";

const at = "2026-01-15T12:00:00.000Z";
const request = (status: number): TrafficEntry => ({
  ...{
    kind: "request",
    trafficId: 1,
    at,
    operation: "SendEvent",
    method: "POST",
    path: "/participant/event",
  },
  ...{ status, durationMs: 12, contentType: "application/vnd.amazonaws.connect.event.typing" },
});
const socket = (more: object): TrafficEntry => ({
  kind: "socket",
  trafficId: 1,
  at,
  event: "closed",
  ...more,
});

describe("an entry in words", () => {
  it.each([
    [request(200), ["⇄", "SendEvent", "POST event.typing", "200 · 12 ms", "good"]],
    [request(429), ["⇄", "SendEvent", "POST event.typing", "429 · 12 ms", "bad"]],
    [request(0), ["⇄", "SendEvent", "POST event.typing", "no answer · 12 ms", "bad"]],
    [socket({ code: 1001 }), ["●", "Socket closed", "", "1001", "bad"]],
    [socket({ event: "opened" }), ["●", "Socket opened", "", "", "good"]],
    [socket({ event: "refused", status: 503 }), ["●", "Socket refused", "", "503", "bad"]],
    [
      {
        kind: "frame",
        trafficId: 1,
        at,
        socketId: "s",
        direction: "toService",
        topic: "aws/ping",
        length: 20,
      },
      ["↑", "aws/ping", "", "20 chars", "plain"],
    ],
  ] as const)("%j", (entry, words) => {
    const { sign, title, detail, result, tone } = trafficWords(entry);
    expect([sign, title, detail, result, tone]).toEqual(words);
  });

  it("names the participant, or else the agent whose transport it is", () => {
    const participants = [
      { participantId: "p", role: "AGENT", displayName: "Robin", agentId: "robin", state: "CONNECTED" },
    ] as const;
    expect(whoOf(socket({ participantId: "p", agentId: "robin" }), participants)).toBe("Robin");
    expect(whoOf(socket({ agentId: "robin" }), [])).toBe("robin");
    expect(whoOf(socket({}), participants)).toBe("");
  });
});

describe("a body", () => {
  it.each([
    ['{"a":1}', '{\n  "a": 1\n}'],
    ['{"content":"{\\"Id\\":\\"1\\"}"}', '{\n  "content": {\n    "Id": "1"\n  }\n}'],
    ['{"Content":"{not json"}', '{\n  "Content": "{not json"\n}'],
    ["plain", "plain"],
    ['{"cut": ... (cut)', '{"cut": ... (cut)'],
  ])("%s is laid out for reading", (text, expected) => {
    expect(layOut(text)).toBe(expected);
  });
});
