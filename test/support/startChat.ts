import type { RunningEmulator } from "amazon-connect-chat-emulator";

/** Chat details as a page gets them from its own backend. */
export interface StartedChat {
  readonly ContactId: string;
  readonly ParticipantId: string;
  readonly ParticipantToken: string;
}

/** Starts a chat through the emulator's proxy; may be sent to a page. */
export async function startChat(endpoint: string): Promise<StartedChat> {
  const response = await fetch(`${endpoint}/start-chat`, {
    method: "POST",
    body: JSON.stringify({ ParticipantDetails: { DisplayName: "Avery" } }),
  });
  const { data } = (await response.json()) as { data: { startChatResult: StartedChat } };
  return data.startChatResult;
}

/** Who an agent is in a chat. */
export interface JoinedAgent {
  readonly contactId: string;
  readonly participantId: string;
  readonly participantToken: string;
}

/** Lets an agent into the chat who speaks through the control API. */
export async function joinAgent(emulator: RunningEmulator, contactId: string): Promise<JoinedAgent> {
  const agent = emulator.control.inviteAgent({ contactId, displayName: "Robin", agentId: "robin" });
  const response = await fetch(`${emulator.url}/participant/connection`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-amz-bearer": agent.participantToken },
    body: JSON.stringify({ ConnectParticipant: true }),
  });
  if (!response.ok) throw new Error(`unable to join an agent; HTTP ${response.status}`);
  return agent;
}
