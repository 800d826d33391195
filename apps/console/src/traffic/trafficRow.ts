import { element } from "@amazon-connect-chat/page/element.js";
import type { KeyedElement } from "@amazon-connect-chat/page/keyedList.js";
import { reasonOf } from "@amazon-connect-chat/page/reasonOf.js";
import type { TrafficBodies, TrafficDetail, TrafficEntry } from "amazon-connect-chat-emulator";
import { layOut } from "./trafficBody.js";
import { trafficWords } from "./trafficWords.js";

const LABELS: readonly (readonly [keyof TrafficBodies, string])[] = [
  ["request", "Request"],
  ["response", "Answer"],
  ["frame", "Frame"],
];

const timeOf = (at: string) => at.slice(11, 23);

function bodyElements({ bodies }: TrafficDetail): readonly HTMLElement[] {
  const shown = LABELS.flatMap(([name, label]) => {
    const text = bodies[name];
    if (text === undefined) return [];
    const code = element("pre", { class: "body", tabindex: 0, "aria-label": label }, [layOut(text)]);
    return [element("p", { class: "body__label" }, [label]), code];
  });
  return shown.length > 0 ? shown : [element("p", { class: "body__label" }, ["It carried nothing."])];
}

/** A line of the traffic, which shows what it carried when pressed. */
export function createTrafficRow(
  entry: TrafficEntry,
  given: {
    readonly who: string;
    readonly load: (trafficId: number) => Promise<TrafficDetail>;
  },
): KeyedElement<TrafficEntry> {
  const { sign, way, title, detail, result, tone } = trafficWords(entry);
  const button = element(
    "button",
    { type: "button", class: "traffic__line", "aria-expanded": "false", "data-testid": "traffic-line" },
    [
      element("span", { class: "traffic__time" }, [timeOf(entry.at)]),
      element("span", { class: "traffic__sign", "aria-hidden": "true", title: way }, [sign]),
      element("span", { class: "visually-hidden" }, [way]),
      element("span", { class: "traffic__title" }, [title]),
      element("span", { class: "traffic__detail" }, [detail]),
      element("span", { class: "traffic__who" }, [given.who]),
      element("span", { class: "traffic__result", "data-tone": tone }, [result]),
    ],
  );
  const root = element("li", { class: "traffic__row", "data-kind": entry.kind }, [button]);
  let details: HTMLElement | undefined;

  const open = () => {
    const opened = element("div", { class: "traffic__bodies" });
    details = opened;
    root.append(opened);
    given.load(entry.trafficId).then(
      (loaded) => opened.append(...bodyElements(loaded)),
      (error: unknown) => opened.append(element("p", { class: "problem", role: "alert" }, [reasonOf(error)])),
    );
  };
  button.addEventListener("click", () => {
    const isOpen = details !== undefined;
    if (details) {
      details.remove();
      details = undefined;
    } else open();
    button.setAttribute("aria-expanded", String(!isOpen));
  });
  return { root, update: () => undefined };
}
