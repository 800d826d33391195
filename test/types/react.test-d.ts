import { connection, participants } from "amazon-connect-chatjs/connection";
import { history } from "amazon-connect-chatjs/history";
import { outbox } from "amazon-connect-chatjs/outbox";
import { useChatSession, useChatWindow, useMessages, useReadReceipts } from "amazon-connect-chatjs/react";
import type { ShownMessage } from "amazon-connect-chatjs/react";
import { reading } from "amazon-connect-chatjs/reading";
import { useEffect } from "react";
import { createCustomerSession } from "amazon-connect-chatjs/session";
import type { ChatDetailsInput } from "amazon-connect-chatjs/session";

declare const chatDetails: ChatDetailsInput;
declare const startChat: (name: string) => ChatDetailsInput;

// What makes the session says what start takes, and whether it may be left out; without a word of that, a click's event will do.
const asked = useChatSession((name: string) => createCustomerSession({ chatDetails: startChat(name) }), {
  autoStart: false,
});
asked.start("Avery");
// @ts-expect-error It needs a name.
asked.start();
const open = (name = "Somebody") => createCustomerSession({ chatDetails: startChat(name) });
const named = useChatSession(open, { autoStart: false });
named.start("Avery");
named.start();
// @ts-expect-error A name is a text.
named.start({ name: "Avery" });
useChatSession(() => createCustomerSession({ chatDetails })).start({ type: "click" });
// @ts-expect-error Where nothing is given, there may be no name.
useChatSession((name: string) => createCustomerSession({ chatDetails: startChat(name) }));

// A session has the parts that a hook needs; none yet is one, too.
const parts = [history, connection, participants, outbox(), reading] as const;
const session = createCustomerSession({ chatDetails, parts });
// An effect may return what ends a subscription.
useEffect(() => session.transcript.onChange(({ items }) => items.length), [session]);
useEffect(() => session.connection.onChange(({ name }) => name), [session]);
useEffect(() => session.outbox.onChange((entries) => entries.length), [session]);
const { messages, fieldProps, retry } = useChatWindow(session, { joined: "{name} ist da" });
useChatWindow(undefined);
useMessages(createCustomerSession({ chatDetails, parts: [history] }));
// @ts-expect-error It has no transcript.
useMessages(createCustomerSession({ chatDetails }));
// @ts-expect-error It has no connection.
useChatWindow(createCustomerSession({ chatDetails, parts: [history, participants] }));
// @ts-expect-error It has no receipts.
useReadReceipts(createCustomerSession({ chatDetails, parts: [history] }));
useReadReceipts(session, { attribute: "id" })(null);

// Rows say what there is.
for (const message of messages) {
  const { side, status }: ShownMessage = message;
  if (side === "own" && status === "failed") retry(message);
  // @ts-expect-error Nobody knows when a message is sent that waits.
  message.timeMs.toFixed();
  // @ts-expect-error There is no such status.
  if (status === "seen") retry(message);
}

// The field is any that has a value.
fieldProps.onChange({ target: { value: "Hi" } });
fieldProps.ref({ focus: () => undefined });
// @ts-expect-error A value is a text.
fieldProps.onChange({ target: { value: 1 } });
