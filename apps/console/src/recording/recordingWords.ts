import { fieldsOf, listOf, parseJson, textOf } from "@amazon-connect-chat/page/jsonFields.js";
import type { Recording, RecordingEntry } from "amazon-connect-chatjs/recorder";
import { shortType } from "../shortType.js";

/** The columns of a timeline. */
export const LANES = ["Requests", "Sockets", "States", "Events"] as const;

/** An entry in words. */
export interface EntryWords {
  /** Which of `LANES`. */
  readonly lane: 0 | 1 | 2 | 3;
  readonly title: string;
  readonly detail: string;
  readonly tone: "good" | "bad";
}

/** What an answer and a result belong to, by their numbers. */
export interface Names {
  readonly operations: ReadonlyMap<number, string>;
  readonly methods: ReadonlyMap<number, string>;
}

export const namesIn = (entries: readonly RecordingEntry[]): Names => ({
  operations: new Map(
    entries.flatMap((entry) => (entry.kind === "request" ? [[entry.request, entry.operation]] : [])),
  ),
  methods: new Map(entries.flatMap((entry) => (entry.kind === "call" ? [[entry.call, entry.method]] : []))),
});

/** What a frame is about: its topic, and the type of the item in it. */
function aboutFrame(text: string): string {
  const { topic, content } = fieldsOf(parseJson(text));
  const { ContentType } = fieldsOf(parseJson(textOf(content)));
  return [textOf(topic), shortType(textOf(ContentType))].filter(Boolean).join(" ") || "not JSON";
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(3)} s`;
const join = (...parts: readonly (string | number | undefined)[]) =>
  parts.filter((part) => part !== undefined).join(" ");

/** What happened, in which lane, and whether it went well. */
export function entryWords(entry: RecordingEntry, { operations, methods }: Names): EntryWords {
  const words = (lane: EntryWords["lane"], title: string, detail = "", isBad = false): EntryWords => ({
    lane,
    title,
    detail,
    tone: isBad ? "bad" : "good",
  });
  switch (entry.kind) {
    case "call":
      return words(0, `${entry.method}()`, "called");
    case "result":
      return words(
        0,
        `${methods.get(entry.call) ?? "call"}()`,
        join(entry.error ?? "done", seconds(entry.durationMs)),
        entry.error !== undefined,
      );
    case "request":
      return words(0, `→ ${entry.operation}`);
    case "answer":
      return words(
        0,
        `← ${operations.get(entry.request) ?? "answer"}`,
        join(entry.status, entry.error, seconds(entry.durationMs)),
        !((entry.status ?? 500) < 400),
      );
    case "socket":
      return words(
        1,
        `Socket ${entry.socket} ${entry.step}`,
        join(entry.code),
        entry.step === "refused" || entry.wasClean === false,
      );
    case "frame":
      return words(
        1,
        `${entry.direction === "in" ? "←" : "→"} ${aboutFrame(entry.text)}`,
        `${entry.length} B`,
      );
    case "state":
      return words(2, entry.state, "", entry.state === "Broken");
    case "timer":
      return words(2, `Timer ${seconds(entry.lateMs)} late`, `of ${seconds(entry.delayMs)}`, true);
    case "online":
      return words(2, entry.value ? "Online" : "Offline", "", !entry.value);
    case "visible":
      return words(2, entry.value ? "Shown" : "Hidden");
    case "event":
      return words(
        3,
        entry.name,
        join(shortType(entry.contentType ?? ""), entry.role),
        /LOST|BROKEN|GAP|FAILURE/.test(entry.name),
      );
  }
}

/** What is in such a file. @throws Error when it is none that this can show */
export function readRecording(text: string): Recording {
  const recording = fieldsOf(parseJson(text));
  if (
    recording.format !== "amazon-connect-chatjs recording" ||
    recording.version !== 1 ||
    typeof recording.startedAtMs !== "number"
  )
    throw new Error(
      "unable to show the recording; the file is none of version 1. Save what session.exportDiagnostics() gives as JSON",
    );
  return { ...recording, entries: listOf(recording.entries) } as unknown as Recording;
}
