import {
  attachments,
  createAgentSession,
  createCustomerSession,
  transcript,
} from "amazon-connect-chatjs/session";
import type {
  AgentSession,
  ChatReconnectingEvent,
  ChatTranscriptGapEvent,
} from "amazon-connect-chatjs/session";

const chatDetails = { contactId: "c", participantId: "p", participantToken: "t" };
const attachment = new Blob(["x"], { type: "text/plain" });

const text = createCustomerSession({ chatDetails });
void text.sendMessage({ message: "x", contentType: "text/plain" });
void text.disconnectParticipant();
// @ts-expect-error files are a part
void text.sendAttachment({ attachment });
// @ts-expect-error so is the transcript
text.onTranscriptUpdated(() => undefined);

const rich = createCustomerSession({ chatDetails, parts: [attachments, transcript] });
void rich.sendAttachment({ attachment });
rich.onTranscriptUpdated(({ data }) => data.transcript);
// @ts-expect-error it was not passed
void rich.describeView({ viewToken: "v" });

// Handlers of outages can be written elsewhere.
const soon = ({ data }: ChatReconnectingEvent) => data.retryAtMs;
const missing = ({ data }: ChatTranscriptGapEvent) => data.since ?? data.reason;
text.onReconnecting(soon);
text.onTranscriptGap(missing);

declare const agent: AgentSession;
agent.cleanUp();
agent.cleanUpOnParticipantDisconnect();
// @ts-expect-error an agent ends the contact in Streams
void agent.disconnectParticipant();
// @ts-expect-error an agent needs a manager
createAgentSession({ chatDetails });
// @ts-expect-error what is no part
createCustomerSession({ chatDetails, parts: ["attachments"] });
