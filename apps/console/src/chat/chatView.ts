import { confirmDialog } from "@amazon-connect-chat/page/confirmDialog.js";
import { isOver } from "@amazon-connect-chat/page/contactBoard.js";
import type { ControlClient } from "@amazon-connect-chat/page/controlClient.js";
import { element } from "@amazon-connect-chat/page/element.js";
import { createKeyedList } from "@amazon-connect-chat/page/keyedList.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import type { ContactSummary, ParticipantSummary, TrafficEntry } from "amazon-connect-chat-emulator";
import { STATES } from "../contacts/contactRow.js";
import type { TranscriptItem } from "./transcriptItem.js";
import { perform } from "../perform.js";
import { agentOf } from "./agentId.js";
import { askName } from "./askName.js";
import { createComposer } from "./composer.js";
import { createParticipantRow } from "./participantRow.js";
import type { ParticipantAction } from "./participantRow.js";
import { createTranscriptList } from "./transcriptList.js";
import { createTypingNote } from "./typing.js";

/** One chat: who takes part, what is said, and what can be done. */
export interface ChatView {
  readonly root: HTMLElement;
  showContact(contact: ContactSummary): void;
  showTranscript(items: readonly TranscriptItem[]): void;
  see(entry: TrafficEntry): void;
}

/** `speaker` is who the console speaks as, once they are there. */
export function createChatView(client: ControlClient, first: ContactSummary, speaker?: string): ChatView {
  const { contactId } = first;
  let contact = first;
  const problem = element("p", { class: "problem", role: "alert", "data-testid": "chat-problem" });
  const state = element("span", { class: "state" });
  const end = element(
    "button",
    { type: "button", class: "button button--danger", "data-testid": "end-button" },
    ["End chat"],
  );
  const participants = element("ul", { class: "participants", "aria-label": "Participants" });
  const name = element("input", {
    class: "input",
    value: "Robin",
    required: true,
    maxlength: 100,
    "aria-label": "Agent's name",
    "data-testid": "invite-name",
  });
  const invite = element("button", { class: "button", "data-testid": "invite-button" }, ["Join as agent"]);
  const inviteForm = element("form", { class: "invite" }, [name, invite]);
  const composer = createComposer(client);
  if (speaker !== undefined) composer.speakAs(speaker);
  const transcript = createTranscriptList();
  const typing = createTypingNote();

  const act = (action: ParticipantAction, participantId: string, button: HTMLButtonElement) =>
    perform(problem, [button], async () => {
      if (action === "join") await client.join({ contactId, participantId });
      else if (action === "leave") await client.leave({ contactId, participantId });
      else {
        const to = await askName("Who gets the chat?", "Transfer");
        if (to) await client.transfer({ contactId, participantId, ...agentOf(to) });
      }
      if (action === "join") composer.speakAs(participantId);
    });
  const rows = createKeyedList<{ readonly participant: ParticipantSummary; readonly isLive: boolean }>({
    container: participants,
    keyOf: ({ participant }) => participant.participantId,
    create: ({ participant }) =>
      createParticipantRow(participant.participantId, (...given) => void act(...given)),
  });

  inviteForm.addEventListener("submit", (event) => {
    event.preventDefault();
    void perform(problem, [invite], async () => {
      const { participantId } = await client.inviteAgent({ contactId, ...agentOf(name.value.trim()) });
      composer.speakAs(participantId);
      await client.join({ contactId, participantId });
    });
  });
  end.addEventListener(
    "click",
    () =>
      void perform(problem, [end], async () => {
        const isSure = await confirmDialog({
          question: "End the chat?",
          detail: `The chat with ${contact.customerName} ends for everyone.`,
          confirmLabel: "End chat",
        });
        if (isSure) await client.end(contactId);
      }),
  );

  const heading = element("h2");
  const showContact = (next: ContactSummary) => {
    contact = next;
    const isLive = !isOver(contact);
    setText(heading, contact.customerName);
    setText(state, STATES[contact.state]);
    state.dataset.state = contact.state;
    for (const part of [end, inviteForm, composer.root]) part.hidden = !isLive;
    rows.show(contact.participants.map((participant) => ({ participant, isLive })));
    composer.show(contact);
    if (!isLive) typing.clear();
  };
  showContact(first);

  return {
    root: element("div", { class: "chat", "data-testid": "chat", "data-contact-id": contactId }, [
      element("header", { class: "chat__head" }, [
        heading,
        state,
        end,
        element("code", { class: "chat__id" }, [contactId]),
      ]),
      participants,
      inviteForm,
      problem,
      transcript.root,
      typing.root,
      composer.root,
    ]),
    showContact,
    showTranscript: transcript.show,
    see: (entry) => typing.see(entry, contact),
  };
}
