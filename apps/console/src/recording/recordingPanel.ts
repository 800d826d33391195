import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import type { Recording, RecordingEntry } from "amazon-connect-chatjs/recorder";
import { perform } from "../perform.js";
import { layOut } from "../traffic/trafficBody.js";
import { entryWords, LANES, namesIn, readRecording } from "./recordingWords.js";
import type { EntryWords } from "./recordingWords.js";

/** A page with more lines is slow; the latest are shown. */
const SHOWN = 5_000;

const timeOf = (offsetMs: number) => `+${(offsetMs / 1_000).toFixed(3)}`;

function createRow(entry: RecordingEntry, { lane, title, detail, tone }: EntryWords): HTMLElement {
  const line = [
    element("span", { class: "traffic__time" }, [timeOf(entry.offsetMs)]),
    ...LANES.map((name, index) =>
      element("span", { class: "lane", "aria-hidden": "true" }, [
        index === lane ? element("span", { class: "lane__mark", "data-tone": tone, title: name }) : undefined,
      ]),
    ),
    element("span", { class: "traffic__title", "data-tone": tone }, [title]),
    element("span", { class: "traffic__detail" }, [detail]),
  ];
  const text = "text" in entry ? entry.text : undefined;
  const attributes = { class: "timeline__line" };
  return element("li", { class: "traffic__row", "data-testid": "recording-entry" }, [
    text === undefined
      ? element("div", attributes, line)
      : element("details", {}, [
          element("summary", attributes, line),
          element("pre", { class: "body", tabindex: 0, "aria-label": title }, [layOut(text)]),
        ]),
  ]);
}

/** What `session.exportDiagnostics()` gave, as a timeline: a file that is opened, or dropped here. */
export function createRecordingPanel(): { readonly root: HTMLElement } {
  const problem = element("p", { class: "problem", role: "alert", "data-testid": "recording-problem" });
  const status = element("p", { class: "note", role: "status", "data-testid": "recording-status" });
  const file = element("input", {
    type: "file",
    accept: "application/json,.json",
    class: "visually-hidden",
    tabindex: -1,
    "aria-label": "Recording to show",
    "data-testid": "recording-file",
  });
  const open = element("button", { type: "button", class: "button" }, ["Open a recording…"]);
  const heads = element("div", { class: "timeline__line timeline__heads", hidden: true }, [
    "Time",
    ...LANES.map((name) => element("span", { class: "lane" }, [name])),
  ]);
  const list = element("ol", { class: "traffic", "aria-label": "Timeline", tabindex: 0 });

  const show = ({ entries, libraryVersion, durationMs, startedAtMs, dropped }: Recording) => {
    const names = namesIn(entries);
    const shown = entries.slice(-SHOWN);
    list.replaceChildren(...shown.map((entry) => createRow(entry, entryWords(entry, names))));
    heads.hidden = false;
    const gone = dropped + entries.length - shown.length;
    setText(
      status,
      `${(durationMs / 1_000).toFixed(1)} s since ${new Date(startedAtMs).toISOString().replace("T", " ").slice(0, 19)} UTC, ` +
        `version ${libraryVersion}, ${shown.length} entries${gone > 0 ? `; ${gone} before them are not here` : ""}.`,
    );
  };
  const read = (chosen: File | undefined) => {
    if (chosen) void perform(problem, [open], async () => show(readRecording(await chosen.text())));
  };
  open.addEventListener("click", () => file.click());
  file.addEventListener("change", () => {
    read(file.files?.[0]);
    file.value = "";
  });
  const root = element("div", { class: "panel panel--full", "data-testid": "recording" }, [
    problem,
    element("div", { class: "toolbar" }, [
      open,
      file,
      element("span", { class: "note" }, ["What session.exportDiagnostics() gave; or drop it here."]),
    ]),
    status,
    heads,
    list,
  ]);
  root.addEventListener("dragover", (event) => event.preventDefault());
  root.addEventListener("drop", (event) => {
    event.preventDefault();
    read(event.dataTransfer?.files[0]);
  });
  return { root };
}
