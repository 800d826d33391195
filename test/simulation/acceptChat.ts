import type { Emulator } from "amazon-connect-chat-emulator";
import type { Seat } from "./journal.js";
import { ORIGIN } from "./page.js";

/** What an agent's desk does when a chat is accepted, over a network of its own. */
export function acceptChat({ fetch }: Pick<Emulator, "fetch">, { participantToken }: Seat): void {
  const headers = { "content-type": "application/json", "x-amz-bearer": participantToken };
  const body = JSON.stringify({ ConnectParticipant: true });
  // A fault may strike here too; then the session's own acknowledgement has to do.
  fetch(`${ORIGIN}/participant/connection`, { method: "POST", headers, body }).catch(() => undefined);
}
