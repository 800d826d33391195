import type { RequestRecord } from "../requestLog.js";

/** What every entry says. Members that are not known are left out. */
interface Passage {
  /** Counts from 1 on; a later entry has a higher one. */
  readonly trafficId: number;
  /** When it passed, or when the request came; ISO-8601 UTC. */
  readonly at: string;
  /** The first contact of the session. */
  readonly contactId?: string | undefined;
  readonly participantId?: string | undefined;
  readonly agentId?: string | undefined;
  /** Of the message or event that it carries. */
  readonly contentType?: string | undefined;
}

/** An operation call that is over. */
export interface RequestTraffic extends Passage, Omit<RequestRecord, "at"> {
  readonly kind: "request";
  /** Milliseconds of the emulator's clock until the answer. */
  readonly durationMs: number;
}

/** A frame that went over a socket; what a fault kept back is not here. */
export interface FrameTraffic extends Passage {
  readonly kind: "frame";
  readonly socketId: string;
  readonly direction: "toClient" | "toService";
  /** Left out for a frame without one. */
  readonly topic?: string | undefined;
  /** Characters. */
  readonly length: number;
}

/**
 * What became of a socket:
 * - `refused`, `unanswered`: the handshake, with the `status`
 * - `opened`
 * - `closed`: by the service, with the close `code`; `cut`: by it, without a close frame
 * - `halfOpen`: nothing goes through any more
 * - `gone`: the client closed it, or went away
 */
export interface SocketTraffic extends Passage {
  readonly kind: "socket";
  /** Left out for a handshake. */
  readonly socketId?: string | undefined;
  readonly event: "refused" | "unanswered" | "opened" | "closed" | "cut" | "halfOpen" | "gone";
  readonly code?: number | undefined;
  readonly status?: number | undefined;
}

/** Something that passed between clients and the service. */
export type TrafficEntry = RequestTraffic | FrameTraffic | SocketTraffic;

/** What an entry carried: tokens are masked, and what is long is cut. */
export interface TrafficBodies {
  readonly request?: string | undefined;
  readonly response?: string | undefined;
  readonly frame?: string | undefined;
}

/** An entry with what it carried. */
export interface TrafficDetail {
  readonly entry: TrafficEntry;
  readonly bodies: TrafficBodies;
}
