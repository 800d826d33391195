import type { PlainSession } from "./parts.js";

/** What sends for a session as soon as it can. */
interface Sender {
  /** There may be a connection. */
  connected(): void;
  /** The chat is over. */
  ended(): void;
}

/** Tells a sender when it may go on, and when it must not. Returns what is to stand in the place of the session's `connect`. */
export function whenConnected(session: PlainSession, sender: Sender): PlainSession["connect"] {
  const { connect: open } = session;
  session.onConnectionEstablished(sender.connected);
  session.onEnded(sender.ended);
  const connect: typeof session.connect = (args) => {
    const connecting = open(args);
    // There may be a token, and no socket: that is enough to send.
    connecting.then(sender.connected, () => undefined);
    return connecting;
  };
  return connect;
}
