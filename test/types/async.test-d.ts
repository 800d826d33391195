/// <reference lib="esnext.disposable" />
import { ChatSession } from "amazon-connect-chatjs";
import { asyncSession } from "amazon-connect-chatjs/async";
import type { SessionEvent, TextDelta } from "amazon-connect-chatjs/async";
import { addParts, createCustomerSession } from "amazon-connect-chatjs/session";

const chatDetails = { contactId: "c", participantId: "p", participantToken: "t" };
const { signal } = new AbortController();
const session = createCustomerSession({ chatDetails, parts: [asyncSession] });

for await (const event of session.events({ signal, types: ["INCOMING_MESSAGE", "CHAT_ENDED"] })) {
  event.type satisfies "INCOMING_MESSAGE" | "CHAT_ENDED";
  // @ts-expect-error the end has no item
  event.data.Id.slice();
  if (event.type === "INCOMING_MESSAGE" && event.data.Type === "MESSAGE") event.data.Content.slice();
  // @ts-expect-error it was not asked for
  if (event.type === "CONNECTION_LOST") break;
}
for await (const event of session.events()) {
  if (event.type === "RECONNECTING") event.data.attempt.toFixed();
  if (event.type === "CONNECTION_ESTABLISHED") event.recovered.toFixed();
  // @ts-expect-error it costs requests: it must be asked for
  if (event.type === "TRANSCRIPT_UPDATED") break;
}
// @ts-expect-error no such event
session.events({ types: ["INCOMING_MESSAGES"] });
null satisfies SessionEvent<"CHAT_ENDED">["data"];

for await (const { id, item, deltas, text } of session.streamedText({ maxWaiting: 10 })) {
  for await (const delta of deltas) ((each: TextDelta) => each.added.slice(each.from))(delta);
  (await text()).slice(id.length, item.Content.length);
}

void session.connect({ signal, metadata: 1 }).then(({ metadata }) => metadata?.toFixed());
void session.disconnectParticipant({ signal });
// @ts-expect-error it is no signal
void session.connect({ signal: "soon" });
// @ts-expect-error the session's, not the page's
session.closeSignal = signal;

async function forAWhile() {
  await using closed = createCustomerSession({ chatDetails, parts: [asyncSession] });
  await closed.connect();
}
void forAWhile().then(() => session.close());

const old = ChatSession.create({ type: "CUSTOMER", chatDetails });
// @ts-expect-error it has not got it yet
old.events();
void addParts(old, [asyncSession]).events().return?.();
