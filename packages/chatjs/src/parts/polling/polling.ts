import { IllegalArgumentError } from "../../errors.js";
import type { Call } from "../../credentials/credentials.js";
import { createObservedValue } from "../../session/observedValue.js";
import type { OnChange } from "../../session/observedValue.js";
import { definePart } from "../../session/parts.js";
import type { SessionPart } from "../../session/parts.js";
import { openPollingConnection } from "./pollingConnection.js";
import { POLL_TIMES } from "./pollState.js";

/** Whether a session polls, as no socket will open. */
export interface SessionPolling {
  readonly isPolling: boolean;
  /** Calls back when polling begins and when it ends. */
  readonly onChange: OnChange<boolean>;
}

/** What the part adds. */
export interface Polling {
  readonly polling: SessionPolling;
}

export interface PollingOptions {
  /** Milliseconds without a socket after which the session polls. @defaultValue 8000 */
  readonly afterMs?: number | undefined;
}

/** The newest page, as long as a page may be. */
const NEWEST = {
  MaxResults: 100,
  ScanDirection: "BACKWARD",
  SortOrder: "ASCENDING",
  StartPosition: {},
} as const;

/**
 * Reads the transcript over HTTP while no WebSocket opens, as behind some proxies: every two seconds, less often when nobody says
 * anything or the service fails. The socket is tried on, and takes over by itself. Messages, events and receipts come as usual,
 * typing does not. For sessions with a connection of their own; pass it when the session is made.
 * @throws IllegalArgumentError when `afterMs` is not a number of milliseconds
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_GetTranscript.html
 */
export function polling({ afterMs = POLL_TIMES.afterMs }: PollingOptions = {}): SessionPart<Polling> {
  if (!(afterMs >= 0 && afterMs < Infinity))
    throw new IllegalArgumentError("unable to poll; afterMs must be a number of milliseconds", afterMs);
  return definePart(() => {
    let reportError: (error: unknown) => void = () => undefined;
    const isPolling = createObservedValue(false, (error) => reportError(error));
    let createConnection: Call | undefined;
    let isOpen = false;
    return {
      call(call) {
        createConnection = call;
        return call;
      },
      open(open, { participant, perform, platform }) {
        isOpen = true;
        const { participantToken } = participant;
        const options = {
          platform,
          afterMs,
          read: () => perform("GetTranscript", NEWEST),
          async join() {
            if (participantToken)
              await createConnection?.(
                "CreateParticipantConnection",
                { ConnectParticipant: true },
                { token: participantToken, attempts: 1 },
              );
          },
          polls: isPolling.set,
        };
        return (...args) => openPollingConnection(options, open, ...args);
      },
      extend(session, { platform }) {
        if (!isOpen)
          throw new IllegalArgumentError("unable to add polling; pass it when the session is made", session);
        ({ reportError } = platform);
        return {
          polling: {
            get isPolling() {
              return isPolling.get();
            },
            onChange: isPolling.onChange,
          },
        };
      },
    };
  });
}
