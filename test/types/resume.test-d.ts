import { ChatSession } from "amazon-connect-chatjs";
import {
  forgetSession,
  keepSession,
  readKeptChat,
  resumable,
  resumeSession,
} from "amazon-connect-chatjs/resume";
import type { KeptChat } from "amazon-connect-chatjs/resume";
import { addParts, createCustomerSession, transcript } from "amazon-connect-chatjs/session";

const chatDetails = { contactId: "c", participantId: "p", participantToken: "t" };

const session = createCustomerSession({ chatDetails, parts: [resumable] });
const kept: KeptChat = session.toJSON();
createCustomerSession({ chatDetails: kept });
const forget: () => Promise<void> = keepSession(session, sessionStorage, { ttlMs: 60_000, key: "chat" });
void forget();
const forgotten: Promise<void> = forgetSession(session);
void forgotten;
// @ts-expect-error the part was not passed
void forgetSession(createCustomerSession({ chatDetails }));
keepSession(session, () => localStorage);
keepSession(session, {
  getItem: (key) => Promise.resolve(key),
  setItem: () => Promise.resolve(),
  removeItem: () => Promise.resolve(),
});
// @ts-expect-error it can only be written
keepSession(session, { setItem: () => undefined });
// @ts-expect-error the part was not passed
keepSession(createCustomerSession({ chatDetails }), sessionStorage);

const old = addParts(ChatSession.create({ type: "CUSTOMER", chatDetails }), [resumable]);
keepSession(old, sessionStorage);

void readKeptChat(sessionStorage).then((chat) => chat?.participantToken);
const parts = [resumable, transcript] as const;
const create = (chat: KeptChat) => createCustomerSession({ chatDetails: chat, parts: [...parts] });
void resumeSession(sessionStorage, create).then((resumed) =>
  resumed?.onTranscriptUpdated(({ data }) => data.transcript),
);
// @ts-expect-error what it makes cannot be kept
void resumeSession(sessionStorage, (chat) => createCustomerSession({ chatDetails: chat }));
