/* global WebSocket, crypto */
/**
 * The least that a page needs for a chat: fetch and WebSocket, no check, no retry, no event. What a library costs is what it
 * takes on top of this.
 */
/** @type {import("../chatPage.mjs").BenchScope["createChat"]} */
const createFloorChat = (endpoint, { participantToken }) => {
  let token = participantToken;
  /** @type {(path: string, body: object) => Promise<any>} */
  const post = async (path, body) => {
    const response = await fetch(endpoint + path, {
      method: "POST",
      headers: { "content-type": "application/json", "x-amz-bearer": token },
      body: JSON.stringify(body),
    });
    return response.json();
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
      };
      socket.onmessage = ({ data }) => {
        const { topic, content } = JSON.parse(data);
        if (topic === "aws/subscribe") reached("established");
        else if (topic === "aws/ping") reached("answered");
        else if (topic === "aws/chat") JSON.parse(content);
      };
    },
    send: (message) =>
      post("/participant/message", {
        ClientToken: crypto.randomUUID(),
        Content: message,
        ContentType: "text/plain",
      }),
  };
};

Object.assign(globalThis, { createChat: createFloorChat });
