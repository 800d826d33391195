import type { Clock } from "../clock.js";
import type { World } from "../world/world.js";
import type { Control } from "./control.js";
import { createEventStreams } from "./eventStreams.js";
import { createTrafficBatches } from "./trafficBatches.js";

/** The open streams of what happens. */
export interface ContactEvents {
  /**
   * A stream of server-sent events: `contacts` with the whole list, then `contact` on each change, and `forgotten` with `{contactId}`
   * of each one that is not known any more; with traffic, also `traffic` with `{entries, missed}` for what passed since the last one.
   */
  open(choice: { readonly withTraffic: boolean }): Response;
  /** Ends all streams. */
  close(): void;
}

export function createContactEvents(
  control: Control,
  { onForgotten }: Pick<World, "onForgotten">,
  clock: Clock,
): ContactEvents {
  const streams = createEventStreams(clock);
  return {
    open: ({ withTraffic }) =>
      streams.open((stream) => {
        const stops = [
          control.watchContacts((contact) => stream.send("contact", contact)),
          onForgotten((contactId) => stream.send("forgotten", { contactId })),
        ];
        const stopContacts = () => stops.forEach((stop) => stop());
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
