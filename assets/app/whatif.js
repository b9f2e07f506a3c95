/* What if: the changes of a scenario, as text in the address and as a list. */
import { freeId, formatChanges as format, isCapacity, isPlace, MOST, parseChanges as parse, putChange, roundCapacity, roundPlace } from "../core/changes.js";
import { state } from "./address.js";

export { format, isCapacity as isSize, MOST, parse };

/* In the page: every change is one step of the browser's history. */

const steps = []; /* of changes or rules, texts before and after, so that undoing a second move goes back to the first */

/** Remember what was done, so that it can be undone. */
export const note = (key, before, after) => steps.push({ key, before, after });
export const items = () => parse(state.get("changes")).items;

function tell(did, item) {
  document.dispatchEvent(new CustomEvent("whatif", { detail: { did, item } }));
}

function write(next, kept) {
  const before = state.get("changes");
  const after = format(next);
  const patch = { changes: after || null };
  const unit = state.get("unit");
  if (/^n\d+$/.test(unit) && items().some((one) => one.id === unit) && !next.some((one) => one.id === unit)) {
    patch.unit = null; /* what is not there cannot be in focus */
  }
  if (kept !== false) note("changes", before, after);
  return state.set(patch);
}

function doIt(item) {
  const had = items();
  const next = putChange(had, item);
  if (next === null) return false;
  if (next.length > MOST) { tell("full", item); return false; }
  if (format(next) === format(had)) return false;
  write(next);
  tell(next.length < had.length && !next.includes(item) ? "remove" : item.kind, item); /* an added unit is no more */
  return true;
}

export const add = (lat, lon, capacity, told = {}) => isPlace(lat, lon) && isCapacity(capacity)
  && doIt({ kind: "add", id: freeId(items()), ...roundPlace(lat, lon), capacity: roundCapacity(capacity), ...told });
export const close = (id) => doIt({ kind: "close", id });
export const move = (id, lat, lon) => isPlace(lat, lon) && doIt({ kind: "move", id, ...roundPlace(lat, lon) });
export const resize = (id, capacity) => isCapacity(capacity) && doIt({ kind: "size", id, capacity: roundCapacity(capacity) });

/**
 * Say otherwise what an added unit is called, whose it is and who runs it; what is left out is not known.
 *
 * @param {string} id
 * @param {{operator?: string, organisation?: string, name?: string}} details
 */
export function describe(id, details) {
  const had = items();
  const next = had.map((item) => (item.kind === "add" && item.id === id ? { ...item, operator: "", organisation: "", name: "", ...details } : item));
  if (format(next) === format(had)) return false;
  write(next);
  tell("describe", next.find((item) => item.id === id));
  return true;
}

/** Take out one change, by its place in the list. */
export function remove(index) {
  const had = items();
  if (!had[index]) return false;
  write(had.filter((_, at) => at !== index));
  tell("remove", had[index]);
  return true;
}

/** Take back what was done last: on this page as it was done, else the last of the list. */
export function undo() {
  const had = items();
  while (steps.length && steps[steps.length - 1].after !== state.get(steps[steps.length - 1].key)) steps.pop();
  const step = steps.pop();
  if (step?.key === "rules" || (!step && !had.length)) {
    const done = state.set({ rules: step?.before || null });
    if (done) tell("rules", null);
    return done;
  }
  const next = step ? parse(step.before).items : had.slice(0, -1);
  write(next, false);
  tell("undo", had[had.length - 1]);
  return true;
}

export function clear() {
  if (!items().length) return false;
  write([]);
  tell("clear", null);
  return true;
}
