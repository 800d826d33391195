import type { ControlClient } from "@amazon-connect-chat/page/controlClient.js";
import { element } from "@amazon-connect-chat/page/element.js";
import { reasonOf } from "@amazon-connect-chat/page/reasonOf.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import type { ContactSummary, TrafficEntry } from "amazon-connect-chat-emulator";
import { createChatView } from "./chatView.js";
import type { TranscriptItem } from "./transcriptItem.js";
import type { ChatView } from "./chatView.js";

/** The place of the chat in view. */
export interface ChatPane {
  readonly root: HTMLElement;
  /** Shows a chat; with `participantId` the console speaks as that participant. */
  select(contact: ContactSummary, participantId?: string): void;
  /** The chat in view has changed. */
  update(contact: ContactSummary): void;
  /** Something that concerns the chat in view has passed. */
  see(entry: TrafficEntry): void;
}

/** A transcript is read again so long after something has happened, so that a burst is read once. */
const REFRESH_MS = 120;

export function createChatPane(client: ControlClient): ChatPane {
  const problem = element("p", { class: "problem", role: "alert" });
  const place = element("div", { class: "chat-place" }, [
    element("p", { class: "empty" }, ["Choose a contact to see its chat, and to take part in it."]),
  ]);
  let view: ChatView | undefined;
  let contactId: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reading: "no" | "yes" | "and once more" = "no";

  const show = async (asked: string) => {
    try {
      const { contact, transcript } = await client.getContact(asked);
      if (asked !== contactId) return;
      view?.showContact(contact);
      view?.showTranscript(transcript as readonly TranscriptItem[]);
      setText(problem, "");
    } catch (error) {
      if (asked === contactId) setText(problem, reasonOf(error));
    }
  };
  const read = async (asked: string) => {
    reading = "yes";
    await show(asked);
    const isStale = isReadAgain();
    reading = "no";
    if (isStale) readNow();
  };
  const isReadAgain = () => reading === "and once more";
  /** One at a time: an older answer must not replace a newer one. */
  function readNow(): void {
    if (reading !== "no") reading = "and once more";
    else if (contactId !== undefined) void read(contactId);
  }
  const readSoon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      readNow();
    }, REFRESH_MS);
  };

  return {
    root: element("div", { class: "chat-pane" }, [problem, place]),
    select(contact, participantId) {
      if (contact.contactId === contactId) return;
      contactId = contact.contactId;
      view = createChatView(client, contact, participantId);
      place.replaceChildren(view.root);
      readNow();
    },
    update(contact) {
      view?.showContact(contact);
      readSoon();
    },
    see(entry) {
      view?.see(entry);
      readSoon();
    },
  };
}
