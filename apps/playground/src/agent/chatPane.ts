import type { AgentChatSession } from "amazon-connect-chatjs";
import { createChatPanel } from "../chat/chatPanel.js";
import { createConversation } from "../chat/conversation.js";
import { onFirst } from "../chat/onFirst.js";
import { onLook } from "../chat/onLook.js";
import type { Viewer } from "../chat/participant.js";
import { confirmDialog } from "../dom/confirmDialog.js";
import { element } from "../dom/element.js";
import { setText } from "../dom/setText.js";
import type { AcceptedChat } from "./acceptedChats.js";
import { createUnreadCounter } from "./unreadCounter.js";

export interface ChatPane {
  readonly root: HTMLElement;
  /** The emulator says that the chat is over. */
  contactEnded(): void;
  focus(): void;
  /** Lets go of the session. */
  close(): void;
}
export interface ChatPaneOptions {
  readonly chat: AcceptedChat;
  readonly session: AgentChatSession;
  readonly displayName: string;
  /** The agent leaves the chat. What it rejects with is shown in the pane. */
  readonly leave: () => Promise<unknown>;
  /** Whether the agent works in this chat, as opposed to one beside it. */
  readonly isCurrent: () => boolean;
  readonly onUnread: (count: number) => void;
  readonly onEnded: () => void;
  readonly onClose: () => void;
}

/** One of the chats side by side: the customer's name, the way out, and the chat. */
export function createChatPane(options: ChatPaneOptions): ChatPane {
  const { chat, session, displayName } = options;
  const viewer: Viewer = { participantId: chat.participantId, role: "AGENT", displayName };
  const isWatched = () => options.isCurrent() && document.hasFocus();
  const conversation = createConversation({ session, viewer, isWatched });
  const badge = element("span", { class: "badge", hidden: true, "data-testid": "unread-badge" });
  const end = element("button", { type: "button", class: "button", "data-testid": "end-button" }, ["End"]);
  end.setAttribute("aria-label", `End the chat with ${chat.customerName}`);
  const problem = element("p", { class: "chat-window__problem", role: "alert", hidden: true });
  const close = element(
    "button",
    { type: "button", class: "button button--primary", "data-testid": "close-button" },
    ["Close"],
  );
  const afterEnd = element("div", { class: "after-end" }, [close]);
  const panel = createChatPanel({
    id: chat.contactId,
    viewer,
    composerLabel: `Message to ${chat.customerName}`,
    conversation,
    afterEnd,
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
          element("h2", { id: headingId }, [chat.customerName]),
          badge,
        ]),
        end,
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
    end.hidden = state.connection === "ended";
  });
  onFirst(conversation, "connected", () => options.isCurrent() && panel.focusComposer());
  onFirst(conversation, "ended", options.onEnded);

  const leave = async () => {
    const confirmed = await confirmDialog({
      question: `End the chat with ${chat.customerName}?`,
      detail: "You leave the chat, and it ends for the customer too unless another agent is in it.",
      confirmLabel: "End chat",
    });
    if (!confirmed) return;
    end.disabled = true;
    problem.hidden = true;
    await options.leave().catch((error: unknown) => {
      setText(problem, error instanceof Error ? error.message : String(error));
      problem.hidden = false;
      end.disabled = false;
    });
  };
  end.addEventListener("click", () => void leave());
  close.addEventListener("click", options.onClose);
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
