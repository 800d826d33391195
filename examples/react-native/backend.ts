import type { ChatDetailsInput } from "amazon-connect-chatjs";

/** Your own backend, which calls StartChatContact; here the emulator stands in for it. */
const BACKEND = "http://127.0.0.1:4510";

export async function startChat(name: string): Promise<ChatDetailsInput> {
  const response = await fetch(`${BACKEND}/start-chat`, {
    method: "POST",
    body: JSON.stringify({ ParticipantDetails: { DisplayName: name } }),
  });
  if (!response.ok) throw new Error(`unable to start a chat; the backend answered ${response.status}`);
  const { data } = (await response.json()) as { data: { startChatResult: ChatDetailsInput } };
  return data.startChatResult;
}
