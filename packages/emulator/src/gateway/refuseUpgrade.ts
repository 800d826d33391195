import type { Duplex } from "node:stream";

/** Ends a handshake with an answer. The client's end is not waited for: it may never come. */
export const refuseUpgrade = (connection: Duplex, answer: string): void =>
  void connection.end(answer, () => connection.destroy());
