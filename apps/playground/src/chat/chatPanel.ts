import { element } from "@amazon-connect-chat/page/element.js";
import { createComposer } from "./composer.js";
import { createConnectionBanner } from "./connectionBanner.js";
import type { Conversation } from "./conversation.js";
import type { ConversationState } from "./conversationState.js";
import type { Viewer } from "./participant.js";
import { createGapNote } from "./gapNote.js";
import { transcriptRows } from "./transcriptRows.js";
import { createTranscriptView } from "./transcriptView.js";
import { createTypingIndicator } from "./typingIndicator.js";
import { typingSentence } from "./typists.js";

export interface ChatPanel {
  readonly root: HTMLElement;
  focusComposer(): void;
}
export interface ChatPanelOptions {
  /** Makes the ids of a page with several chats differ. */
  readonly id: string;
  readonly viewer: Viewer;
  readonly composerLabel: string;
  readonly conversation: Conversation;
  /** Stands in the composer's place once the chat is over. */
  readonly afterEnd: HTMLElement;
}

/** Messages do not need the socket, so the composer stays usable while it is being opened again. */
const WRITABLE: readonly ConversationState["connection"][] = ["connected", "reconnecting"];

/** A chat's window below its header: connection, messages, who is typing, composer. */
export function createChatPanel(options: ChatPanelOptions): ChatPanel {
  const { id, viewer, composerLabel, conversation, afterEnd } = options;
  const banner = createConnectionBanner({
    onReconnect: () => conversation.connect(),
    onDismissLate() {
      conversation.dismiss("late");
      composer.focus();
    },
  });
  const gapNote = createGapNote({
    onLoad: () => conversation.loadMissing(),
    onDismiss() {
      conversation.dismiss("missing");
      composer.focus();
    },
  });
  const transcript = createTranscriptView({
    actions: {
      ...conversation,
      retry(clientToken) {
        conversation.retry(clientToken);
        // The button goes away, and the focus with it.
        composer.focus();
      },
      cancelUpload(key) {
        conversation.cancelUpload(key);
        composer.focus();
      },
      answer(messageId, reply) {
        conversation.answer(messageId, reply);
        transcript.scrollToEnd();
        composer.focus();
      },
    },
    onLoadEarlier: () => conversation.loadEarlier(),
  });
  const typing = createTypingIndicator();
  const composer = createComposer({
    id,
    label: composerLabel,
    onSend(text) {
      conversation.send(text);
      transcript.scrollToEnd();
    },
    onFile(file) {
      conversation.attach(file);
      transcript.scrollToEnd();
    },
    onTyping: () => conversation.typing(),
  });
  afterEnd.hidden = true;
  const root = element("div", { class: "chat" }, [
    banner.root,
    gapNote.root,
    transcript.root,
    typing.root,
    composer.root,
    afterEnd,
  ]);

  conversation.subscribe((state) => {
    const hasEnded = state.connection === "ended";
    banner.show(state);
    gapNote.show(state);
    transcript.render(transcriptRows(state, viewer, Date.now()), state.earlier);
    typing.show(typingSentence(state.typists));
    composer.setEnabled(WRITABLE.includes(state.connection));
    composer.root.hidden = hasEnded;
    afterEnd.hidden = !hasEnded;
  });

  return { root, focusComposer: () => composer.focus() };
}
