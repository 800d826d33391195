import { parseArgs } from "node:util";
import { ChatSession } from "amazon-connect-chatjs";
import { WebSocket } from "ws";
import { talk } from "./talk.mjs";

// Node 22 has one of its own.
globalThis.WebSocket ??= WebSocket;

const { values } = parseArgs({
  options: {
    /** Your backend, which calls StartChatContact. */
    "start-chat": { type: "string", default: "http://127.0.0.1:4510/start-chat" },
    /** Of the emulator; leave it out on AWS. */
    endpoint: { type: "string" },
    region: { type: "string", default: "us-west-2" },
    "timeout-seconds": { type: "string", default: "60" },
  },
});

ChatSession.setGlobalConfig({
  region: values.region,
  ...(values.endpoint !== undefined && { endpoint: values.endpoint }),
});

/** What a customer says to which question; the first that fits, and each once. */
const rules = [
  { hears: /what can we do/i, says: "Where is my order?" },
  { hears: /order number/i, says: "It is 12345" },
  { hears: /on its way/i },
];

try {
  const transcript = await talk({
    startChatUrl: values["start-chat"],
    name: "Smoke test",
    rules,
    signal: AbortSignal.timeout(Number(values["timeout-seconds"]) * 1_000),
    heard: (line) => console.log(line),
  });
  console.log(`The flow is well: ${transcript.length} messages`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
