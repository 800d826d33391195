import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Chat } from "./Chat";
import "./chat.css";

// `npm start`: Amazon Connect, the backend and an agent, all inside the page. A build leaves this out.
if (import.meta.env.MODE === "emulator") {
  const { createEmulator } = await import("amazon-connect-chat-emulator/browser");
  createEmulator({
    flow: { prompts: [] },
    agents: { robin: { displayName: "Robin", joinsAfterMs: 500, flow: ["Robin here. How can I help?"] } },
  }).install();
}

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <Chat />
  </StrictMode>,
);
