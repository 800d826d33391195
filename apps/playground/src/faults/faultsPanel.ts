import type { ControlClient } from "@amazon-connect-chat/page/controlClient.js";
import { element } from "@amazon-connect-chat/page/element.js";
import { reasonOf } from "@amazon-connect-chat/page/reasonOf.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import type { FaultSummary, ProfileListing } from "amazon-connect-chat-emulator";
import { faultState, profileState, ruleOf } from "./faultBoard.js";
import { BAD_DAYS, LASTING_FAULTS, ONE_SHOTS } from "./faultCatalog.js";
import type { BadDay, LastingFault, OneShot } from "./faultCatalog.js";
import { createLastingRow, createOneShotRow } from "./faultRows.js";
import type { OneShotRow } from "./faultRows.js";
import { createScopeChoice } from "./scopeChoice.js";
import type { ScopedChat } from "./scopeChoice.js";

export interface FaultsPanel {
  readonly root: HTMLElement;
  setChat(chat: ScopedChat | undefined): void;
  setOpen(open: boolean): void;
}
export interface FaultsPanelOptions {
  readonly id: string;
  readonly client: ControlClient;
  /** How many faults and profiles are on, in all chats. */
  readonly onActive: (count: number) => void;
  readonly onClose: () => void;
}

/** How often the hits are brought up to date. */
const REFRESH_MS = 1_000;

/** Buttons that make the emulator fail in the ways a network does, so that one can watch the chat heal. */
export function createFaultsPanel({ id, client, onActive, onClose }: FaultsPanelOptions): FaultsPanel {
  const status = element("p", { class: "faults__status", role: "status", "data-testid": "faults-status" });
  const problem = element("p", { class: "field__problem", role: "alert", "data-testid": "faults-problem" });
  let listed: readonly FaultSummary[] = [];
  let profiles: readonly ProfileListing[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOpen = false;
  /** Why the last thing asked for was refused; it outlasts the refreshes, which would hide it within a second. */
  let refusal = "";
  /** An answer that a later request has overtaken no longer counts. */
  let latest = 0;

  const dayState = ({ profile }: BadDay) =>
    profileState(profiles.find((each) => each.profile === profile)?.active ?? [], scope.contactId());
  /** Those of a profile count as one. */
  const activeCount = () =>
    listed.filter(({ profileId }) => profileId === undefined).length +
    profiles.reduce((sum, { active }) => sum + active.length, 0);
  const render = () => {
    for (const { fault, row } of lasting) row.show(faultState(fault, listed, scope.contactId()));
    for (const { day, row } of days) row.show(dayState(day));
    onActive(activeCount());
  };
  const refresh = async () => {
    clearTimeout(timer);
    const mine = ++latest;
    try {
      const now = await Promise.all([client.listFaults(), client.listProfiles()]);
      if (mine !== latest) return;
      [listed, profiles] = now;
      render();
      setText(problem, refusal);
    } catch (error) {
      if (mine !== latest) return;
      setText(problem, refusal || reasonOf(error));
    }
    // What is on is also counted while the panel is closed: it must not be forgotten.
    if (isOpen || activeCount() > 0) timer = setTimeout(() => void refresh(), REFRESH_MS);
  };
  /** Does what was asked for, says how it went, and looks at what is on now. */
  const perform = async (action: () => Promise<string>) => {
    refusal = "";
    try {
      setText(status, await action());
    } catch (error) {
      refusal = reasonOf(error);
      setText(status, "");
    }
    await refresh();
  };

  const scope = createScopeChoice(render);
  const shoot = (shot: OneShot, row: OneShotRow) =>
    perform(async () => {
      const count = await shot.run(client, scope.contactId());
      row.count(count);
      return `${shot.label}: ${count} ${shot.nouns[count === 1 ? 0 : 1]}`;
    });
  const toggle = ({ fault, label }: LastingFault) =>
    perform(async () => {
      const contactId = scope.contactId();
      const { ids } = faultState({ fault }, listed, contactId);
      if (ids.length === 0) await client.injectFault(ruleOf(fault, contactId));
      else await Promise.all(ids.map((faultId) => client.clearFault(faultId)));
      return `${label}: ${ids.length === 0 ? "on" : "off"}`;
    });
  const toggleDay = (day: BadDay) =>
    perform(async () => {
      const { ids } = dayState(day);
      if (ids.length === 0) await client.applyProfile({ profile: day.profile, contactId: scope.contactId() });
      else await Promise.all(ids.map((profileId) => client.clearProfile(profileId)));
      return `${day.label}: ${ids.length === 0 ? "on" : "off"}`;
    });

  const oneShots = ONE_SHOTS.map((shot) => {
    const row = createOneShotRow(shot, () => void shoot(shot, row));
    return row.root;
  });
  const lasting = LASTING_FAULTS.map((fault) => ({
    fault,
    row: createLastingRow(fault, () => void toggle(fault)),
  }));
  const days = BAD_DAYS.map((day) => ({
    day,
    row: createLastingRow(day, () => void toggleDay(day)),
  }));
  const heal = element("button", { type: "button", class: "button", "data-testid": "heal" }, [
    "Heal everything",
  ]);
  heal.addEventListener(
    "click",
    () =>
      void perform(async () => {
        await client.clearFaults();
        return "Everything works again";
      }),
  );
  const close = element(
    "button",
    { type: "button", class: "dismiss", "aria-label": "Close the faults", "data-testid": "faults-close" },
    ["×"],
  );
  close.addEventListener("click", onClose);

  const group = (name: string, title: string, rows: readonly HTMLElement[]) =>
    element("section", { "aria-labelledby": `${id}-${name}` }, [
      element("h3", { id: `${id}-${name}`, class: "faults__group" }, [title]),
      element("ul", { class: "faults__list" }, rows),
    ]);
  const root = element(
    "aside",
    { id, class: "faults", "aria-labelledby": `${id}-heading`, hidden: true, "data-testid": "faults-panel" },
    [
      element("header", { class: "faults__head" }, [
        element("h2", { id: `${id}-heading`, tabindex: -1 }, ["Faults"]),
        close,
      ]),
      scope.root,
      group("once", "Once", oneShots),
      group(
        "lasting",
        "Until switched off",
        lasting.map(({ row }) => row.root),
      ),
      group(
        "days",
        "Bad days, until switched off",
        days.map(({ row }) => row.root),
      ),
      element("footer", { class: "faults__foot" }, [heal, status, problem]),
    ],
  );
  render();
  void refresh();

  return {
    root,
    setChat: (chat) => scope.setChat(chat),
    setOpen(open) {
      isOpen = open;
      root.hidden = !open;
      if (open) void refresh();
    },
  };
}
