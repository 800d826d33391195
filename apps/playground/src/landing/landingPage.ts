import { findCcpUrl } from "../control/findCcpUrl.js";
import { requireElement } from "../dom/element.js";

const snippet = `import { ChatSession } from "amazon-connect-chatjs";

ChatSession.setGlobalConfig({ endpoint: "${location.origin}" });

const { data } = await fetch("${location.origin}/start-chat", {
  method: "POST",
  body: JSON.stringify({ ParticipantDetails: { DisplayName: "Avery" } }),
}).then((response) => response.json());

const session = ChatSession.create({
  chatDetails: data.startChatResult,
  type: "CUSTOMER",
});
session.onMessage(({ data: item }) => console.log(item.DisplayName, item.Content));
await session.connect();
await session.sendMessage({ contentType: "text/plain", message: "Hello" });`;

requireElement("#endpoint").textContent = location.origin;
requireElement("#snippet").textContent = snippet;
findCcpUrl(location.origin).then(
  (ccpUrl) => {
    requireElement("#ccp-url").textContent = ccpUrl;
    requireElement("#ccp").hidden = false;
  },
  // The page itself says what to do.
  () => undefined,
);
