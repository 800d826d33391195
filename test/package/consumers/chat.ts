import type { ChatSession } from "amazon-connect-chatjs";

/** What a chat of {@link chat} leads to. */
export const SAID: readonly string[] = ["Welcome", "Hello"];

/**
 * A customer's whole chat, which the emulator greets with "Welcome"; what was said in it. It refers to nothing outside itself: its
 * text becomes part of the consumers' own sources.
 */
async function chat(session: typeof ChatSession, endpoint: string): Promise<readonly string[]> {
  session.setGlobalConfig({ endpoint });
  const response = await fetch(`${endpoint}/start-chat`, {
    method: "POST",
    body: JSON.stringify({ ParticipantDetails: { DisplayName: "Avery" } }),
  });
  const { data } = await response.json();
  const customer = session.create({ chatDetails: data.startChatResult, type: "CUSTOMER" });
  const said: string[] = [];
  customer.onMessage(({ data: { Type, Content = "" } }) => {
    if (Type !== "MESSAGE") return;
    said.push(Content);
    if (Content === "Welcome") void customer.sendMessage({ contentType: "text/plain", message: "Hello" });
    if (Content === "Hello") void customer.disconnectParticipant();
  });
  const ended = new Promise((resolve) => void customer.onEnded(resolve));
  await customer.connect();
  await ended;
  return said;
}

/** Source of a function `chat(ChatSession, endpoint)`. */
export const chatSource = chat.toString();

/** How a consumer gets ChatSession. */
export const GETS = {
  import: 'import { ChatSession } from "amazon-connect-chatjs";',
  require: 'const { ChatSession } = require("amazon-connect-chatjs");',
  global: "const { ChatSession } = globalThis.connect;",
} as const;

/** Source of a script with a global `startChatting(endpoint)`, for the test to call. */
export const pageSource = (get: string): string =>
  `${get}\n${chatSource}\nglobalThis.startChatting = (endpoint) => chat(ChatSession, endpoint);`;

/** Source of a worker that is sent the endpoint, and sends back what was said. */
export const workerSource = (get: string): string =>
  `${get}\n${chatSource}\nonmessage = async ({ data }) => postMessage(await chat(ChatSession, data));`;

/**
 * Source of a page with a global `startChatting(endpoint)` whose chat is a worker's.
 * @param worker expression that starts it
 */
export const workerPageSource = (worker: string): string =>
  `globalThis.startChatting = (endpoint) =>
    new Promise((resolve, reject) => {
      const worker = ${worker};
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(endpoint);
    });`;
