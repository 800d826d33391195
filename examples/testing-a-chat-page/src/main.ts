import { mountChat } from "./chatPage.js";

// `npm run dev`: a chat without a backend. A build leaves this out.
if (import.meta.env.MODE === "emulator") {
  const { createEmulator } = await import("amazon-connect-chat-emulator/browser");
  createEmulator().install();
}

mountChat(document.querySelector("main")!);
