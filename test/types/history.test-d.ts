import { ChatSession } from "amazon-connect-chatjs";
import { history } from "amazon-connect-chatjs/history";
import type { SessionTranscript } from "amazon-connect-chatjs/history";
import { addParts, attachments, createCustomerSession } from "amazon-connect-chatjs/session";

const chatDetails = { contactId: "c", participantId: "p", participantToken: "t" };

const session = createCustomerSession({ chatDetails, parts: [attachments, history] });
const transcript: SessionTranscript = session.transcript;
void transcript.loadOlder({ maxResults: 20 });
transcript.search(({ Type }) => Type === "EVENT");
session.onTranscriptUpdated(({ data }) => data.transcript);
void session.sendAttachment({ attachment: new Blob([]) });
// @ts-expect-error no such format
transcript.export("pdf");
// @ts-expect-error it is not the page's to change
transcript.items = [];
// @ts-expect-error it was not passed
createCustomerSession({ chatDetails, parts: [attachments] }).transcript.items.at(0);

const old = ChatSession.create({ type: "CUSTOMER", chatDetails });
// @ts-expect-error it has not got it yet
old.transcript.items.at(0);
void addParts(old, [history]).transcript.loadAll();
