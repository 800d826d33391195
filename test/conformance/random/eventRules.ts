import type { Trace } from "../trace.js";
import { isOwnReading } from "./requestRules.js";
import { toEach } from "./rule.js";
import type { Rule } from "./rule.js";

const UNSAID = Object.fromEntries(
  ["_debug", "connectSuccess", "connectCalled", "metadata", "recovered", "data"].map((name) => [
    name,
    "unsaid",
  ]),
);

/** CP-20, CP-51: an event for each connection; what it says of it. */
const establishedOnce = toEach((trace) => {
  const up = new Set<string | undefined>();
  const kept = trace.events.filter(({ name, session, event }) => {
    if (name === "CONNECTION_LOST") up.delete(session);
    if (name === "CONNECTION_BROKEN") delete event.data.reason;
    if (name !== "CONNECTION_ESTABLISHED") return true;
    Object.assign(event, UNSAID);
    const isFirst = !up.has(session);
    up.add(session);
    return isFirst;
  });
  trace.events.splice(0, trace.events.length, ...kept);
});

/** CP-32: in 5.0.0 the receipts of one agent's chat reach all. */
const receiptsOfOthers: Rule = ({ upstream }) => {
  const kept = upstream.events.filter(({ name, event }) => {
    if (!/_RECEIPT$/.test(name)) return true;
    const { ContactId, InitialContactId } = event.data;
    const { contactId, initialContactId } = event.chatDetails;
    const isOfNone = ContactId === undefined && InitialContactId === undefined;
    return isOfNone || ContactId === contactId || InitialContactId === initialContactId;
  });
  upstream.events.splice(0, upstream.events.length, ...kept);
};

/** CP-28: an item that comes again is no event; of one that comes, each handler hears. */
const once: Rule = ({ upstream }) => {
  const deliveries = new Map<string, { at: number; readonly handlers: Set<string> }>();
  const kept = upstream.events.filter(({ name, session = "", event: { data } }, at) => {
    if (!data?.Id || data.Attachments || data.MessageMetadata?.ChunkNumber) return true;
    const { Receipts: [receipt] = [], MessageId } = data.MessageMetadata ?? {};
    const item = /_RECEIPT$/.test(name) ? [MessageId, name, receipt?.RecipientParticipantId] : [data.Id];
    const key = JSON.stringify([session.split(",")[0], item]);
    const known = deliveries.get(key);
    if (known && (known.at !== at - 1 || known.handlers.has(session))) return false;
    deliveries.set(key, { at, handlers: (known?.handlers ?? new Set()).add(session) });
    return true;
  });
  upstream.events.splice(0, upstream.events.length, ...kept);
};

/** CP-34: the last transcript, in whichever order, with the statuses that 5.0.0 has not lost; not each event that leads there. */
const lastTranscript: Rule = ({ ours, upstream }) => {
  // CP-63: what 5.0.0 reads after each connection is a page like any other.
  const hasReadAgain = upstream.requests.filter(({ body }) => isOwnReading(body)).length > 1;
  const take = (trace: Trace) => {
    const kept = trace.events.filter(({ name, session = "", event }) => {
      if (name !== "TRANSCRIPT_UPDATED") return true;
      const { transcript, previousTranscriptNextToken } = event.data;
      const shown = transcript.map(({ Id, Content, MessageMetadata }: any) => ({
        Id: /^<uuid/.test(Id) ? "a new Id" : Id,
        Content,
        Status: MessageMetadata?.Status,
      }));
      shown.sort((one: any, other: any) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
      trace.notes[`transcript of ${session}`] = shown;
      if (!hasReadAgain) trace.notes[`page before that of ${session}`] = previousTranscriptNextToken;
      return false;
    });
    trace.events.splice(0, trace.events.length, ...kept);
  };
  take(ours);
  take(upstream);
  for (const [name, items] of Object.entries(upstream.notes))
    if (Array.isArray(items))
      for (const [index, item] of items.entries()) {
        const own = ours.notes[name]?.[index];
        if (item.Status === undefined && own?.Id === item.Id) delete own.Status;
      }
};

/** In this order. */
export const EVENT_RULES: readonly Rule[] = [establishedOnce, receiptsOfOthers, once, lastTranscript];
