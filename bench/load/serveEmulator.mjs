import { startEmulator } from "amazon-connect-chat-emulator";
import { reportUsage } from "./reportUsage.mjs";

const { url } = await startEmulator({ flow: { prompts: [] }, limits: { activeChats: 100_000 } });
reportUsage(url);
