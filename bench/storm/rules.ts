import type { Service } from "./service.js";

/** What a client may do; all of it is counted or waited for by the storm. */
export interface ClientHost {
  readonly nowMs: () => number;
  readonly random: () => number;
  readonly service: Service;
  /** Calls `wake(client, kind)` after a while; an earlier call of this client no longer counts. */
  after(client: number, delayMs: number, kind: number): void;
  /** A CreateParticipantConnection leaves. */
  requested(): void;
  /** Connected and subscribed. */
  back(client: number): void;
  /** Given up for good. */
  dead(client: number): void;
}

/** How clients behave after their sockets were lost, all at once. */
export interface Rules {
  readonly title: string;
  lost(client: number): void;
  wake(client: number, kind: number): void;
}
