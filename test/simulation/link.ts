import type { Emulator } from "amazon-connect-chat-emulator";
import type { Platform } from "../../packages/chatjs/src/platform/platform.js";
import type { Dice } from "./dice.js";
import { createExchanges } from "./exchanges.js";
import type { Subscription } from "./journal.js";
import { createPipes } from "./pipes.js";
import type { CutKind } from "./pipes.js";
import type { Stage } from "./stage.js";
import type { Tab } from "./tab.js";
import { createWires } from "./wires.js";

/** The network between a tab and the service. */
export interface Link extends Pick<Platform, "fetch" | "upload" | "openSocket"> {
  readonly isCut: boolean;
  readonly openRequests: number;
  readonly openSockets: number;
  /** The newest that was confirmed. */
  readonly subscription: Subscription;
  /** Asks something of another service of the same company, over the same network. */
  ask<Answer>(what: string, answer: () => Answer): Promise<Answer>;
  cut(kind: CutKind): void;
  restore(): void;
  /** The machine is gone; `tells` says whether the other end hears of it. */
  kill(tells: boolean): void;
}

export interface LinkOptions {
  readonly tab: Tab;
  readonly stage: Stage;
  readonly dice: Dice;
  readonly emulator: Pick<Emulator, "fetch" | "openSocket">;
  readonly sent: (operation: string, body: string) => void;
}

export function createLink({ tab, stage, dice, emulator, sent }: LinkOptions): Link {
  const pipes = createPipes(stage.clock, dice);
  const trace = stage.trace && ((what: string) => stage.trace?.(tab.name, what));
  let subscription: Subscription = { confirmedAtMs: -Infinity, subscribedAtMs: -Infinity };
  const exchanges = createExchanges({
    tab,
    pipes,
    trace,
    sent(operation, body) {
      stage.counts.requests += 1;
      sent(operation, body);
    },
    fetch: emulator.fetch,
  });
  const wires = createWires({
    tab,
    pipes,
    dice,
    trace,
    received: () => void (stage.counts.frames += 1),
    subscribed: (confirmedAtMs) =>
      void (subscription = { confirmedAtMs, subscribedAtMs: stage.clock.nowMs() }),
    clock: stage.clock,
    openSocket: emulator.openSocket,
  });
  return {
    get isCut() {
      return pipes.cut !== undefined;
    },
    get openRequests() {
      return exchanges.open;
    },
    get openSockets() {
      return wires.open;
    },
    get subscription() {
      return subscription;
    },
    fetch: exchanges.fetch,
    upload: exchanges.upload,
    openSocket: wires.openSocket,
    ask: exchanges.ask,
    cut(kind) {
      pipes.cutOff(kind);
      exchanges.cutOff(kind);
      wires.cutOff(kind);
    },
    restore() {
      if (!pipes.cut) return;
      const { kind, lastedMs } = pipes.restore();
      exchanges.restored();
      wires.restored(kind, lastedMs);
    },
    kill(tells) {
      exchanges.kill();
      wires.kill(tells);
    },
  };
}
