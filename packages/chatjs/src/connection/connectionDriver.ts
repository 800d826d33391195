import { isRefusal, retryAfterMsOf } from "../errors.js";
import type { CancelTimer, Platform, PlatformSocket } from "../platform/platform.js";
import { initialMachine, transition } from "./connectionMachine.js";
import type {
  Announcement,
  Closing,
  ConnectionEvent,
  ConnectionState,
  Effect,
  TimerName,
} from "./connectionStates.js";
import { parseFrame } from "./frames.js";
import { createNetworkWatch } from "./networkWatch.js";
import type { IsNetworkOnline } from "./networkWatch.js";
import { isAllowedUrl, lifetimeMs } from "./transport.js";
import type { GetTransport } from "./transport.js";

export interface ConnectionDriverOptions {
  readonly platform: Platform;
  readonly getTransport: GetTransport;
  readonly isNetworkOnline: () => IsNetworkOnline | undefined;
  announce(announcement: Announcement): void;
  socketOpened(details: { readonly openedAtMs: number }): void;
  socketClosed(details: Closing & { readonly openedAtMs: number | undefined }): void;
  log(line: string, details?: object): void;
}

export interface ConnectionDriver {
  dispatch(event: ConnectionEvent): void;
  state(): ConnectionState;
}

/** Runs the connection machine: turns its effects into sockets, timers and calls, and what comes of them into events. */
export function createConnectionDriver(options: ConnectionDriverOptions): ConnectionDriver {
  const { platform, log } = options;
  const timers = new Map<TimerName, CancelTimer>();
  const sockets = new Map<number, PlatformSocket>();
  const queue: ConnectionEvent[] = [];
  let machine = initialMachine;
  let running = false;

  const network = createNetworkWatch(platform, options.isNetworkOnline, (online) =>
    dispatch({ type: "onlineChanged", online }),
  );
  const stopVisibility = platform.onVisibilityChange((visible) =>
    dispatch({ type: "visibilityChanged", visible }),
  );

  const fetchTransport = async (id: number) => {
    try {
      // A page's own function may resolve with anything.
      const answer = (await options.getTransport()) as Partial<Awaited<ReturnType<GetTransport>>> | undefined;
      const transport = answer?.webSocketTransport;
      if (!transport || !isAllowedUrl(transport.url)) {
        const reason = new Error(
          "unable to open a WebSocket; its URL must begin with wss://, or with ws:// on this machine",
        );
        dispatch({ type: "transportFailed", id, fatal: true, reason, retryAfterMs: 0 });
        return;
      }
      dispatch({ type: "transportFetched", id, url: transport.url, lifetimeMs: lifetimeMs(transport) });
    } catch (reason) {
      const retryAfterMs = retryAfterMsOf(reason);
      dispatch({ type: "transportFailed", id, fatal: isRefusal(reason), reason, retryAfterMs });
    }
  };

  const openSocket = (id: number, url: string) => {
    let openedAtMs: number | undefined;
    try {
      const socket = platform.openSocket(url, {
        opened() {
          openedAtMs = platform.nowMs();
          if (sockets.has(id)) options.socketOpened({ openedAtMs });
          dispatch({ type: "socketOpened", id });
        },
        closed(closing) {
          sockets.delete(id);
          options.socketClosed({ ...closing, openedAtMs });
          dispatch({ type: "socketClosed", id, closing });
        },
        received(data) {
          const frame = parseFrame(data);
          if (frame.kind === "unreadable") log(`skipped a frame; it is ${frame.why}`);
          dispatch({ type: "frameReceived", id, frame });
        },
      });
      sockets.set(id, socket);
    } catch (error) {
      log("could not construct a WebSocket", { error });
      dispatch({ type: "socketClosed", id, closing: { code: 1006, reason: "", wasClean: false } });
    }
  };

  /** A socket that is already going away, or a host that refuses, must not stop the machine. */
  const attempt = (act: () => void) => {
    try {
      act();
    } catch (error) {
      log("a socket refused", { error });
    }
  };

  const clearTimer = (timer: TimerName) => {
    timers.get(timer)?.();
    timers.delete(timer);
  };

  const run = (effect: Effect): void => {
    switch (effect.do) {
      case "fetchTransport":
        void fetchTransport(effect.id);
        return;
      case "openSocket":
        openSocket(effect.id, effect.url);
        return;
      case "sendFrame":
        attempt(() => sockets.get(effect.id)?.send(effect.data));
        return;
      case "closeSocket":
        attempt(() => sockets.get(effect.id)?.close(1000, effect.reason));
        sockets.delete(effect.id);
        return;
      case "setTimer": {
        const { timer } = effect;
        clearTimer(timer);
        timers.set(
          timer,
          platform.setTimer(() => dispatch({ type: "timerFired", timer }), effect.delayMs),
        );
        return;
      }
      case "clearTimer":
        clearTimer(effect.timer);
        return;
      case "emit":
        options.announce(effect.announcement);
    }
  };

  /** One event at a time: what handlers do meanwhile waits its turn. */
  function dispatch(event: ConnectionEvent): void {
    queue.push(event);
    if (running) return;
    running = true;
    for (let next = queue.shift(); next; next = queue.shift()) {
      const before = machine.state.name;
      const [after, effects] = transition(machine, next, {
        nowMs: platform.nowMs(),
        random: platform.random(),
      });
      machine = after;
      const { name } = after.state;
      if (name !== before) {
        log(`connection ${name}`, { before, because: next.type });
        network.waiting(name === "backingOff");
        if (name === "closed" || name === "failed") {
          network.stop();
          stopVisibility();
        }
      }
      for (const effect of effects) run(effect);
    }
    running = false;
  }

  return { dispatch, state: () => machine.state };
}
