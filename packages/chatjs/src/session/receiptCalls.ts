import type { OperationOutput } from "@amazon-connect-chat/protocol";
import { ChatError } from "../errors.js";
import type { Platform } from "../platform/platform.js";
import { createReceipts } from "../receipts/receipts.js";
import type { ReceiptKind, Receipts } from "../receipts/receipts.js";
import type { SendEventArgs, SendMessageReceiptArgs } from "./callTypes.js";
import { messageIdOf, receiptContent, receiptInput } from "./requests.js";
import type { CallKit, LiveSettings, Works } from "./callKit.js";

/** What came of an event; of a receipt that needed no request, `message` says why in place of `data`. */
export interface EventOutcome {
  readonly data?: OperationOutput<"SendEvent">;
  readonly message?: string;
}

/** The outgoing receipts of a session, and the methods that send them. */
export interface SessionReceipts extends Pick<Receipts<EventOutcome>, "note" | "stop"> {
  /** Sends one of `sendEvent` when its window ends, if it is to be sent at all. */
  throttled(
    kind: ReceiptKind,
    args: SendEventArgs,
    perform: () => Promise<EventOutcome>,
  ): Promise<EventOutcome>;
  works(kit: CallKit): Works;
}

export function createSessionReceipts(
  platform: Platform,
  participantId: string,
  settings: LiveSettings,
): SessionReceipts {
  const receipts = createReceipts<EventOutcome>(platform, participantId, () => settings().throttleTime);
  return {
    ...receipts,
    throttled(kind, args, perform) {
      const content = settings().sendsReceipts ? receiptContent(args) : undefined;
      const { messageId, disableThrottle } = content ?? {};
      if (messageId)
        return receipts.send({ kind, messageId, pace: disableThrottle ? "soon" : undefined, perform });
      const errorMessage = `Ignoring messageReceipt: ${content ? "missing messageId" : "false"}`;
      return Promise.reject(new ChatError("RECEIPT_IGNORED", errorMessage, { errorMessage, data: args }));
    },
    works: ({ perform }) => ({
      sendMessageReceipt(args: SendMessageReceiptArgs) {
        const input = receiptInput(args);
        return receipts.send({
          kind: args.event,
          messageId: messageIdOf(args),
          pace: "now",
          perform: async () => ({ data: await perform("SendEvent", input) }),
        });
      },
    }),
  };
}
