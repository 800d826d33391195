import type { ParticipantSummary, SocketTraffic, TrafficEntry } from "amazon-connect-chat-emulator";
import { shortType } from "../shortType.js";

/** An entry in words. */
export interface TrafficWords {
  readonly sign: string;
  /** What the sign stands for. */
  readonly way: string;
  readonly title: string;
  readonly detail: string;
  readonly result: string;
  readonly tone: "plain" | "good" | "bad";
}

const SIGNS: Readonly<Record<string, readonly [sign: string, way: string]>> = {
  request: ["⇄", "Request"],
  toClient: ["↓", "Frame to the client"],
  toService: ["↑", "Frame to the service"],
  socket: ["●", "Socket"],
};

const EVENTS: Readonly<Record<SocketTraffic["event"], string>> = {
  refused: "Socket refused",
  unanswered: "Socket not answered",
  opened: "Socket opened",
  closed: "Socket closed",
  cut: "Socket cut",
  halfOpen: "Socket half-open",
  gone: "Socket closed by the client",
};

function resultOf(entry: TrafficEntry): Pick<TrafficWords, "result" | "tone"> {
  switch (entry.kind) {
    case "request": {
      const { status, durationMs } = entry;
      const isGood = status >= 200 && status < 400;
      return {
        result: `${status === 0 ? "no answer" : status} · ${durationMs} ms`,
        tone: isGood ? "good" : "bad",
      };
    }
    case "frame":
      return { result: `${entry.length} chars`, tone: "plain" };
    case "socket":
      return {
        result: String(entry.status ?? entry.code ?? ""),
        tone: entry.event === "opened" ? "good" : "bad",
      };
  }
}

function titleOf(entry: TrafficEntry): string {
  switch (entry.kind) {
    case "request":
      return entry.operation;
    case "frame":
      return entry.topic ?? "frame";
    case "socket":
      return EVENTS[entry.event];
  }
}

export function trafficWords(entry: TrafficEntry): TrafficWords {
  const [sign, way] = SIGNS[entry.kind === "frame" ? entry.direction : entry.kind] ?? ["", ""];
  const type = entry.contentType === undefined ? "" : shortType(entry.contentType);
  const detail = entry.kind === "request" ? `${entry.method} ${type}`.trim() : type;
  return { sign, way, title: titleOf(entry), detail, ...resultOf(entry) };
}

/** Whom an entry concerns; empty when nobody knows. */
export function whoOf(
  { participantId, agentId }: TrafficEntry,
  participants: readonly ParticipantSummary[],
): string {
  const participant = participants.find((each) => each.participantId === participantId);
  return participant?.displayName ?? agentId ?? "";
}
