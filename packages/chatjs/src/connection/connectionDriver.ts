import { IllegalArgumentError, isRefusal, nameOf, retryAfterMsOf } from "../errors.js";
import { readObject } from "../lib/readObject.js";
import type { CancelTimer, Platform, PlatformSocket } from "../platform/platform.js";
import { initialMachine, isMail, isWaiting, transition } from "./connectionMachine.js";
import type { Actions, Announcement, Closing, ConnectionEvent, TimerName } from "./connectionStates.js";
import type { Frame } from "./frames.js";
import type { Machine } from "./machineTurn.js";
import { createNetworkWatch } from "./networkWatch.js";
import type { IsNetworkOnline } from "./networkWatch.js";
import { isAllowedUrl, lifetimeMs } from "./transport.js";
import type { GetTransport } from "./transport.js";

/** A timer that fires so late was held up by a busy page or by throttling. */
const LATE_MS = 1_000;
/** A timer that fires so late slept with its device, or with its page. */
const ASLEEP_MS = 5_000;

const HURRY_PAUSE_MS = 5_000;

export interface ConnectionDriverOptions {
  readonly platform: Platform;
  readonly isNetworkOnline: () => IsNetworkOnline | undefined;
  emit(what: Announcement, payload?: object): void;
  log(line: string, details?: object): void;
}

export interface ConnectionDriver {
  /** Once. */
  start(getTransport: GetTransport): void;
  dispatch(event: ConnectionEvent): void;
  machine(): Machine;
  /** Tries to connect at once while it waits for the next attempt, as somebody needs the connection; every five seconds at most. */
  reconnectNow(): void;
}

/** Runs the connection machine: turns what it wants done into sockets, timers and calls, and what comes of them into events. */
export function createConnectionDriver(options: ConnectionDriverOptions): ConnectionDriver {
  const { platform, emit, log } = options;
  const timers = new Map<TimerName, CancelTimer>();
  const sockets = new Map<number, PlatformSocket>();
  const queue: ConnectionEvent[] = [];
  let machine = initialMachine;
  let isRunning = false;
  let hurriedAtMs = 0;
  let getTransport: GetTransport;
  /** From the start on. */
  let watch: ReturnType<typeof createNetworkWatch> | undefined;

  const wakeUp = () => dispatch({ type: "wokeUp" });

  /** A socket that is already going away, or a host that refuses, must not stop the machine. */
  const withSocket = (id: number, act: (socket: PlatformSocket) => void) => {
    const socket = sockets.get(id);
    try {
      if (socket) act(socket);
    } catch (error) {
      log("a socket refused", { error });
    }
  };

  const actions: Actions = {
    async fetchTransport(id) {
      try {
        // A page's own function may resolve with anything.
        const answer = (await getTransport()) as Partial<Awaited<ReturnType<GetTransport>>> | undefined;
        const transport = answer?.webSocketTransport;
        if (!isAllowedUrl(transport?.url))
          throw new IllegalArgumentError(
            "unable to open a WebSocket; its URL must begin with wss://, or be local",
          );
        dispatch({ type: "transportFetched", id, url: transport.url, lifetimeMs: lifetimeMs(transport) });
      } catch (reason) {
        const fatal = isRefusal(reason) || reason instanceof IllegalArgumentError;
        const retryAfterMs = retryAfterMsOf(reason);
        dispatch({ type: "transportFailed", id, fatal, reason, retryAfterMs });
      }
    },
    openSocket(id, url) {
      let openTimestamp: number | undefined;
      const closed = (closing: Closing) => {
        sockets.delete(id);
        emit("ConnectionClose", { openTimestamp, closeTimestamp: platform.nowMs(), ...closing });
        dispatch({ type: "socketClosed", id, closing });
      };
      try {
        const socket = platform.openSocket(url, {
          opened() {
            // React Native on Android cannot close a socket that is still connecting: it opens later.
            if (!sockets.has(id)) {
              socket.close(1000);
              return;
            }
            openTimestamp = platform.nowMs();
            emit("ConnectionOpen", { connectionEstablishedTime: openTimestamp });
            dispatch({ type: "socketOpened", id });
          },
          closed,
          received(data) {
            const frame: Frame = readObject(data) ?? {};
            if (!frame.topic && !frame.message) log("skipped an unreadable frame");
            dispatch({ type: "frameReceived", id, frame });
          },
        });
        sockets.set(id, socket);
      } catch (error) {
        // No WebSocket: nor will there be one for the next attempt. // CP-81
        if (error instanceof ReferenceError) {
          dispatch({ type: "terminate", reason: error });
          return;
        }
        // The text of the error may hold the address, and that a signature.
        log("an address could not be opened", { error: nameOf(error) });
        closed({ code: 1006, reason: "", wasClean: false });
      }
    },
    sendFrame: (id, data) => withSocket(id, (socket) => socket.send(data)),
    closeSocket(id) {
      withSocket(id, (socket) => socket.close(1000));
      sockets.delete(id);
    },
    wait(type, delayMs) {
      timers.get(type)?.();
      const dueMs = platform.nowMs() + delayMs;
      const fire = () => {
        const lateMs = platform.nowMs() - dueMs;
        dispatch({ type, isLate: lateMs > LATE_MS });
        if (lateMs > ASLEEP_MS && type !== "reply") wakeUp();
      };
      // Every session of a page has heartbeats all the time, and the other timers that follow from them.
      timers.set(type, platform.setTimer(fire, delayMs, type === "heartbeat"));
    },
    emit,
  };

  /** One event at a time: what handlers do meanwhile waits its turn. */
  function dispatch(event: ConnectionEvent): void {
    queue.push(event);
    if (isRunning) return;
    isRunning = true;
    for (let next = queue.shift(); next; next = queue.shift()) {
      if (isMail(machine, next)) {
        emit("AllMessage", next.frame);
        continue;
      }
      const before = machine.state.name;
      const [after, effects] = transition(machine, next, {
        nowMs: platform.nowMs(),
        random: platform.random(),
      });
      machine = after;
      const { name } = after.state;
      // Also where the name stays: a socket may die that served in a pause.
      watch?.waiting(isWaiting(after));
      if (name !== before) {
        log(`connection ${name} after ${next.type}`);
        if (name === "closed" || name === "failed") {
          watch?.stop();
          [...sockets.keys()].forEach(actions.closeSocket);
          timers.forEach((cancel) => cancel());
        }
      }
      for (const [name, ...args] of effects) (actions[name] as (...args: unknown[]) => void)(...args);
    }
    isRunning = false;
  }

  return {
    start(get) {
      getTransport = get;
      watch = createNetworkWatch(platform, options.isNetworkOnline, wakeUp);
      dispatch({ type: "start" });
    },
    dispatch,
    machine: () => machine,
    reconnectNow() {
      const nowMs = platform.nowMs();
      if (!isWaiting(machine) || Math.abs(nowMs - hurriedAtMs) < HURRY_PAUSE_MS) return;
      hurriedAtMs = nowMs;
      wakeUp();
    },
  };
}
