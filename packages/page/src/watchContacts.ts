import type { ContactSummary } from "amazon-connect-chat-emulator";
import { withContact, withContacts } from "./contactBoard.js";
import type { ContactBoard } from "./contactBoard.js";

/** Follows all chats live. `onBoard` gets a new board with each change; `onLive` whether the connection stands. */
export function watchContacts(
  baseUrl: string,
  handlers: {
    readonly onBoard: (board: ContactBoard) => void;
    readonly onLive: (live: boolean) => void;
  },
): () => void {
  const source = new EventSource(`${baseUrl}/control/events`);
  let board: ContactBoard = new Map();
  const show = (next: ContactBoard) => {
    board = next;
    handlers.onBoard(board);
  };
  source.addEventListener("open", () => handlers.onLive(true));
  // It opens itself again, and then begins with the whole list.
  source.addEventListener("error", () => handlers.onLive(false));
  source.addEventListener("contacts", ({ data }: MessageEvent<string>) =>
    show(withContacts(JSON.parse(data) as ContactSummary[])),
  );
  source.addEventListener("contact", ({ data }: MessageEvent<string>) =>
    show(withContact(board, JSON.parse(data) as ContactSummary)),
  );
  return () => source.close();
}
