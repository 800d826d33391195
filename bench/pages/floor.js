/* global WebSocket, clearInterval, crypto, setInterval */
/**
 * The least that a page needs for a chat: fetch and WebSocket, no check, no retry and no event object. What a library costs is
 * what it takes on top of this.
 */
/** @type {import("../chatPage.mjs").BenchScope["createChat"]} */
const createFloorChat = (endpoint, { participantToken }, { message, transcript, receipt, ended }) => {
  let token = participantToken;
  /** @type {any[]} */
  const items = [];
  /** @type {Map<string, any>} */
  const byId = new Map();
  /** @type {(path: string, body: object) => Promise<any>} */
  const post = async (path, body) => {
    const response = await fetch(endpoint + path, {
      method: "POST",
      headers: { "content-type": "application/json", "x-amz-bearer": token },
      body: JSON.stringify(body),
    });
    return response.json();
  };
  const take = (/** @type {any} */ item) => {
    if (item.Type === "MESSAGEMETADATA") {
      receipt?.(item);
      const read = byId.get(item.MessageMetadata.MessageId);
      if (read) read.MessageMetadata = item.MessageMetadata;
    } else {
      if (item.Type === "MESSAGE") message?.(item);
      if (transcript) {
        items.push(item);
        byId.set(item.Id, item);
      }
    }
    transcript?.(items);
  };
  return {
    async connect(reached) {
      const { Websocket, ConnectionCredentials } = await post("/participant/connection", {
        Type: ["WEBSOCKET", "CONNECTION_CREDENTIALS"],
      });
      token = ConnectionCredentials.ConnectionToken;
      const socket = new WebSocket(Websocket.Url);
      socket.onopen = () => {
        socket.send('{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}');
        socket.send('{"topic":"aws/ping"}');
        socket.send('{"topic":"aws/heartbeat"}');
        const timer = setInterval(() => socket.send('{"topic":"aws/heartbeat"}'), 10_000);
        socket.onclose = () => clearInterval(timer);
      };
      socket.onmessage = ({ data }) => {
        const { topic, content } = JSON.parse(data);
        if (topic === "aws/subscribe") reached("established");
        else if (topic === "aws/ping") reached("answered");
        else if (topic === "aws/chat") {
          const item = JSON.parse(content);
          if (item.ContentType !== "application/vnd.amazonaws.connect.event.chat.ended") return take(item);
          socket.close();
          ended?.();
        }
      };
    },
    send: (text) =>
      post("/participant/message", {
        ClientToken: crypto.randomUUID(),
        Content: text,
        ContentType: "text/plain",
      }),
  };
};

Object.assign(globalThis, { createChat: createFloorChat });
