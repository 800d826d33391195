import { TOPICS } from "@amazon-connect-chat/protocol";
import type { OperationOutput } from "@amazon-connect-chat/protocol";
import type { OpenConnection, OwnConnection } from "../../connection/ownConnection.js";
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
  let seen: SeenItems = new Map();
  let quiet = 0;
  let failures = 0;
  let lastPollMs = -Infinity;
  /** A poll whose number is not the latest counts no more. */
  let poll = 0;
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
    cancel();
    cancel = platform.setTimer(() => void run(), delayMs);
  };
  const take = (page: OperationOutput<"GetTranscript">) => {
    const isFirst = !isPolling;
    // What an outage has cost is read as after any: only what was never heard of before a first connection comes from here.
    const after = isFirst && wasUp ? Infinity : sinceMs;
    const {
      seen: next,
      news,
      isContinuous,
    } = readPage(isFirst ? new Map() : seen, listOf(page.Transcript), after);
    seen = next;
    if (isFirst) {
      wasUp = true;
      setPolling(true);
      listener.subscribed();
    } else if (!isContinuous) listener.resubscribed();
    for (const item of news)
      listener.received({
        topic: TOPICS.chat,
        contentType: "application/json",
        content: JSON.stringify({ ...item, InitialContactId: page.InitialContactId }),
      });
    quiet = news.length > 0 ? 0 : quiet + 1;
  };
  const run = async () => {
    const mine = ++poll;
    const isOver = () => poll !== mine;
    lastPollMs = platform.nowMs();
    try {
      // A service that will not hear of it can be read nevertheless.
      if (!wasUp) await options.join().catch(never);
      const page = await options.read();
      if (isOver()) return;
      failures = 0;
      take(page);
    } catch {
      if (isOver()) return;
      failures += 1;
      if (failures === MAX_FAILURES && isPolling) {
        setPolling(false);
        listener.lost();
      }
    }
    schedule(pauseMs({ quiet, failures }));
  };

  const waitForSocket = () => {
    if (!hasSocket && !isClosed) schedule(options.afterMs);
  };
  const socket = open(getTransport, {
    ...listener,
    subscribed() {
      const polled = isPolling;
      hasSocket = wasUp = true;
      stop();
      if (polled) listener.resubscribed();
      else listener.subscribed();
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
      if (isPolling) schedule(Math.max(0, lastPollMs + POLL_TIMES.leastMs - platform.nowMs()));
    },
    close() {
      isClosed = true;
      stop();
      socket.close();
    },
  };
}
