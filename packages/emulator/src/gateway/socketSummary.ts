import { toIsoTime } from "../isoTime.js";
import type { Socket } from "./socket.js";

/** An open socket, as the control API shows it. */
export interface SocketSummary {
  readonly socketId: string;
  readonly contactId?: string | undefined;
  readonly participantId?: string | undefined;
  readonly agentId?: string | undefined;
  readonly topics: readonly string[];
  /** ISO-8601 UTC. */
  readonly openedAt: string;
}

/** Which sockets to drop, and how. No member: all sockets. */
export interface SocketDrop {
  readonly contactId?: string | undefined;
  readonly participantId?: string | undefined;
  readonly agentId?: string | undefined;
  /**
   * - `close`: with a close frame
   * - `abort`: by cutting the connection
   * - `halfOpen`: both ends take it for open, and nothing goes through any more. The client is told nothing until it closes the
   *   socket itself; the service forgets it after its idle time.
   * @defaultValue "close"
   */
  readonly how?: "close" | "abort" | "halfOpen" | undefined;
  /** Close code. @defaultValue 1001 */
  readonly code?: number | undefined;
}

export const summariseSocket = ({ socketId, owner, topics, openedAtMs }: Socket): SocketSummary => ({
  socketId,
  ...(owner.kind === "agent"
    ? { agentId: owner.agentId }
    : { contactId: owner.contactId, participantId: owner.participantId }),
  topics: [...topics],
  openedAt: toIsoTime(openedAtMs),
});

/** Whether a drop is about this socket. */
export function isDropped(socket: Socket, { contactId, participantId, agentId }: SocketDrop): boolean {
  const summary = summariseSocket(socket);
  return (
    (contactId === undefined || summary.contactId === contactId) &&
    (participantId === undefined || summary.participantId === participantId) &&
    (agentId === undefined || summary.agentId === agentId)
  );
}
