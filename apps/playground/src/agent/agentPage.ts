import { startDeskPage } from "../desk/deskPage.js";
import { createAgentDesk } from "./agentDesk.js";

startDeskPage({
  intro: "You are the agent. Accept chats from the queue and hold several at once.",
  openDesk: createAgentDesk,
});
