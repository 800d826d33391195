/** A chat by whatever put `connect.ChatSession` on the page. */
/** @type {import("../chatPage.mjs").BenchScope["createChat"]} */
const createLibraryChat = (endpoint, chatDetails) => {
  const { ChatSession } = /** @type {any} */ (globalThis).connect;
  ChatSession.setGlobalConfig({ endpoint });
  const session = ChatSession.create({ chatDetails, type: "CUSTOMER", disableCSM: true });
  session.onMessage(() => undefined);
  return {
    async connect(reached) {
      // 5.0.0 says it twice: first, without data, that connect() has resolved.
      session.onConnectionEstablished(
        (/** @type {{ data?: object }} */ { data }) => data && reached("established"),
      );
      session.onDeepHeartbeatSuccess(() => reached("answered"));
      await session.connect();
    },
    send: (message) => session.sendMessage({ message, contentType: "text/plain" }),
  };
};

Object.assign(globalThis, { createChat: createLibraryChat });
