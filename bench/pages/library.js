/** A chat by whatever put `connect.ChatSession` on the page. */
/** @type {import("../chatPage.mjs").BenchScope["createChat"]} */
const createLibraryChat = (endpoint, chatDetails, { message, transcript, receipt, ended }) => {
  const { ChatSession } = /** @type {any} */ (globalThis).connect;
  ChatSession.setGlobalConfig({ endpoint });
  const session = ChatSession.create({ chatDetails, type: "CUSTOMER", disableCSM: true });
  /** @typedef {{ readonly data: any }} Told */
  if (message) session.onMessage((/** @type {Told} */ { data }) => message(data));
  if (transcript) session.onTranscriptUpdated((/** @type {Told} */ { data }) => transcript(data.transcript));
  if (receipt) session.onReadReceipt((/** @type {Told} */ { data }) => receipt(data));
  if (ended) session.onEnded(() => ended());
  return {
    async connect(reached) {
      // 5.0.0 says it twice: first, without data, that connect() has resolved.
      session.onConnectionEstablished((/** @type {Told} */ { data }) => data && reached("established"));
      session.onDeepHeartbeatSuccess(() => reached("answered"));
      await session.connect();
    },
    send: (text) => session.sendMessage({ message: text, contentType: "text/plain" }),
  };
};

Object.assign(globalThis, { createChat: createLibraryChat });
