import type { ContactSummary, TrafficEntry } from "amazon-connect-chat-emulator";
import { withContact, withContacts, withoutContact } from "./contactBoard.js";
import type { ContactBoard } from "./contactBoard.js";

/** What passed since the last batch. */
export interface TrafficBatch {
  readonly entries: readonly TrafficEntry[];
  /** How many there were besides, which were too many to tell. */
  readonly missed: number;
}

/** What a browser waits before it opens the stream again by itself. */
const RETRY_MS = 3_000;

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
  let board: ContactBoard = new Map();
  let close: () => void = () => undefined;
  const show = (next: ContactBoard) => {
    board = next;
    onBoard(board);
  };
  const open = () => {
    const source = new EventSource(`${baseUrl}/control/${onTraffic ? "traffic" : "events"}`);
    const on = (name: string, handle: (data: never) => void) =>
      source.addEventListener(name, ({ data }: MessageEvent<string>) => handle(JSON.parse(data) as never));
    close = () => source.close();
    source.addEventListener("open", () => onLive(true));
    source.addEventListener("error", () => {
      onLive(false);
      // It opens itself again, and then begins with the whole list; but not after an answer that is no stream, such as a proxy's.
      if (source.readyState !== EventSource.CLOSED) return;
      const timer = setTimeout(open, RETRY_MS);
      close = () => clearTimeout(timer);
    });
    on("contacts", (contacts: readonly ContactSummary[]) => show(withContacts(contacts)));
    on("contact", (contact: ContactSummary) => show(withContact(board, contact)));
    on("forgotten", ({ contactId }: { readonly contactId: string }) =>
      show(withoutContact(board, contactId)),
    );
    if (onTraffic) on("traffic", onTraffic);
  };
  open();
  return () => close();
}
