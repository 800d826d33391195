import type { ChatItem } from "@amazon-connect-chat/protocol";
import { createKnownItems } from "./knownItems.js";

export interface DeliveryOptions {
  /** Takes an item that was not handed over before. */
  handOver(item: ChatItem): void;
  /** The session is up: what the subscription had to bring has been handed over. */
  established(): void;
}

/** Stands between the connection and the session's events: every item once, and nobody is told of a connection before it is due. */
export interface Delivery {
  received(item: ChatItem): void;
  subscriptionConfirmed(): void;
}

export function createDelivery(options: DeliveryOptions): Delivery {
  const known = createKnownItems();
  return {
    received(item) {
      if (known.isNew(item)) options.handOver(item);
    },
    subscriptionConfirmed: () => options.established(),
  };
}
