import type { CustomerSession } from "amazon-connect-chatjs/session";

/** What a chat of {@link chat} leads to. */
export const SAID: readonly string[] = ["Welcome", "Hello"];

type Create = (options: {
  readonly chatDetails: object;
  readonly endpoint: string;
}) => Pick<CustomerSession, "connect" | "disconnectParticipant" | "onEnded" | "onMessage" | "sendMessage">;

/**
 * A customer's whole chat, which the emulator greets with "Welcome"; what was said in it. It refers to nothing outside itself: its
 * text becomes part of the consumers' own sources.
 */
async function chat(create: Create, endpoint: string): Promise<readonly string[]> {
  const response = await fetch(`${endpoint}/start-chat`, {
    method: "POST",
    body: JSON.stringify({ ParticipantDetails: { DisplayName: "Avery" } }),
  });
  const { data } = await response.json();
  const customer = create({ chatDetails: data.startChatResult, endpoint });
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

const createFromRoot = `const create = ({ chatDetails, endpoint }) => {
  ChatSession.setGlobalConfig({ endpoint });
  return ChatSession.create({ chatDetails, type: "CUSTOMER" });
};`;

/** How a consumer gets what makes a session: sources that have `create` after them. */
export const GETS = {
  import: `import { ChatSession } from "amazon-connect-chatjs";\n${createFromRoot}`,
  require: `const { ChatSession } = require("amazon-connect-chatjs");\n${createFromRoot}`,
  global: `const { ChatSession } = globalThis.connect;\n${createFromRoot}`,
  /** As pages of 5.0.0 do: for its effect alone. A bundler that leaves it out leaves no global. */
  effect: `import "amazon-connect-chatjs";\nconst { ChatSession } = globalThis.connect;\n${createFromRoot}`,
  session: 'import { createCustomerSession as create } from "amazon-connect-chatjs/session";',
} as const;

/** Source of a function `chat(create, endpoint)`. */
export const chatSource = chat.toString();

/** Source of a script with a global `startChatting(endpoint)`, for the test to call. */
export const pageSource = (get: string): string =>
  `${get}\n${chatSource}\nglobalThis.startChatting = (endpoint) => chat(create, endpoint);`;

/** The same with zone.js, which Angular learns by that there is something to draw. A handler that is called outside fails. */
export const zonePageSource = `import "zone.js";
${GETS.import}
${chatSource}
const watched = (customer) => {
  for (const name of ["onMessage", "onTranscriptUpdated", "onConnectionEstablished", "onEnded"])
    customer[name](() => {
      if (Zone.current.name !== "page") throw new Error(name + " calls outside the zone of the page");
    });
  return customer;
};
globalThis.startChatting = (endpoint) =>
  Zone.current.fork({ name: "page" }).run(() => chat((options) => watched(create(options)), endpoint));`;

/** Source of a worker that is sent the endpoint, and sends back what was said. */
export const workerSource = (get: string): string =>
  `${get}\n${chatSource}\nonmessage = async ({ data }) => postMessage(await chat(create, data));`;

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
