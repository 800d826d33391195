import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { WebSocket } from "ws";

// Fewer than a server lets wait to be accepted, should the clients have fallen behind.
const agent = new Agent({ keepAlive: true, maxSockets: 200 });

/**
 * @param {string} url
 * @param {object} body
 * @param {string} [token]
 * @returns {Promise<any>}
 */
const post = (url, body, token) =>
  new Promise((resolve, reject) => {
    const text = JSON.stringify(body);
    const headers = {
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(text),
      ...(token && { "X-Amz-Bearer": token }),
    };
    const sending = request(url, { method: "POST", agent, headers }, (response) => {
      let answer = "";
      response.setEncoding("utf8");
      response.on("data", (piece) => (answer += piece));
      response.on("end", () => {
        if (response.statusCode === 200) resolve(JSON.parse(answer));
        else reject(new Error(`${url} answered ${response.statusCode}`));
      });
    });
    sending.on("error", (error) => {
      // The server may close an idle connection at the moment that it is used again.
      if (sending.reusedSocket) resolve(post(url, body, token));
      else reject(error);
    });
    sending.end(text);
  });

/**
 * A participant with a socket that is subscribed.
 * @param {string} url
 * @param {string} participantToken
 * @param {(content: string) => void} onMessage
 */
async function connect(url, participantToken, onMessage) {
  const { Websocket, ConnectionCredentials } = await post(
    `${url}/participant/connection`,
    { Type: ["WEBSOCKET", "CONNECTION_CREDENTIALS"], ConnectParticipant: true },
    participantToken,
  );
  const socket = new WebSocket(Websocket.Url, { perMessageDeflate: false });
  await new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("open", () => socket.send('{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}'));
    socket.on("message", (data) => {
      const { topic, content } = JSON.parse(String(data));
      if (topic === "aws/subscribe") resolve(undefined);
      else if (topic === "aws/chat") onMessage(JSON.parse(content).Content);
    });
  });
  return /** @type {string} */ (ConnectionCredentials.ConnectionToken);
}

/**
 * Opens chats of two, each with a socket.
 * @param {string} url
 * @param {number} count
 * @param {(content: string) => void} onMessage what an agent gets
 * @returns {Promise<string[]>} the customers' connection tokens
 */
async function openChats(url, count, onMessage) {
  /** @type {string[]} */
  const tokens = [];
  const openChat = async (/** @type {number} */ index) => {
    const { data } = await post(`${url}/start-chat`, { ParticipantDetails: { DisplayName: "Avery" } });
    const { ContactId, ParticipantToken } = data.startChatResult;
    const invited = await post(`${url}/control/contacts/${ContactId}/participants`, {
      displayName: "Robin",
      agentId: `agent-${index}`,
    });
    await connect(url, invited.participantToken, onMessage);
    tokens.push(await connect(url, ParticipantToken, () => undefined));
  };
  const atOnce = 20;
  for (let index = 0; index < count; index += atOnce)
    await Promise.all(
      Array.from({ length: Math.min(atOnce, count - index) }, (_, more) => openChat(index + more)),
    );
  return tokens;
}

/**
 * Lets each customer send a message a second, the customers one after the other, and measures how long it takes from when it was due until
 * the agent has it.
 * @param {string} url
 * @param {readonly string[]} tokens
 * @param {{ readonly seconds: number, readonly sentAt: Map<string, number>, readonly round: string }} how
 */
async function talk(url, tokens, { seconds, sentAt, round }) {
  const total = tokens.length * seconds;
  const beginMs = performance.now();
  /** @type {Promise<unknown>[]} */
  const answers = [];
  for (let sent = 0; sent < total;) {
    const due = Math.min(total, Math.floor(((performance.now() - beginMs) / 1_000) * tokens.length));
    for (; sent < due; sent++) {
      const Content = `${round} ${sent}`;
      sentAt.set(Content, beginMs + ((sent + 1) / tokens.length) * 1_000);
      answers.push(
        post(
          `${url}/participant/message`,
          { ContentType: "text/plain", Content, ClientToken: randomUUID() },
          tokens[sent % tokens.length],
        ),
      );
    }
    await setTimeout(1);
  }
  await Promise.all(answers);
}

const [url = "", count = "", seconds = ""] = process.argv.slice(2);
/** @type {Map<string, number>} */
const sentAt = new Map();
/** @type {number[]} */
let latenciesMs = [];
process.on("disconnect", () => process.exit());
const tell = (/** @type {unknown} */ what) => process.send?.(what);
const told = () => new Promise((resolve) => process.once("message", resolve));

const tokens = await openChats(url, Number(count), (content) => {
  const dueMs = sentAt.get(content);
  if (dueMs !== undefined && sentAt.delete(content)) latenciesMs.push(performance.now() - dueMs);
});
tell("open");
await told();
await talk(url, tokens, { seconds: 3, sentAt, round: "warm-up" });
latenciesMs = [];
tell("warm");
await told();
await talk(url, tokens, { seconds: Number(seconds), sentAt, round: "measured" });
// The last frames may be under way.
for (let wait = 0; wait < 100 && sentAt.size > 0; wait++) await setTimeout(50);
tell({ latenciesMs, lost: sentAt.size });
