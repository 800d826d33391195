import type { AgentChatSession } from "amazon-connect-chatjs";
import { createChatPanel } from "../chat/chatPanel.js";
import { createConversation } from "../chat/conversation.js";
import { onFirst } from "../chat/onFirst.js";
import { onLook } from "../chat/onLook.js";
import type { Viewer } from "../chat/participant.js";
import { confirmDialog } from "@amazon-connect-chat/page/confirmDialog.js";
import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import { createAttempts } from "./attempts.js";
import type { Attempt } from "./attempts.js";
import { createUnreadCounter } from "./unreadCounter.js";

/** A chat that an agent has accepted. */
export interface DeskChat {
  readonly contactId: string;
  readonly customerName: string;
}

export interface ChatPane {
  readonly root: HTMLElement;
  /** The contact centre says that the chat is over for this agent. */
  contactEnded(): void;
  focus(): void;
  /** Lets go of the session. */
  close(): void;
}

export interface ChatPaneOptions {
  readonly chat: DeskChat & { readonly participantId: string };
  readonly session: AgentChatSession;
  readonly displayName: string;
  /** Hands the chat on to somebody else, where that can be done. */
  readonly transfer?: Attempt;
  /** The agent leaves the chat. What it rejects with is shown in the pane. */
  readonly leave: () => Promise<unknown>;
  /** Whether the agent works in this chat, as opposed to one beside it. */
  readonly isCurrent: () => boolean;
  readonly onUnread: (count: number) => void;
  readonly onEnded?: () => void;
  /** What the agent does last. */
  readonly close: Attempt & { readonly note?: string };
}

/** One of the chats side by side: the customer's name, the way out, and the chat. */
export function createChatPane(options: ChatPaneOptions): ChatPane {
  const { chat, session, displayName, transfer, close } = options;
  const { customerName } = chat;
  const viewer: Viewer = { participantId: chat.participantId, role: "AGENT", displayName };
  const isWatched = () => options.isCurrent() && document.hasFocus();
  const conversation = createConversation({ session, viewer, isWatched });
  const { problem, createButton } = createAttempts("chat-window__problem");

  const badge = element("span", { class: "badge", hidden: true, "data-testid": "unread-badge" });
  const leave = async () => {
    const confirmed = await confirmDialog({
      question: `End the chat with ${customerName}?`,
      detail: "You leave the chat, and it ends for the customer too unless another agent is in it.",
      confirmLabel: "End chat",
    });
    // It may have ended meanwhile.
    return confirmed && !actions.hidden && options.leave();
  };
  const actions = element("div", { class: "chat-window__actions" }, [
    transfer &&
      createButton(transfer, {
        "aria-label": `Transfer the chat with ${customerName}`,
        "data-testid": "transfer-button",
      }),
    createButton(
      { label: "End", run: leave },
      { "aria-label": `End the chat with ${customerName}`, "data-testid": "end-button" },
    ),
  ]);
  const panel = createChatPanel({
    id: chat.contactId,
    viewer,
    composerLabel: `Message to ${customerName}`,
    conversation,
    afterEnd: element("div", { class: "after-end" }, [
      close.note === undefined ? undefined : element("p", {}, [close.note]),
      createButton(close, { class: "button button--primary", "data-testid": "close-button" }),
    ]),
  });
  const headingId = `pane-${chat.contactId}`;
  const root = element(
    "section",
    {
      class: "chat-window card",
      "aria-labelledby": headingId,
      "data-testid": "pane",
      "data-contact-id": chat.contactId,
    },
    [
      element("header", { class: "chat-window__header" }, [
        element("div", { class: "chat-window__title" }, [
          element("h2", { id: headingId }, [customerName]),
          badge,
        ]),
        actions,
      ]),
      problem,
      panel.root,
    ],
  );

  const unread = createUnreadCounter({
    ownParticipantId: chat.participantId,
    isWatched,
    onCount(count) {
      badge.hidden = count === 0;
      setText(badge, `${count} new`);
      options.onUnread(count);
    },
  });
  conversation.subscribe((state) => {
    unread.see(state);
    actions.hidden = state.connection === "ended";
  });
  onFirst(conversation, "connected", () => options.isCurrent() && panel.focusComposer());
  onFirst(conversation, "ended", () => options.onEnded?.());

  const look = () => {
    unread.markRead();
    conversation.look();
  };
  const stopLooking = onLook(() => conversation.look());
  root.addEventListener("focusin", look);
  root.addEventListener("pointerdown", look);
  conversation.connect();

  return {
    root,
    contactEnded: () => conversation.end(),
    focus() {
      panel.focusComposer();
      look();
    },
    close() {
      stopLooking();
      session.cleanUpOnParticipantDisconnect();
      void session.controller.breakConnection();
    },
  };
}
