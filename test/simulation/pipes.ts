import type { Clock } from "amazon-connect-chat-emulator";
import type { Dice } from "./dice.js";

/**
 * - `noticed`: the machine knows that it has no network
 * - `silent`: what is sent gets lost, and nobody says so
 * - `stalled`: what is sent arrives once the network is back
 */
export type CutKind = "noticed" | "silent" | "stalled";

export interface Pipe {
  /** Hands over after the way's time, in the order of sending. Not at all when the network is cut by then. */
  pass(deliver: () => void): void;
}

/** Both ways of a link and whether it is cut. */
export interface Pipes {
  readonly cut: CutKind | undefined;
  open(): Pipe;
  cutOff(kind: CutKind): void;
  /** Returns what it was and how long it lasted. */
  restore(): { readonly kind: CutKind; readonly lastedMs: number };
}

export function createPipes(clock: Clock, dice: Dice): Pipes {
  const baseMs = dice.chance(0.1) ? dice.between(300, 1_200) : dice.between(3, 120);
  const jitterMs = dice.between(0, baseMs);
  const held: (() => void)[] = [];
  let cut: CutKind | undefined;
  let cutAtMs = 0;
  /** Raised with each cut that loses what is on its way. */
  let era = 0;

  return {
    get cut() {
      return cut;
    },
    open() {
      let lastAtMs = 0;
      return {
        pass(deliver) {
          const sentIn = era;
          if (cut !== undefined && cut !== "stalled") return;
          lastAtMs = Math.max(lastAtMs, clock.nowMs() + baseMs + dice.between(0, jitterMs));
          clock.setTimer(lastAtMs - clock.nowMs(), () => {
            if (sentIn !== era) return;
            // Later ones must not pass those that wait for the network.
            if (cut === "stalled") held.push(deliver);
            else deliver();
          });
        },
      };
    },
    cutOff(kind) {
      if (cut === undefined) cutAtMs = clock.nowMs();
      cut = kind;
      if (kind !== "stalled") {
        era += 1;
        held.length = 0;
      }
    },
    restore() {
      const kind = cut ?? "noticed";
      cut = undefined;
      for (const deliver of held.splice(0)) deliver();
      return { kind, lastedMs: clock.nowMs() - cutAtMs };
    },
  };
}
