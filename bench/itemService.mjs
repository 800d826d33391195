import { once } from "node:events";
import { createServer } from "node:http";
import { WebSocketServer } from "ws";

const cors = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers":
    "content-type,authorization,x-amz-bearer,x-amz-content-sha256,x-amz-date,x-amz-user-agent",
  "access-control-max-age": "7200",
};
const startMs = Date.UTC(2026, 0, 1);
export const chat = { contactId: "contact-1", participantId: "customer-1", participantToken: "pt" };

/** The message of a number. */
const messageOf = (/** @type {number} */ number) => ({
  AbsoluteTime: new Date(startMs + number * 1_000).toISOString(),
  Content: "The parcel has left the depot and will be with you tomorrow before noon.",
  ContentType: "text/plain",
  Id: `item-${number}`,
  Type: "MESSAGE",
  ParticipantId: "agent-1",
  DisplayName: "Robin",
  ParticipantRole: "AGENT",
  InitialContactId: chat.contactId,
  ContactId: chat.contactId,
});

/** That the message of a number was read. */
const receiptOf = (/** @type {number} */ number) => ({
  Id: `item-${number}`,
  Type: "MESSAGEMETADATA",
  ContentType: "application/vnd.amazonaws.connect.event.message.metadata",
  ContactId: chat.contactId,
  MessageMetadata: {
    MessageId: `item-${number}`,
    Receipts: [
      {
        ReadTimestamp: new Date(startMs + number * 1_000).toISOString(),
        RecipientParticipantId: "agent-1",
      },
    ],
  },
});

const kinds = { message: messageOf, receipt: receiptOf };

/**
 * The least service that can say very many things in a row: with the emulator it would be the service that is measured.
 * It has one chat.
 */
export async function openItemService() {
  const expiry = new Date(Date.now() + 86_400_000).toISOString();
  const server = createServer((request, response) => {
    const address = `ws://${request.headers.host}/`;
    const body = request.url?.endsWith("/transcript")
      ? { InitialContactId: chat.contactId, Transcript: [] }
      : {
          Websocket: { Url: address, ConnectionExpiry: expiry },
          ConnectionCredentials: { ConnectionToken: "ct", Expiry: expiry },
        };
    request.resume();
    response.writeHead(200, { ...cors, "content-type": "application/json" }).end(JSON.stringify(body));
  });
  const webSockets = new WebSocketServer({ server, perMessageDeflate: false });
  /** @type {import("ws").WebSocket | undefined} */
  let newest;
  webSockets.on("connection", (socket) => {
    newest = socket;
    socket.on("error", () => undefined);
    socket.on("message", (data) => {
      const { topic, content } = JSON.parse(String(data));
      socket.send(JSON.stringify({ topic, statusCode: 200, content: { status: "success", ...content } }));
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    endpoint: `http://127.0.0.1:${port}`,
    /**
     * Says so many things to who came last, as fast as the connection takes them.
     * @param {keyof typeof kinds} kind
     * @param {number} count
     */
    async say(kind, count) {
      const socket = newest;
      for (let number = 0; number < count && socket?.readyState === 1; number++) {
        const content = JSON.stringify(kinds[kind](number));
        const frame = JSON.stringify({ topic: "aws/chat", contentType: "application/json", content });
        // A pause for each hundred, so that the connection can keep up.
        if (number % 100 === 99) await new Promise((resolve) => socket.send(frame, resolve));
        else socket.send(frame);
      }
    },
    close() {
      for (const socket of webSockets.clients) socket.terminate();
      server.close();
      server.closeAllConnections();
    },
  };
}
