import { connection, participants } from "amazon-connect-chatjs/connection";
import type { ConnectionState } from "amazon-connect-chatjs/connection";
import { ChatSession } from "amazon-connect-chatjs";
import { addParts, createCustomerSession } from "amazon-connect-chatjs/session";

const chatDetails = { contactId: "c", participantId: "p", participantToken: "t" };
const session = createCustomerSession({ chatDetails, parts: [connection, participants] });

const unsubscribe: () => void = session.connection.onChange(
  (state, previous) => [state.name, previous.name],
  {
    signal: AbortSignal.abort(),
  },
);
unsubscribe();

/** Every state, and nothing else. */
export function describe(state: ConnectionState): string | number | undefined {
  switch (state.name) {
    case "idle":
    case "connecting":
    case "connected":
    case "recovering":
    case "degraded":
      // @ts-expect-error these have nothing more to say
      return state.error;
    case "reconnecting":
      return state.attempt + (state.retryAtMs ?? 0);
    case "ended":
      return state.why === "DISCONNECTED" ? "left" : state.by;
    case "failed":
      return state.error.code;
    default:
      return state satisfies never;
  }
}
// @ts-expect-error no such state
export const wrong: ConnectionState = { name: "broken" };
// @ts-expect-error the state is the part's to change
session.connection.state = { name: "idle" };

export const typists: readonly string[] = session.participants.list.flatMap((each) =>
  each.isTyping ? each.id : [],
);
// @ts-expect-error so is the list
session.participants.list.push(session.participants.list[0]);

const text = createCustomerSession({ chatDetails });
// @ts-expect-error it was not passed
export const missing: unknown = text.connection;
const added = addParts(ChatSession.create({ type: "CUSTOMER", chatDetails }), [connection]);
export const roundTripMs: number | undefined = added.connection.lastRoundTripMs;
// @ts-expect-error this one was not added
export const notAdded: unknown = added.participants;
