import type { ControlClient } from "@amazon-connect-chat/page/controlClient.js";
import { element } from "@amazon-connect-chat/page/element.js";
import { isSendKey } from "@amazon-connect-chat/page/isSendKey.js";
import type { ContactSummary } from "amazon-connect-chat-emulator";
import { perform } from "../perform.js";
import { SAMPLES } from "./samples.js";

export interface Composer {
  readonly root: HTMLElement;
  show(contact: ContactSummary): void;
  /** Speaks as this participant from now on, once they are there. */
  speakAs(participantId: string): void;
}

/** Between two signs of typing. */
const TYPING_MS = 5_000;

const VOICES: Readonly<Record<string, string>> = { flow: "Flow", bot: "Bot" };

/** What is said into a chat, as any of those who take part. */
export function createComposer(client: ControlClient): Composer {
  const as = element("select", { class: "input", "aria-label": "Speak as", "data-testid": "speak-as" });
  const input = element("textarea", {
    class: "input composer__input",
    rows: 2,
    placeholder: "Message; Enter sends",
    "aria-label": "Message",
    "data-testid": "composer-input",
  });
  const send = element("button", { class: "button button--primary", "data-testid": "send-button" }, ["Send"]);
  const samples = Object.values(SAMPLES).flat();
  const sample = element("select", { class: "input", "aria-label": "Sample", "data-testid": "sample" });
  for (const [group, entries] of Object.entries(SAMPLES))
    sample.append(
      element(
        "optgroup",
        { label: group },
        entries.map((entry) => element("option", { value: samples.indexOf(entry) }, [entry.label])),
      ),
    );
  const sendSample = element("button", { type: "button", class: "button", "data-testid": "send-sample" }, [
    "Send sample",
  ]);
  const problem = element("p", { class: "problem", role: "alert", "data-testid": "composer-problem" });
  const form = element("form", { class: "composer" }, [
    element("div", { class: "composer__row" }, [as, input, send]),
    element("div", { class: "composer__row composer__row--samples" }, [sample, sendSample]),
    problem,
  ]);
  let contactId = "";
  let wanted: string | undefined;
  let shownSpeakers = "";
  let typedAtMs = 0;
  /** Who speaks was said, and stays. */
  let isChosen = false;

  const speaker = () =>
    Object.hasOwn(VOICES, as.value) ? { voice: as.value as "flow" | "bot" } : { participantId: as.value };

  as.addEventListener("change", () => (isChosen = true));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const content = input.value.trim();
    if (!content) return;
    input.value = "";
    typedAtMs = 0;
    void perform(problem, [send], () => client.say({ contactId, ...speaker(), content })).then((isSaid) => {
      // What was written meanwhile comes after it.
      if (!isSaid) input.value = [content, input.value].filter(Boolean).join("\n");
    });
  });
  input.addEventListener("keydown", (event) => {
    if (!isSendKey(event)) return;
    event.preventDefault();
    form.requestSubmit();
  });
  input.addEventListener("input", () => {
    const { participantId } = speaker();
    if (participantId === undefined || !input.value || Date.now() - typedAtMs < TYPING_MS) return;
    typedAtMs = Date.now();
    // Not to be told of: the message itself will say what is wrong.
    client.type({ contactId, participantId }).catch(() => undefined);
  });
  sendSample.addEventListener("click", () => {
    const chosen = samples[Number(sample.value)];
    if (chosen) void perform(problem, [sendSample], () => chosen.send(client, contactId));
  });

  return {
    root: form,
    show(contact) {
      contactId = contact.contactId;
      const present = contact.participants
        .filter(({ state }) => state === "CONNECTED")
        .map(({ participantId, displayName, role }) => ({
          isCustomer: role === "CUSTOMER",
          option: [participantId, `${displayName} (${role.toLowerCase()})`] as const,
        }));
      const those = (isCustomer: boolean) =>
        present.filter((each) => each.isCustomer === isCustomer).map(({ option }) => option);
      // Customers have a page of their own, most of the time.
      const speakers = [...those(false).reverse(), ...Object.entries(VOICES), ...those(true)];
      const key = JSON.stringify(speakers);
      if (key === shownSpeakers) return;
      shownSpeakers = key;
      const before = as.value;
      as.replaceChildren(...speakers.map(([value, label]) => element("option", { value }, [label])));
      const isThere = (value: string | undefined) => speakers.some(([each]) => each === value);
      const chosen = [wanted, isChosen ? before : undefined].find(isThere);
      if (chosen === undefined) return;
      as.value = chosen;
      if (chosen === wanted) [wanted, isChosen] = [undefined, true];
    },
    speakAs(participantId) {
      wanted = participantId;
      shownSpeakers = "";
    },
  };
}
