import { TOPICS } from "@amazon-connect-chat/protocol";
import type { ConnectionListener } from "./chatConnection.js";
import { createConnectionDriver } from "./connectionDriver.js";
import type { ConnectionDriverOptions } from "./connectionDriver.js";
import type { Announcement } from "./connectionStates.js";
import type { Envelope } from "./frames.js";
import type { GetTransport } from "./transport.js";

/** A socket that serves one chat alone. */
export interface OwnConnection {
  /** As that of a manager; absent where others share the connection. */
  reconnectNow?(): void;
  /** Closes it for good; nothing is heard any more. */
  close(): void;
}

/**
 * Opens one; `getTransport` is asked for each socket, and the listener hears of every confirmed subscription, a later one while
 * it is up as `subscribed` or `resubscribed`.
 */
export type OpenConnection = (getTransport: GetTransport, listener: ConnectionListener) => OwnConnection;

type Hear = (listener: ConnectionListener, payload: never) => void;
const HEARD: { readonly [What in Announcement]?: Hear } = {
  SubscriptionUpdate: (listener) => listener.subscribed(),
  ConnectionLost: (listener) => listener.lost(),
  Reconnecting: (listener, details: object) => listener.reconnecting(details),
  InitFailure: (listener, { reason }: { readonly reason: unknown }) => listener.failed(reason),
  AllMessage(listener, envelope: Envelope) {
    if (envelope.topic === TOPICS.chat) listener.received(envelope);
  },
  DeepHeartbeatSuccess: (listener) => listener.heartbeat(true),
  DeepHeartbeatFailure: (listener) => listener.heartbeat(false),
};

/** Opens a connection of a session's own: nobody shares it, so it needs no manager. */
export function openOwnConnection(
  options: Omit<ConnectionDriverOptions, "emit">,
  getTransport: GetTransport,
  listener: ConnectionListener,
): OwnConnection {
  let isClosed = false;
  const { start, dispatch, reconnectNow } = createConnectionDriver({
    ...options,
    emit(what, payload) {
      try {
        if (!isClosed) HEARD[what]?.(listener, payload as never);
      } catch (error) {
        options.log("a session could not take what its socket said", { error });
      }
    },
  });
  dispatch({ type: "topicsAdded", topics: [TOPICS.chat] });
  start(getTransport);
  return {
    reconnectNow,
    close() {
      isClosed = true;
      dispatch({ type: "stop" });
    },
  };
}
