import type { ChatItem } from "@amazon-connect-chat/protocol";
import { listOf } from "../lib/listOf.js";
import type { CancelTimer, Platform } from "../platform/platform.js";

/** How long a delivered receipt waits for a read one to overtake it. */
const HOLD_MS = 300;

/** What a receipt says; read includes delivered. */
export type ReceiptKind = "read" | "delivered";

/** One receipt that the page asks for. */
export interface ReceiptCall<Answer> {
  readonly kind: ReceiptKind;
  /** Not empty. The service takes none but a string. */
  readonly messageId: unknown;
  /**
   * Absent: waits for the end of the window. `soon`: of both waits it has only the 300 ms of delivered receipts. `now`: goes
   * out at once, also when it went out before.
   */
  readonly pace?: "soon" | "now" | undefined;
  /** Makes its request. Must settle. */
  perform(): Promise<Answer>;
}

/** The answer of the request that covers the receipt, shared by all that it covers; or why there was none. */
export type ReceiptOutcome<Answer> = Answer | { readonly message: string };

/** The outgoing receipts of one session. */
export interface Receipts<Answer> {
  /**
   * Takes a receipt. It settles with the request that covers it: its own, one of its kind for a later message, or a read one
   * for the same or a later message; when that fails, all that it covered reject with its error and may be sent again.
   */
  send(call: ReceiptCall<Answer>): Promise<ReceiptOutcome<Answer>>;
  /** Learns from items, of a transcript or the socket, what has gone out before or from elsewhere. */
  note(items: readonly (ChatItem | null)[]): void;
  /** The chat is over: what waits settles without a request, and so does what comes. */
  stop(): void;
}

interface Message {
  /** Ids have no order: the later message is the one that a call named later. 0 before any did. */
  place: number;
  /** Whether a receipt of the kind is beyond the hold; a failure takes it back. */
  read?: boolean;
  delivered?: boolean;
}

interface Waiting<Answer> {
  readonly call: ReceiptCall<Answer>;
  readonly message: Message;
  settle(outcome: ReceiptOutcome<Answer> | Promise<Answer>): void;
}

/**
 * Sends few receipts for many. A delivered one is held until the hold ends or one comes that need not be. What has left the
 * hold is due: at the end of the window the latest of each kind goes out for all before it, a read one for delivered ones too.
 * @param participantId the session's own: only its receipts count as fired
 * @param throttleMs length of a window in milliseconds; read when a window opens
 */
export function createReceipts<Answer>(
  platform: Pick<Platform, "setTimer">,
  participantId: string,
  throttleMs: () => number,
): Receipts<Answer> {
  type Each = Waiting<Answer>;
  const messages = new Map<unknown, Message>();
  let held: Each[] = [];
  let due: Each[] = [];
  let hold: CancelTimer | undefined;
  let throttle: CancelTimer | undefined;
  let isStopped = false;
  let named = 0;

  const messageOf = (id: unknown): Message => {
    const message = messages.get(id) ?? { place: 0 };
    messages.set(id, message);
    return message;
  };

  /** Settles what needs no request. */
  const isWanted = ({ call, message, settle }: Each): boolean => {
    const isFired = call.pace !== "now" && (message.read || message[call.kind]);
    const why = isStopped ? "Receipt not sent, the chat has ended" : isFired && "Event already fired";
    if (why) settle({ message: why });
    return !why;
  };

  const transmit = (latest: Each): void => {
    const isRead = latest.call.kind === "read";
    // A request that cannot even be made rejects, too.
    const answer = Promise.resolve().then(() => latest.call.perform());
    due = due.filter(({ call, message, settle }) => {
      const isCovered = message.place <= latest.message.place && (isRead || call.kind === "delivered");
      if (isCovered)
        settle(
          answer.catch((error: unknown) => {
            message[call.kind] = false;
            throw error;
          }),
        );
      return !isCovered;
    });
  };

  /** Sends the latest, which stands for most, and the latest read one, where that is still to be done. */
  const flush = (ready: Each[]): void => {
    ready.sort((one, other) => one.message.place - other.message.place);
    for (const latest of [ready.at(-1), ready.filter(({ call }) => call.kind === "read").at(-1)])
      if (latest && due.includes(latest)) transmit(latest);
  };

  const release = (): void => {
    hold?.();
    hold = undefined;
    const released = held.filter(isWanted);
    held = [];
    for (const { call, message } of released) message[call.kind] = true;
    due.push(...released);
    flush(released.filter(({ call }) => call.pace));
    if (due.length > 0)
      throttle ??= platform.setTimer(() => {
        throttle = undefined;
        flush(due);
      }, throttleMs());
  };

  return {
    send: (call) =>
      new Promise((settle) => {
        const message = messageOf(call.messageId);
        message.place ||= ++named;
        const each = { call, message, settle };
        if (!isWanted(each)) return;
        held.push(each);
        if (call.kind === "read" || call.pace === "now") release();
        else hold ??= platform.setTimer(release, HOLD_MS);
      }),
    note(items) {
      for (const item of items) {
        const { MessageId = item?.Id, Receipts } = item?.MessageMetadata ?? {};
        for (const receipt of listOf(Receipts)) {
          if (receipt?.RecipientParticipantId !== participantId) continue;
          const message = messageOf(MessageId);
          if (receipt.ReadTimestamp) message.read = true;
          if (receipt.DeliveredTimestamp) message.delivered = true;
        }
      }
    },
    stop() {
      throttle?.();
      isStopped = true;
      held.push(...due);
      due = [];
      release();
    },
  };
}
