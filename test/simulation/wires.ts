import type { Clock, Emulator } from "amazon-connect-chat-emulator";
import type { Platform, PlatformSocket } from "../../packages/chatjs/src/platform/platform.js";
import type { Dice } from "./dice.js";
import { showFrame } from "./showFrame.js";
import type { CutKind, Pipes } from "./pipes.js";
import type { Tab } from "./tab.js";

/** The sockets of a tab. */
export interface Wires extends Pick<Platform, "openSocket"> {
  readonly open: number;
  cutOff(kind: CutKind): void;
  restored(kind: CutKind, lastedMs: number): void;
  kill(tells: boolean): void;
}

export interface WiresOptions {
  readonly tab: Tab;
  readonly pipes: Pipes;
  readonly dice: Dice;
  readonly trace: ((what: string) => void) | undefined;
  /** Called for each frame. */
  readonly received: () => void;
  /** Called once a socket, when the confirmation of its subscription has come; it was sent at `sentAtMs`. */
  readonly subscribed: (sentAtMs: number) => void;
  readonly clock: Clock;
  readonly openSocket: Emulator["openSocket"];
}

interface Wire {
  /** Nothing goes through any more, whether or not an end knows. */
  sever(): void;
  /** The client learns that it is over. */
  breakOff(): void;
  /** The service learns that the client is over. */
  hangUp(): void;
}

/** A stalled connection that stays silent for so long is given up by the machine. */
const STALL_LIMIT_MS = 15_000;
/** How long a client waits for a peer that does not answer its close. */
const CLOSE_WAIT_MS = 3_000;

const isConfirmation = (text: string) => text.includes('"aws/subscribe"') && text.includes('"success"');

export function createWires({
  tab,
  pipes,
  dice,
  trace,
  received,
  subscribed,
  clock,
  openSocket,
}: WiresOptions): Wires {
  const wires = new Set<Wire>();
  let serial = 0;

  const open: Wires["openSocket"] = (url, listeners) => {
    const name = `socket ${++serial}`;
    const [up, down] = [pipes.open(), pipes.open()];
    let readyState = 0;
    let isSevered = false;
    let isSubscribed = false;
    let service: ReturnType<typeof openSocket> | undefined;

    const closed = (closing: Parameters<typeof listeners.closed>[0]) => {
      if (readyState === 3) return;
      readyState = 3;
      wires.delete(wire);
      trace?.(`${name} closed ${closing.code}`);
      listeners.closed(closing);
    };
    const breakOff = () =>
      tab.enter("a socket's close", () => closed({ code: 1006, reason: "", wasClean: false }));
    const wire: Wire = {
      sever: () => void (isSevered = true),
      breakOff,
      hangUp: () => service?.close(1001, "going away"),
    };
    const toClient = (what: string, act: () => void) =>
      down.pass(() => {
        if (!isSevered) tab.enter(what, act);
      });
    const toService = (act: () => void) =>
      up.pass(() => {
        if (!isSevered) act();
      });

    wires.add(wire);
    if (pipes.cut === "noticed") tab.setTimer(1, breakOff);
    else if (pipes.cut === "silent") isSevered = true;
    toService(() => {
      service = openSocket(url, {
        opened: () =>
          toClient("a socket's opening", () => {
            if (readyState !== 0) return;
            readyState = 1;
            trace?.(`${name} open`);
            listeners.opened();
          }),
        closed: (closing) => toClient("a socket's close", () => closed(closing)),
        received(text) {
          const sentAtMs = clock.nowMs();
          toClient("a frame", () => {
            if (readyState !== 1 && readyState !== 2) return;
            trace?.(`${name} <- ${showFrame(text)}`);
            received();
            if (!isSubscribed && isConfirmation(text)) {
              isSubscribed = true;
              subscribed(sentAtMs);
            }
            listeners.received(text);
          });
        },
      });
    });
    const client: PlatformSocket = {
      get readyState() {
        return readyState;
      },
      send(text) {
        if (readyState === 0) throw new Error("unable to send; the socket is still connecting");
        if (readyState !== 1) return;
        trace?.(`${name} -> ${showFrame(text)}`);
        toService(() => service?.send(text));
      },
      close(code, reason) {
        if (readyState >= 2) return;
        readyState = 2;
        trace?.(`${name} closing`);
        toService(() => service?.close(code, reason));
        // The service's answer comes through `closed`; where none comes the machine stops waiting.
        tab.setTimer(CLOSE_WAIT_MS, () => closed({ code: 1006, reason: "", wasClean: false }));
      },
    };
    return client;
  };

  return {
    get open() {
      return wires.size;
    },
    openSocket: open,
    cutOff(kind) {
      if (kind === "stalled") return;
      for (const wire of [...wires]) {
        wire.sever();
        if (kind !== "noticed") continue;
        wire.breakOff();
        if (dice.chance(0.5)) wire.hangUp();
      }
    },
    restored(kind, lastedMs) {
      if (kind !== "stalled" || lastedMs < STALL_LIMIT_MS) return;
      for (const wire of [...wires]) {
        wire.sever();
        wire.breakOff();
      }
    },
    kill(tells) {
      for (const wire of wires) {
        wire.sever();
        if (tells) wire.hangUp();
      }
      wires.clear();
    },
  };
}
