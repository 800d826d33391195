import type { Conversation } from "./conversation.js";
import type { ConnectionState, ConversationState } from "./conversationState.js";

/** Calls back the first time that a chat's connection gets into a state. */
export function onFirst(
  conversation: Conversation,
  wanted: ConnectionState,
  callback: (state: ConversationState) => unknown,
): void {
  let isDone = false;
  conversation.subscribe((state) => {
    if (isDone || state.connection !== wanted) return;
    isDone = true;
    callback(state);
  });
}
