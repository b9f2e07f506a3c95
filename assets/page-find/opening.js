/* Whether a unit's doors are open now, and when that changes: of its week, its closures and the region's closed days. */

const DAY_MIN = 1440;
const AHEAD_DAYS = 14;

/**
 * Day and minute after midnight in a time zone.
 *
 * @param {string} zone
 * @param {Date} [instant]
 * @returns {{date: string, minute: number}}
 */
export function clock(zone, instant = new Date()) {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(instant);
  const part = (type) => parts.find((one) => one.type === type).value;
  return { date: `${part("year")}-${part("month")}-${part("day")}`, minute: 60 * Number(part("hour")) + Number(part("minute")) };
}

const midday = (date) => new Date(`${date}T12:00:00Z`);
const later = (date, days) => new Date(midday(date).getTime() + days * 86400000).toISOString().slice(0, 10);

/** Number of a day's weekday, from Monday. */
export const weekday = (date) => (midday(date).getUTCDay() + 6) % 7;

/** When the doors close that are open at a minute: on another day where they stand open over midnight, "" where they never do. */
function closing(hours, date, minute) {
  let [day, at] = [date, minute];
  for (let ahead = 0; ahead < AHEAD_DAYS; ahead += 1) {
    const span = hours(day).find(([opens, closes]) => opens <= at && at < closes);
    if (!span) return { date: later(day, -1), minute: DAY_MIN };
    if (span[1] < DAY_MIN) return { date: day, minute: span[1] };
    [day, at] = [later(day, 1), 0];
  }
  return null;
}

/**
 * How a unit's doors are at a time.
 *
 * @param {number[][][]|null} week seven days from Monday of [opens, closes], minutes after midnight; null: not known
 * @param {string[][]} shut first and last day of each closure
 * @param {string[]} closed days when all units are closed
 * @param {{date: string, minute: number}} now
 * @returns {{is: "open"|"closed"|"untold", until?: string, date?: string, minute?: number}|null} `until`: last day of
 *   the closure it is in; `date` and `minute`: when it closes or opens next, left out where it does not within two weeks
 */
export function doors(week, shut, closed, now) {
  const closure = (date) => shut.find(([first, last]) => first <= date && date <= last);
  const current = closure(now.date);
  if (current) return { is: "closed", until: current[1] };
  if (!week) return { is: "untold" };
  const hours = (date) => (closed.includes(date) || closure(date) ? [] : week[weekday(date)]);
  if (hours(now.date).some(([opens, closes]) => opens <= now.minute && now.minute < closes)) {
    return { is: "open", ...closing(hours, now.date, now.minute) };
  }
  for (let ahead = 0; ahead <= AHEAD_DAYS; ahead += 1) {
    const date = later(now.date, ahead);
    const next = hours(date).find(([opens]) => ahead > 0 || opens > now.minute);
    if (next) return { is: "closed", date, minute: next[0] };
  }
  return { is: "closed" };
}
