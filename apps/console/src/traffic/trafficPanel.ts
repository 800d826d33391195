import { element } from "@amazon-connect-chat/page/element.js";
import { createKeyedList } from "@amazon-connect-chat/page/keyedList.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import type { TrafficBatch } from "@amazon-connect-chat/page/watchContacts.js";
import type { ParticipantSummary, TrafficDetail, TrafficEntry } from "amazon-connect-chat-emulator";
import { createFilter, createTrafficLog } from "./trafficLog.js";
import { createTrafficRow } from "./trafficRow.js";
import { trafficWords, whoOf } from "./trafficWords.js";

export interface TrafficPanel {
  readonly root: HTMLElement;
  add(batch: TrafficBatch): void;
  /** The chat in view. */
  setContact(contactId: string | undefined): void;
}
export interface TrafficPanelOptions {
  readonly load: (trafficId: number) => Promise<TrafficDetail>;
  readonly participantsOf: (contactId: string) => readonly ParticipantSummary[];
}

/** How much can be searched, and how much is in the page. */
const ROOM = 2_000;
const SHOWN = 250;

const KINDS: readonly (readonly [TrafficEntry["kind"] | "all", string])[] = [
  ["all", "All"],
  ["request", "Requests"],
  ["frame", "Frames"],
  ["socket", "Sockets"],
];

/** What passes between clients and the service, newest first. */
export function createTrafficPanel({ load, participantsOf }: TrafficPanelOptions): TrafficPanel {
  const log = createTrafficLog(ROOM);
  let contactId: string | undefined;
  /** The last entry before the pause. */
  let pausedAt: number | undefined;
  let lastId = 0;
  let waiting = 0;
  let missed = 0;
  let isScheduled = false;

  const kind = element("select", { class: "input", "aria-label": "Kind", "data-testid": "traffic-kind" }, [
    ...KINDS.map(([value, label]) => element("option", { value }, [label])),
  ]);
  const search = element("input", {
    class: "input",
    type: "search",
    placeholder: "Filter",
    "aria-label": "Filter the traffic",
    "data-testid": "traffic-filter",
  });
  const onlyChat = element("input", { type: "checkbox", "data-testid": "traffic-only-chat" });
  const pause = element("button", { type: "button", class: "button", "data-testid": "traffic-pause" });
  const clear = element("button", { type: "button", class: "button", "data-testid": "traffic-clear" }, [
    "Clear",
  ]);
  const note = element("p", { class: "note", role: "status", "data-testid": "traffic-note" });
  const list = element("ol", { class: "traffic", "aria-label": "Traffic", "data-testid": "traffic" });

  const who = (entry: TrafficEntry) =>
    whoOf(entry, entry.contactId === undefined ? [] : participantsOf(entry.contactId));
  const textOf = (entry: TrafficEntry) => {
    const { title, detail, result } = trafficWords(entry);
    return [title, detail, result, who(entry)].join(" ");
  };
  const rows = createKeyedList<TrafficEntry>({
    container: list,
    keyOf: ({ trafficId, at }) => `${trafficId} ${at}`,
    create: (entry) => createTrafficRow(entry, { load, who: who(entry) }),
  });

  const render = () => {
    isScheduled = false;
    const filter = createFilter(
      {
        kind: kind.value as TrafficEntry["kind"] | "all",
        contactId: onlyChat.checked ? contactId : undefined,
        text: search.value.trim().toLowerCase(),
      },
      textOf,
    );
    const until = pausedAt ?? Infinity;
    const latest = log.latest((entry) => entry.trafficId <= until && filter(entry), SHOWN);
    rows.show(latest);
    const lost = missed > 0 ? `${missed} were too many to show.` : "";
    const isEmpty = log.latest(() => true, 1).length === 0;
    const none = isEmpty ? "What passes from now on is shown here." : "Nothing that has passed fits.";
    setText(note, latest.length > 0 ? lost : lost || none);
  };
  /** Many batches make one rendering. */
  const schedule = () => {
    if (isScheduled) return;
    isScheduled = true;
    // Nothing is drawn for a page in the background, and so its turn would not come.
    if (document.hidden) setTimeout(render, 500);
    else requestAnimationFrame(render);
  };
  const showPause = () => {
    const more = waiting > 0 ? ` (${waiting} new)` : "";
    setText(pause, pausedAt === undefined ? "Pause" : `Go on${more}`);
  };

  pause.addEventListener("click", () => {
    pausedAt = pausedAt === undefined ? lastId : undefined;
    waiting = 0;
    showPause();
    render();
  });
  const restart = () => {
    log.clear();
    [waiting, missed, pausedAt] = [0, 0, undefined];
    showPause();
    render();
  };
  clear.addEventListener("click", restart);
  for (const control of [kind, search, onlyChat]) control.addEventListener("input", render);
  showPause();
  render();

  return {
    root: element("div", { class: "panel panel--full" }, [
      element("div", { class: "toolbar" }, [
        kind,
        search,
        element("label", { class: "check" }, [onlyChat, "This chat only"]),
        pause,
        clear,
      ]),
      note,
      list,
    ]),
    add(batch) {
      const newest = batch.entries.at(-1)?.trafficId ?? lastId;
      // An emulator that was started anew counts from the beginning.
      if (newest < lastId) restart();
      lastId = newest;
      log.add(batch.entries);
      missed += batch.missed;
      if (pausedAt === undefined) {
        schedule();
        return;
      }
      waiting += batch.entries.length;
      showPause();
    },
    setContact(next) {
      contactId = next;
      onlyChat.disabled = next === undefined;
      if (onlyChat.checked) render();
    },
  };
}
