const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });

/** Hours and minutes, in the reader's own way. */
export const clockTime = (atMs: number): string => TIME.format(atMs);

/** Date and time to the second. */
export const fullTime = (atMs: number): string => FULL.format(atMs);

/** "Today", "Yesterday" or the day's name and date. */
export function dayLabel(atMs: number, nowMs: number): string {
  const dayBefore = new Date(nowMs);
  dayBefore.setDate(dayBefore.getDate() - 1);
  const day = new Date(atMs).toDateString();
  if (day === new Date(nowMs).toDateString()) return "Today";
  return day === dayBefore.toDateString() ? "Yesterday" : DAY.format(atMs);
}
