import { CHAT } from "../../support/chatItems.js";
import type { Difference } from "../scenario.js";
import type { Trace, TracedCall, TracedEvent, TracedRequest } from "../trace.js";
import type { Stage } from "../world/stage.js";

/** Calls of a trace that came to this end. */
const callsThat = (trace: Trace, kind: TracedCall["kind"]) =>
  trace.calls.filter((call) => call.kind === kind);

/** A failure of 5.0.0 as the error that this library makes of it; its causes too. */
function asChatError(failure: any): any {
  if (typeof failure === "string")
    return { isError: true, text: failure, name: "ChatError", message: failure, stack: "<stack>" };
  if (failure?.isError !== false) return failure;
  const cause = failure._debug?._debug;
  const message = failure.message ?? `unable to connect; ${(cause ?? failure._debug)?.message}`;
  return {
    ...failure,
    isError: true,
    text: `ChatError: ${message}`,
    name: "ChatError",
    message,
    stack: "<stack>",
    ...(cause && { _debug: { ...failure._debug, _debug: asChatError(cause) } }),
  };
}

/** Rejections are errors with the members that texts and plain objects had. */
export const rejectsWithErrors: Difference = {
  id: "CP-23",
  change(trace) {
    for (const call of callsThat(trace, "rejected")) call.value = asChatError(call.value);
  },
};

/** Missing arguments are an IllegalArgument, not whatever 5.0.0 stumbles over. For traces of {@link onlyNames}. */
export const namesMissingArguments: Difference = {
  id: "CP-47",
  change(trace) {
    for (const call of callsThat(trace, "threw"))
      if (call.value === "TypeError") call.value = "IllegalArgument";
  },
};

/** Leaves the name alone of each error that was thrown: its sentence is each library's own. */
export function onlyNames({ calls }: Stage): void {
  for (const call of calls()) if (call.kind === "threw") call.value = call.value.name;
}

/** `connect()` resolves once subscribed. */
export const connectsWhenSubscribed: Difference = {
  id: "CP-21",
  change(trace) {
    for (const { value } of callsThat(trace, "resolved"))
      if (value?._debug) value._debug.websocketStatus = "Connected";
  },
};

/** One event for a connection, with the members of both, or none where there is no connection. */
export const announcesOnce: Difference = {
  id: "CP-20",
  change(trace) {
    const isOne = ({ name }: TracedEvent) => name === "CONNECTION_ESTABLISHED";
    const [first, second] = trace.events.filter(isOne);
    if (!first) return;
    const both = { ...first.event, ...second?.event, ...UP, data: {}, recovered: 0 };
    Object.assign((second ?? first).event, { ...both, metadata: first.event.metadata });
    if (second) trace.events.splice(trace.events.indexOf(first), 1);
  },
};

const UP = { _debug: { websocketStatus: "Connected" }, connectSuccess: true, connectCalled: true };

/** What onConnectionEstablished says after a reconnection: what `connect()` did, and how many items came late. */
export const tellsOfReturn = (recovered = 0): Difference => ({
  id: "CP-51",
  change(trace) {
    for (const { name, event } of trace.events)
      if (name === "CONNECTION_ESTABLISHED") Object.assign(event, { ...UP, metadata: null, recovered });
  },
});

/** What onConnectionBroken says. */
export const saysWhyBroken = (reason: string): Difference => ({
  id: "CP-51",
  change(trace) {
    for (const { name, event } of trace.events)
      if (name === "CONNECTION_BROKEN") Object.assign(event.data, { reason });
  },
});

/** An event of the chat that scenarios are in. */
export const tracedEvent = (name: string, data: unknown): TracedEvent => {
  const inADay = "2031-02-04T04:00:00.000Z";
  const connectionDetails = {
    url: "wss://sockets.test/chat",
    expiry: inADay,
    transportLifeTimeInSeconds: 3540,
    connectionAcknowledged: false,
    connectionToken: "ct.scripted",
    connectionTokenExpiry: inADay,
  };
  return {
    name,
    event: { data, chatDetails: { ...CHAT, initialContactId: CHAT.contactId, connectionDetails } },
  };
};

/** How the transcript is read for what was missed. */
export const MISSED: TracedRequest = {
  request: "POST /participant/transcript",
  bearer: "connectionToken",
  body: '{"MaxResults":100,"ScanDirection":"BACKWARD","SortOrder":"ASCENDING","StartPosition":{}}',
};

/** How a token is tried out that the service may have refused for good. */
export const VERIFICATION: TracedRequest = {
  request: "POST /participant/transcript",
  bearer: "connectionToken",
  body: '{"MaxResults":1,"StartPosition":{}}',
};

/** After each reconnection the transcript is read for what was missed. */
export const readsTranscript: Difference = {
  id: "CP-27",
  change(trace) {
    const { requests } = trace;
    for (let index = requests.length; index > 0; index--)
      if (requests[index - 1]!.request === "POST /participant/connection") requests.splice(index, 0, MISSED);
  },
};

/** What a socket's log says while it comes up. */
export const comesUp = (number: number): readonly string[] => [
  `${number} opens wss://sockets.test/chat`,
  `${number} sends {"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}`,
];

/** Puts a word in the place of every sentence: it is each library's own. */
export function hideSentences({ calls }: Stage): void {
  const hide = (failure: any): void => {
    const isFailure =
      typeof failure === "object" && failure !== null && ("stack" in failure || "_debug" in failure);
    if (!isFailure || String(failure.message).startsWith("Failed to call")) return;
    failure.message = "<sentence>";
    if (failure.isError) failure.text = `${failure.name}: <sentence>`;
    hide(failure._debug);
  };
  for (const call of calls()) hide(call.value);
}
