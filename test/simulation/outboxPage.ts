import type { Emulator } from "amazon-connect-chat-emulator";
import { eventContentType } from "@amazon-connect-chat/protocol";
import { outbox } from "../../packages/chatjs/src/parts/outbox/outboxPart.js";
import type { OutboxEntry, OutboxTicket } from "../../packages/chatjs/src/parts/outbox/outboxTypes.js";
import { customerSessionOn } from "../../packages/chatjs/src/session/sessionOn.js";
import { openDeviceStorage } from "./device.js";
import type { Device } from "./device.js";
import { createDice } from "./dice.js";
import type { Seat } from "./journal.js";
import { createLink } from "./link.js";
import type { Link } from "./link.js";
import { ORIGIN } from "./page.js";
import type { Stage } from "./stage.js";
import { createTab } from "./tab.js";
import type { Tab } from "./tab.js";

/** Something that a customer gave to an outbox: a text or the name of a file, which is its own. */
export interface Given {
  readonly what: string;
  /** Whether the outbox has said that it survives the page. */
  isStored: boolean;
  /** Whether the page that took it was there to the end. */
  isAtHand: boolean;
  /** Whether the page has put it behind those that came later. */
  isMoved: boolean;
}

/** A customer's page with an outbox. */
export interface OutboxPage {
  readonly tab: Tab;
  readonly link: Link;
  readonly entries: () => readonly OutboxEntry[];
  send(given: Given): void;
  sendFile(given: Given): void;
  type(): void;
  /** Dies in the middle of what it does: after so many steps, each a request, an answer, or a use of the storage. */
  crashAfter(steps: number): void;
  /** Is gone, without a word to anybody. */
  kill(tells: boolean): void;
}

export interface OutboxPageOptions {
  readonly name: string;
  readonly seat: Seat;
  readonly device: Device;
  readonly stage: Stage;
  readonly seed: number;
  readonly emulator: Pick<Emulator, "fetch" | "openSocket">;
  readonly find: (what: string) => Given | undefined;
  readonly escaped: (what: string, error: unknown) => void;
  readonly crashed: () => void;
}

const NEVER = new Promise<never>(() => undefined);

export function openOutboxPage(options: OutboxPageOptions): OutboxPage {
  const { name, seat, device, stage, seed, emulator, find } = options;
  const dice = createDice(seed, `page ${name}`);
  const tab = createTab({ name, stage, dice: createDice(seed, `tab ${name}`), escaped: options.escaped });
  const link = createLink({
    tab,
    stage,
    dice: createDice(seed, `link ${name}`),
    emulator,
    sent: () => undefined,
  });
  const isGone = () => !tab.isAlive;
  let stepsLeft = Infinity;
  const kill = (tells: boolean) => {
    stage.trace?.(name, "is gone");
    tab.kill();
    link.kill(tells);
  };
  const step = () => {
    if (isGone() || (stepsLeft -= 1) > 0) return;
    kill(dice.chance(0.5));
    options.crashed();
  };
  /** Both ends of a request are places to die at. */
  const cross =
    <Args extends readonly unknown[], Result>(request: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      step();
      if (isGone()) return NEVER;
      const result = await request(...args);
      step();
      return isGone() ? NEVER : result;
    };
  const session = customerSessionOn(
    {
      ...tab.platform,
      openSocket: link.openSocket,
      fetch: cross(link.fetch),
      upload: cross(link.upload),
    },
    {
      chatDetails: seat,
      endpoint: ORIGIN,
      parts: [outbox(openDeviceStorage({ device, tab, dice, step }))],
    },
  );
  const connect = () => {
    session.connect().catch(() => tab.setTimer(dice.between(2_000, 6_000), connect));
  };
  session.onConnectionBroken(() => tab.setTimer(1_000, connect));
  session.outbox.onChange((entries) => {
    for (const entry of entries) {
      if (entry.state !== "failed") continue;
      const { type, code } = entry.error;
      const what = entry.kind === "attachment" ? entry.name : "a message";
      stage.trace?.(name, `${what} failed: ${code} ${String(type)}`);
      // Its bytes were not stored yet, when the page died.
      if (type === "FileLostError") session.outbox.discard(entry.id);
      else if (entry.kind === "attachment") {
        const given = find(entry.name);
        if (given) given.isMoved = true;
        session.outbox.retry(entry.id);
      }
    }
  });
  const note = (given: Given, { stored }: OutboxTicket) => {
    void stored.then((isStored) => (given.isStored = isStored));
    given.isAtHand = !isGone();
  };
  stage.trace?.(name, "opens");
  tab.setTimer(dice.chance(0.5) ? 0 : dice.between(0, 10_000), connect);

  return {
    tab,
    link,
    entries: () => session.outbox.entries,
    send(given) {
      stage.trace?.(name, `sends "${given.what}"`);
      note(given, session.outbox.sendMessage({ message: given.what, contentType: "text/plain" }));
    },
    sendFile(given) {
      stage.trace?.(name, `sends the file ${given.what}`);
      const attachment = new File(["some bytes"], given.what, { type: "text/plain" });
      note(given, session.outbox.sendAttachment({ attachment }));
    },
    type: () => void session.outbox.sendEvent({ contentType: eventContentType("typing") }),
    crashAfter: (steps) => void (stepsLeft = steps),
    kill,
  };
}
