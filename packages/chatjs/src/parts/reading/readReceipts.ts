import type { ChatError } from "../../errors.js";
import { comparePlaces } from "./readLedger.js";
import type { Place } from "./readLedger.js";

export interface ReadReceiptsOptions {
  /** Sends the receipt of a message. */
  send(messageId: string): Promise<unknown>;
  /** Whether the session itself makes one receipt of many: then each is handed to it at once. */
  isPaced(): boolean;
  /** How far the service has told that it knows. */
  confirmed(): Place | undefined;
}

/** Sends each receipt once, and none for an earlier message than one before. */
export interface ReadReceipts {
  /** Sends a receipt for the message, or for a later one, unless one has gone out; settles with it. */
  through(place: Place): Promise<void>;
  /** There is a connection again: sends what has failed. */
  again(): void;
  /** The chat is over: nothing is sent any more. */
  stop(): void;
}

interface Flight {
  readonly place: Place;
  readonly landing: Promise<void>;
}

/** Statuses of what is refused for good: 401 and 403 are of the token, and the next request may have another one. */
const FOR_GOOD = /^4(?!0[13])/;

/** Whether the same request would be refused again. */
const isFinal = (error: unknown): boolean => {
  const { code, statusCode } = error as ChatError;
  return code === "RECEIPT_IGNORED" || (FOR_GOOD.test(`${statusCode}`) && code !== "THROTTLED");
};

export function createReadReceipts({ send, isPaced, confirmed }: ReadReceiptsOptions): ReadReceipts {
  let settledWith: Place | undefined;
  let owed: Place | undefined;
  let flights: readonly Flight[] = [];
  /** Waits for the flight before it, and goes for the last message named by then. */
  let next: { place: Place; readonly landing: Promise<void> } | undefined;
  let isStopped = false;

  const later = (one: Place | undefined, other: Place) => (comparePlaces(one, other) < 0 ? other : one);
  const isCovered = (place: Place) =>
    isStopped || comparePlaces(place, settledWith) <= 0 || comparePlaces(place, confirmed()) <= 0;

  const fly = (place: Place): Promise<void> => {
    const landing = (async () => {
      try {
        await send(place.messageId);
        settledWith = later(settledWith, place);
      } catch (error) {
        if (isFinal(error)) settledWith = later(settledWith, place);
        else owed = later(owed, place);
        // Receipts are switched off: that is no failure.
        if ((error as ChatError).code !== "RECEIPT_IGNORED" && !isStopped) throw error;
      } finally {
        flights = flights.filter((flight) => flight.place !== place);
      }
    })();
    flights = [...flights, { place, landing }];
    return landing;
  };
  const through = async (place: Place): Promise<void> => {
    if (isCovered(place)) return;
    const flight = flights.find((each) => comparePlaces(place, each.place) <= 0);
    if (flight) return flight.landing;
    const [before] = flights;
    if (!before || isPaced()) return fly(place);
    const go = () => {
      const latest = next?.place ?? place;
      next = undefined;
      return through(latest);
    };
    next ??= { place, landing: before.landing.then(go, go) };
    next.place = later(next.place, place) ?? place;
    return next.landing;
  };

  return {
    through,
    again() {
      const place = owed;
      owed = undefined;
      if (place) through(place).catch(() => undefined);
    },
    stop() {
      isStopped = true;
    },
  };
}
