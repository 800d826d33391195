import { randomUUID } from "node:crypto";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { WebSocketServer } from "ws";
import { reportUsage } from "./reportUsage.mjs";

// The least that a server of chats can do with the emulator's own HTTP and WebSocket libraries: it checks nothing, keeps what is said
// in a list, and hands it on.

/**
 * @typedef {object} Room
 * @property {object[]} items
 * @property {Set<import("ws").WebSocket>} sockets
 */

/** @type {Map<string, Room>} */
const rooms = new Map();
/** The rooms of tokens. @type {Map<string, Room>} */
const roomOf = new Map();

/** @param {Room} room */
const issue = (room) => {
  const token = randomUUID();
  roomOf.set(token, room);
  return token;
};

const app = new Hono();
app.post("/start-chat", async (context) => {
  await context.req.json();
  const id = randomUUID();
  /** @type {Room} */
  const room = { items: [], sockets: new Set() };
  rooms.set(id, room);
  return context.json({ data: { startChatResult: { ContactId: id, ParticipantToken: issue(room) } } });
});
app.post("/control/contacts/:id/participants", async (context) => {
  await context.req.json();
  const room = rooms.get(context.req.param("id"));
  return room ? context.json({ participantToken: issue(room) }) : context.notFound();
});
app.post("/participant/connection", async (context) => {
  await context.req.json();
  const token = context.req.header("x-amz-bearer") ?? "";
  const url = `${context.req.url.replace(/^http/, "ws").replace("/participant/connection", "/ws")}?${token}`;
  return context.json({ Websocket: { Url: url }, ConnectionCredentials: { ConnectionToken: token } });
});
app.post("/participant/message", async (context) => {
  const { ContentType, Content } = await context.req.json();
  const room = roomOf.get(context.req.header("x-amz-bearer") ?? "");
  if (!room) return context.notFound();
  const item = {
    Id: randomUUID(),
    AbsoluteTime: new Date().toISOString(),
    Type: "MESSAGE",
    ContentType,
    Content,
  };
  room.items.push(item);
  const frame = JSON.stringify({
    content: JSON.stringify(item),
    contentType: "application/json",
    topic: "aws/chat",
  });
  for (const socket of room.sockets) socket.send(frame);
  return context.json({ Id: item.Id, AbsoluteTime: item.AbsoluteTime });
});

const server = /** @type {import("node:http").Server} */ (createAdaptorServer({ fetch: app.fetch }));
const webSockets = new WebSocketServer({ server, perMessageDeflate: false });
webSockets.on("connection", (socket, request) => {
  const room = roomOf.get(request.url?.split("?")[1] ?? "");
  socket.on("message", (data) => {
    room?.sockets.add(socket);
    const { topic, content } = JSON.parse(String(data));
    socket.send(JSON.stringify({ topic, content: { status: "success", ...content } }));
  });
});
server.listen(0, "127.0.0.1", () => {
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  reportUsage(`http://127.0.0.1:${port}`);
});
