import { ChatSession, WebSocketManager } from "amazon-connect-chatjs";
import type { AgentChatSession, CustomerChatSession } from "amazon-connect-chatjs";

const chatDetails = { contactId: "c", participantId: "p", participantToken: "t" };
const websocketManager = WebSocketManager.create();

// The type of the session follows from the type of the arguments.
const customer: CustomerChatSession = ChatSession.create({ type: "CUSTOMER", chatDetails });
const agent: AgentChatSession = ChatSession.create({ type: "AGENT", chatDetails, websocketManager });
// As in 5.0.0, it is a customer's unless something says otherwise.
const kept: ReturnType<typeof ChatSession.create> = customer;
const agentByDefault: AgentChatSession = ChatSession.create({ chatDetails, websocketManager });

// What StartChatContact answers can be passed on as it is.
ChatSession.create({
  type: ChatSession.SessionTypes.CUSTOMER,
  chatDetails: { ContactId: "c", ParticipantId: "p", ParticipantToken: "t" },
  options: { region: "eu-west-2" },
  disableCSM: true,
});

void customer.disconnectParticipant();
void kept.disconnectParticipant();
agent.cleanUpOnParticipantDisconnect();
agentByDefault.cleanUpOnParticipantDisconnect();

// @ts-expect-error a customer leaves with disconnectParticipant
customer.cleanUpOnParticipantDisconnect();
// @ts-expect-error an agent ends the contact in Streams
void agent.disconnectParticipant();
// @ts-expect-error there are two types
ChatSession.create({ type: "SUPERVISOR", chatDetails });
// @ts-expect-error chatDetails are required
ChatSession.create({ type: "CUSTOMER" });
// @ts-expect-error an agent's session needs a manager
ChatSession.create({ type: "AGENT", chatDetails });
// @ts-expect-error a manager has five methods
ChatSession.create({ type: "AGENT", chatDetails, websocketManager: {} });
// @ts-expect-error ids are strings
ChatSession.create({ type: "CUSTOMER", chatDetails: { contactId: 1, participantId: 2 } });
