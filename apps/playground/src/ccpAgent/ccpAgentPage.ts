// Streams before the library, or after it: either works.
import "amazon-connect-streams";
import { startDeskPage } from "../desk/deskPage.js";
import { element, requireElement } from "@amazon-connect-chat/page/element.js";
import { reasonOf } from "@amazon-connect-chat/page/reasonOf.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import { createAgentStateMenu } from "./agentStateMenu.js";
import { createCcpDesk } from "./ccpDesk.js";
import { openControlPanel } from "./openControlPanel.js";

startDeskPage({
  intro:
    "You are the agent. Chats ring at your desk while you are available, and you can hold several at once.",
  openDesk({ displayName }, onCurrent) {
    const status = element("p", { class: "desk__empty", role: "status" }, ["Opening the control panel…"]);
    const place = element("div", { class: "ccp-desk" }, [status]);
    openControlPanel(displayName, (ccpUrl) =>
      setText(status, `Nothing answers at ${ccpUrl}. Trying again…`),
    ).then(
      () => {
        requireElement("#who").after(createAgentStateMenu());
        place.replaceChildren(createCcpDesk(displayName, onCurrent));
      },
      (error: unknown) => setText(status, reasonOf(error)),
    );
    return place;
  },
});
