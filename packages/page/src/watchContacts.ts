import type { ContactSummary, TrafficEntry } from "amazon-connect-chat-emulator";
import { withContact, withContacts } from "./contactBoard.js";
import type { ContactBoard } from "./contactBoard.js";

/** What passed since the last batch. */
export interface TrafficBatch {
  readonly entries: readonly TrafficEntry[];
  /** How many there were besides, which were too many to tell. */
  readonly missed: number;
}

/**
 * Follows all chats live. `onBoard` gets a new board with each change, in which the chats that have not changed are the same objects;
 * `onLive` whether the connection stands. With `onTraffic` it also follows what passes between clients and the service.
 */
export function watchContacts(
  baseUrl: string,
  handlers: {
    readonly onBoard: (board: ContactBoard) => void;
    readonly onLive: (live: boolean) => void;
    readonly onTraffic?: (batch: TrafficBatch) => void;
  },
): () => void {
  const { onBoard, onLive, onTraffic } = handlers;
  const source = new EventSource(`${baseUrl}/control/${onTraffic ? "traffic" : "events"}`);
  const on = (name: string, handle: (data: never) => void) =>
    source.addEventListener(name, ({ data }: MessageEvent<string>) => handle(JSON.parse(data) as never));
  let board: ContactBoard = new Map();
  const show = (next: ContactBoard) => {
    board = next;
    onBoard(board);
  };
  source.addEventListener("open", () => onLive(true));
  // It opens itself again, and then begins with the whole list.
  source.addEventListener("error", () => onLive(false));
  on("contacts", (contacts: readonly ContactSummary[]) => show(withContacts(contacts)));
  on("contact", (contact: ContactSummary) => show(withContact(board, contact)));
  if (onTraffic) on("traffic", onTraffic);
  return () => source.close();
}
