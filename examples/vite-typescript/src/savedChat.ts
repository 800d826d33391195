import type { ChatDetailsInput } from "amazon-connect-chatjs";

/**
 * The chat of this tab, so that it goes on when the page is loaded again. It holds the token that lets one into the chat: the
 * storage of the tab keeps it from other tabs, and forgets it with the tab.
 */
const key = "chat";

export function readSavedChat(): ChatDetailsInput | undefined {
  const saved = sessionStorage.getItem(key);
  return saved === null ? undefined : (JSON.parse(saved) as ChatDetailsInput);
}

export const saveChat = (chatDetails: ChatDetailsInput) =>
  sessionStorage.setItem(key, JSON.stringify(chatDetails));

export const forgetChat = () => sessionStorage.removeItem(key);
