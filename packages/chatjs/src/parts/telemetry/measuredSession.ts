import type { EventName } from "../../session/eventNames.js";
import type { ExtendKit, PlainSession } from "../../session/parts.js";
import { errorCodeOf } from "./meter.js";
import type { Meter } from "./meter.js";

/** Messages whose echo or receipts are waited for: the oldest is given up for a newer one. */
const MAX_WAITING = 200;

type End = ReturnType<Meter["span"]>;

/** What follows from a connection that is lost. */
export interface Outage {
  /** The connection is there again. */
  subscribed(): void;
}

/** The outages of a session. */
export function measureOutages(meter: Meter, { subscribe }: Pick<ExtendKit, "subscribe">): Outage {
  let outage: End | undefined;
  let recovery: End | undefined;
  const over = (errorCode?: string) => {
    recovery?.({}, errorCode);
    outage?.({}, errorCode);
    recovery = outage = undefined;
  };
  const on = (name: EventName, handler: (event: object) => void) => subscribe(name, handler);
  on("CONNECTION_LOST", () => {
    outage ??= meter.span("chat.outage");
    meter.count("chat.connection_lost");
  });
  on("RECONNECTING", () => meter.count("chat.connection_attempt"));
  on("TRANSCRIPT_GAP", () => meter.count("chat.gaps"));
  on("CONNECTION_ESTABLISHED", (event) => {
    const { recovered = 0 } = event as { readonly recovered?: number };
    if (recovered > 0) meter.count("chat.recovered_items", recovered);
    over();
  });
  on("CONNECTION_BROKEN", () => {
    meter.count("chat.connection_broken");
    over("CONNECTION_BROKEN");
  });
  on("CHAT_ENDED", () => over());
  return {
    subscribed() {
      if (outage) recovery ??= meter.span("chat.recovery");
    },
  };
}

interface Item {
  readonly Id?: string;
  readonly MessageMetadata?: { readonly MessageId?: string };
}

interface Heard {
  readonly data: unknown;
}
const itemOf = ({ data }: Heard) => (data ?? {}) as Item;

/** The session's methods that take time for somebody who waits. */
export function measureMessages(
  meter: Meter,
  session: PlainSession,
  { subscribe }: Pick<ExtendKit, "subscribe">,
) {
  /** When a message was sent, by its Id. */
  const sent = new Map<string, { readonly startMs: number; isEchoed: boolean }>();
  /** Ids that came while the answer to a sending was awaited. */
  const early = new Set<string>();
  let sending = 0;
  let hearsMessages = false;

  const echo = (id: string) => {
    const message = sent.get(id);
    if (!message) {
      if (sending > 0) early.add(id);
      return;
    }
    if (!message.isEchoed) meter.span("chat.message", {}, message.startMs)();
    message.isEchoed = true;
  };
  const accepted = (id: string, startMs: number) => {
    sent.set(id, { startMs, isEchoed: false });
    for (const oldest of sent.keys()) {
      if (sent.size <= MAX_WAITING) break;
      sent.delete(oldest);
    }
    if (early.has(id)) echo(id);
  };
  const receipt = (type: "read" | "delivered") => (event: Heard) => {
    const message = sent.get(itemOf(event).MessageMetadata?.MessageId ?? "");
    if (message) meter.span("chat.receipt", { "chat.receipt.type": type }, message.startMs)();
  };
  subscribe("INCOMING_READ_RECEIPT", receipt("read"));
  subscribe("INCOMING_DELIVERED_RECEIPT", receipt("delivered"));

  const { connect, sendMessage, onMessage } = session;
  return {
    connect(...args: Parameters<typeof connect>) {
      const end = meter.span("chat.connect");
      const connecting = connect(...args) as Promise<unknown> | undefined;
      connecting?.then(
        () => end(),
        (error: unknown) => end({}, errorCodeOf(error)),
      );
      return connecting;
    },
    sendMessage(...args: Parameters<typeof sendMessage>) {
      const startMs = meter.nowMs();
      const pending = sendMessage(...args);
      sending += 1;
      const settled = (id?: string) => {
        sending -= 1;
        if (id) accepted(id, startMs);
        if (sending === 0) early.clear();
      };
      pending.then(
        ({ data }) => settled(data.Id),
        () => settled(),
      );
      return pending;
    },
    // Messages wait for the first who listens, and that is to be the page.
    onMessage(...args: Parameters<typeof onMessage>) {
      const stop = onMessage(...args);
      // One that has ended already takes none.
      if (!hearsMessages && !args[1]?.signal?.aborted) {
        hearsMessages = true;
        subscribe("INCOMING_MESSAGE", (event: Heard) => echo(itemOf(event).Id ?? ""));
      }
      return stop;
    },
  };
}
