/* Names that people give what they save. */
import { constants } from "../constants.js";

const LONGEST = constants.most.name;

/** A name without what nobody sees in it, no longer than a name may be. */
export const tidy = (name) => String(name).replace(/\s+/g, " ").trim().slice(0, LONGEST).trim();

/** A name that no other has: with a number after it where it must. */
export function free(name, taken) {
  const wanted = tidy(name);
  if (!taken.includes(wanted)) return wanted;
  for (let count = 2; ; count += 1) {
    const next = `${wanted.slice(0, LONGEST - 5)} ${count}`;
    if (!taken.includes(next)) return next;
  }
}
