/* Open now: in words beside a unit's hours, and as an option of the filter. */
import { fill, find } from "./model.js";
import { clock, doors, weekday } from "./opening.js";

const NOW = "now";

const doorsOf = ({ hours: { weeks, of, shut } }, at, now) => doors(of[at] < 0 ? null : weeks[of[at]], shut[at] || [], find.units.clock.closed, now);

/** A minute after midnight as opening hours write it: 8, 17.30. */
const time = (minute) => `${Math.floor(minute / 60)}${minute % 60 ? `.${String(minute % 60).padStart(2, "0")}` : ""}`;

/**
 * A time of today or another day.
 *
 * @param {{date?: string, minute?: number}} next
 * @param {{date: string, minute: number}} now
 */
function when({ date, minute }, now) {
  return date === now.date ? time(minute) : fill(find.said.on_day, { day: find.said[`day_${weekday(date)}`], time: time(minute) });
}

/** How a unit's doors are now, in words; "" where that is not known. */
export function nowText(form, at) {
  const { said } = find;
  const now = clock(find.units.clock.zone);
  const { is, until, ...next } = doorsOf(form, at, now);
  if (is === "untold") return "";
  if (until) return fill(said.shut_until, { date: new Intl.DateTimeFormat(find.language, { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(until)) });
  if (is === "open") return next.date ? fill(said.open_until, { time: when(next, now) }) : said.open_now;
  return next.date ? fill(said.opens, { time: when(next, now) }) : said.shut_now;
}

/** Say of each unit in the filter's group whether it is open now. */
export function markOpen(form) {
  const group = form.groups.find(({ key }) => key === "open");
  const now = clock(find.units.clock.zone);
  group.told = group.told.map((told, at) => told && [...told.filter((one) => one !== NOW), ...(doorsOf(form, at, now).is === "open" ? [NOW] : [])]);
}
