import { element } from "@amazon-connect-chat/page/element.js";
import type { TimeMessage } from "./readInteractive.js";

type Slot = TimeMessage["slots"][number];

/** Dates and times on the clocks where the appointment is, or else on the reader's own. */
function clocks(offsetMinutes: number) {
  const zone = offsetMinutes === 0 ? {} : { timeZone: "UTC" };
  const day = new Intl.DateTimeFormat(undefined, { ...zone, weekday: "long", day: "numeric", month: "long" });
  const time = new Intl.DateTimeFormat(undefined, { ...zone, hour: "2-digit", minute: "2-digit" });
  const there = ({ atMs }: Slot) => atMs + offsetMinutes * 60_000;
  return { dayOf: (slot: Slot) => day.format(there(slot)), timeOf: (slot: Slot) => time.format(there(slot)) };
}

/** The free times, a group of buttons for each day. */
export function timeElements(message: TimeMessage, onChoose: (slot: Slot) => void): HTMLElement[] {
  const { dayOf, timeOf } = clocks(message.offsetMinutes);
  const days = [...new Set(message.slots.map(dayOf))];
  const groups = days.map((day) =>
    element("div", { class: "slots", role: "group", "aria-label": day }, [
      element("p", { class: "slots__day", "aria-hidden": "true" }, [day]),
      ...message.slots
        .filter((slot) => dayOf(slot) === day)
        .map((slot) => {
          const button = element("button", { type: "button", class: "slot", "data-testid": "slot" }, [
            timeOf(slot),
          ]);
          button.addEventListener("click", () => onChoose(slot));
          return button;
        }),
    ]),
  );
  const where = message.offsetMinutes === 0 ? message.place : `${message.place || "There"}, local time`;
  return where ? [element("p", { class: "ask__subtitle" }, [where]), ...groups] : groups;
}
