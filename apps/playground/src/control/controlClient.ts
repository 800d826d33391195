import type { ChatTokenTransport, WebSocketTransport } from "amazon-connect-chat-emulator";
import { createControlRequester } from "@amazon-connect-chat/page/controlRequest.js";

/** An agent's place in a chat. */
export interface Invitation {
  readonly contactId: string;
  readonly initialContactId: string;
  readonly participantId: string;
  readonly participantToken: string;
}

/** What the agent's side of a contact centre does, spoken to the emulator. Rejects with `ControlError`. */
export interface ControlClient {
  inviteAgent(
    contactId: string,
    agent: { readonly agentId: string; readonly displayName: string },
  ): Promise<Invitation>;
  connectionToken(contactId: string, participantId: string): Promise<ChatTokenTransport>;
  agentTransport(agentId: string): Promise<WebSocketTransport>;
  leave(contactId: string, participantId: string): Promise<unknown>;
}

/** Talks to the control API of the emulator at `baseUrl`. */
export function createControlClient(baseUrl: string): ControlClient {
  const request = createControlRequester(baseUrl);
  const post = (path: readonly string[], what: string, body: object = {}): Promise<never> =>
    request({ method: "POST", path, what, body });

  return {
    inviteAgent: (contactId, agent) =>
      post(["contacts", contactId, "participants"], "accept the chat", agent),
    connectionToken: (contactId, participantId) =>
      post(
        ["contacts", contactId, "participants", participantId, "connection-token"],
        "get a connection token",
      ),
    agentTransport: (agentId) => post(["agents", agentId, "transport"], "get the agent's connection"),
    leave: (contactId, participantId) =>
      post(["contacts", contactId, "participants", participantId, "leave"], "end the chat"),
  };
}
