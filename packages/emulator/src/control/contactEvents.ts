import type { Clock } from "../clock.js";
import type { Control } from "./control.js";
import { createEventStreams } from "./eventStreams.js";
import { createTrafficBatches } from "./trafficBatches.js";

/** The open streams of what happens. */
export interface ContactEvents {
  /**
   * A stream of server-sent events: `contacts` with the whole list, then `contact` on each change; with traffic, also `traffic` with
   * `{entries, missed}` for what passed since the last one.
   */
  open(choice: { readonly withTraffic: boolean }): Response;
  /** Ends all streams. */
  close(): void;
}

export function createContactEvents(control: Control, clock: Clock): ContactEvents {
  const streams = createEventStreams(clock);
  return {
    open: ({ withTraffic }) =>
      streams.open((stream) => {
        const stopContacts = control.watchContacts((contact) => stream.send("contact", contact));
        stream.send("contacts", control.listContacts());
        if (!withTraffic) return stopContacts;
        const batches = createTrafficBatches(stream, clock);
        const stopTraffic = control.watchTraffic(batches.add);
        return () => {
          stopContacts();
          stopTraffic();
          batches.close();
        };
      }),
    close: streams.close,
  };
}
