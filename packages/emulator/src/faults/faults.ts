import type { Clock } from "../clock.js";
import type { Random } from "../random.js";
import { createTimerScope } from "../timerScope.js";
import { createFaultBook } from "./faultBook.js";
import type { FaultBook } from "./faultBook.js";
import { createFrameFaults } from "./frameFaults.js";
import type { FrameFaults } from "./frameFaults.js";
import { createRequestFaults } from "./requestFaults.js";
import type { RequestFaults } from "./requestFaults.js";
import { createSocketFaults } from "./socketFaults.js";
import type { SocketFaults } from "./socketFaults.js";

/** What can go wrong: the book of rules, and who asks it for what. */
export interface Faults {
  readonly book: FaultBook;
  readonly requests: RequestFaults;
  readonly sockets: SocketFaults;
  readonly frames: FrameFaults;
  /** Ends all faults; what waits for an answer gets none. */
  close(): void;
}

export function createFaults({ clock, random }: { readonly clock: Clock; readonly random: Random }): Faults {
  const timers = createTimerScope(clock);
  const book = createFaultBook({ clock, random });
  const requests = createRequestFaults({ book, clock });
  return {
    book,
    requests,
    sockets: createSocketFaults(book),
    frames: createFrameFaults({ book, timers }),
    close() {
      book.close();
      requests.close();
      timers.cancelAll();
    },
  };
}
