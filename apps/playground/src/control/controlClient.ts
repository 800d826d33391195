import type { ChatTokenTransport, WebSocketTransport } from "amazon-connect-chat-emulator";

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

/** The control API refused a request or did not answer. */
class ControlError extends Error {
  override name = "ControlError";
  readonly statusCode: number | undefined;

  constructor(message: string, statusCode?: number) {
    super(message);
    this.statusCode = statusCode;
  }
}

/** Talks to the control API of the emulator at `baseUrl`. */
export function createControlClient(baseUrl: string): ControlClient {
  const post = async (path: readonly string[], what: string, body: object = {}): Promise<never> => {
    const url = `${baseUrl}/control/${path.map(encodeURIComponent).join("/")}`;
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }).catch(() => {
      throw new ControlError(`unable to ${what}; the emulator does not answer. Is it still running?`);
    });
    const answer = (await response.json().catch(() => ({}))) as {
      readonly error?: { readonly message?: string };
    };
    if (!response.ok)
      throw new ControlError(
        `unable to ${what}; ${answer.error?.message ?? `the emulator answered ${response.status}`}`,
        response.status,
      );
    return answer as never;
  };

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
