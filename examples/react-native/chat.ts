import NetInfo from "@react-native-community/netinfo";
import { ChatSession } from "amazon-connect-chatjs";
import type { ChatDetailsInput, CustomerChatSession } from "amazon-connect-chatjs";
import { AppState } from "react-native";

ChatSession.setGlobalConfig({
  region: "us-west-2",
  webSocketManagerConfig: {
    // Asked once a second, and only during an outage; a false that becomes true is a reason to try at once.
    isNetworkOnline: async () => (await NetInfo.fetch()).isConnected !== false,
  },
});

/** A chat of an app; `close` lets go of it without ending the chat. */
export interface AppChat {
  readonly session: CustomerChatSession;
  close(): void;
}

/** Makes a session, and connects it; and again whenever the app comes to the front. */
export function openChat(chatDetails: ChatDetailsInput, failed: (reason: unknown) => void): AppChat {
  const session = ChatSession.create({ type: "CUSTOMER", chatDetails });
  const connect = () => void session.connect().catch(failed);
  // Does nothing while the connection is up; in an outage it ends the wait, and after onConnectionBroken it tries afresh.
  const front = AppState.addEventListener("change", (state) => {
    if (state === "active") connect();
  });
  session.onEnded(() => front.remove());
  connect();
  return {
    session,
    close() {
      front.remove();
      void session.controller.breakConnection();
    },
  };
}
