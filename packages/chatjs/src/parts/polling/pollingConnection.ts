import { TOPICS } from "@amazon-connect-chat/protocol";
import type { OperationOutput } from "@amazon-connect-chat/protocol";
import type { OpenConnection, OwnConnection } from "../../connection/ownConnection.js";
import { isRefusal } from "../../errors.js";
import { listOf } from "../../lib/listOf.js";
import type { CancelTimer, Platform } from "../../platform/platform.js";
import { MAX_FAILURES, pauseMs, POLL_TIMES, readPage } from "./pollState.js";
import type { SeenItems } from "./pollState.js";

export interface PollingConnectionOptions {
  readonly platform: Platform;
  readonly afterMs: number;
  /** Reads the newest page of the transcript. */
  read(): Promise<OperationOutput<"GetTranscript">>;
  /** Tells the service that the participant is there, which a socket would have told it. */
  join(): Promise<unknown>;
  /** Polling has begun, or is over. */
  polls(isPolling: boolean): void;
}

/** Clocks differ. */
const SKEW_MS = 5_000;
const never: CancelTimer = () => undefined;

/** A connection that polls while its socket is away for longer than `afterMs`. */
export function openPollingConnection(
  options: PollingConnectionOptions,
  open: OpenConnection,
  ...[getTransport, listener]: Parameters<OpenConnection>
): OwnConnection {
  const { platform } = options;
  const sinceMs = platform.nowMs() - SKEW_MS;
  let hasSocket = false;
  let isPolling = false;
  let isClosed = false;
  let wasUp = false;
  /** Whether the service knows that the participant is there. */
  let isThere = false;
  /** Whether the session has heard anything. */
  let hasHeard = false;
  let seen: SeenItems = new Map();
  let quiet = 0;
  let failures = 0;
  let lastPollMs = -Infinity;
  /** A poll whose number is not the latest counts no more. */
  let poll = 0;
  /** The poll that waits for its answer. */
  let underWay = 0;
  /** Somebody waits for what that one may not have seen. */
  let isHurried = false;
  let cancel = never;

  const setPolling = (next: boolean) => {
    if (isPolling === next) return;
    isPolling = next;
    options.polls(next);
  };
  const stop = () => {
    poll += 1;
    cancel();
    setPolling(false);
  };
  const schedule = (delayMs: number) => {
    const { leastMs } = POLL_TIMES;
    // A clock that was put back must not keep it from polling.
    const soonestMs = Math.min(leastMs, lastPollMs + leastMs - platform.nowMs());
    cancel();
    if (!isClosed) cancel = platform.setTimer(() => void run(), Math.max(delayMs, soonestMs));
  };
  const take = (page: OperationOutput<"GetTranscript">) => {
    const isFirst = !isPolling && !hasSocket;
    // What an outage has cost is read as after any: only what was never heard of before a first connection comes from here. By the
    // clock of this machine, which may be wrong: what is not there yet when the first poll looks is news whatever its time says.
    const firstNewsMs = wasUp ? Infinity : sinceMs;
    const {
      seen: next,
      news,
      isContinuous,
    } = readPage(isFirst ? new Map() : seen, listOf(page.Transcript), isFirst ? firstNewsMs : -Infinity);
    seen = next;
    if (isFirst) {
      wasUp = true;
      setPolling(true);
      // Who hears of it may let go.
      if (isClosed) return;
      // Whoever has read something reads on from there.
      if (listener.subscribed()) return;
    } else if (!isContinuous) listener.resubscribed();
    for (const item of news) {
      hasHeard = true;
      listener.received({
        topic: TOPICS.chat,
        contentType: "application/json",
        content: JSON.stringify({ ...item, InitialContactId: page.InitialContactId }),
      });
    }
    quiet = news.length > 0 ? 0 : quiet + 1;
  };
  /** After the first look: what the flow says when it hears of the participant is news then. */
  const join = () => {
    if (isThere) return;
    isThere = true;
    options.join().catch((error: unknown) => {
      // A service that will not hear of it can be read nevertheless.
      isThere = isRefusal(error);
    });
  };
  const nextMs = () => (isHurried && !failures ? 0 : pauseMs({ quiet, failures }));
  const run = async () => {
    const mine = ++poll;
    const isOver = () => poll !== mine;
    lastPollMs = platform.nowMs();
    underWay = mine;
    isHurried = false;
    try {
      const page = await options.read();
      if (isOver()) return;
      failures = 0;
      take(page);
      // A handler may have let go.
      if (hasSocket || isOver()) return;
      join();
    } catch (error) {
      if (isOver()) return;
      failures += 1;
      // Of a chat that is gone whoever asks for the next socket hears.
      if (isRefusal(error)) socket.reconnectNow?.();
      if (failures === MAX_FAILURES && isPolling) {
        setPolling(false);
        listener.lost();
      }
    }
    underWay = 0;
    schedule(nextMs());
  };

  const waitForSocket = () => {
    if (!hasSocket) schedule(options.afterMs);
  };
  const socket = open(getTransport, {
    ...listener,
    subscribed() {
      const polled = isPolling;
      hasSocket = wasUp = isThere = true;
      stop();
      if (isClosed) return;
      if (!polled) {
        listener.subscribed();
        return;
      }
      listener.resubscribed();
      // Recovery begins at what was heard last: while that is nothing, one more look finds what came since the last poll.
      if (!hasHeard) schedule(0);
    },
    received(envelope) {
      hasHeard = true;
      listener.received(envelope);
    },
    lost() {
      if (!hasSocket) return;
      hasSocket = false;
      listener.lost();
      waitForSocket();
    },
    reconnecting(details) {
      if (!isPolling) listener.reconnecting(details);
    },
    failed(reason) {
      isClosed = true;
      stop();
      listener.failed(reason);
    },
  });
  waitForSocket();
  return {
    reconnectNow() {
      socket.reconnectNow?.();
      quiet = 0;
      // One that took the place of the poll under way, again and again, would let none end where answers are slow.
      if (underWay === poll) isHurried = true;
      else if (isPolling) schedule(0);
    },
    close() {
      isClosed = true;
      stop();
      socket.close();
    },
  };
}
