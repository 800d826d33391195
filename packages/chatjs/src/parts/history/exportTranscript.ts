import { eventTypeOf } from "@amazon-connect-chat/protocol";
import type { EventType } from "@amazon-connect-chat/protocol";
import { IllegalArgumentError } from "../../errors.js";
import { plainText } from "../../lib/plainText.js";
import { parseTimeMs, toIsoTime } from "../../platform/time.js";
import type { TranscriptItem } from "../../transcript/transcriptStore.js";
import { segmentsOf } from "./segments.js";
import { isUnsent, textOf } from "./transcriptText.js";

export type TranscriptFormat = "text" | "json" | "html";
const FORMATS: readonly TranscriptFormat[] = ["text", "json", "html"];

/** How a transcript is written out. */
export interface ExportOptions {
  /** The heading of the page, and its language. @defaultValue `"Chat transcript"`, `"en"` */
  readonly title?: string | undefined;
  readonly language?: string | undefined;
  /** Takes ISO 8601 in UTC with milliseconds. @defaultValue the same without those */
  readonly formatTime?: ((absoluteTime: string) => string) | undefined;
  /** What is said of events; `{name}` is who it was. Those that have no text are left out. */
  readonly eventTexts?: Readonly<Partial<Record<EventType, string>>> | undefined;
  /** The heading of what comes from an earlier chat. @defaultValue `"Earlier chat"` */
  readonly pastText?: string | undefined;
}

const EVENT_TEXTS: Readonly<Partial<Record<EventType, string>>> = {
  "participant.joined": "{name} joined",
  "participant.left": "{name} left",
  "transfer.succeeded": "The chat was transferred",
  "chat.ended": "The chat ended",
};

/** A line of the transcript: somebody's words, or what happened. */
interface Line {
  readonly time: string;
  readonly name: string;
  readonly text: string;
  readonly isEvent: boolean;
}

/** All that editors take for the end of a line. */
const LINE_BREAKS = /\r\n|[\n-\r\x85\u2028\u2029]/g;

const nameOf = ({ DisplayName, ParticipantRole }: TranscriptItem): string =>
  plainText(DisplayName || ParticipantRole).replace(LINE_BREAKS, " ");

const toTheSecond = (absoluteTime: string) => absoluteTime.replace(/\.\d+Z$/, "Z");

function linesOf(items: readonly TranscriptItem[], options: ExportOptions): readonly Line[] {
  const { formatTime = toTheSecond } = options;
  const eventTexts: Readonly<Record<string, string | undefined>> = { ...EVENT_TEXTS, ...options.eventTexts };
  /** Its own alone: the service may name an event as a member of every object. */
  const textOfEvent = (type: string) => (Object.hasOwn(eventTexts, type) && eventTexts[type]) || "";
  return items.flatMap((item) => {
    const type = item.Type === "EVENT" ? eventTypeOf(item.ContentType) : "";
    const name = nameOf(item);
    const text = type ? textOfEvent(type).replaceAll("{name}", () => name) : textOf(item);
    if (!text || isUnsent(item)) return [];
    const atMs = parseTimeMs(item.AbsoluteTime);
    const time = atMs ? formatTime(toIsoTime(atMs)) : "";
    return { time, name, text, isEvent: Boolean(type) };
  });
}

const asText = ({ time, name, text, isEvent }: Line): string =>
  [time && `[${time}]`, isEvent ? `* ${text}` : `${name}: ${text.replace(LINE_BREAKS, "\n  ")}`]
    .filter(Boolean)
    .join(" ");

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

const asHtml = ({ time, name, text, isEvent }: Line): string => {
  const when = time && `<time>${escaped(time)}</time> `;
  const body = isEvent
    ? `<em>${escaped(text)}</em>`
    : `<b>${escaped(name)}</b> <span>${escaped(text)}</span>`;
  return `<li>${when}${body}</li>`;
};

/** Its own page, which needs nothing else and runs nothing. */
const page = (title: string, language: string, body: string): string =>
  `<!doctype html>
<html lang="${escaped(language)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 45rem; margin: 2rem auto; padding: 0 1rem }
ol { list-style: none; padding: 0 }
li { margin: 0.5rem 0 }
b, span { white-space: pre-wrap; unicode-bidi: isolate }
time { color: #595959; font-size: 0.85rem }
</style>
<h1>${escaped(title)}</h1>
${body}
</html>
`;

/**
 * Writes a transcript out; `text` and `html` without messages that are being sent or could not be.
 * - `text`: a line an item, further lines of a message indented; a blank line and a heading where an earlier chat begins or ends
 * - `json`: `{"items": [...]}` with the items as the service gave them, in order
 * - `html`: a page of its own, everything in it escaped, without scripts
 * @throws IllegalArgumentError for another format
 */
export function exportTranscript(
  items: readonly TranscriptItem[],
  format: TranscriptFormat,
  options: ExportOptions = {},
): string {
  if (!FORMATS.includes(format))
    throw new IllegalArgumentError('unable to export; the format must be "text", "json" or "html"', format);
  const { title = "Chat transcript", language = "en", pastText = "Earlier chat" } = options;
  if (format === "json")
    // It is the item once more, as text.
    return `${JSON.stringify({ items: items.map(({ serializedContent: _text, ...item }) => item) }, null, 2)}\n`;
  const parts = segmentsOf(items)
    .map(({ isPast, items: ofSegment }) => ({ isPast, lines: linesOf(ofSegment, options) }))
    .filter(({ lines }) => lines.length > 0);
  if (format === "text")
    return parts
      .map(
        ({ isPast, lines }) => `${[...(isPast ? [`${pastText}:`] : []), ...lines.map(asText)].join("\n")}\n`,
      )
      .join("\n");
  const body = parts.map(
    ({ isPast, lines }) =>
      `${isPast ? `<h2>${escaped(pastText)}</h2>\n` : ""}<ol>\n${lines.map(asHtml).join("\n")}\n</ol>`,
  );
  return page(title, language, body.join("\n<hr>\n"));
}
