import { connection, participants } from "amazon-connect-chatjs/connection";
import { history } from "amazon-connect-chatjs/history";
import { outbox } from "amazon-connect-chatjs/outbox";
import { createCustomerSession } from "amazon-connect-chatjs/session";
import type { ChatDetailsInput } from "amazon-connect-chatjs/session";

/** Asks this site's backend for a chat, which calls StartChatContact, and makes the session of it. */
export async function openChat(name: string) {
  const response = await fetch("/start-chat", {
    method: "POST",
    body: JSON.stringify({ ParticipantDetails: { DisplayName: name } }),
  });
  if (!response.ok) throw new Error(`unable to start a chat; the backend answered ${response.status}`);
  const { data } = (await response.json()) as { data: { startChatResult: ChatDetailsInput } };
  return createCustomerSession({
    chatDetails: data.startChatResult,
    region: "us-west-2",
    parts: [history, connection, participants, outbox()],
  });
}
