import { connection, participants } from "amazon-connect-chatjs/connection";
import { history } from "amazon-connect-chatjs/history";
import { interactive } from "amazon-connect-chatjs/interactive";
import { outbox } from "amazon-connect-chatjs/outbox";
import { reading } from "amazon-connect-chatjs/reading";
import { keepSession, resumable, resumeSession } from "amazon-connect-chatjs/resume";
import { createCustomerSession, type ChatDetailsInput } from "amazon-connect-chatjs/session";
import { readBackend } from "../backend/backend.js";
import { startChat } from "../customer/startChat.js";

const { region, endpoint } = readBackend(document.documentElement.dataset, location.origin);
const sends = outbox({ storage: () => sessionStorage });
const parts = [history, connection, participants, reading, interactive, resumable, sends] as const;
const create = (chatDetails: ChatDetailsInput) =>
  createCustomerSession({ chatDetails, region, endpoint, parts });
export type Session = ReturnType<typeof create>;

/** Goes on with this tab's chat, or starts one. */
export async function openChat(name: string | undefined): Promise<Session> {
  const resumed = await resumeSession(() => sessionStorage, create);
  if (resumed) return resumed;
  if (name === undefined) throw new Error("Your chat has ended. Start a new one.");
  const session = create(await startChat(location.origin, name));
  keepSession(session, () => sessionStorage);
  return session;
}
