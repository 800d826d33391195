import { ChatSession } from "amazon-connect-chatjs";
import type { AgentChatSession, ChatWebSocketManager } from "amazon-connect-chatjs";

/** The session of a chat: the one that Streams has made and connected, or else one of this page's own. */
export async function openSession(connection: connect.ChatConnection): Promise<AgentChatSession> {
  try {
    return (await connection.getMediaController()) as AgentChatSession;
  } catch {
    return ChatSession.create({
      type: ChatSession.SessionTypes.AGENT,
      chatDetails: connection.getMediaInfo(),
      options: { region: "us-west-2" },
      // The types of Streams know another manager. Those of the packed library correct them; this is its source.
      websocketManager: connect.core.getWebSocketManager() as unknown as ChatWebSocketManager,
    });
  }
}
