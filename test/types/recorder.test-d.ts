import { ChatSession } from "amazon-connect-chatjs";
import { recorder } from "amazon-connect-chatjs/recorder";
import type { Recording, RecordingEntry } from "amazon-connect-chatjs/recorder";
import { addParts, attachments, createCustomerSession } from "amazon-connect-chatjs/session";

const chatDetails = { contactId: "c", participantId: "p", participantToken: "t" };

const session = createCustomerSession({ chatDetails, parts: [recorder({ maxEntries: 100 }), attachments] });
const recording: Recording = session.exportDiagnostics();
export const statusOf = (entry: RecordingEntry): number | undefined =>
  entry.kind === "answer" ? entry.status : undefined;
void session.sendAttachment({ attachment: new Blob([]) });
// @ts-expect-error only answers have one
export const status: unknown = recording.entries[0]?.status;
// @ts-expect-error it is not the page's to change
recording.dropped = 0;
// @ts-expect-error it takes a number
recorder({ maxBytes: "1 MB" });
// @ts-expect-error it was not passed
createCustomerSession({ chatDetails, parts: [attachments] }).exportDiagnostics();

const old = ChatSession.create({ type: "CUSTOMER", chatDetails });
// @ts-expect-error it has not got it yet
old.exportDiagnostics();
addParts(old, [recorder()]).exportDiagnostics();
