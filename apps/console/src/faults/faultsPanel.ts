import type { ControlClient } from "@amazon-connect-chat/page/controlClient.js";
import { element } from "@amazon-connect-chat/page/element.js";
import { createKeyedList } from "@amazon-connect-chat/page/keyedList.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import type { FaultSummary, ProfileListing } from "amazon-connect-chat-emulator";
import { perform } from "../perform.js";
import { createFaultForm } from "./faultForm.js";
import type { FaultForm } from "./faultForm.js";
import { faultWords } from "./faultWords.js";
import { createProfileButtons } from "./profileButtons.js";

export interface FaultsPanel extends Pick<FaultForm, "setContact"> {
  readonly root: HTMLElement;
  /** Reads what is on; rejects when the emulator does not answer. */
  refresh(): Promise<void>;
}
export interface FaultsPanelOptions {
  readonly client: ControlClient;
  readonly nameOf: (contactId: string) => string;
  /** How many faults are on. */
  readonly onCount: (count: number) => void;
}

/** What goes wrong, and what is to go wrong. */
export function createFaultsPanel({ client, nameOf, onCount }: FaultsPanelOptions): FaultsPanel {
  const problem = element("p", { class: "problem", role: "alert", "data-testid": "faults-problem" });
  const none = element("p", { class: "note" }, ["Nothing goes wrong."]);
  const list = element("ul", { class: "rows", "aria-label": "Faults" });
  const clearAll = element("button", { type: "button", class: "button", "data-testid": "clear-faults" }, [
    "Clear all",
  ]);

  const rows = createKeyedList<FaultSummary>({
    container: list,
    keyOf: ({ faultId }) => faultId,
    create({ faultId }) {
      const title = element("strong", {});
      const detail = element("span", { class: "row__detail" });
      const hits = element("span", { class: "row__count", "data-testid": "fault-hits" });
      const clear = element("button", { type: "button", class: "link-button" }, ["Clear"]);
      clear.addEventListener("click", () => void act([clear], () => client.clearFault(faultId)));
      return {
        root: element("li", { class: "row", "data-testid": "fault" }, [title, hits, detail, clear]),
        update(fault) {
          const words = faultWords(fault, nameOf);
          setText(title, words.title);
          setText(detail, words.detail);
          setText(hits, words.hits);
          clear.setAttribute("aria-label", `Clear ${words.title}`);
        },
      };
    },
  });
  const refresh = async () => {
    const [faults, profiles] = await Promise.all([client.listFaults(), client.listProfiles()]);
    rows.show(faults);
    none.hidden = faults.length > 0;
    clearAll.hidden = faults.length === 0 && profiles.every(({ active }) => active.length === 0);
    onCount(faults.length);
    buttons.show(profiles);
  };
  const act = (pressed: readonly HTMLButtonElement[], action: () => Promise<unknown>) =>
    perform(problem, pressed, async () => {
      await action();
      await refresh();
    });
  const toggle = async ({ profile, active }: ProfileListing) => {
    if (active.length === 0) await client.applyProfile({ profile, contactId: form.contactId() });
    else await Promise.all(active.map(({ profileId }) => client.clearProfile(profileId)));
  };
  const buttons = createProfileButtons((listing) => void act([], () => toggle(listing)));
  const form = createFaultForm((rule) => void act([form.submit], () => client.injectFault(rule)));
  clearAll.addEventListener("click", () => void act([clearAll], () => client.clearFaults()));

  return {
    root: element("div", { class: "panel" }, [
      problem,
      element("section", {}, [element("h3", {}, ["At work"]), none, list, clearAll]),
      buttons.root,
      element("section", {}, [element("h3", {}, ["Inject a fault"]), form.root]),
    ]),
    refresh,
    setContact: form.setContact,
  };
}
