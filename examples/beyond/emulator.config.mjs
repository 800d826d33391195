import { defineConfig } from "amazon-connect-chat-emulator";

const says = (content) => ({ do: "say", as: "agent", content, afterMs: 0 });
const numbered = (count, text) => Array.from({ length: count }, (_, index) => says(text(index + 1)));

/** Who answers the pages on your machine: Robin, and a flow for each page that asks for one of its own. */
export default defineConfig({
  flow: { prompts: [] },
  flows: {
    reading: [
      { do: "agentJoins" },
      ...numbered(12, (number) => `Step ${number} of 12: put part ${number} on top of part ${number - 1}.`),
    ],
    history: [
      { do: "agentJoins" },
      ...numbered(130, (number) => `Lamp ${number} of 130 is ${number % 10 ? "in stock" : "sold out"}.`),
    ],
  },
  agents: {
    robin: {
      displayName: "Robin",
      joinsAfterMs: 500,
      flow: async (chat) => {
        await chat.say("Robin here. How can I help?");
        chat.on({ says: "." }, async () => {
          await chat.type("agent");
          await chat.wait(1_500);
          await chat.say("I see. Give me a moment, please.");
        });
      },
    },
  },
});
