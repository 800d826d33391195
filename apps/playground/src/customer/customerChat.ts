import { ChatSession } from "amazon-connect-chatjs";
import { createChatPanel } from "../chat/chatPanel.js";
import { createConversation } from "../chat/conversation.js";
import { failureReason } from "../chat/failure.js";
import { onFirst } from "../chat/onFirst.js";
import { onLook } from "../chat/onLook.js";
import { contactsOf } from "../chat/segments.js";
import { confirmDialog } from "@amazon-connect-chat/page/confirmDialog.js";
import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import { createScenarioMenu } from "../scenarios/scenarioMenu.js";
import { createGoOnForm } from "./goOnForm.js";
import type { SavedChat } from "./savedChat.js";
import type { PersistentChat } from "./startChat.js";

export interface CustomerChatOptions {
  readonly chat: SavedChat;
  /** Whether the backend can play scenarios. */
  readonly hasScenarios: boolean;
  /** The chat is over: nothing to come back to. */
  readonly onEnded: () => void;
  /** The person wants another one. */
  readonly onNewChat: () => void;
  /** The person wants to go on from this one in another; undefined where that is not to be had. */
  readonly onGoOn: ((persistentChat: PersistentChat) => Promise<void>) | undefined;
}

/** The customer's window: a header with the way out, and the chat. */
export function createCustomerChat(options: CustomerChatOptions): HTMLElement {
  const { chat, hasScenarios, onEnded, onNewChat, onGoOn } = options;
  const session = ChatSession.create({ chatDetails: chat, type: "CUSTOMER", disableCSM: true });
  const viewer = {
    participantId: chat.participantId,
    role: "CUSTOMER",
    displayName: chat.displayName,
  } as const;
  const conversation = createConversation({
    session,
    viewer,
    isWatched: () => document.visibilityState === "visible",
  });

  const end = element("button", { type: "button", class: "button", "data-testid": "end-button" }, [
    "End chat",
  ]);
  const problem = element("p", { class: "chat-window__problem", role: "alert", hidden: true });
  const newChat = element(
    "button",
    { type: "button", class: "button button--primary", "data-testid": "new-chat-button" },
    ["Start a new chat"],
  );
  const goOn = onGoOn && createGoOnForm({ initialContactId: chat.contactId, onGoOn });
  const afterEnd = element("div", { class: "after-end" }, [
    element("p", {}, ["Thank you for talking with us."]),
    newChat,
    goOn?.root,
  ]);
  newChat.addEventListener("click", onNewChat);
  end.addEventListener("click", () => {
    void confirmDialog({
      question: "End this chat?",
      detail: "The agent is told that you left.",
      confirmLabel: "End chat",
    }).then(async (confirmed) => {
      // It may have ended meanwhile.
      if (!confirmed || end.hidden) return;
      end.disabled = true;
      problem.hidden = true;
      await session.disconnectParticipant().catch((error: unknown) => {
        setText(problem, `Unable to end the chat; ${failureReason(error)}. Try again.`);
        problem.hidden = false;
      });
      // There may be a question afterwards; who ends that too has left for good.
      end.disabled = false;
    });
  });

  const scenarios = hasScenarios ? createScenarioMenu(chat.contactId) : undefined;
  const panel = createChatPanel({
    id: "customer",
    viewer,
    composerLabel: "Your message",
    conversation,
    afterEnd,
  });
  onFirst(conversation, "connected", () => panel.focusComposer());
  const stopLooking = onLook(() => conversation.look());
  onFirst(conversation, "ended", ({ transcript }) => {
    stopLooking();
    goOn?.offer(contactsOf(transcript.entries));
    end.hidden = true;
    if (scenarios) scenarios.hidden = true;
    onEnded();
  });
  conversation.connect();

  return element(
    "section",
    { class: "chat-window card", "aria-label": "Chat", "data-contact-id": chat.contactId },
    [
      element("header", { class: "chat-window__header" }, [
        element("div", { class: "chat-window__title" }, [
          element("h1", {}, ["Chat with us"]),
          element("p", {}, [`You are ${chat.displayName}`]),
        ]),
        end,
      ]),
      scenarios,
      problem,
      panel.root,
    ],
  );
}
