import { fileURLToPath } from "node:url";
import { startEmulator } from "amazon-connect-chat-emulator";

// Serves this folder, and plays Amazon Connect, the site's backend and an agent.
const { url } = await startEmulator({
  port: Number(process.env.PORT ?? 4510),
  pages: fileURLToPath(new URL(".", import.meta.url)),
  flow: { prompts: [] },
  agents: {
    robin: {
      displayName: "Robin",
      joinsAfterMs: 500,
      flow: async (chat) => {
        await chat.say("Hello, Robin here. What can we do for you?");
        for (;;) {
          await chat.until({ says: "." });
          await chat.type("agent");
          await chat.wait(1_500);
          await chat.say("I see. Give me a moment, please.");
        }
      },
    },
  },
});
console.log(`The page is at ${url}, and you can speak as the agent at ${url}/console`);
