import type { ChatItem } from "@amazon-connect-chat/protocol";
import type { ChatWebSocketManager, ConnectionListener } from "../connection/chatConnection.js";
import type { OpenConnection, OwnConnection } from "../connection/ownConnection.js";
import type { GetTransport } from "../connection/transport.js";
import type { ConnectionDetails } from "../credentials/connectionDetails.js";
import { createCredentials } from "../credentials/credentials.js";
import type { Call, Credentials } from "../credentials/credentials.js";
import { ChatError, IllegalArgumentError } from "../errors.js";
import type { CancelTimer, Platform } from "../platform/platform.js";
import type { WebSocketStatus } from "./callTypes.js";
import type { Participant } from "./chatDetails.js";
import { readItem } from "./incoming.js";
import type { SessionParts } from "./sessionParts.js";
import type { EventLog } from "./sessionEvents.js";
import type { SessionMetrics } from "./sessionMetrics.js";

/** What a session hears of its link. */
export interface LinkListener {
  /** As of ConnectionListener. */
  subscribed(): unknown;
  /** The subscription moved to another socket while this one served. */
  resubscribed(): void;
  lost(): void;
  /** The next attempt to connect is due. */
  reconnecting(details: object): void;
  /** It failed for good. */
  broken(reason: unknown): void;
  /** It failed for good because the chat ended during an outage. */
  endedWhileAway(): void;
  received(item: ChatItem): void;
  heartbeat(succeeded: boolean): void;
}

export interface SessionLinkOptions {
  readonly platform: Platform;
  readonly participant: Participant;
  /** The participant's own, measured. */
  readonly getConnectionToken: Participant["getConnectionToken"];
  readonly call: Call;
  readonly log: EventLog;
  readonly listener: LinkListener;
  readonly metrics: Pick<SessionMetrics, "measure">;
  /** The page's manager; without one the session opens a socket of its own. */
  readonly websocketManager?: ChatWebSocketManager | undefined;
  readonly fetchForAgent?: SessionParts["fetchForAgent"];
  /** Opens the connection: one of the session's own, unless there is a manager. */
  readonly open: OpenConnection;
}

/** A session's credentials and connection, from `connect()` to the end. */
export interface SessionLink {
  /** Resolves once subscribed, or when waiting longer serves nobody. Shared by all calls until the link is broken or released. */
  connect(): Promise<WebSocketStatus>;
  status(): WebSocketStatus;
  details(): ConnectionDetails | undefined;
  /** Somebody needs the connection: it is not waited for longer than need be. */
  hurry(): void;
  /** Calls with the connection token at hand; one that has expired is renewed, and the call made again. */
  authorized: Credentials["authorized"];
  /** Lets go of socket, timers and refreshes. */
  release(status: "Ended" | "ConnectionLost"): void;
}

const SUBSCRIBE_WAIT_MS = 5_000;
/** A manager of the page that was up before the session came may never say so. */
const SILENT_MANAGER_WAIT_MS = 1_000;

export function createSessionLink(options: SessionLinkOptions): SessionLink {
  const { participant, platform, log, listener, metrics, websocketManager } = options;
  let status: WebSocketStatus = "NeverStarted";
  let credentials: Credentials | undefined;
  let connecting: Promise<WebSocketStatus> | undefined;
  let letGo: () => void = () => undefined;
  let own: OwnConnection | undefined;
  const hurry = () => own?.reconnectNow?.();

  /** One life of the link. `isOver` says that it was let go while it waited for something. */
  async function open(mine: Credentials, isOver: () => boolean): Promise<WebSocketStatus> {
    let first: ConnectionDetails | undefined = await mine.obtain();
    if (isOver()) throw new ChatError("CONNECT_FAILED", "the session was closed");
    credentials = mine;
    if (!websocketManager && !first.url)
      throw new IllegalArgumentError("an agent's session needs a websocketManager");
    /** A manager of ours tells when it is up; that of Streams does not, if it was so before. */
    const isSilent = websocketManager && !websocketManager.onReconnecting;
    const getTransport: GetTransport = async () => {
      const { url, expiry, transportLifeTimeInSeconds } =
        first ?? (await metrics.measure("InitWebsocket", mine.renew()));
      first = undefined;
      return { webSocketTransport: { url: url ?? "", expiry, transportLifeTimeInSeconds } };
    };

    return new Promise((resolve, reject) => {
      let detach: () => void = () => undefined;
      let cancelWait: CancelTimer = () => undefined;
      const up = () => {
        status = "Connected";
        cancelWait();
        resolve(status);
        // The task of a frame runs the next one at its end: not the event, which comes after all that follows from connect().
        platform.queueTask(() => undefined);
        return listener.subscribed();
      };
      // On another socket; or it was not up when that was assumed.
      const subscribed = () => (status !== "Connected" ? up() : listener.resubscribed());
      const assume = () => {
        if (isSilent && status === "Starting") up();
      };

      status = "Starting";
      letGo = () => {
        cancelWait();
        mine.stop();
        detach();
        resolve(status);
      };
      cancelWait = platform.setTimer(
        () => {
          assume();
          resolve(status);
        },
        isSilent ? SILENT_MANAGER_WAIT_MS : SUBSCRIBE_WAIT_MS,
      );
      const connection: ConnectionListener = {
        ...listener,
        subscribed,
        lost() {
          if (status === "ConnectionLost") return;
          status = "ConnectionLost";
          listener.lost();
        },
        failed(reason) {
          if (isOver()) return;
          connecting = undefined;
          status = "Ended";
          log.error("the connection failed for good", reason);
          reject(reason instanceof Error ? reason : new TypeError("unable to keep the WebSocket connection"));
          letGo();
          if (mine.isChatGone()) listener.endedWhileAway();
          else listener.broken(reason);
        },
        received(envelope) {
          // Whose items come is up, whether or not he has said so.
          assume();
          const item = readItem(envelope.content);
          if (item) listener.received(item);
          else log.error("skipped a message that is no item");
        },
      };
      own = options.open(getTransport, connection);
      detach = own.close;
      // A manager may say at once that it has failed, or the page may have let go in an event.
      if (isOver()) detach();
    });
  }

  return {
    connect() {
      if (connecting) {
        hurry(); // CP-82
        return connecting;
      }
      const mine = createCredentials({
        ...participant,
        ...options,
        details: credentials?.details(),
        warn: log.warn,
      });
      const isOver = () => connecting !== attempt;
      const gone = () => {
        if (!isOver()) listener.endedWhileAway();
      };
      const attempt: Promise<WebSocketStatus> = open(mine, isOver).then(
        (outcome) => {
          if (!isOver()) mine.acknowledge(gone);
          return outcome;
        },
        (error: unknown) => {
          mine.stop();
          if (mine.isChatGone()) gone();
          if (!isOver()) {
            connecting = undefined;
            letGo();
          }
          throw error;
        },
      );
      connecting = attempt;
      return attempt;
    },
    status: () => status,
    details: () => credentials?.details(),
    hurry,
    // Nobody has anything to ask before there are some.
    authorized: (use, gone) => (credentials as Credentials).authorized(use, gone),
    release(next) {
      connecting = undefined;
      status = next;
      letGo();
    },
  };
}
