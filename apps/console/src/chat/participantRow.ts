import { element } from "@amazon-connect-chat/page/element.js";
import type { KeyedElement } from "@amazon-connect-chat/page/keyedList.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import type { ParticipantSummary } from "amazon-connect-chat-emulator";

/** What can be done with a participant. */
export type ParticipantAction = "join" | "transfer" | "leave";

const LABELS: Readonly<Record<ParticipantAction, string>> = {
  join: "Let in",
  transfer: "Transfer…",
  leave: "Leave",
};

const STATE_WORDS: Readonly<Record<ParticipantSummary["state"], string>> = {
  INVITED: "invited",
  RINGING: "ringing",
  CONNECTED: "in the chat",
  AFTERWARDS: "left, the flow goes on",
  LEFT: "left",
};

function isPossible(action: ParticipantAction, { role, state }: ParticipantSummary): boolean {
  switch (action) {
    case "join":
      return state === "INVITED";
    case "transfer":
      return state === "CONNECTED" && role === "AGENT";
    case "leave":
      return state === "CONNECTED";
  }
}

/** A participant with what can be done with them. */
export function createParticipantRow(
  participantId: string,
  onAction: (action: ParticipantAction, participantId: string, button: HTMLButtonElement) => void,
): KeyedElement<{ readonly participant: ParticipantSummary; readonly isLive: boolean }> {
  const name = element("span", { class: "participant__name" });
  const facts = element("span", { class: "participant__facts" });
  const buttons = (Object.keys(LABELS) as ParticipantAction[]).map((action) => {
    const button = element(
      "button",
      { type: "button", class: "link-button", "data-testid": `${action}-button` },
      [LABELS[action]],
    );
    button.addEventListener("click", () => onAction(action, participantId, button));
    return { action, button };
  });
  const root = element("li", { class: "participant", "data-testid": "participant" }, [
    name,
    facts,
    ...buttons.map(({ button }) => button),
  ]);
  return {
    root,
    update({ participant, isLive }) {
      const { displayName, role, state } = participant;
      root.dataset.state = state;
      setText(name, displayName);
      setText(facts, `${role.toLowerCase().replace("_", " ")}, ${STATE_WORDS[state]}`);
      for (const { action, button } of buttons) {
        button.hidden = !isLive || !isPossible(action, participant);
        button.setAttribute("aria-label", `${LABELS[action]} ${displayName}`);
      }
    },
  };
}
