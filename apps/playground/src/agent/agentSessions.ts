import type { ControlClient } from "@amazon-connect-chat/page/controlClient.js";
import { ChatSession, WebSocketManager } from "amazon-connect-chatjs";
import type { AgentChatSession } from "amazon-connect-chatjs";
import type { AcceptedChat } from "./acceptedChats.js";

export interface AgentSessions {
  open(chat: AcceptedChat): AgentChatSession;
}

/** Opens an agent's sessions. As in Streams, one WebSocket carries all chats of the agent. */
export function createAgentSessions(agentId: string, control: ControlClient): AgentSessions {
  const manager = WebSocketManager.create();
  void manager.init(() => control.agentTransport(agentId));
  return {
    open: ({ agentContactId: contactId, initialContactId, participantId, participantToken }) =>
      ChatSession.create({
        type: "AGENT",
        websocketManager: manager,
        chatDetails: {
          contactId,
          initialContactId,
          participantId,
          participantToken,
          getConnectionToken: () => control.connectionToken({ contactId, participantId }),
        },
      }),
  };
}
