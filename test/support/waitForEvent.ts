import type { ChatPlace } from "./chatPlace.js";
import { eventsOf } from "./sessionScripts.js";
import type { RecordedEvent } from "./sessionScripts.js";
import { waitUntil } from "./waitUntil.js";

/** A session in a place. */
export interface PlacedSession {
  readonly place: ChatPlace;
  readonly key: string;
}

/** Tells the event that is waited for; it gets its place among the others too. */
export type Wanted = (event: RecordedEvent, index: number, events: readonly RecordedEvent[]) => boolean;

/** Waits until a session has got an event that is `wanted`; without one it fails with the names of those that came. */
export function waitForEvent(
  { place, key }: PlacedSession,
  wanted: Wanted,
  patienceMs?: number,
): Promise<RecordedEvent> {
  return waitUntil(async () => {
    const events = await place.run(eventsOf, key);
    const found = events.find(wanted);
    if (found) return found;
    throw new Error(`the event did not come; these did: ${events.map(({ name }) => name).join(", ")}`);
  }, patienceMs);
}

export const named =
  (name: string) =>
  (event: RecordedEvent): boolean =>
    event.name === name;

/** A message with this content or Id. */
export const message =
  (wanted: { readonly Content: string } | { readonly Id: string }) =>
  ({ name, event: { data } }: RecordedEvent): boolean =>
    name === "INCOMING_MESSAGE" && Object.entries(wanted).every(([member, value]) => data[member] === value);

/** An item of this event type, such as `chat.ended`. */
export const item =
  (eventType: string) =>
  ({ name, event: { data } }: RecordedEvent): boolean =>
    name === "INCOMING_MESSAGE" &&
    data.ContentType === `application/vnd.amazonaws.connect.event.${eventType}`;

/** A file that somebody has sent. */
export const attachment = ({ name, event: { data } }: RecordedEvent): boolean =>
  name === "INCOMING_MESSAGE" && data.Type === "ATTACHMENT";
