import { readBackend } from "../backend/backend.js";
import { findCcpUrl } from "../control/findCcpUrl.js";
import { requireElement } from "@amazon-connect-chat/page/element.js";

const { kind, region, endpoint } = readBackend(document.documentElement.dataset, location.origin);
const place = kind === "emulator" ? `endpoint: "${location.origin}"` : `region: "${region}"`;

const snippet = `import { ChatSession } from "amazon-connect-chatjs";

ChatSession.setGlobalConfig({ ${place} });

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

for (const [selector, text] of [
  ["#endpoint", location.origin],
  ["#region", region],
  ["#aws-endpoint", endpoint ?? ""],
] as const)
  requireElement(selector).textContent = text;
requireElement("#at-endpoint").hidden = endpoint === undefined;
requireElement("#snippet").textContent = snippet;
if (kind === "emulator")
  findCcpUrl(location.origin).then(
    (ccpUrl) => {
      requireElement("#ccp-url").textContent = ccpUrl;
      requireElement("#ccp").hidden = false;
    },
    // The page itself says what to do.
    () => undefined,
  );
