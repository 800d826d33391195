import type { ChatDetailsInput } from "amazon-connect-chatjs";

/** Asks this site's backend for a chat; it calls StartChatContact. */
export async function startChat(name: string): Promise<ChatDetailsInput> {
  const response = await fetch("/start-chat", {
    method: "POST",
    body: JSON.stringify({ ParticipantDetails: { DisplayName: name } }),
  });
  if (!response.ok) throw new Error(`unable to start a chat; the backend answered ${response.status}`);
  const { data } = (await response.json()) as { data: { startChatResult: ChatDetailsInput } };
  return data.startChatResult;
}
