import type { ChatDetailsInput } from "amazon-connect-chatjs";

/**
 * The chat of this tab, so that it goes on when the page is loaded again. It holds the token that lets one into the chat: the
 * storage of the tab keeps it from other tabs, and forgets it with the tab.
 */
const key = "chat";

/** Does something with the storage. Where the browser forbids that, a chat does not outlive its page, and that is all. */
function withStorage<Result>(act: (storage: Storage) => Result): Result | undefined {
  try {
    return act(sessionStorage);
  } catch {
    return undefined;
  }
}

export const readSavedChat = () =>
  withStorage((storage) => {
    const saved = storage.getItem(key);
    return saved === null ? undefined : (JSON.parse(saved) as ChatDetailsInput);
  });

export const saveChat = (chatDetails: ChatDetailsInput) =>
  withStorage((storage) => storage.setItem(key, JSON.stringify(chatDetails)));

export const forgetChat = () => withStorage((storage) => storage.removeItem(key));
