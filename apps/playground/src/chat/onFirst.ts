import type { Conversation } from "./conversation.js";
import type { ConnectionState } from "./conversationState.js";

/** Calls back the first time that a chat's connection gets into a state. */
export function onFirst(conversation: Conversation, wanted: ConnectionState, callback: () => unknown): void {
  let isDone = false;
  conversation.subscribe(({ connection }) => {
    if (isDone || connection !== wanted) return;
    isDone = true;
    callback();
  });
}
