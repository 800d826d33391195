import { useState } from "react";
import type { ChatDetailsInput } from "amazon-connect-chatjs";
import { ChatScreen } from "./ChatScreen";
import { StartScreen } from "./StartScreen";

/** Two screens: one that starts a chat, and one that shows it. */
export function App() {
  const [chatDetails, setChatDetails] = useState<ChatDetailsInput>();
  return chatDetails ? (
    <ChatScreen chatDetails={chatDetails} leave={() => setChatDetails(undefined)} />
  ) : (
    <StartScreen started={setChatDetails} />
  );
}
