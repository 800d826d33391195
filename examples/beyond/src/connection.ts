import { connection, participants } from "amazon-connect-chatjs/connection";
import type { ChatParticipant, ConnectionState } from "amazon-connect-chatjs/connection";
import { createCustomerSession } from "amazon-connect-chatjs/session";
import { button, find, place, run, say, startChat, talk } from "./chat";

function banner(state: ConnectionState): string {
  switch (state.name) {
    case "reconnecting":
      return state.retryAtMs === undefined
        ? "offline"
        : `offline; attempt ${state.attempt + 1} is at ${new Date(state.retryAtMs).toLocaleTimeString()}`;
    case "recovering":
      return "reading what you have missed";
    case "ended":
      return `ended${state.by === undefined ? "" : ` by ${state.by.toLowerCase()}`}: ${state.why}`;
    case "failed":
      return state.error.message;
    case "idle":
    case "connecting":
    case "connected":
    case "degraded":
      return state.name;
  }
}

function describe({ displayName, isTyping, leftAtMs }: ChatParticipant): string {
  if (leftAtMs !== undefined) return `${displayName} has left`;
  return isTyping ? `${displayName} is typing` : displayName;
}

run(async () => {
  const session = createCustomerSession({
    ...place,
    chatDetails: await startChat(),
    parts: [connection, participants],
  });
  session.connection.onChange((state) => {
    find("state").textContent = banner(state);
  });
  session.participants.onChange((list) => {
    find("participants").textContent = list.map(describe).join(", ");
  });
  talk(session);
  find("tools").append(button("End chat", () => session.disconnectParticipant()));
  await session.connect();
  say("");
});
