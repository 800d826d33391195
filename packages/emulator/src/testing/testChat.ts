import type { Control } from "../control/control.js";
import type { StartedChat } from "../world/world.js";

/** A customer's chat, for `chatDetails` of a client, and the other side of the desk. */
export interface TestChat extends StartedChat {
  readonly control: Control;
}

const supportedContentTypes = [
  "text/plain",
  "text/markdown",
  "application/json",
  "application/vnd.amazonaws.connect.message.interactive",
  "application/vnd.amazonaws.connect.message.interactive.response",
];

/** Starts a chat of the customer Avery, who has not connected, with all content types. */
export const startTestChat = (control: Control): TestChat => ({
  ...control.startChat({ displayName: "Avery", supportedContentTypes }),
  control,
});
