import { clockTime, fullTime } from "@amazon-connect-chat/page/clockTime.js";
import { element } from "@amazon-connect-chat/page/element.js";
import type { KeyedElement } from "@amazon-connect-chat/page/keyedList.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import type { TranscriptItem } from "./transcriptItem.js";
import { itemWords } from "./itemWords.js";

/** An item of the transcript: a message with who said it, or an event. */
export function createItemRow(first: TranscriptItem): KeyedElement<TranscriptItem> {
  const { as } = itemWords(first);
  const atMs = Date.parse(first.AbsoluteTime);
  const who = element("span", { class: "item__who" });
  const meta = element("span", { class: "item__meta" });
  const time = element("time", { class: "item__time", datetime: first.AbsoluteTime, title: fullTime(atMs) }, [
    clockTime(atMs),
  ]);
  const text = element(as === "message" ? "p" : "span", { class: "item__text", dir: "auto" });
  const root = element("li", { class: `item item--${as}`, "data-testid": "item", "data-kind": as }, [
    ...(as === "message" ? [who, meta, time, text] : [text, who, meta, time]),
  ]);
  root.dataset.role = first.ParticipantRole ?? "SYSTEM";
  return {
    root,
    update(item) {
      const words = itemWords(item);
      setText(who, words.who);
      setText(text, words.text);
      setText(meta, [words.type, words.receipt].filter((part) => part).join(" · "));
    },
  };
}
